#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: hub, gate and their parent may be killed (kill -9) at any instant during mixed work:
nothing that was acknowledged is lost, nothing happens twice though everybody sends again what was
cut off, and the record verifies each time.

20 kills, or MASH_KILLS of them. MASH_SEED chooses which, and when. Every 100 kills an installation
of its own and the next seed: the record of one grows with each.
"""
import collections
import os
import random
import sys
import threading
import unittest

from installation import Installation
from prepared_case import RECIPIENTS, PreparedCase, take_what_is_urgent
from reckoning import Reckoning, held_by_the_officer, rows_of
from work import Book, Browser
from workers import (Importer, Manager, Navigator, Recipient, Referrer, ScreeningOfficer, Teller,
                     Uploader, Visitor)

KILLS = int(os.environ.get("MASH_KILLS", "500" if os.environ.get("MASH_LONG") else "20"))
SEED = int(os.environ.get("MASH_SEED", "1"))
KILLS_FOR_A_CASE = 25  # then another one is prepared, so that none grows without end
KILLS_FOR_A_PLACE = 100


class KillTest(unittest.TestCase):
    # A20, A21: people tell, and tell again, while the hub is down.
    def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(self):
        for n, first in enumerate(range(0, KILLS, KILLS_FOR_A_PLACE)):
            self.kill(min(KILLS_FOR_A_PLACE, KILLS - first), SEED + n)

    def kill(self, kills, seed):
        print(f"seed {seed}, {kills} kills", flush=True)
        Browser.dice = random.Random(seed)
        with Installation() as place:
            before = {case for (case,) in rows_of(place, "hub", "select id from case_file")}
            book = Book()
            take_what_is_urgent(place)
            held = held_by_the_officer(place)
            self.open_case(place, book)
            workers = [
                Visitor(place, book, "yes"), Visitor(place, book, "no"),
                ScreeningOfficer(place, book), Teller(place, book), Referrer(place, book),
                Navigator(place, book), Manager(place, book), Uploader(place, book),
                Importer(place, book, seed),
                *(Recipient(place, book, person) for person in RECIPIENTS.values())]
            for worker in workers:
                worker.start()
            self.kill_at_random(kills, place, book, random.Random(seed), workers)
            book.stop.set()
            self.end(workers)
            Reckoning(self, place, book, before, held).all()
            self.verify(place, "at the end")
            place.stop()
            self.verify(place, "after the end")

    def open_case(self, place, book):
        book.case = PreparedCase(place)
        book.cases.append(book.case)

    def kill_at_random(self, kills, place, book, dice, workers):
        killed = collections.Counter()
        for n in range(kills):
            if n > 0 and n % KILLS_FOR_A_CASE == 0:
                self.open_case(place, book)
            name = dice.choice(["hub", "hub", "gate", "gate", "up"])
            threading.Event().wait(dice.uniform(0.0, 0.4))  # the instant of the kill is random
            place.kill(name, dice.uniform(0.0, 0.5) if dice.random() < 0.2 else None)
            killed[name] += 1
            self.verify(place, f"kill {n} of {name}")
            for worker in workers:
                self.assertIsNone(worker.failure, f"{type(worker).__name__} after kill {n}")
        print(f"killed: {dict(killed)}", flush=True)
        self.assertEqual(set(killed), {"hub", "gate", "up"})

    def verify(self, place, when):
        verdict = place.command("audit", "verify", check=False)
        self.assertRegex(verdict.stdout, r"\Ahub: intact, .*\ngate: intact, .*\n\Z",
                         f"{when}: {verdict.stdout}{verdict.stderr}")

    def end(self, workers):
        for worker in workers:
            worker.join(180)
            name = type(worker).__name__
            self.assertFalse(worker.is_alive(), f"{name} hangs")
            self.assertIsNone(worker.failure, name)
            self.assertGreater(worker.done, 0, f"{name} did nothing, so nothing was tested")
            print(f"  {name}: {worker.done} times, {worker.cuts()} times cut off, "
                  f"{worker.lost()} answers lost", flush=True)
        self.assertGreater(sum(worker.cuts() for worker in workers), 0, "nothing was cut off")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
