#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the record of a case goes as a whole or not at all, at whatever instant the hub is killed
(kill -9), and can be approved again; of what went no ciphertext is in the hub's files once it has
stopped, and the record verifies each time.
"""
import random
import sqlite3
import threading
import unittest

from installation import LOST, Installation, Refused
from reckoning import rows_of

LATER = "2066-12-04T17:05:00+00:00"  # every rule but that of looked-after children is over
CASES = 6
SEALED = ("statement", "notification")


def write(place, *statements):
    connection = sqlite3.connect(place.data / "hub" / "hub.db")
    with connection:
        for statement, values in statements:
            connection.execute(statement, values)
    connection.close()


class DisposalTest(unittest.TestCase):
    # D13: killed at any instant.
    def test_D13_a_record_goes_as_a_whole_or_not_at_all(self):
        dice = random.Random(1)
        with Installation() as place:
            place.stop()
            cases = [case for (case,) in rows_of(
                place, "hub", "select case_id from data_key where case_id <> '' group by case_id"
                " having count(*) = 1 and min(agency) = 'front-door' order by case_id")][:CASES]
            self.assertEqual(len(cases), CASES)
            write(place, *[("update case_file set state = 'CLOSED' where id = ?", (case,))
                           for case in cases])
            sealed = {case: self.sealed_of(place, case) for case in cases}
            place.arguments += ["--demo-clock", LATER]
            place.start()
            manager = place.hub("u03")
            for case in cases:
                manager.post(f"/retention/{case}/record", {"why": "NOT_NEEDED"})
            killed = 0
            for n, case in enumerate(cases):
                self.approve_and_kill(place, case, n * 0.003 + dice.uniform(0.0, 0.003))
                killed += not self.is_gone(place, case)
                self.look_at(place, case, sealed[case])
                if not self.is_gone(place, case):
                    place.hub("u04").post(f"/retention/{case}/record/approve",
                                          {"why": "NOT_NEEDED"})
                self.assertTrue(self.is_gone(place, case))
                with self.assertRaises(Refused) as again:
                    place.hub("u04").post(f"/retention/{case}/record/approve",
                                          {"why": "NOT_NEEDED"})
                self.assertEqual(again.exception.status, 404)
                self.verify(place, case)
            print(f"killed before it was done: {killed} of {CASES}", flush=True)
            place.stop()
            files = b"".join(path.read_bytes()
                             for path in (place.data / "hub").glob("hub.db*") if path.is_file())
            for case in cases:
                self.assertGreater(len(sealed[case]), 1)
                for one in sealed[case]:
                    self.assertNotIn(one, files)

    def approve_and_kill(self, place, case, after):
        deputy = place.hub("u04")

        def approve():
            try:
                deputy.post(f"/retention/{case}/record/approve", {"why": "NOT_NEEDED"})
            except LOST:
                pass  # cut off

        asking = threading.Thread(target=approve)
        asking.start()
        threading.Event().wait(after)
        place.kill("hub")
        asking.join(60)
        self.assertFalse(asking.is_alive())

    def look_at(self, place, case, sealed):
        """Either nothing of it is left, with a tombstone, or all of it, without one."""
        left = self.sealed_of(place, case)
        keys = rows_of(place, "hub", "select 1 from data_key where case_id = ?", case)
        stones = rows_of(place, "hub", "select 1 from disposed where case_id = ?", case)
        if self.is_gone(place, case):
            self.assertEqual((left, keys, len(stones)), (set(), [], 1))
        else:
            self.assertEqual((left, len(keys), stones), (sealed, 1, []))

    def is_gone(self, place, case):
        return bool(rows_of(place, "hub", "select 1 from case_file where id = ? and disposed_at"
                            " is not null", case))

    def sealed_of(self, place, case):
        return {sealed for table in SEALED for (sealed,) in rows_of(
            place, "hub", f"select sealed from {table} where case_id = ?", case) if sealed}

    def verify(self, place, when):
        verdict = place.command("audit", "verify", check=False)
        self.assertRegex(verdict.stdout, r"\Ahub: intact, .*\ngate: intact, .*\n\Z",
                         f"{when}: {verdict.stdout}{verdict.stderr}")


if __name__ == "__main__":
    unittest.main()
