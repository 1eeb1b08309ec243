#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/scenarios.md, the map from acceptance scenarios to tests, against the tests there are.

usage: scripts/scenarios.py [--fix] [ROOT]

A test carries the ids of its scenarios in its name ("B01_a_red_is_told") or at the start of the
comment right above it ("// B06, B07: words"). What the page names exists and carries the id; what
carries an id in a comment is named there; and of what is "not yet" no test carries the id. Prints
what is wrong, then how many rows of each group are in which state. What docs/four-boroughs.md says
of a check is what its row says; --fix puts it there. Standard library only.
"""

import ast
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tidy import SKIPPED  # noqa: E402

PAGE = "docs/scenarios.md"
CONTACTS = "docs/four-boroughs.md"
STATES = ("shown", "partly", "not yet")

ID = r"(?:[A-HX]|FB)\d\d"
IN_NAME = re.compile(rf"({ID}(?:(?:_and)?_{ID})*)_", re.IGNORECASE)
IN_COMMENT = re.compile(rf"(?://|#)\s*({ID}(?:(?:, | and ){ID})*):")
CPP_TEST = re.compile(r"^(?:TYPED_)?TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)
MJS_TEST = re.compile(r"^test\(\"([^\"]+)\"", re.MULTILINE)
# A story is a list of steps with a name; who imports it and runs test(step.name, ...) tests each.
MJS_STEP = re.compile(r"^ +(?:\[|name: )\"([^\"]+)\",(?: \w+\.\w+\],)?$", re.MULTILINE)
MJS_IMPORT = re.compile(r"from \"\./(\w+\.mjs)\"")
ROW = re.compile(rf"\|\s*{ID}\s*\|")


@dataclass(frozen=True)
class Test:
    name: str  # as the page writes it: "enquiry_test: AskTest.sending_twice_asks_once"
    place: str  # "hub/enquiry/ask_test.cpp:188"
    in_name: frozenset[str]
    in_comment: frozenset[str]


@dataclass(frozen=True)
class Row:
    id: str
    state: str
    detail: str  # what stands after the state
    what: str
    tests: tuple[str, ...]
    line: int


def ids_in(match: re.Match | None) -> frozenset[str]:
    return frozenset(re.findall(ID, match[1].upper()) if match else ())


def read_test(full: str, name: str, where: str, text: str, line: int) -> Test:
    """The test whose first line this is, counted from 1."""
    lines = text.splitlines()
    first = line - 2
    while first >= 0 and re.match(r"\s*(?://|#)", lines[first]):
        first -= 1
    above = lines[first + 1].strip() if first + 1 < line - 1 else ""
    return Test(full, f"{where}:{line}", ids_in(IN_NAME.match(name.removeprefix("test_"))),
                ids_in(IN_COMMENT.match(above)))


def cpp_tests(path: Path, text: str):
    folder = path.parent.name if path.parent.name != "src" else path.parent.parent.name
    for match in CPP_TEST.finditer(text):
        suite, name = match.groups()
        yield f"{folder}_test: {suite}.{name}", name, text.count("\n", 0, match.start()) + 1


def python_tests(path: Path, text: str):
    for suite in ast.parse(text).body:
        for test in suite.body if isinstance(suite, ast.ClassDef) else ():
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                yield f"{path.name}: {suite.name}.{test.name}", test.name, test.lineno


def mjs_tests(path: Path, text: str):
    for match in MJS_TEST.finditer(text):
        yield f"{path.name}: {match[1]}", match[1], text.count("\n", 0, match.start()) + 1


def story_tests(path: Path, text: str, stories: dict[str, str]):
    """Steps that this file imports and runs as tests; they stand in the story's file."""
    for story in MJS_IMPORT.findall(text) if "test(step.name," in text else ():
        for match in MJS_STEP.finditer(stories.get(story, "")):
            line = stories[story].count("\n", 0, match.start()) + 1
            yield f"{path.name}: {match[1]}", match[1], line, story


def all_tests(root: Path) -> list[Test]:
    out, browser = [], {}
    for folder, names, leaves in os.walk(root):
        names[:] = sorted(n for n in names if n not in SKIPPED)
        for path in (Path(folder) / leaf for leaf in sorted(leaves)):
            read = {".cpp": cpp_tests, ".py": python_tests, ".mjs": mjs_tests}.get(path.suffix)
            if not read or (path.suffix != ".mjs" and not path.stem.endswith("_test")):
                continue
            text = path.read_text(encoding="utf-8")
            where = path.relative_to(root).as_posix()
            if path.suffix == ".mjs":
                browser[where] = text
            out += [read_test(full, name, where, text, line)
                    for full, name, line in read(path, text)]
    for where, text in browser.items():
        beside = {Path(w).name: t for w, t in browser.items()
                  if Path(w).parent == Path(where).parent}
        out += [read_test(full, name, f"{Path(where).parent / story}", beside[story], line)
                for full, name, line, story in story_tests(Path(where), text, beside)]
    return out


