#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: software that is not ours finds every byte that was changed, dropped, doubled or put in
another place in a log's folder."""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from judges import build_judge

SAMPLE = os.environ["MASH_AUDIT_SAMPLE"]
CHANGES = 10_000 if os.environ.get("MASH_LONG") == "1" else 400


def changed(content, dice):
    """The content with one change that leaves other bytes."""
    at, byte = dice.randrange(len(content)), dice.randrange(1, 256)
    kind = dice.randrange(5)
    if kind == 0:
        return content[:at] + bytes([content[at] ^ byte]) + content[at + 1:]
    if kind == 1:
        return content[:at] + content[at + 1:]
    if kind == 2:
        return content[:at] + bytes([content[at]]) + content[at:]
    if kind == 3:
        return content[:at]
    other = dice.randrange(len(content))
    low, high = min(at, other), max(at, other)
    return content[:low] + content[high:high + 1] + content[low + 1:high] + \
        content[low:low + 1] + content[high + 1:]


class JudgeTest(unittest.TestCase):
    def setUp(self):
        self.enter = tempfile.TemporaryDirectory()
        self.addCleanup(self.enter.cleanup)
        self.folder = pathlib.Path(self.enter.name)
        self.judge = build_judge("tlog", self.folder)

    def sample(self, size):
        log = self.folder / f"log{size}"
        made = subprocess.run([SAMPLE, log, str(size)], capture_output=True, text=True, check=True)
        return log, made.stdout.strip()

    def accepts(self, log, key):
        return subprocess.run([self.judge, log, key], capture_output=True,
                              check=False).returncode == 0

    def test_logs_of_all_shapes_are_accepted(self):
        for size in [0, 1, 255, 256, 257, 300, 5000]:
            log, key = self.sample(size)
            self.assertTrue(self.accepts(log, key), size)

    def test_each_change_is_refused(self):
        dice = random.Random(17)
        log, key = self.sample(300)
        files = [path for path in sorted(log.rglob("*")) if path.is_file()]
        self.assertEqual(len(files), 6, "checkpoint, tiles and bundles")
        for _ in range(CHANGES):
            path = dice.choice(files)
            content = path.read_bytes()
            other = changed(content, dice)
            if other == content:
                continue
            path.write_bytes(other)
            self.assertFalse(self.accepts(log, key), path)
            path.write_bytes(content)
        self.assertTrue(self.accepts(log, key))

    def test_a_file_that_is_gone_is_refused(self):
        log, key = self.sample(300)
        for path in [path for path in sorted(log.rglob("*")) if path.is_file()]:
            content = path.read_bytes()
            path.unlink()
            self.assertFalse(self.accepts(log, key), path)
            path.write_bytes(content)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
