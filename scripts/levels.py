#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/data.md against the tables there are: which level of protection each folder's have.

usage: scripts/levels.py [ROOT]

A folder of the product whose .sql files make a table stands in the page's table of folders, once,
with a level that the page defines, and no folder without tables does. scripts/asvs.py looks whether
the tests that the page names exist. Standard library only.
"""

import re
import sys
from pathlib import Path

PAGE = "docs/data.md"
FOLDERS = ("pipeline", "login", "gate", "hub", "copies", "signatures", "uploads")
DEFINED = "## Levels"
PLACES = "## Where the data of each level lie"


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    below = text.partition(heading + "\n")[2].partition("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def folders_with_tables(root: Path) -> set[str]:
    files = [file for top in FOLDERS for file in (root / top).rglob("*.sql")]
    return {str(file.parent.relative_to(root)) for file in files
            if re.search(r"^create table ", file.read_text(encoding="utf-8"), re.MULTILINE)}


def check(text: str, tables: set[str]) -> list[str]:
    problems = []
    levels = {row[0] for row in rows(text, DEFINED)}
    named = [(row[0].strip("`"), row[1]) for row in rows(text, PLACES)]
    if not levels or not named:
        return [f"{PAGE}: the tables below \"{DEFINED}\" and \"{PLACES}\" are missing"]
    for folder, level in named:
        if level not in levels:
            problems.append(f"{PAGE}: {folder} has level \"{level}\". Use one of: "
                            f"{', '.join(sorted(levels))}")
        if folder not in tables:
            problems.append(f"{PAGE}: {folder} has no tables. Take its row out")
        if [name for name, _ in named].count(folder) > 1:
            problems.append(f"{PAGE}: {folder} stands here more than once")
    for folder in sorted(tables - {name for name, _ in named}):
        problems.append(f"{PAGE}: say below \"{PLACES}\" of which level the tables of {folder} "
                        f"are, and what of them is in clear")
    return problems


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else Path(__file__).parent.parent).resolve()
    problems = check((root / PAGE).read_text(encoding="utf-8"), folders_with_tables(root))
    for problem in problems:
        print(problem)
    print(f"levels: {len(problems)} to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
