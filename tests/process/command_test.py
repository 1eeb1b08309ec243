#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the commands do what README says: import judges each row, due computes each clock, the
record of a stopped hub verifies, and a byte changed anywhere in it is named."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

BINARY = os.environ.get("MASH_BINARY", "build/dev/openmash")
SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"


def run(*words, check=True):
    done = subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
    return done


class ImportTest(unittest.TestCase):
    def test_the_dirty_pair_gets_exactly_its_verdicts(self):
        pair = SHARED / "notifications" / "dirty"
        expected = json.loads((pair / "expected.json").read_text())
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder, "report.json")
            files = (pair / "notifications.csv", pair / "people.csv", "--data", folder + "/data")
            run("import", *files, "--dry-run", "--report", report,
                "--import-clock", expected["import_clock"])
            dry = json.loads(report.read_text())
            run("import", *files, "--report", report, "--import-clock", expected["import_clock"])
            real = json.loads(report.read_text())
        fields = ("file", "record", "source_reference", "status", "fault")
        for answer in (dry, real):
            self.assertEqual([[row[f] for f in fields] for row in answer["rows"]],
                             [[row[f] for f in fields] for row in expected["rows"]])
            self.assertEqual(answer["totals"], expected["totals"])
        for row in real["rows"]:
            self.assertEqual(bool(row["message"]), bool(row["fault"]), row)

    def test_a_missing_file_and_a_bad_clock_are_named(self):
        with tempfile.TemporaryDirectory() as folder:
            gone = run("import", "no.csv", "no.csv", "--data", folder, check=False)
            self.assertEqual(gone.returncode, 2)
            self.assertIn("no.csv", gone.stderr)
            pair = SHARED / "notifications" / "clean"
            bad = run("import", pair / "notifications.csv", pair / "people.csv", "--data", folder,
                      "--import-clock", "yesterday", check=False)
            self.assertEqual(bad.returncode, 2)
            self.assertIn("ISO 8601", bad.stderr)


    def test_history_opens_no_work(self):
        pair = SHARED / "notifications" / "clean"
        words = ("import", pair / "notifications.csv", pair / "people.csv",
                 "--import-clock", "2026-11-13T09:00:00+00:00", "--data")
        with tempfile.TemporaryDirectory() as folder:
            late = run(*words, folder + "/data", "--history-before", "2026-11-14T00:00:00Z",
                       check=False)
            self.assertEqual(late.returncode, 2)
            self.assertIn("history_before", late.stderr)
            report = pathlib.Path(folder, "report.json")
            told = run(*words, folder + "/data", "--history-before", "2026-11-10T00:00:00Z",
                       "--report", report).stderr
            self.assertIn("notifications are history", told)
            self.assertIn("say that a child was in danger", told)
            history = json.loads(report.read_text())["history"]
            self.assertNotIn(history["in_danger"][0], told)
            connection = sqlite3.connect(pathlib.Path(folder, "data", "hub", "hub.db"))
            open_work = connection.execute(
                "select count(*) from case_file where state <> 'CLOSED'").fetchone()[0]
            clocks = connection.execute("select count(*) from deadline").fetchone()[0]
            connection.close()
            self.assertGreater(open_work, 10)
            self.assertLess(open_work, 40)
            self.assertEqual(clocks, 3 * open_work)


