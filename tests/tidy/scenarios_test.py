# SPDX-License-Identifier: MIT
"""Goal: the map from scenarios to tests is refused as soon as it and the tests differ."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))
import scenarios  # noqa: E402

PAGE = """# Scenarios

| Id | What | State | Tests |
|---|---|---|---|
| A01 | A child is found | shown | `people_test: Search.finds`<br>`kill_test.py: Kill.test_a` |
| A02 | A form is sent | partly: not by telephone | `journey.mjs: a neighbour tells` |
| A03 | A case is moved | not yet: needs another hub | |
| B01 | A red is told | shown | `cases_test: Red.B01_and_B02_are_told` |
| B02 | And once | shown | `cases_test: Red.B01_and_B02_are_told`<br>`keys.mjs: by keys` |
"""
SOURCES = {
    "docs/scenarios.md": PAGE,
    "hub/people/search_test.cpp": "int x;\n\n// A01: by name,\n// however it is written.\n"
                                  "TEST_P(Search, finds) {\n}\n\n// F1 is no id.\n"
                                  "TEST_P(Search, looks) {\n}\n",
    "libs/cases/src/red_test.cpp": "TEST(Red,\n     B01_and_B02_are_told) {\n}\n",
    "tests/process/kill_test.py": "class Kill(TestCase):\n    # A01: after a kill.\n"
                                  "    def test_a(self):\n        pass\n",
    "tests/browser/story.mjs": "  const steps = [\n    // A02: in nine pages\n"
                               "    [\"a neighbour tells\", gate.tells],\n  ];\n",
    "tests/browser/journey.mjs": "import { story } from \"./story.mjs\";\n"
                                 "  test(step.name, async () => {\n",
    "tests/browser/keys.mjs": "// B02: no mouse\ntest(\"by keys\", async () => {\n",
}


class Scenarios(unittest.TestCase):
    def problems(self, **changed: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (SOURCES | changed).items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return scenarios.check(Path(folder))[1]

    def page(self, before: str, after: str) -> list[str]:
        self.assertEqual(PAGE.count(before), 1, before)
        return self.problems(**{"docs/scenarios.md": PAGE.replace(before, after)})

    def refused(self, found: list[str], *expected: str) -> None:
        self.assertEqual(len(found), len(expected), found)
        for problem, words in zip(found, expected):
            self.assertIn(words, problem)

    def test_a_true_page_passes(self):
        self.assertEqual(self.problems(), [])

    def test_a_test_that_is_gone(self):
        found = self.page("`keys.mjs: by keys`", "`keys.mjs: by mouse`")
        self.refused(found, "there is no test \"keys.mjs: by mouse\"", "keys.mjs:2: carries B02")
        self.refused(self.problems(**{"hub/people/search_test.cpp": ""}),
                     "docs/scenarios.md:5: A01: there is no test \"people_test: Search.finds\"")

    def test_a_test_that_does_not_carry_the_id(self):
        text = SOURCES["hub/people/search_test.cpp"].replace("// A01:", "// By a way,")
        self.refused(self.problems(**{"hub/people/search_test.cpp": text}),
                     "hub/people/search_test.cpp:5: put \"A01: ...\" in a comment")

    def test_a_test_that_the_page_leaves_out(self):
        text = SOURCES["hub/people/search_test.cpp"].replace("// F1 is no id.", "// A01, B01: so.")
        self.refused(self.problems(**{"hub/people/search_test.cpp": text}),
                     "search_test.cpp:9: carries A01", "search_test.cpp:9: carries B01")
        story = SOURCES["tests/browser/story.mjs"].replace("A02", "A04")
        self.refused(self.problems(**{"tests/browser/story.mjs": story}),
                     "tests/browser/story.mjs:3: put \"A02: ...\"", "story.mjs:3: carries A04")

    def test_a_name_that_says_more_than_the_page(self):
        text = SOURCES["hub/people/search_test.cpp"]
        for name, found in (("A02_more", []), ("A02_and_B01_more", []), ("a03_more", ["A03 is"]),
                            ("A03_C01_more", ["A03 is in its name", "C01 is in its name"])):
            more = f"{text}\nTEST_P(Search, {name}) {{\n}}\n"
            self.refused(self.problems(**{"hub/people/search_test.cpp": more}), *found)

    def test_a_comment_that_is_not_right_above_is_none(self):
        text = SOURCES["hub/people/search_test.cpp"].replace("written.\n", "written.\n\n")
        self.refused(self.problems(**{"hub/people/search_test.cpp": text}), "put \"A01: ...\"")

    def test_shown_by_nothing(self):
        self.refused(self.page("`journey.mjs: a neighbour tells`", ""),
                     "A02: name at least one test", "carries A02")
        self.refused(self.page("not yet: needs another hub", "shown"), "A03: name at least one")

    def test_states(self):
        self.refused(self.page("partly: not by telephone", "partly"), "A02: say what is missing")
        self.refused(self.page("not yet: needs another hub", "done"), "A03: the state is one of")
        self.refused(self.page("partly: not by telephone", "not yet: a telephone"),
                     "A02: a test shows some of it")

    def test_what_failed_between_hubs_is_a_group_too(self):
        more = PAGE + "| X01 | No word is lost | shown | `cases_test: Red.X01_no_word_is_lost` |\n"
        test = "TEST(Red, X01_no_word_is_lost) {\n}\n"
        red = SOURCES["libs/cases/src/red_test.cpp"]
        self.assertEqual(self.problems(**{"docs/scenarios.md": more,
                                          "libs/cases/src/red_test.cpp": red + test}), [])
        self.refused(self.problems(**{"docs/scenarios.md": more}), "there is no test")

    def test_the_contacts_say_what_the_rows_say(self):
        more = PAGE + "| FB01 | She is found | not yet: no hub asks | |\n"
        for says, found in (("She is found **not yet: no hub asks**", []),
                            ("She is found **shown**", ["run scripts/scenarios.py --fix"])):
            self.refused(self.problems(**{
                "docs/scenarios.md": more,
                "docs/four-boroughs.md": f"# Contacts\n\n* **FB01** {says}\n"}), *found)

    def test_ids(self):
        self.refused(self.page("| A03 | A case", "| A02 | A case"),
                     "A02 stands here more than once")
        self.refused(self.page("| A03 | A case", "| A04 | A case"), "A03 is missing")
        self.refused(self.page("| A03 | A case is moved", "| A03 | A case | moved"),
                     "docs/scenarios.md:7: a row has four cells")
        self.refused(self.problems(**{"docs/scenarios.md": "# Scenarios\n"}),
                     "no scenario stands here", "carries A01", "B01 is in its name",
                     "B02 is in its name", *["carries"] * 3)


if __name__ == "__main__":
    unittest.main()
