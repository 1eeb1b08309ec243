# SPDX-License-Identifier: MIT
"""Goal: an update of a component that is there for longer than is written down is named."""

import datetime
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import updates  # noqa: E402

POLICY = """liba:
  Installed: 1.0-1
  Candidate: 1.0-4
  Version table:
     1.0-4 500
        500 http://mirror.example/debian bookworm/main amd64 Packages
     1.0-3 500
        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages
 *** 1.0-1 100
        100 /var/lib/dpkg/status
libb:
  Installed: 2:1.0-2
  Candidate: 2:1.0-3
  Version table:
     2:1.0-3 500
        500 http://mirror.example/debian bookworm/main amd64 Packages
 *** 2:1.0-2 500
        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages
        100 /var/lib/dpkg/status
libc:
  Installed: 1.0-1
  Candidate: 1.0-1
  Version table:
 *** 1.0-1 500
        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages
libgone:
  Installed: (none)
  Candidate: 1.0-1
  Version table:
     1.0-1 500
        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages
"""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Updates(unittest.TestCase):
    def test_it_tells_what_mends_a_weakness_from_what_is_only_newer(self):
        self.assertEqual(updates.newer(POLICY), {"liba": ("1.0-4", "security"),
                                                 "libb": ("2:1.0-3", "other")})

    def test_an_update_is_overdue_once_its_days_are_over(self):
        found = updates.newer(POLICY)
        seen, lines, overdue = updates.judge(found, {}, day("2026-11-01"))
        self.assertEqual(seen, {"liba": {"security": "2026-11-01"},
                                "libb": {"other": "2026-11-01"}})
        self.assertEqual(overdue, 0)
        self.assertIn("liba: 1.0-4 (security), there since 2026-11-01, due by 2026-11-15", lines)
        self.assertEqual(updates.judge(found, seen, day("2026-11-15"))[2], 0)
        later, lines, overdue = updates.judge(found, seen, day("2026-11-16"))
        self.assertEqual((later, overdue), (seen, 1))
        self.assertTrue(lines[0].endswith("OVERDUE"), lines)
        self.assertEqual(updates.judge(found, seen, day("2027-01-31"))[2], 2)

    def test_a_newer_update_gives_no_more_time_and_an_installed_one_is_forgotten(self):
        seen = {"liba": {"security": "2026-11-01"}}
        newest = {"liba": ("1.0-9", "security")}
        self.assertEqual(updates.judge(newest, seen, day("2026-11-16"))[2], 1)
        self.assertEqual(updates.judge({}, seen, day("2026-11-16")), ({}, [], 0))

    def test_the_day_of_the_lists_is_that_of_the_oldest(self):
        lists = ["Origin: x\nDate: Wed, 25 Nov 2026 22:33:12 UTC\n",
                 "Date: Sat, 11 Jul 2026 10:16:37 UTC\n", "nothing"]
        self.assertEqual(updates.oldest(lists), day("2026-07-11"))
        self.assertIsNone(updates.oldest(["nothing"]))


if __name__ == "__main__":
    unittest.main()
