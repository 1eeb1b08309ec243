#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: of what is true in a simulated borough the hub's detectors miss nothing that their rules
are about, and hardly anything that they show is not true. MASH_BINARY and FINDINGS_BENCH name the
programs.

A borough of a third of the size of bench/findings/run.py, which measures the same on several.
Levels are stated here, below what those boroughs give (docs/benchmarks.md).
"""
import datetime
import os
import pathlib
import tempfile
import unittest

import run

FAMILIES_FOUND = 0.95  # parents who are never named beside each other make two families of one
FAMILIES_TRUE = 0.9  # children of whom nobody named a parent still go by their home
HOMES_TRUE = 0.95


class Truth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            town, looks = run.look(os.environ["MASH_BINARY"], os.environ["FINDINGS_BENCH"],
                                   pathlib.Path(folder) / "town", seed=905, days=1095,
                                   people=20000, until=datetime.date(2026, 1, 1))
        cls.judged = run.judge(town, looks)

    def at_least(self, part, whole, level):
        self.assertGreater(whole, 0, "the borough has none of these, so that nothing was tried")
        self.assertGreaterEqual(part / whole, level, f"{part} of {whole}")

    def test_each_repeat_of_a_child_is_found_and_nothing_else(self):
        repeats = self.judged["repeats_of_children"]
        self.at_least(repeats["found"], repeats["by_hand"], 1)
        self.assertEqual(repeats["more"], 0)

    def test_each_planted_adult_is_found_and_no_other(self):
        adults = self.judged["adults_around"]
        self.at_least(adults["found"], adults["planted"], 1)
        self.assertEqual(adults["others"], 0)

    def test_brothers_and_sisters_are_found(self):
        families = self.judged["families"]
        self.at_least(families["found"], families["by_hand"], FAMILIES_FOUND)

    def test_no_pattern_joins_children_of_different_families(self):
        families = self.judged["families"]
        self.at_least(families["patterns"] - families["joined_wrongly"], families["patterns"],
                      FAMILIES_TRUE)

    def test_a_home_that_is_shown_had_more_than_one_family(self):
        homes = self.judged["homes"]
        self.at_least(homes["homes"] - homes["of_one_family"], homes["homes"], HOMES_TRUE)


if __name__ == "__main__":
    unittest.main()
