#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up what ./test ran: count_results.py RESULTS STAGE...

RESULTS has for each stage either
  STAGE/ctest.xml   written by ctest --output-junit, and STAGE/gtest/*.json by GTEST_OUTPUT, or
  STAGE.log         a command's output, and STAGE.exit, its exit status.

A GoogleTest program counts as its cases. Any other test, or stage with a log, counts as the sum of
its own lines "N passed, N failed" (or Node's), or as one. What ran nothing, was skipped, or failed
without naming a failed case is one failure. Prints a line for each stage, and the sum alone as the
last.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

# Our own line, and the closing lines of Node's test runner.
COUNT = re.compile(
    r"^(\d+) passed, (\d+) failed$|^(?:#|ℹ) pass (\d+)\n(?:#|ℹ) fail (\d+)$", re.MULTILINE
)


def in_text(text: str, ok: bool) -> tuple[int, int]:
    """Counts of a command that is not a GoogleTest program."""
    counts = [(int(a or c), int(b or d)) for a, b, c, d in COUNT.findall(text)]
    if not counts:
        return (1, 0) if ok else (0, 1)
    passed = sum(count[0] for count in counts)
    failed = sum(count[1] for count in counts)
    return passed, failed if ok or failed else 1


def in_gtest(files: list[Path], ok: bool) -> tuple[int, int]:
    """Counts of one GoogleTest program; a skipped or disabled case has not passed."""
    passed = failed = 0
    for file in files:
        for suite in json.loads(file.read_text())["testsuites"]:
            for case in suite["testsuite"]:
                if case["result"] == "COMPLETED" and not case.get("failures"):
                    passed += 1
                else:
                    failed += 1
                    print(f"  {suite['name']}.{case['name']}: {case['result'].lower()}")
    return passed, failed if ok or failed else 1


def in_ctest(folder: Path) -> tuple[int, int]:
    passed = failed = 0
    for test in ElementTree.parse(folder / "ctest.xml").getroot().iter("testcase"):
        name = test.get("name", "")
        ok = test.get("status") == "run"
        reports = sorted((folder / "gtest").glob(f"{name}_test*.json"))
        output = "".join(node.text or "" for node in test.iter("system-out"))
        counts = in_gtest(reports, ok) if reports else in_text(output, ok)
        passed += counts[0]
        failed += counts[1]
        if counts[1]:
            print(f"  {name}: {counts[1]} failed")
    return passed, failed or (0 if passed else 1)


def in_stage(results: Path, stage: str) -> tuple[int, int]:
    if (results / stage / "ctest.xml").exists():
        return in_ctest(results / stage)
    status = results / f"{stage}.exit"
    if not status.exists():
        return 0, 1
    log = (results / f"{stage}.log").read_text(errors="replace")
    return in_text(log, status.read_text().strip() == "0")


def main(results: Path, stages: list[str]) -> int:
    total_passed = total_failed = 0
    for stage in stages:
        passed, failed = in_stage(results, stage)
        print(f"{stage}: {passed} and {failed}")
        total_passed += passed
        total_failed += failed
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
