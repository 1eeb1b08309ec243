#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: after everything died at once in the night, the emergency duty worker reads an urgent case
within ten minutes and needs nobody else: no key, no password of another, no other person's act."""
import sys
import time
import unittest

from installation import Installation, notify, wait_until

MOST_SECONDS = 600


class PowerCutTest(unittest.TestCase):
    # H03: processes die (kill -9) as when the power goes; that the disk loses nothing is its own.
    def test_the_duty_worker_reads_the_case_and_needs_nobody(self):
        with Installation() as place:
            words = "She is alone and the stove is on."
            reference, _ = notify(place.visitor(), words, danger="yes")
            found = []

            def collected():
                duty = place.hub("u22")
                look = duty.post("/queue/search", {"reference": reference})["location"]
                found[:] = [row["href"] for row in duty.get(look)["rows"]]
                return found

            wait_until("the hub to collect it", collected)
            path = "/".join(found[0].split("/")[:3])
            cut = time.monotonic()
            place.launch()  # everything dies at once; the machine starts the same command again
            place.wait_both()
            duty = place.hub("u22")
            self.assertIn(words, duty.page(path + "/notification"))
            self.assertLess(time.monotonic() - cut, MOST_SECONDS)
            duty.post(path + "/take")
            self.assertIn("Rate", duty.page(path + "/rate"))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
