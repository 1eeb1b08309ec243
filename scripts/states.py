#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the table of states in docs/glossary.md against the words of the code.

usage: scripts/states.py [ROOT]

A state is called the same on every page. The table names each state with its words; the tables of
the code (k_words<...State>) and of the recipients' inbox say the same, word for word; and no page
and no other line of code spells words that were given up, or those of a state where it should ask
the table. Standard library only.
"""

import re
import sys
from pathlib import Path

PAGE = "docs/glossary.md"
HEADING = "## States"
# What the table calls it, the enumeration, and the file of its words.
TABLES = (
    ("case", "NotificationState", "hub/model/include/mash/model/words_case.h"),
    ("request", "EnquiryState", "hub/model/include/mash/model/words_case.h"),
    ("item", "ItemState", "hub/model/include/mash/model/words_item.h"),
    ("item for a recipient", "ReleaseState", "hub/model/include/mash/model/words_item.h"),
    ("what leaves", "ProductState", "hub/product/states.h"),
    ("answer to the referrer", "FeedbackState", "hub/product/states.h"),
)
# Words of states that no enumeration has, and who says them.
OTHERS = (
    ("case", "SCREENING, screened", "hub/cases/cases.cpp"),
    ("inbox", "–", "gate/inbox/pages.cpp"),
)
# What the same states were called elsewhere.
GIVEN_UP = ("READY TO DECIDE", "Sent, not seen yet", "Seen, not answered yet", "Opened by {{",
            "Not opened yet", "Rejected by {{", "Withdrawn: {{", "\"Withdrawn, seen\"")
PAGES = ("hub", "gate", "server")

ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
WORD = re.compile(r"\{\s*[\w:]+,\s*\"([A-Z_]+)\",\s*\"([^\"]*)\"\s*\}")


def words_of(text: str, enumeration: str) -> dict[str, str]:
    """Code and words of each value of this enumeration."""
    start = re.search(rf"k_words<(?:\w+::)?{enumeration}>\s*=", text)
    if start is None:
        return {}
    return dict(WORD.findall(text[start.end():text.index("});", start.end())]))


def table_of(page: str) -> list[tuple[str, str, str]]:
    """The rows of the table of states, without its head."""
    if HEADING not in page:
        return []
    part = page[page.index(HEADING) + len(HEADING):]
    part = part[:part.index("\n## ")] if "\n## " in part else part
    return [row for row in ROW.findall(part) if row[0] not in ("Of a", "---")]


def check(root: Path) -> list[str]:
    """What is wrong, a line each."""
    problems = []
    rows = table_of((root / PAGE).read_text(encoding="utf-8"))
    if not rows:
        problems.append(f"{PAGE}: no table of states")
    for what, enumeration, file in TABLES:
        said = {code: words for of, code, words in rows if of == what}
        said = {code: words for code, words in said.items() if re.fullmatch("[A-Z_]+", code)}
        used = words_of((root / file).read_text(encoding="utf-8"), enumeration)
        if not used:
            problems.append(f"{file}: no words of {enumeration}")
        for code in sorted(said.keys() | used.keys()):
            if said.get(code) != used.get(code):
                problems.append(f"{PAGE}: {what} {code}: the page says \"{said.get(code)}\", "
                                f"{file} says \"{used.get(code)}\"")
    for what, code, file in OTHERS:
        text = (root / file).read_text(encoding="utf-8")
        for of, of_code, words in rows:
            if of == what and of_code == code and f"\"{words}\"" not in text:
                problems.append(f"{PAGE}: {what}: {file} does not say \"{words}\"")
    return problems + spelt_elsewhere(root)


def spelt_elsewhere(root: Path) -> list[str]:
    """Pages and code that use words which were given up."""
    problems = []
    for folder in PAGES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h", ".mustache"):
                continue
            text = path.read_text(encoding="utf-8")
            problems += [f"{path.relative_to(root)}: \"{words}\" is called otherwise now ({PAGE})"
                         for words in GIVEN_UP if words in text]
    return problems


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    problems = check(root)
    for problem in problems:
        print(problem)
    print(f"states: {len(problems)} to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
