#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The evaluator gives the figures that a small case has by hand."""

import tempfile
import unittest
from pathlib import Path

from evaluate import evaluate
from evaluate_lookup import evaluate as evaluate_lookup

TRUTH = """record_id,cluster_id,group
1,ann,x
2,ann,x
3,ann,x
4,bob,y
5,bob,y
6,cas,y
"""
# Ann's third record is with Bob's first; Bob's second stands alone because nobody names it.
CLUSTERS = """record_id,cluster_id
1,a
2,a
3,b
4,b
6,c
"""
FAMILIES = """cluster_id,family_id,twin
ann,f,1
bob,f,2
cas,g,0
"""
RECORDS = """record_id,given_name,surname,dob
1,Ann,Lee,2020-01-02
2,ann,Lea,2020-02-01
3,Nan,Lea,
4,Bob,Lee,2020-01-02
5,Rob,Leigh,2020-01-03
6,Cas,Day,2019-01-02
"""
PAIRS = """left_id,right_id,match_weight
1,2,9
2,3,5
4,5,5
3,4,1
"""


class EvaluateTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, text):
        path = Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_figures_by_hand(self):
        found = evaluate(self.file("t", TRUTH), self.file("c", CLUSTERS),
                         self.file("f", FAMILIES), [self.file("r", RECORDS)],
                         self.file("p", PAIRS))
        # True pairs 3 + 1; claimed (1,2) and (3,4); right is (1,2).
        self.assertAlmostEqual(found["pairwise"]["precision"], 1 / 2)
        self.assertAlmostEqual(found["pairwise"]["recall"], 1 / 4)
        self.assertAlmostEqual(found["pairwise"]["f1"], 1 / 3)
        self.assertAlmostEqual(found["b_cubed"]["precision"], (1 + 1 + 0.5 + 0.5 + 1 + 1) / 6)
        self.assertAlmostEqual(found["b_cubed"]["recall"],
                               (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6)
        self.assertEqual(found["clusters"], 4)
        self.assertAlmostEqual(found["false_merges"]["per_1000_clusters"], 250)
        self.assertAlmostEqual(found["false_merges"]["relatives_per_1000_clusters"], 250)
        self.assertAlmostEqual(found["false_merges"]["twins_per_1000_clusters"], 250)
        self.assertAlmostEqual(found["exact_clusters"], 1 / 3)
        self.assertAlmostEqual(found["by_group"]["x"]["recall"], 1 / 3)
        self.assertAlmostEqual(found["by_group"]["y"]["recall"], 0)
        # Group x: (1,2) by given name, (2,3) by surname, (1,3) by nothing. Group y: nothing.
        self.assertAlmostEqual(found["by_group"]["x"]["any_evidence"], 2 / 3)
        self.assertAlmostEqual(found["by_group"]["y"]["any_evidence"], 0)
        self.assertAlmostEqual(found["recall_gap"]["plain"], 1 / 3)
        self.assertAlmostEqual(found["recall_gap"]["beyond_evidence"], 0)
        self.assertEqual(found["best_threshold"], {"f1": 1.0, "match_weight": 5.0})

    def test_a_strange_record_is_refused(self):
        with self.assertRaises(SystemExit):
            evaluate(self.file("t", TRUTH), self.file("c", "record_id,cluster_id\n9,a\n"))

    def test_lookup_counts_the_best_rank(self):
        queries = self.file("q", "query_id,cluster_id,group\nA,ann,x\nB,bob,y\nC,cas,y\n")
        results = self.file("r", "query_id,rank,record_id\nA,1,4\nA,3,2\nA,2,1\nB,1,5\nC,1,1\n")
        found = evaluate_lookup(self.file("t", TRUTH), queries, results)
        self.assertAlmostEqual(found["all"]["recall_at_1"], 1 / 3)
        self.assertAlmostEqual(found["all"]["recall_at_10"], 2 / 3)
        self.assertAlmostEqual(found["y"]["recall_at_1"], 1 / 2)


if __name__ == "__main__":
    unittest.main()
