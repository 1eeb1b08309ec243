# SPDX-License-Identifier: MIT
"""Goal: the page of the security standard is refused as soon as a row, count or name is wrong."""

import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import asvs  # noqa: E402

PAGE = (ROOT / asvs.PAGE).read_text(encoding="utf-8")
KNOWN = {test.name for test in asvs.all_tests(ROOT)}


class Asvs(unittest.TestCase):
    def problems(self, before: str = "", after: str = "") -> list[str]:
        """Of the page with one place changed; the tests and documents are the true ones."""
        if before:
            self.assertEqual(PAGE.count(before), 1, before)
        rows, problems = asvs.read_page(PAGE.replace(before, after) if before else PAGE)
        problems += asvs.check_ids(rows)
        for row in rows:
            where = f"{asvs.PAGE}:{row.line}: {row.id}"
            problems += [f"{where}: {fault}" for fault in asvs.check_row(row)]
            problems += asvs.check_names(ROOT, where, row.shown, KNOWN)
        return problems

    def refused(self, found: list[str], *expected: str) -> None:
        self.assertEqual(len(found), len(expected), found)
        for problem, words in zip(found, expected):
            self.assertIn(words, problem)

    def row(self, number: str) -> str:
        (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| {number} |")]
        return line

    def test_the_page_that_there_is_passes(self):
        self.assertEqual(asvs.check(ROOT)[1], [])
        self.assertEqual(self.problems(), [])

    def test_a_row_that_is_missing(self):
        self.refused(self.problems(self.row("V1.2.3") + "\n", ""), "V1.2.3 is missing",
                     "level 1 has 69 rows, the standard 70")

    def test_a_row_that_comes_twice_or_is_invented(self):
        row = self.row("V12.1.2")
        self.refused(self.problems(row, row + "\n" + row), "V12.1.2 stands here more than once",
                     "level 2 has 184 rows")
        made = row.replace("V12.1.2", "V12.1.7")
        self.refused(self.problems(row, row + "\n" + made), "V12.1.6 is missing",
                     "level 2 has 184 rows")

    def test_a_row_of_another_level(self):
        row = self.row("V4.1.4")
        self.refused(self.problems(row, row.replace("| 3 |", "| 2 |")), "level 2 has 184 rows",
                     "level 3 has 91 rows")

    def test_a_chapter_that_is_missing(self):
        text = PAGE
        for line in text.splitlines():
            if line.startswith("| V17."):
                text = text.replace(line + "\n", "")
        found = list(asvs.check_ids(asvs.read_page(text)[0]))
        self.assertIn("V17 is missing", found[0])

    def test_a_test_or_document_that_is_gone(self):
        row = self.row("V3.3.5")
        name = "`web_test.py: WebTest.test_cookies_stay_here`"
        self.assertIn(name, row)
        gone = row.replace(name, "`web_test.py: WebTest.test_cookies_go_away`")
        self.refused(self.problems(row, gone), "there is no test \"web_test.py: WebTest.test_c")
        row = self.row("V11.1.2")
        self.refused(self.problems(row, row.replace("docs/keys.md", "docs/locks.md")),
                     "there is no file docs/locks.md")

    def test_another_page_that_names_a_test(self):
        names = ["http_test: Form.MultipartIsStrict", "http_test: Form.Gone"]
        found = list(asvs.check_names(ROOT, "here", names, KNOWN))
        self.refused(found, "there is no test \"http_test: Form.Gone\"")

    def test_what_is_met_is_shown_by_a_test(self):
        row = self.row("V3.3.5")
        name = "`web_test.py: WebTest.test_cookies_stay_here`"
        self.refused(self.problems(row, row.replace(name, "`docs/keys.md`")),
                     "a document shows no behaviour")
        self.refused(self.problems(row, row.replace(name, "")), "name what shows it",
                     "a document shows no behaviour")

    def test_states(self):
        row = self.row("V3.3.5")
        self.refused(self.problems(row, row.replace("| met |", "| done |")), "the state is one of",
                     "say what is missing")
        self.refused(self.problems(row, row.replace("| met |", "| partly |")),
                     "say what is missing, or why")
        self.refused(self.problems(row, row.replace("| met |", "| met: mostly |")),
                     "what has a but")
        self.refused(self.problems(row, row.replace("| met |", "| not yet: soon |")),
                     "something shows some of it")

    def test_a_row_of_another_form(self):
        row = self.row("V3.3.5")
        self.refused(self.problems(row, row.replace("| 3 |", "| |", 1)), "a row has five cells",
                     "level 3 has 91 rows")


if __name__ == "__main__":
    unittest.main(verbosity=2)
