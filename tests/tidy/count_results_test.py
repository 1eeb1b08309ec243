# SPDX-License-Identifier: MIT
"""Goal: ./test cannot call a run good that failed, was skipped, or never happened."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))
import count_results  # noqa: E402


class Counting(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.results = Path(folder.name)

    def log(self, stage: str, text: str, status: int) -> None:
        (self.results / f"{stage}.log").write_text(text)
        (self.results / f"{stage}.exit").write_text(f"{status}\n")

    def ctest(self, **tests: tuple[str, str]) -> None:
        folder = self.results / "dev"
        (folder / "gtest").mkdir(parents=True)
        cases = "".join(
            f'<testcase name="{name}" status="{status}"><system-out>{output}</system-out>'
            "</testcase>"
            for name, (status, output) in tests.items())
        (folder / "ctest.xml").write_text(f"<testsuite>{cases}</testsuite>")

    def gtest(self, program: str, *cases: dict) -> None:
        suite = {"name": "Suite", "testsuite": [{"name": "case"} | case for case in cases]}
        path = self.results / "dev" / "gtest" / f"{program}.json"
        path.write_text(json.dumps({"testsuites": [suite]}))

    def last_line(self, *stages: str) -> tuple[int, str]:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = count_results.main(self.results, list(stages))
        return status, output.getvalue().splitlines()[-1]

    def test_a_command_counts_its_own_lines_or_one(self):
        self.log("format", "", 0)
        self.log("browser", "3 passed, 0 failed\nmore\n2 passed, 1 failed\n", 1)
        self.assertEqual(self.last_line("format", "browser"), (1, "6 passed, 1 failed"))

    def test_node_counts_its_cases(self):
        self.log("web", "# tests 4\n# pass 3\n# fail 1\n", 1)
        self.assertEqual(self.last_line("web"), (1, "3 passed, 1 failed"))

    def test_failing_without_a_failed_case_is_a_failure(self):
        self.log("browser", "3 passed, 0 failed\n", 1)
        self.assertEqual(self.last_line("browser"), (1, "3 passed, 1 failed"))

    def test_a_stage_that_never_ran_is_a_failure(self):
        self.assertEqual(self.last_line("dev"), (1, "0 passed, 1 failed"))
        self.ctest()
        self.assertEqual(self.last_line("dev"), (1, "0 passed, 1 failed"))

    def test_a_gtest_program_counts_its_cases(self):
        done = {"result": "COMPLETED"}
        self.ctest(base=("run", ""), tidy=("run", ""), rules=("run", "7 passed, 0 failed\n"))
        self.gtest("base_test", done, done, done)
        self.assertEqual(self.last_line("dev"), (0, "11 passed, 0 failed"))

    def test_skipped_failed_and_crashed_cases_fail(self):
        self.ctest(base=("fail", ""), db=("fail", ""), leaky=("fail", ""))
        self.gtest("base_test", {"result": "COMPLETED"}, {"result": "SKIPPED"},
                   {"result": "COMPLETED", "failures": [{}]}, {"result": "SUPPRESSED"})
        self.gtest("leaky_test", {"result": "COMPLETED"})
        self.assertEqual(self.last_line("dev"), (1, "2 passed, 5 failed"))


if __name__ == "__main__":
    unittest.main()
