#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/asvs.md, row by row of OWASP ASVS 5.0.0, against the tests and documents there are.

usage: scripts/asvs.py [ROOT]

Each requirement stands there once, with its level, and nothing that is not one: sections are
numbered without a gap, and the levels have as many rows as the standard. What is "met" names a
test, or, where the standard asks for words, a document. What it and the
pages of OTHERS name exists. Prints what is wrong, then the sums of each level. Standard library
only.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from scenarios import all_tests  # noqa: E402

PAGE = "docs/asvs.md"
OTHERS = ("docs/threat-model.md", "docs/data.md", "docs/operations.md")  # that name tests too
STATES = ("met", "partly", "not yet", "does not apply")
LEVELS = {1: 70, 2: 183, 3: 92}
CHAPTERS = 17
# Sections in which the standard asks for documentation.
WORDS = {f"V{n}.1" for n in (2, 3, 5, 6, 7, 8, 11, 13, 14, 15, 16)}
# Rules of the house that run as tests.
RULES = {"scripts/tidy.py", "scripts/fuzz.sh"}

ROW = re.compile(r"\|\s*V\d")
ID = re.compile(r"V(\d+)\.(\d+)\.(\d+)")
TEST = re.compile(r"\w+(?:_test|\.py|\.mjs): .+")
NAMED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    id: str
    level: int
    state: str
    detail: str  # what stands after the state
    shown: tuple[str, ...]
    line: int


def read_page(text: str) -> tuple[list[Row], list[str]]:
    rows, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not ROW.match(line):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 5 or cells[1] not in map(str, LEVELS) or not ID.fullmatch(cells[0]):
            problems.append(f"{PAGE}:{number}: a row has five cells: id, level (1 to 3), what it "
                            f"asks for, state, what shows it")
            continue
        state, _, detail = cells[3].partition(": ")
        shown = tuple(NAMED.findall(cells[4]))
        rows.append(Row(cells[0], int(cells[1]), state, detail, shown, number))
    return rows, problems


def check_ids(rows: list[Row]):
    counts = Counter(row.id for row in rows)
    for row in rows:
        if counts.pop(row.id, 1) > 1:
            yield f"{PAGE}:{row.line}: {row.id} stands here more than once"
    parts = {tuple(map(int, ID.fullmatch(row.id).groups())) for row in rows}
    for chapter, section, number in sorted(parts):
        if number > 1 and (chapter, section, number - 1) not in parts:
            yield f"{PAGE}: V{chapter}.{section}.{number - 1} is missing"
        if section > 1 and (chapter, section - 1, 1) not in parts:
            yield f"{PAGE}: V{chapter}.{section - 1}.1 is missing"
    for chapter in sorted(set(range(1, CHAPTERS + 1)) - {part[0] for part in parts}):
        yield f"{PAGE}: V{chapter} is missing"
    for level, expected in LEVELS.items():
        found = sum(row.level == level for row in rows)
        if found != expected:
            yield f"{PAGE}: level {level} has {found} rows, the standard {expected}"


def check_row(row: Row):
    if row.state not in STATES:
        yield f"the state is one of: {', '.join(STATES)}"
    if row.state != "met" and not row.detail:
        yield f"say what is missing, or why: \"{row.state}: ...\""
    if row.state == "met" and row.detail:
        yield "what has a but is \"partly: ...\""
    if row.state in ("met", "partly") and not row.shown:
        yield "name what shows it"
    if row.state == "not yet" and row.shown:
        yield "something shows some of it: say \"partly\", or take it out"
    if row.state == "met" and row.id.rpartition(".")[0] not in WORDS:
        if not any(TEST.fullmatch(name) or name in RULES for name in row.shown):
            yield "a document shows no behaviour: name a test"


def check_names(root: Path, where: str, names, known: set[str]):
    for name in names:
        if TEST.fullmatch(name):
            if name not in known:
                yield f"{where}: there is no test \"{name}\""
        elif not (root / name).exists():
            yield f"{where}: there is no file {name}"


def check(root: Path) -> tuple[list[Row], list[str]]:
    rows, problems = read_page((root / PAGE).read_text(encoding="utf-8"))
    problems += check_ids(rows)
    known = {test.name for test in all_tests(root)}
    for row in rows:
        where = f"{PAGE}:{row.line}: {row.id}"
        problems += [f"{where}: {fault}" for fault in check_row(row)]
        problems += check_names(root, where, row.shown, known)
    for page in OTHERS:
        text = (root / page).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            tests = [name for name in NAMED.findall(line) if TEST.fullmatch(name)]
            problems += check_names(root, f"{page}:{number}", tests, known)
    return rows, problems


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else Path(__file__).parent.parent).resolve()
    rows, problems = check(root)
    for problem in problems:
        print(problem)
    for level in LEVELS:
        states = Counter(row.state for row in rows if row.level == level)
        print(f"level {level}: " + ", ".join(f"{states[state]} {state}" for state in STATES) +
              f", {sum(states.values())} in all")
    print(f"asvs: {len(problems)} to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
