#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: hub and gate may be killed (kill -9) at any instant during mixed work: nothing that was
acknowledged is lost, nothing happens twice, and the record verifies each time.

20 kills, or MASH_KILLS of them.
"""
import itertools
import os
import random
import sys
import threading
import unittest

from installation import LOST, Installation, Refused, notify, wait_until

KILLS = int(os.environ.get("MASH_KILLS", "500" if os.environ.get("MASH_LONG") else "20"))


class Work(threading.Thread):
    """One person who works until told to stop. What is cut off may or may not have happened; what
    was answered has happened."""

    def __init__(self, step, stop):
        super().__init__(daemon=True)
        self.step, self.stop_event = step, stop
        self.done, self.failure = 0, None

    def run(self):
        while not self.stop_event.is_set():
            try:
                self.step()
                self.done += 1
            except LOST:
                self.stop_event.wait(0.05)  # the process is gone for a moment
            except Refused as refused:
                if refused.status not in (401, 404, 409, 503):
                    self.failure = refused
                    return
                self.stop_event.wait(0.05)


class KillTest(unittest.TestCase):
    def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(self):
        seed = int(os.environ.get("MASH_SEED", "1"))
        print(f"seed {seed}, {KILLS} kills", flush=True)
        dice = random.Random(seed)
        with Installation() as place:
            acknowledged, taken = {}, {}
            numbers = itertools.count(1)
            stop = threading.Event()
            visitors = [place.visitor() for _ in range(2)]

            def send(site):
                words = f"Shouting heard, number {next(numbers)} of the kill test."
                reference, _ = notify(site, words)
                acknowledged[reference] = words

            officer = [None]

            def take():
                if officer[0] is None:
                    officer[0] = place.hub("u01")
                try:
                    location = officer[0].post("/queue/next")["location"]
                except Refused as refused:
                    if refused.status == 401:
                        officer[0] = None
                    raise
                if location.startswith("/case/"):
                    taken[location.split("/")[2]] = True

            works = [Work(lambda s=s: send(s), stop) for s in visitors] + [Work(take, stop)]
            for w in works:
                w.start()
            for n in range(KILLS):
                name = dice.choice(["hub", "gate"])
                threading.Event().wait(dice.uniform(0.0, 0.4))  # the instant of the kill is random
                place.kill(name)
                verdict = place.command("audit", "verify")
                self.assertTrue(verdict.stdout.startswith("intact"),
                                f"kill {n} of {name}: {verdict.stdout}")
            stop.set()
            for w in works:
                w.join(60)
                self.assertIsNone(w.failure, f"a worker was refused: {w.failure}")
                self.assertGreater(w.done, 0, "a worker did nothing, so nothing was tested")
            self.check(place, acknowledged, taken)

    def check(self, place, acknowledged, taken):
        manager = place.hub("u03")
        wait_until("the hub has collected everything",
                   lambda: not self.missing(manager, acknowledged), 60)
        counts = self.narratives(manager)
        for reference, words in acknowledged.items():
            times = counts.get(words, 0)
            self.assertEqual(times, 1, f"{reference} is in the hub {times} times")
        # What was sent but not answered may be there, once.
        self.assertTrue(all(n == 1 for w, n in counts.items() if "of the kill test" in w), counts)
        for case in taken:
            manager.get(f"/case/{case}/notification")
        print(f"{len(acknowledged)} acknowledged, {len(taken)} taken, all there once", flush=True)

    def cases(self, site):
        ids = []
        for page in itertools.count(1):
            rows = site.get(f"/queue?page={page}")["rows"]
            ids += [r["href"].split("/")[2] for r in rows]
            if len(rows) < 100:
                return ids

    def narratives(self, site):
        counts = {}
        for case in self.cases(site):
            for n in site.get(f"/case/{case}/notification")["notifications"]:
                counts[n["narrative"]] = counts.get(n["narrative"], 0) + 1
        return counts

    def missing(self, site, acknowledged):
        there = self.narratives(site)
        return [r for r, words in acknowledged.items() if words not in there]


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
