#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the commands do what README says: import judges each row, due computes each clock, the
records of a stopped hub and gate verify, a byte changed anywhere in one is named with its room, and
no password is taken that nobody can type."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from installation import Installation, Site, notify

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

    # B10: with and without the borough's own closed days.
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
    """The small records of a hub and its gate, then harmed in every way that a hand could."""

    @classmethod
    def setUpClass(cls):
        cls.place = Installation(demo=False)
        cls.addClassCleanup(cls.place.__exit__)
        cls.data = cls.place.data
        pair = SHARED / "notifications" / "clean"
        run("import", pair / "notifications.csv", pair / "people.csv", "--data", cls.data,
            "--import-clock", "2026-11-13T09:00:00+00:00")
        cls.before_the_gate = cls.verdict()
        cls.place.start()
        notify(cls.place.visitor(), "Shouting at night")
        cls.place.stop()

    @classmethod
    def verdict(cls):
        return run("audit", "verify", "--data", cls.data, check=False)

    def assert_intact(self):
        answer = self.verdict()
        self.assertEqual(answer.returncode, 0, answer.stdout)
        self.assertRegex(answer.stdout, r"\Ahub: intact, .*\ngate: intact, .*\n\Z")

    def assert_not_intact(self, side, answer, where=""):
        other = {"hub": "gate", "gate": "hub"}[side]
        self.assertEqual(answer.returncode, 1, answer.stdout)
        self.assertIn(f"{side}: NOT INTACT{where}", answer.stdout)
        self.assertIn(f"{other}: intact, ", answer.stdout)

    def test_intact(self):
        self.assert_intact()

    def test_a_room_that_is_elsewhere_is_not_said_to_be_intact(self):
        self.assertEqual(self.before_the_gate.returncode, 0, self.before_the_gate.stderr)
        self.assertRegex(self.before_the_gate.stdout,
                         r"\Ahub: intact, .*\ngate: no record here\. If it runs on another machine")
        with tempfile.TemporaryDirectory() as folder:
            answer = run("audit", "verify", "--data", folder, check=False)
            self.assertEqual(answer.returncode, 2)
            self.assertIn("There is no installation", answer.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    # D12: by the command.
    def test_a_changed_row_is_named(self):
        for side in ("hub", "gate"):
            self.change_rows(side, sqlite3.connect(self.data / side / f"{side}.db"))
        self.assert_intact()

    def change_rows(self, side, connection):
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
            self.assert_not_intact(side, answer, f" at entry {row}:")
        connection.close()

    # D12: by the command.
    def test_a_changed_byte_of_any_file_of_a_log_is_named(self):
        dice = random.Random(1)
        for side in ("hub", "gate"):
            files = [f for f in (self.data / side / "log").rglob("*") if f.is_file()]
            self.assertGreater(len(files), 2)
            for file in files:
                content = file.read_bytes()
                at = dice.randrange(len(content))
                file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
                answer = self.verdict()
                file.write_bytes(content)
                self.assert_not_intact(side, answer)


class DemoClockTest(unittest.TestCase):
    """A demonstration may be given another time. What works for real children may not."""
    FRIDAY = "2026-12-04T17:05:00+00:00"

    def refused(self, command, *words):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder, "data")
            answer = run(command, "--data", data, *words, check=False)
            self.assertEqual(answer.returncode, 2, answer.stdout)
            self.assertFalse(data.exists(), "nothing was begun")
            return answer.stderr

    def test_a_hub_that_works_goes_by_the_clock_of_its_machine(self):
        self.assertRegex(self.refused("up", "--demo-clock", self.FRIDAY),
                         r"(?m)^openmash: demo-clock: ")
        for side in ("hub", "gate"):
            self.assertRegex(self.refused(side, "--demo-ahead", "3600"),
                             r"(?m)^openmash: demo-ahead: ")

    def test_a_time_that_cannot_be_read_is_named(self):
        self.assertRegex(self.refused("up", "--demo", "--demo-clock", "Friday"),
                         r"(?m)^openmash: demo-clock: ")

    def test_hub_and_gate_keep_the_time_that_they_were_given_also_when_started_again(self):
        with Installation(extra=("--demo-clock", self.FRIDAY)) as place:
            for started in ("once", "again"):
                with self.subTest(started=started):
                    sender = place.visitor()
                    notify(sender, "Shouting at night")
                    now = "4 December 2026 at 5:[0-9]{2}pm"
                    self.assertRegex(sender.page("/notify/sent"), now)
                    self.assertRegex(place.hub("u03").page("/queue"), f"As of {now}")
                place.kill("gate")
                place.kill("hub")


