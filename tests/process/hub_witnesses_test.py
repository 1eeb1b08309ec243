#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a real hub has its record signed by witnesses of the real program, remembers it after
kill -9, goes on working without them, and is told on by them when an older copy is put back."""
import contextlib
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

from installation import Installation, free_ports, wait_until
from witness_process import Witness, run

DATA = pathlib.Path(__file__).parents[2] / "data"
NAMES = ["police", "health", "school"]


def configuration(folder):
    """The demonstration's borough, with a round of its witnesses every second."""
    borough = json.loads((DATA / "barnfield.json").read_text())
    policies = json.loads((DATA / "hub_policies.json").read_text())["policies"]
    policy = next(p for p in policies if p["id"] == "demonstration")
    borough["hub_policy"] = policy | {"witnessing": policy["witnessing"] | {"every_seconds": 1}}
    (folder / "borough.json").write_text(json.dumps(borough))
    return folder / "borough.json"


class HubWitnessesTest(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.folder = pathlib.Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        extra = ["--config", str(configuration(self.folder))]
        self.place = self.stack.enter_context(Installation(extra))
        logs = run("audit", "keys", "--data", self.place.data).stdout
        (self.folder / "logs").write_text(logs + "quorum none\n")
        self.witnesses = {}
        policy, certificates = "", {}
        for name, port in zip(NAMES, free_ports(len(NAMES))):
            witness = Witness(self.folder / name, self.folder / "logs", name)
            witness.start(port)
            self.stack.callback(witness.kill)
            self.witnesses[name] = witness
            policy += f"witness {name} {witness.key} https://127.0.0.1:{port}/\n"
            certificates[name] = witness.certificate
        (self.folder / "policy").write_text(
            policy + f"group two 2 {' '.join(NAMES)}\nquorum two\n")
        (self.folder / "witnesses.json").write_text(
            json.dumps({"policy": "policy", "certificates": certificates}))
        self.place.stop()
        self.place.arguments += ["--witnesses", str(self.folder / "witnesses.json")]
        self.place.start()

    def status(self):
        done = self.place.command("audit", "witnesses", check=False)
        return done.returncode, done.stdout

    def signed(self):
        return int(re.search(r"^quorum: (\d+) entries", self.status()[1], re.M)[1])

    def work(self, entries=300):
        manager = self.place.hub("u01")
        for _ in range(entries):
            manager.get("/queue")

    def test_a_quorum_signs_and_one_that_is_away_holds_up_nothing(self):
        self.work()
        wait_until("a quorum", lambda: self.signed() >= 256)
        code, said = self.status()
        self.assertEqual(code, 0, said)
        for name in NAMES:
            self.assertRegex(said, rf"(?m)^{name}: \d+ entries$")
        before = self.signed()
        self.place.kill("hub")
        self.assertEqual(self.signed() >= before, True, "kept through kill -9")
        self.witnesses["school"].kill()
        self.work()
        wait_until("two of three", lambda: self.signed() > before)
        self.assertIn("school: ", self.status()[1])
        wait_until("who is away", lambda: "does not answer" in self.status()[1])
        self.assertIn("intact", self.place.command("audit", "verify").stdout)
        self.witnesses["school"].start(self.witnesses["school"].port)
        wait_until("the third", lambda: "does not answer" not in self.status()[1])

    def test_a_copy_that_is_put_back_is_told_on(self):
        self.place.stop()
        old = self.folder / "old"
        shutil.copytree(self.place.data, old, ignore=shutil.ignore_patterns("control"))
        self.place.start()
        before = self.signed()
        self.work()
        wait_until("a quorum", lambda: self.signed() > before)
        self.place.stop()
        shutil.rmtree(self.place.data)
        shutil.copytree(old, self.place.data)
        self.place.start()
        wait_until("witnesses to say so", lambda: "more than this record" in self.status()[1])
        page = self.place.hub("u01").page("/queue")
        self.assertIn("The record of this hub is older than what its witnesses have signed", page)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
