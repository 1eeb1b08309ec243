#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the ceremony of an agency's key as its people hold it, with the real program: moved to a
passphrase, sealed and opened while the hub works, changed for a new one across a kill -9, and had
back from two of three sheets of paper when the passphrase is forgotten."""
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "leak"))
from installation import BINARY, Installation, Refused, hidden, notify, wait_until  # noqa: E402
from prepared_case import PreparedCase, answer  # noqa: E402
from scan_memory import readable_parts  # noqa: E402

PASSPHRASE = "seven otters under the bridge"
ANOTHER = "nine herons on a cold morning"
WORDS = "Four call-outs since September."
SEALED = "has sealed what it holds. Ask its desk to open it."
FILLERS = 60_000  # data keys, so that a rotation can be cut off in the middle
SEAL_SECONDS = 1.0


class KeysTest(unittest.TestCase):
    """One hub; the steps of the ceremony follow each other in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.place = Installation()
        cls.addClassCleanup(cls.place.__exit__)
        cls.place.start()
        cls.case = PreparedCase(cls.place)
        cls.file = cls.place.folder / "front-door.key"

    def keys(self, *words, typed=(), code=0):
        done = subprocess.run([BINARY, "keys", *words, "--data", str(self.place.data)],
                              input="".join(line + "\n" for line in typed), capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        for secret in typed:
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def table(self):
        return json.loads((self.place.data / "hub" / "keys.json").read_text())["keys"]

    def status(self, name="police"):
        return next(line for line in self.keys("status").splitlines()
                    if line.startswith(name + ":"))

    def manager_sees(self):
        return self.place.hub("u03").page(self.case.path)

    def in_hub_memory(self, raw):
        """Do these bytes stand in what the hub's process holds?"""
        [pid] = self.place.pids("hub")
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for start, end, _ in readable_parts(pid):
                try:
                    memory.seek(start)
                    if raw in memory.read(end - start):
                        return True
                except OSError:
                    continue  # a guard page
        return False

    def test_1_the_hubs_own_keys_go_into_a_file_elsewhere_and_never_to_a_person(self):
        self.assertIn("clear", self.status("front-door"))
        self.assertIn('"keys.in_clear"', self.place.log_text())
        was = self.table()["front-door"]
        logs = self.place.command("audit", "keys").stdout
        inside = self.place.data / "front-door.key"
        refused = self.keys("hold", "--key", "front-door", "--by", "key-file", "--file",
                            str(inside), code=2)
        self.assertIn("outside the installation's folder", refused)
        refused = self.keys("hold", "--key", "front-door", "--by", "passphrase", code=2)
        self.assertIn("three in the morning", refused)
        self.keys("hold", "--key", "front-door", "--by", "key-file", "--file", str(self.file))
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        for name in ("front-door", "audit", "session", "lookup", "box", "sign"):
            self.assertEqual(self.table()[name]["held"], "key-file", name)
        self.assertNotIn(was, (self.place.data / "hub" / "keys.json").read_text())
        self.assertEqual(self.place.command("audit", "keys").stdout, logs)
        self.place.kill("hub")
        self.assertIn(WORDS, self.manager_sees())

    def test_2_a_front_door_whose_file_is_gone_says_so_and_does_not_start(self):
        away = self.file.with_suffix(".away")
        self.place.stop()
        shutil.move(self.file, away)
        up = subprocess.run(self.place.arguments, capture_output=True, text=True, timeout=60)
        self.assertNotEqual(up.returncode, 0)
        self.assertIn("There is no file " + str(self.file), up.stderr)
        shutil.move(away, self.file)
        self.place.start()

    def test_3_an_agency_takes_its_key_and_everything_else_goes_on(self):
        raw = bytes.fromhex(self.table()["police"])
        self.keys("hold", "--key", "police", "--by", "passphrase", typed=["short"], code=2)
        self.keys("hold", "--key", "police", "--by", "passphrase", typed=[PASSPHRASE])
        self.assertEqual(self.table()["police"]["held"], "passphrase")
        self.assertTrue(self.in_hub_memory(raw), "the search finds a key that is in use")
        began = time.monotonic()
        self.keys("seal", "--key", "police")
        self.assertLess(time.monotonic() - began, SEAL_SECONDS)
        wait_until("the key to leave the hub's memory", lambda: not self.in_hub_memory(raw), 5)
        self.assertIn("SEALED", self.status())
        page = self.manager_sees()
        self.assertNotIn(WORDS, page)
        self.assertIn(SEALED, page)
        self.assertIn("Sealed by their desks: ", page)
        self.the_team_goes_on()
        self.police_words_are_refused()
        self.what_was_typed_comes_back()
        wrong = self.keys("unseal", "--key", "police", typed=["not this one at all"], code=2)
        self.assertIn("That is not the passphrase", wrong)
        self.assertIn("SEALED", self.status())
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        self.assertIn(WORDS, self.manager_sees())
        self.assertNotIn("Sealed by their desks: ", self.manager_sees())

    def the_team_goes_on(self):
        """Health answers, the front door's page opens and a protective product leaves."""
        health = self.place.hub("u09")
        answer(health, self.case.request, "Seen at the surgery on Friday.")
        self.assertIn("Seen at the surgery", self.manager_sees())
        for path in ("", "/notification", "/decision", "/log", "/family"):
            self.assertTrue(self.case.officer.get(self.case.path + path))
        self.case.issue_safety("assess", "Please visit today.")

    def police_words_are_refused(self):
        """Each answer names the agency and the way out."""
        supervisor = self.place.hub("u08")
        product = self.case.products["assess"]
        for act in (lambda: supervisor.get(f"/items/{self.case.item}"),
                    lambda: self.case.release(supervisor, product),
                    lambda: self.place.hub("u03").get(f"/products/{product}"),
                    lambda: answer(self.place.hub("u07"), self.request_of_police(), "A fifth.")):
            with self.assertRaises(Refused) as refused:
                act()
            self.assertEqual(refused.exception.status, 503)
            self.assertIn(SEALED, str(refused.exception))

    def what_was_typed_comes_back(self):
        """As a browser sends it: the page that refuses it shows it."""
        researcher = self.place.hub("u07")
        path = self.case.path + "/log"
        page = researcher.page(path)
        day = datetime.date.today() - datetime.timedelta(days=1)
        sent = {name: hidden(page, name) for name in ("csrf", "idempotency_key")} | {
            "kind": "PHONE_CALL", "happened-day": day.day, "happened-month": day.month,
            "happened-year": day.year, "happened_time": "8:45am", "with_whom": "Her sister",
            "contact": "REACHED", "what": "She was at the park on Sunday."}
        status, content, _ = researcher.request(
            "POST", path, urllib.parse.urlencode(sent).encode(), "text/html",
            "application/x-www-form-urlencoded")
        self.assertEqual(status, 503)
        for words in (SEALED, "She was at the park on Sunday.", "Her sister"):
            self.assertIn(words, content.decode())

    def request_of_police(self):
        return self.case.request_to(self.place.hub("u07"))

    def test_4_it_starts_sealed_and_the_duty_team_works(self):
        self.place.kill("hub")
        self.assertIn("SEALED", self.status())
        self.assertIn("open", self.status("front-door"))
        officer = self.place.hub("u02")
        self.assertTrue(officer.post("/queue/next")["location"].startswith("/case/"))
        self.assertIn(SEALED, self.manager_sees())
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        self.assertIn(WORDS, self.manager_sees())

    def test_4a_its_desk_seals_and_opens_it_on_a_page(self):
        supervisor = self.place.hub("u08")
        with self.assertRaises(Refused):
            self.place.hub("u07").get("/sealing")  # does not release for the police
        supervisor.post("/sealing/seal")
        self.assertIn("SEALED", self.status())
        self.assertNotIn(WORDS, self.manager_sees())
        supervisor.post("/sealing/open", {"passphrase": "not this one at all"})
        page = supervisor.page("/sealing")
        self.assertIn("That is not the passphrase", page)
        self.assertNotIn("not this one", page)
        supervisor.post("/sealing/open", {"passphrase": PASSPHRASE})
        self.assertTrue(supervisor.get("/sealing")["open"])
        self.assertIn(WORDS, self.manager_sees())

    def test_5_a_new_key_survives_kill_9_in_the_middle(self):
        self.add_fillers()
        before = self.table()["police"]["sealed"]
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        command = subprocess.Popen(
            [BINARY, "keys", "rotate", "--key", "police", "--data", str(self.place.data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        command.stdin.write(PASSPHRASE + "\n")
        command.stdin.close()
        first = command.stderr.readline()
        self.assertIn("data keys wrapped anew", first)
        [pid] = self.place.pids("hub")
        os.kill(pid, signal.SIGKILL)
        with command:
            self.assertNotEqual(command.wait(60), 0)
        wait_until("the next hub", lambda: self.place.pids("hub") not in ([], [pid]))
        wait_until("it to answer", lambda: self.place.answers("hub"))
        self.assertIn("A NEW KEY WAS BEGUN", self.status())
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        self.assertIn(WORDS, self.manager_sees(), "half of it is under each key")
        done = self.keys("rotate", "--key", "police", typed=[PASSPHRASE])
        self.assertIn("Going on with the new key that was begun", done)
        self.assertIn(f"{FILLERS} open under no key", done)
        self.assertNotEqual(self.table()["police"]["sealed"], before)
        self.assertNotIn("before", self.table()["police"])
        self.assertIn("open", self.status())
        self.place.kill("hub")
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        self.assertIn(WORDS, self.manager_sees())

    def test_5a_a_command_that_is_killed_leaves_open_and_sealed_as_they_were(self):
        for sealed in (False, True):
            if sealed:
                self.keys("seal", "--key", "police")
            command = subprocess.Popen(
                [BINARY, "keys", "rotate", "--key", "police", "--data", str(self.place.data)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            command.stdin.write(PASSPHRASE + "\n")
            command.stdin.close()
            self.assertIn("data keys wrapped anew", command.stderr.readline())
            command.kill()
            with command:
                command.wait(60)
            self.assertEqual("SEALED" in self.status(), sealed)
            self.assertIn("A NEW KEY WAS BEGUN", self.status())
            self.keys("rotate", "--key", "police", typed=[PASSPHRASE])
            self.assertEqual("SEALED" in self.status(), sealed)
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE])
        self.assertIn(WORDS, self.manager_sees())

    def test_5b_the_key_of_a_quarter_is_left_and_a_data_key_goes_with_a_new_one(self):
        [(quarter, number)] = self.newest()
        self.assertIn("as in 2026-Q4", self.keys(
            "rotate", "--key", "police", "--quarter", "soon", typed=[PASSPHRASE], code=2))
        done = self.keys("rotate", "--key", "police", "--quarter", quarter, typed=[PASSPHRASE])
        self.assertRegex(done, f"[1-9][0-9]* data keys of police left the key of {quarter}")
        [(_, after)] = self.newest()
        self.assertGreater(after, number)
        self.assertIn(WORDS, self.manager_sees())

    def newest(self):
        hub = sqlite3.connect(self.place.data / "hub" / "hub.db")
        rows = list(hub.execute("select quarter, number from quarter_key where agency = 'police'"
                                " order by number desc limit 1"))
        hub.close()
        return rows

    def add_fillers(self):
        self.place.stop()
        hub = sqlite3.connect(self.place.data / "hub" / "hub.db")
        with hub:
            hub.executemany("insert into data_key (case_id, agency, wrapped) values (?, ?, ?)",
                            ((f"0000000000000000000{n:07}", "police", os.urandom(73))
                             for n in range(FILLERS)))
        hub.close()
        self.place.start()

    def test_6_two_of_three_sheets_give_a_forgotten_key_back(self):
        printed = self.keys("shares", "--key", "police", typed=[PASSPHRASE])
        sheets = printed[printed.index("RECOVERY SHARE"):].split("\f")
        self.assertEqual(len(sheets), 3)
        codes = []
        for number, sheet in enumerate(sheets, 1):
            self.assertIn(f"RECOVERY SHARE {number} OF 3", sheet)
            codes.append(" ".join(re.findall(r"\b(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}\b", sheet)))
        self.assertIn("recovery shares of 20", self.status())
        slip = self.keys("recover", "--key", "police", "--by", "passphrase",
                         typed=[codes[0], codes[2][:-1] + "22"], code=2)
        self.assertIn("of its 64 letters", slip)
        self.keys("recover", "--key", "police", "--by", "passphrase",
                  typed=[codes[0], codes[2], ANOTHER])
        self.place.kill("hub")
        self.keys("unseal", "--key", "police", typed=[PASSPHRASE], code=2)
        self.keys("unseal", "--key", "police", typed=[ANOTHER])
        self.assertIn(WORDS, self.manager_sees())

    def test_6a_what_is_destroyed_stays_so_and_old_copies_do_not_help(self):
        long, brief = self.place.folder / "long", self.place.folder / "brief"
        for folder in (long, brief):
            folder.mkdir()
        same = self.backup("take", "--to", long, "--keys-to", long, code=2)
        self.assertIn("another folder", same)
        copy, _ = self.backup("take", "--to", long, "--keys-to", brief).split()
        self.assertEqual(self.rows(copy, "data_key"), 0)
        self.assertEqual(self.rows(copy, "quarter_key"), 0)
        self.assertGreater(self.rows(copy, "audit_event"), 0)
        words = ("destroy", "--key", "police", "--case", self.case.id)
        self.assertIn("Nothing was destroyed", self.keys(*words, typed=["health"], code=2))
        self.assertIn(WORDS, self.manager_sees())
        done = subprocess.run([BINARY, "keys", *words, "--data", str(self.place.data)],
                              input="police\n", capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.manager_sees()
        self.assertNotIn(WORDS, page)
        self.assertIn("held about this case was destroyed.", page)
        self.assertIn("Seen at the surgery", page)
        # The old copy, with the newest data keys there are: the case opens, those words do not.
        wait_until("another second, for another name",
                   lambda: self.copied_again(long, brief) is not None)
        keys = sorted(brief.iterdir())[-1]
        again = self.place.folder / "again.db"
        self.backup("join", "--from", copy, "--keys", keys, "--to", again)
        self.place.stop()
        shutil.copy(again, self.place.data / "hub" / "hub.db")
        for more in ("hub.db-wal", "hub.db-shm"):
            (self.place.data / "hub" / more).unlink(missing_ok=True)
        shutil.rmtree(self.place.data / "hub" / "log")
        self.place.start()
        self.keys("unseal", "--key", "police", typed=[ANOTHER])
        page = self.manager_sees()
        self.assertIn("held about this case was destroyed.", page)
        self.assertIn("Seen at the surgery", page)

    def backup(self, *words, code=0):
        more = ("--data", self.place.data) if words[0] == "take" else ()
        done = subprocess.run([BINARY, "backup", *map(str, words + more)], capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def copied_again(self, long, brief):
        before = len(list(brief.iterdir()))
        subprocess.run([BINARY, "backup", "take", "--to", long, "--keys-to", brief, "--data",
                        self.place.data], capture_output=True)
        return True if len(list(brief.iterdir())) > before else None

    def rows(self, file, table):
        connection = sqlite3.connect(file)
        [(count,)] = connection.execute(f"select count(*) from {table}")
        connection.close()
        return count

    def gate_keys(self):
        return json.loads((self.place.data / "gate" / "keys.json").read_text())["keys"]

    def column(self, room, query):
        connection = sqlite3.connect(self.place.data / room / f"{room}.db")
        values = [value for value, in connection.execute(query)]
        connection.close()
        return values

    def assert_nowhere(self, room, *secrets):
        """In no file of the room's folder, as it is or in digits."""
        files = [f for f in (self.place.data / room).rglob("*") if f.is_file()]
        self.assertIn(f"{room}.db", [f.name for f in files])
        for file in files:
            content = file.read_bytes()
            for number, secret in enumerate(secrets):
                self.assertNotIn(secret, content, f"{number} in {file.name}")
                self.assertNotIn(secret.hex().encode(), content, f"{number} in {file.name}")

    def recipient_reads(self):
        """What left in test_3, as the receiving team opens it at the gate."""
        product = next(iter(self.column(
            "gate", "select id from product where recipient = 'assess' order by rowid desc")))
        return self.place.recipient("r01").get(f"/p/{product}")["asked"]

    def test_6b_the_gates_content_moves_to_a_new_key_across_a_kill_9(self):
        asked = self.recipient_reads()
        self.assertTrue(asked)
        self.assertIn("Another process is using", self.keys("rotate-gate", code=1))
        long, brief = self.place.folder / "gate-long", self.place.folder / "gate-brief"
        for folder in (long, brief):
            folder.mkdir()
        copy, keys = self.backup("take", "--gate", "--to", long, "--keys-to", brief).split()
        self.assertEqual(self.rows(copy, "data_key"), 0)
        self.assertGreater(self.rows(copy, "product"), 0)
        self.assertGreater(self.rows(keys, "data_key"), 0)
        self.place.stop()
        old = bytes.fromhex(self.gate_keys()["gate-content"])
        wrapped = self.column("gate", "select wrapped from data_key")
        self.assertTrue(wrapped)
        self.fill_gate()
        command = subprocess.Popen([BINARY, "keys", "rotate-gate", "--data", str(self.place.data)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("the new key", lambda: "gate-content.before" in self.gate_keys())
        command.kill()
        self.assertEqual(command.wait(60), -signal.SIGKILL)
        self.assertEqual(self.gate_keys()["gate-content.before"], old.hex(), "it was cut off")
        self.place.start()
        self.assertEqual(self.recipient_reads(), asked, "the gate starts with both")
        self.place.stop()
        done = self.keys("rotate-gate")
        self.assertIn(f"{FILLERS} open under no key", done)
        self.assertNotIn("gate-content.before", self.gate_keys())
        self.assert_nowhere("gate", old, *wrapped)
        self.place.start()
        self.assertEqual(self.recipient_reads(), asked)

    def fill_gate(self):
        gate = sqlite3.connect(self.place.data / "gate" / "gate.db")
        with gate:
            gate.executemany("insert into data_key (case_id, agency, wrapped) values (?, ?, ?)",
                             ((f"0000000000000000000{n:07}", "gate-content", os.urandom(73))
                              for n in range(FILLERS)))
        gate.close()

    def test_6c_the_record_of_each_room_gets_a_new_key_and_stays_what_it_was(self):
        self.assertIn("Another process is using",
                      self.keys("rotate-hub", "--which", "audit", code=1))
        refused = self.keys("rotate-hub", "--which", "sign", code=2)
        self.assertIn("witnesses, auditors and the proofs that recipients keep", refused)
        self.place.stop()
        before = self.place.command("audit", "verify").stdout
        old = {"hub": self.file_opened("audit"), "gate": bytes.fromhex(self.gate_keys()["audit"])}
        for room, command in [("hub", ("rotate-hub", "--which", "audit")),
                              ("gate", ("rotate-gate", "--which", "audit"))]:
            sealed = self.column(room, "select sealed from audit_event")
            self.assertTrue(sealed)
            self.assertRegex(self.keys(*command), f"the details of {len(sealed)} entries")
            self.assert_nowhere(room, old[room], *sealed)
        self.assertRegex(self.status("audit"), r"made 20\d\d-\d\d-\d\d \(0 days ago\)")
        after = self.place.command("audit", "verify").stdout
        for room in ("hub", "gate"):
            self.assertIn(f"{room}: intact", before)
            self.assertIn(f"{room}: intact", after)
        self.place.start()
        self.assertTrue(self.place.hub("u03").page(self.case.path + "/looks"))

    def file_opened(self, name):
        """A key of the hub's own is in no file in clear since test_1: what held it then."""
        return bytes.fromhex(self.table()[name]["sealed"])

    def test_6d_what_waits_for_the_old_box_key_comes_in_after_the_new_one(self):
        public = self.place.data / "public" / "hub.json"
        old = json.loads(public.read_text())["box"]
        [hub] = self.place.pids("hub")
        os.kill(hub, signal.SIGSTOP)  # so that it does not fetch what is sent now
        notify(self.place.visitor(), "Sealed to the old key.")
        self.place.process.kill()
        wait_until("the end of both", lambda: not self.place.pids("hub") + self.place.pids("gate"))
        [waits] = self.column("gate", "select count(*) from inward")
        self.assertEqual(waits, 1)
        self.assertIn("The hub has a new key", self.keys("rotate-hub", "--which", "box"))
        again = self.keys("rotate-hub", "--which", "box", code=1)
        self.assertIn("still opens what may wait at the gate", again)
        [before] = self.column("hub", "select count(*) from notification")
        self.place.start()
        self.assertNotEqual(json.loads(public.read_text())["box"], old)
        self.assertIn("the key before still opens", self.status("box"))
        notify(self.place.visitor(), "Sealed to the new key.")
        wait_until("both", lambda: self.column(
            "hub", "select count(*) from notification") == [before + 2])
        self.assertEqual(self.column("hub", "select count(*) from refused_inward"), [0])

    def test_7_all_of_it_is_on_the_record_and_the_record_is_whole(self):
        self.assertIn("hub: intact", self.place.command("audit", "verify").stdout)
        hub = sqlite3.connect(self.place.data / "hub" / "hub.db")
        kinds = {kind for kind, in hub.execute(
            "select distinct kind from audit_event where kind like 'keys.%'")}
        hub.close()
        self.assertEqual(kinds, {"keys.held", "keys.opened", "keys.sealed",
                                 "keys.rotation-begun", "keys.rotated", "keys.quarter-left",
                                 "keys.record-sealed", "keys.box-changed"})
        for secret in (PASSPHRASE, ANOTHER):
            self.assertNotIn(secret, self.place.log_text())


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
