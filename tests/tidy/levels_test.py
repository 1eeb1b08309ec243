# SPDX-License-Identifier: MIT
"""Goal: no table is added without somebody saying how its data are protected."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import levels  # noqa: E402

PAGE = (ROOT / levels.PAGE).read_text(encoding="utf-8")
TABLES = levels.folders_with_tables(ROOT)


class Levels(unittest.TestCase):
    def refused(self, problems: list[str], *words: str) -> None:
        self.assertEqual(len(problems), len(words), problems)
        for problem, word in zip(problems, words):
            self.assertIn(word, problem)

    def changed(self, before: str, after: str) -> list[str]:
        self.assertEqual(PAGE.count(before), 1, before)
        return levels.check(PAGE.replace(before, after), TABLES)

    def test_the_page_that_there_is_passes_and_tables_are_found(self):
        self.assertEqual(levels.check(PAGE, TABLES), [])
        self.assertIn("hub/cases", TABLES)
        self.assertIn("login", TABLES)

    def test_a_folder_with_tables_has_to_stand_there(self):
        self.refused(levels.check(PAGE, TABLES | {"hub/new"}), "the tables of hub/new")
        self.refused(self.changed("| `hub/told` |", "| `hub/tells` |"),
                     "hub/tells has no tables", "the tables of hub/told")

    def test_a_level_is_one_that_is_defined(self):
        self.refused(self.changed("| `hub/told` | sealed |", "| `hub/told` | quiet |"),
                     "level \"quiet\"")

    def test_a_folder_stands_there_once(self):
        row = "| `hub/shift` | staff | all of it |\n"
        self.refused(self.changed(row, row + row), "more than once", "more than once")

    def test_a_page_without_its_tables_is_refused(self):
        self.refused(self.changed(levels.PLACES, "## Elsewhere"), "are missing")


if __name__ == "__main__":
    unittest.main()