class MadeForTest(unittest.TestCase):
    """A folder of real children is never shown to everybody, nor an invented one worked on."""

    def refused(self, place, *words):
        for command in ("up", "hub", "gate"):
            answer = run(command, "--data", place.data, *words, check=False)
            self.assertEqual(answer.returncode, 2, answer.stdout)
            yield answer.stderr

    def test_a_demonstration_refuses_the_folder_of_an_installation_that_works(self):
        with Installation(demo=False) as place:
            place.stop()
            for words in (("--demo",), ("--demo", "--demo-clock", DemoClockTest.FRIDAY)):
                with self.subTest(words=words):
                    answer = run("up", "--data", place.data, *words, check=False)
                    self.assertEqual(answer.returncode, 2, answer.stdout)
                    self.assertIn("Leave out --demo, or name another folder", answer.stderr)
            for said in self.refused(place, "--demo"):
                self.assertRegex(said, r"(?m)^openmash: demo: .*belongs to an installation")
            place.start()
            self.assertNotIn("/sign-in/demo", Site(place.hub_port, "hub").page("/sign-in"))

    def test_a_folder_that_does_not_say_is_nobodys_before_somebody_says_it(self):
        with Installation(demo=False) as place:
            place.stop()
            (place.data / "made-for").unlink()
            for words in ((), ("--demo",)):
                for said in self.refused(place, *words):
                    self.assertRegex(said, r"(?m)^openmash: data: .*holds files and does not say")
                    self.assertIn("openmash mark --data", said)
            self.assertFalse((place.data / "made-for").exists())
            run("mark", "--data", place.data, "--as", "work")
            other = run("mark", "--data", place.data, "--as", "demonstration", check=False)
            self.assertEqual(other.returncode, 2)
            self.assertIn("is marked as an installation that works", other.stderr)
            self.assertEqual(run("up", "--data", place.data, "--demo", check=False).returncode, 2)
            place.start()
            self.assertNotIn("/sign-in/demo", Site(place.hub_port, "hub").page("/sign-in"))

    def test_a_mistyped_folder_is_not_marked_and_not_made(self):
        with tempfile.TemporaryDirectory() as folder:
            mistyped = pathlib.Path(folder, "dta")
            answer = run("mark", "--data", mistyped, "--as", "work", check=False)
            self.assertEqual(answer.returncode, 2, answer.stdout)
            self.assertRegex(answer.stderr, r"(?m)^openmash: data: There is no folder .*dta: name")
            self.assertFalse(mistyped.exists())
            other = run("mark", "--data", folder, "--as", "work", check=False)
            self.assertEqual(other.returncode, 2, other.stdout)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    def test_no_command_takes_an_empty_name_for_the_folder(self):
        person = ("--person", "u01")
        for words in (("mark", "--as", "work"), ("up",), ("hub",), ("gate",), ("audit", "verify"),
                      ("import", "a.csv", "b.csv"), ("set-password", *person),
                      ("gate-token", "list")):
            with self.subTest(words=words):
                answer = run(*words, "--data", "", check=False)
                self.assertEqual(answer.returncode, 2, answer.stdout)
                self.assertIn("--data: Name the folder of the installation", answer.stderr)

    def test_what_was_imported_into_an_empty_folder_is_no_demonstration(self):
        pair = SHARED / "notifications" / "clean"
        with tempfile.TemporaryDirectory() as folder:
            run("import", pair / "notifications.csv", pair / "people.csv", "--data", folder)
            answer = run("up", "--demo", "--data", folder, check=False)
            self.assertEqual(answer.returncode, 2, answer.stdout)
            self.assertRegex(answer.stderr, r"(?m)^openmash: demo: ")

    def test_an_installation_that_works_refuses_the_folder_of_a_demonstration(self):
        with Installation() as place:
            place.stop()
            for said in self.refused(place):
                self.assertRegex(said, r"(?m)^openmash: data: .*was made for a demonstration")
                self.assertIn("Name another folder, or add --demo", said)
            place.start()
            self.assertIn("/sign-in/demo", Site(place.hub_port, "hub").page("/sign-in"))


