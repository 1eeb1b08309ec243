#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the linkage commands find who is who in the public sets, from the files as they were
published, with no column named but the one of ids."""
import csv
import gzip
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

BINARY = os.environ.get("MASH_BINARY", "build/dev/openmash")
SETS = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data" / "linkage"


def run(*words):
    done = subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def entity(row):
    """Who it is: by the set's own column, or by FEBRL's ids ("rec-7-org", "rec-7-dup-0")."""
    return row["cluster"] if "cluster" in row else "-".join(row["rec_id"].split("-")[:2])


class PublicSets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def unpack(self, name):
        path = self.folder / f"{pathlib.Path(name).name}.csv"
        path.write_bytes(gzip.decompress((SETS / f"{name}.csv.gz").read_bytes()))
        return path

    def truth_of(self, files, id_column):
        path = self.folder / "truth.csv"
        with open(path, "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["record_id", "cluster_id"])
            for file in files:
                with open(file, newline="") as rows:
                    for row in csv.DictReader(rows, skipinitialspace=True):
                        writer.writerow([row[id_column], entity(row)])
        return path

    def f1_of(self, names, id_column="rec_id"):
        files = [self.unpack(name) for name in names]
        clusters = self.folder / "clusters.csv"
        said = run("link", *(word for file in files for word in ("--input", file)),
                   "--id", id_column, "--clusters", clusters, "--threads", "2")
        answers = run("link", "evaluate", "--truth", self.truth_of(files, id_column),
                      "--clusters", clusters)
        pairwise = re.search(r"^pairwise .* f1 ([0-9.]+)", answers, re.MULTILINE)
        self.assertIsNotNone(pairwise, answers)
        return float(pairwise[1]), said

    def test_febrl(self):
        for names, floor in ((["febrl1"], .990), (["febrl2"], .990), (["febrl3"], .990),
                             (["febrl4a", "febrl4b"], .999)):
            with self.subTest(names):
                f1, _ = self.f1_of([f"febrl/{name}" for name in names])
                self.assertGreaterEqual(f1, floor)

    def test_fake_1000_without_looking_at_its_answers(self):
        f1, said = self.f1_of(["splink_fake/fake_1000"], "unique_id")
        self.assertGreaterEqual(f1, .945)
        self.assertIn("not compared: unique_id, cluster\n", said)

    def test_somebody_looked_up_is_found_first(self):
        register, asked = self.unpack("febrl/febrl4a"), self.unpack("febrl/febrl4b")
        out = self.folder / "found.csv"
        run("lookup", "--input", register, "--id", "rec_id", "--queries", asked,
            "--query-id", "rec_id", "--out", out)
        with open(out, newline="") as rows:
            first = {row["query_id"]: row["record_id"] for row in csv.DictReader(rows)
                     if row["rank"] == "1"}
        right = sum(entity({"rec_id": query}) == entity({"rec_id": found})
                    for query, found in first.items())
        self.assertGreaterEqual(right, .995 * 5000)


if __name__ == "__main__":
    unittest.main()