class DueTest(unittest.TestCase):
    def due(self, stage, rating, at, policy="merton-like", agency=None, check=True):
        words = ["due", "--policy", SHARED / "scenarios" / "agencies.json", "--policy-id", policy,
                 "--calendar-id", "standard", "--stage", stage, "--rating", rating, "--at", at]
        if agency:
            words += ["--agency", agency]
        return run(*words, check=check)

    def test_the_clock_checks_of_the_borough(self):
        policies = json.loads((SHARED / "scenarios" / "agencies.json").read_text())
        for check in policies["clock_checks"]:
            row = {"stage": "DECIDE", "rating": "RED", "amount": check["amount"],
                   "unit": check["unit"], "start_event": "RATED"}
            if "roll" in check:
                row["roll"] = check["roll"]
            policy = dict(policies["timescale_policies"][2], id="check")
            policy["rows"] = [r for r in policy["rows"] if r["stage"] != "DECIDE"] + [row]
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump(dict(policies, timescale_policies=[policy]), file)
                file.flush()
                answer = run("due", "--policy", file.name, "--policy-id", "check",
                             "--calendar-id", "standard", "--stage", "DECIDE", "--rating", "RED",
                             "--at", check["start"])
            self.assertEqual(answer.stdout.strip(), check["due"], check)

    def test_no_row_prints_no_clock_and_exits_3(self):
        answer = self.due("AGENCY_RETURN", "RED", "2026-11-24T10:00:00+00:00",
                          policy="surrey-like", agency="health", check=False)
        self.assertEqual((answer.stdout.strip(), answer.returncode), ("no clock", 3))

    def test_an_agency_row_beats_a_row_for_all(self):
        answer = self.due("AGENCY_RETURN", "RED", "2026-11-24T16:00:00+00:00",
                          policy="surrey-like", agency="police")
        self.assertEqual(answer.stdout.strip(), "2026-11-25T12:00:00+00:00")

    def test_unknown_words_are_named(self):
        answer = self.due("NEVER", "RED", "2026-11-24T10:00:00+00:00", check=False)
        self.assertEqual(answer.returncode, 2)
        self.assertIn("stage", answer.stderr.lower())


class DescriptionTest(unittest.TestCase):
    def test_the_description_of_the_routes_is_fresh(self):
        file = pathlib.Path(__file__).resolve().parents[2] / "api" / "openapi.json"
        self.assertEqual(run("openapi").stdout, file.read_text(),
                         "run: build/dev/openmash openapi > api/openapi.json")


class VerifyTest(unittest.TestCase):
    """A small record made by an import, then harmed in every way that a hand could."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = pathlib.Path(cls.folder.name, "data")
        pair = SHARED / "notifications" / "clean"
        run("import", pair / "notifications.csv", pair / "people.csv", "--data", cls.data,
            "--import-clock", "2026-11-13T09:00:00+00:00")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def verdict(self):
        return run("audit", "verify", "--data", self.data, check=False)

    def test_intact(self):
        answer = self.verdict()
        self.assertTrue(answer.stdout.startswith("intact: "), answer.stdout)

    def test_a_changed_row_is_named(self):
        connection = sqlite3.connect(self.data / "hub" / "hub.db")
        rows = connection.execute("select count(*) from audit_event").fetchone()[0]
        self.assertGreater(rows, 5)
        for column, change in (("at", "at + 1"), ("kind", "'case.read'"),
                               ("commitment", "zeroblob(32)"), ("sealed", "zeroblob(80)"),
                               ("case_id", "'01234567890123456789012345'")):
            row = random.Random(column).randrange(rows)
            before = connection.execute(
                f"select {column} from audit_event where seq = ?", (row,)).fetchone()[0]
            with connection:
                connection.execute(
                    f"update audit_event set {column} = {change} where seq = ?", (row,))
            answer = self.verdict()
            with connection:
                connection.execute(
                    f"update audit_event set {column} = ? where seq = ?", (before, row))
            self.assertEqual(answer.returncode, 1, f"{column}: {answer.stdout}")
            self.assertIn(f"at entry {row}:", answer.stdout, column)
        connection.close()
        self.assertTrue(self.verdict().stdout.startswith("intact"))

    def test_a_changed_byte_of_any_file_of_the_log_is_named(self):
        files = [f for f in (self.data / "hub" / "log").rglob("*") if f.is_file()]
        self.assertGreater(len(files), 2)
        dice = random.Random(1)
        for file in files:
            content = file.read_bytes()
            at = dice.randrange(len(content))
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
            answer = self.verdict()
            file.write_bytes(content)
            self.assertEqual(answer.returncode, 1, f"{file.name}: {answer.stdout}")
            self.assertIn("NOT INTACT", answer.stdout)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