def read_page(text: str) -> tuple[list[Row], list[str]]:
    rows, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not ROW.match(line):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 4:
            problems.append(f"{PAGE}:{number}: a row has four cells: id, what, state, tests")
            continue
        state, _, detail = cells[2].partition(": ")
        rows.append(Row(cells[0], state, detail, cells[1],
                        tuple(re.findall(r"`([^`]+)`", cells[3])), number))
    return rows, problems


def check_row(row: Row):
    if row.state not in STATES:
        yield f"the state is one of: {', '.join(STATES)}"
    if row.state in ("partly", "not yet") and not row.detail:
        yield f"say what is missing: \"{row.state}: ...\""
    if row.state in ("shown", "partly") and not row.tests:
        yield "name at least one test that shows it"
    if row.state == "not yet" and row.tests:
        yield "a test shows some of it: say \"partly\", or take the test out"


def check_ids(rows: list[Row]):
    counts = Counter(row.id for row in rows)
    for row in rows:
        if counts.pop(row.id, 1) > 1:
            yield f"{PAGE}:{row.line}: {row.id} stands here more than once"
    for group in sorted({row.id[:-2] for row in rows}):
        there = {row.id for row in rows if row.id[:-2] == group}
        for number in range(1, max(int(i[-2:]) for i in there) + 1):
            if f"{group}{number:02}" not in there:
                yield f"{PAGE}: {group}{number:02} is missing"


def with_states(page: str, rows: list[Row]) -> str:
    """The contacts, with what the row of each check says."""
    said = {row.id: f"{row.what} **{row.state}{': ' if row.detail else ''}{row.detail}**"
            for row in rows}
    return re.sub(r"^\* \*\*(FB\d\d)\*\*.*$",
                  lambda line: f"* **{line[1]}** {said.get(line[1], '')}", page, flags=re.MULTILINE)


def check_contacts(root: Path, rows: list[Row], fix: bool):
    path = root / CONTACTS
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    wanted = with_states(page, rows)
    if fix and page != wanted:
        path.write_text(wanted, encoding="utf-8")
    elif page != wanted:
        yield (f"{CONTACTS}: says something else of a check than {PAGE}: "
               "run scripts/scenarios.py --fix")


def check(root: Path, fix: bool = False) -> tuple[list[Row], list[str]]:
    rows, problems = read_page((root / PAGE).read_text(encoding="utf-8"))
    if not rows:
        problems.append(f"{PAGE}: no scenario stands here")
    problems += check_ids(rows)
    problems += check_contacts(root, rows, fix)
    tests = all_tests(root)
    known = {test.name: test for test in tests}
    for row in rows:
        problems += [f"{PAGE}:{row.line}: {row.id}: {fault}" for fault in check_row(row)]
        for name in row.tests:
            if name not in known:
                problems.append(f"{PAGE}:{row.line}: {row.id}: there is no test \"{name}\"")
            elif row.id not in known[name].in_name | known[name].in_comment:
                problems.append(f"{known[name].place}: put \"{row.id}: ...\" in a comment right "
                                f"above the test, since {PAGE} says that it shows it")
    named = {(row.id, name) for row in rows for name in row.tests}
    begun = {row.id for row in rows if row.state != "not yet"}
    for test in tests:
        for missing in sorted(i for i in test.in_comment if (i, test.name) not in named):
            problems.append(f"{test.place}: carries {missing}, but {PAGE} does not name "
                            f"\"{test.name}\" in that row")
        for missing in sorted(test.in_name - begun):
            problems.append(f"{test.place}: {missing} is in its name, but {PAGE} does not say what "
                            f"is shown of it")
    return rows, problems


def main(arguments: list[str]) -> int:
    fix = "--fix" in arguments
    folders = [word for word in arguments if word != "--fix"]
    root = Path(folders[0] if folders else Path(__file__).parent.parent).resolve()
    rows, problems = check(root, fix)
    for problem in problems:
        print(problem)
    for group in sorted({row.id[:-2] for row in rows}):
        states = Counter(row.state for row in rows if row.id[:-2] == group)
        print(f"{group}: " + ", ".join(f"{states[state]} {state}" for state in STATES))
    print(f"scenarios: {len(problems)} to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