class DatabaseTest(unittest.TestCase):
    def test_no_command_dials_a_database_elsewhere_without_encryption(self):
        address = "postgres://hub:planted-secret@db.example/hub?sslmode=require"
        with tempfile.TemporaryDirectory() as folder:
            place = ["--data", folder + "/data", "--db", address]
            for words in (["up"], ["hub"], ["gate"], ["import", "a.csv", "b.csv"],
                          ["set-password", "--person", "u01"], ["audit", "verify"]):
                refused = run(*words, *place, check=False)
                self.assertNotEqual(refused.returncode, 0, words)
                self.assertIn("--db", refused.stderr, words)
                self.assertIn("sslmode=verify-full", refused.stderr, words)
                self.assertNotIn("planted-secret", refused.stdout + refused.stderr)
            self.assertFalse(pathlib.Path(folder, "data").exists())


class AgencySignInTest(unittest.TestCase):
    def test_a_fault_in_the_settings_is_named_and_nothing_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "oidc.json")
            file.write_text(json.dumps({"hub": {"address": "hub.example", "issuers": []}}))
            for command in ("up", "hub"):
                refused = run(command, "--data", folder + "/data", "--oidc", file, check=False)
                self.assertEqual(refused.returncode, 2, command)
                self.assertIn("hub.address: ", refused.stderr)

    def test_an_account_is_closed_and_opened_by_an_id_of_the_hub(self):
        with tempfile.TemporaryDirectory() as folder:
            for command in ("close-account", "open-account"):
                run(command, "--data", folder, "--person", "u03")
                refused = run(command, "--data", folder, "--person", "r01", check=False)
                self.assertEqual(refused.returncode, 2)
                self.assertIn("person: Nobody with this id works in the hub", refused.stderr)


class DocumentsTest(unittest.TestCase):
    def test_they_are_written_as_the_pages_make_them(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "new", "documents")
            misspelt = run("documents", "--data", folder + "/data", "--out", out, check=False)
            self.assertNotEqual(misspelt.returncode, 0)
            self.assertIn("There is no hub in", misspelt.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])
            run("set-password", "--data", folder + "/data", "--person", "u03")
            said = run("documents", "--data", folder + "/data", "--out", out).stdout
            names = ["arrangement.pdf", "impact-assessment.pdf", "privacy-notice.pdf"]
            self.assertEqual(sorted(one.name for one in out.iterdir()), names)
            for name in names:
                self.assertIn(str(out / name), said)
                self.assertTrue((out / name).read_bytes().startswith(b"%PDF-"), name)
            refused = run("documents", "--data", folder + "/data", check=False)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("--out", refused.stderr)

    def test_what_cannot_be_written_is_named_and_leaves_no_half_of_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            run("set-password", "--data", folder + "/data", "--person", "u03")
            out = pathlib.Path(folder, "documents")
            (out / "impact-assessment.pdf" / "kept").mkdir(parents=True)
            refused = run("documents", "--data", folder + "/data", "--out", out, check=False)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("out: ", refused.stderr)
            self.assertIn("impact-assessment.pdf: the file cannot be written", refused.stderr)
            self.assertEqual([one.name for one in out.rglob("*") if ".new" in one.name], [])
            a_file = pathlib.Path(folder, "a file")
            a_file.write_text("mine")
            refused = run("documents", "--data", folder + "/data", "--out", a_file, check=False)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("the folder cannot be made", refused.stderr)
            self.assertEqual(a_file.read_text(), "mine")


class PasswordTest(unittest.TestCase):
    def test_each_is_made_anew_and_only_for_who_works_here(self):
        with tempfile.TemporaryDirectory() as folder:
            made = [run("set-password", "--data", folder, "--person", "u03").stdout
                    for _ in range(2)]
            for said in made:
                self.assertRegex(said, r"(?m)^password: [a-z2-7]{5}(-[a-z2-7]{1,5})+$")
                self.assertRegex(said, r"(?m)^authenticator: otpauth://totp/")
            self.assertNotEqual(made[0], made[1])
            nobody = run("set-password", "--data", folder, "--person", "u99", check=False)
            self.assertEqual(nobody.returncode, 2)
            self.assertIn("person: Nobody with this id works here", nobody.stderr)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
