# SPDX-License-Identifier: MIT
"""Goal: a page that calls a state by another word than the table is refused."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import states  # noqa: E402


class States(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        files = {states.PAGE} | {t[2] for t in states.TABLES} | {o[2] for o in states.OTHERS}
        for file in files:
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.root / file)

    def tearDown(self):
        self.folder.cleanup()

    def change(self, file, before, after):
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(before, text)
        path.write_text(text.replace(before, after), encoding="utf-8")

    def refused(self, *parts):
        problems = "\n".join(states.check(self.root))
        for part in parts:
            self.assertIn(part, problems)

    def test_what_stands_is_right(self):
        self.assertEqual(states.check(self.root), [])

    def test_another_word_in_the_code(self):
        self.change("hub/product/states.h", "\"Taken back\"", "\"Withdrawn\"")
        self.refused("what leaves RECALLED: the page says \"Taken back\"")

    def test_another_word_in_the_table(self):
        self.change(states.PAGE, "| case | DECIDED | Decided, not sent |",
                    "| case | DECIDED | Decided |")
        self.refused("case DECIDED: the page says \"Decided\"")

    def test_a_state_that_the_table_does_not_have(self):
        self.change(states.PAGE, "| request | SENT | Not answered, not seen yet |\n", "")
        self.refused("request SENT: the page says \"None\"")

    def test_the_inbox_says_the_same(self):
        self.change("gate/inbox/pages.cpp", "\"Sent back\"", "\"Not for us\"")
        self.refused("inbox: gate/inbox/pages.cpp does not say \"Sent back\"")

    def test_words_that_were_given_up(self):
        page = self.root / "hub/live/templates/board.mustache"
        page.parent.mkdir(parents=True)
        page.write_text("<p>READY TO DECIDE</p>", encoding="utf-8")
        self.refused("hub/live/templates/board.mustache: \"READY TO DECIDE\"")

    def test_no_table(self):
        self.change(states.PAGE, states.HEADING, "## Others")
        self.refused("no table of states")


if __name__ == "__main__":
    unittest.main()
