# SPDX-License-Identifier: MIT
"""Goal: the scanner finds a word in another process's memory however it is kept, and nothing in a
process that does not hold it."""

import subprocess
import sys
import unittest
from pathlib import Path

SCANNER = Path(__file__).with_name("scan_memory.py")
TOKEN = "Q7W3K9ZP4M2X8V5T1R6Y0HBNCD"
# The token is put together at run time, so that it does not stand in the source of the process.
HOLDER = """
import base64, sys
halves = sys.stdin.readline().split()
how = sys.argv[1]
token = "".join(halves)
kept = {"raw": lambda: token.encode(),
        "utf16": lambda: token.encode("utf-16-le"),
        "base64": lambda: base64.b64encode(b"x" + token.encode()),
        "none": lambda: b"-"}[how]()
del token, halves
print("ready", flush=True)
sys.stdin.readline()
"""


class ScanMemory(unittest.TestCase):
    def scan(self, how: str) -> subprocess.CompletedProcess:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            halves = "- -" if how == "none" else f"{TOKEN[:13]} {TOKEN[13:]}"
            holder.stdin.write(halves + "\n")
            holder.stdin.flush()
            self.assertEqual(holder.stdout.readline(), "ready\n")
            return subprocess.run(
                [sys.executable, SCANNER, str(holder.pid), "-"],
                input=TOKEN,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            holder.stdin.close()
            holder.wait()
            holder.stdout.close()

    def test_finds_the_word_however_it_is_kept(self):
        for how, said in (("raw", "raw"), ("utf16", "utf-16le"), ("base64", "base64+1")):
            with self.subTest(how):
                done = self.scan(how)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(said, done.stdout)
                self.assertNotIn(TOKEN, done.stdout)

    def test_finds_nothing_where_nothing_is(self):
        done = self.scan("none")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_says_that_it_cannot_read(self):
        done = subprocess.run(
            [sys.executable, SCANNER, "999999999", TOKEN], capture_output=True, check=False
        )
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
