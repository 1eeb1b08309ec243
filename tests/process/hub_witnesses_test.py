#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a real hub has its record signed by witnesses of the real program, remembers it after
kill -9, goes on working without them, and is told on by them when an older copy is put back; what
left is followed by a receipt that proves it to the byte without asking anybody."""
import contextlib
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from installation import BINARY, Installation, free_ports, wait_until
from judges import build_judge
from prepared_case import PreparedCase
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
        manager = self.place.hub("u01")
        said = "The record of this hub is older than what its witnesses have signed"
        wait_until("every page to say so", lambda: said in manager.page("/queue"))

    def test_a_product_is_followed_by_a_receipt_that_stands_alone(self):
        PreparedCase(self.place).issue_safety("assess", "See her at school today.")
        recipient = self.place.recipient("r01")

        def signed():
            rows = re.findall(r'href="(/p/[0-9A-Z]{26})"', recipient.page("/products"))
            pages = [(path, recipient.page(path)) for path in rows]
            found[:] = [path for path, page in pages if "was signed by: " in page]
            return found

        found = []
        wait_until("the receipt", signed)
        files = {}
        for part, name in [("content", "product"), ("proof", "receipt")]:
            status, files[name], _ = recipient.request("GET", f"{found[0]}/{part}",
                                                       accept="text/html")
            self.assertEqual(status, 200)
        logs = (self.folder / "logs").read_text().replace("quorum none\n", "")
        # Of a quorum of some, a line too many could be damaged and would not matter.
        policy = (self.folder / "policy").read_text().replace("two 2", "two all")
        (self.folder / "for-recipients").write_text(logs + policy)
        self.place.stop()  # nobody is asked
        self.judge = build_judge("receipt", self.folder)
        code, said = self.checked(files)
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"signed by (police|health|school) at 2")
        dice = random.Random(4)
        for name in files:
            for _ in range(40):
                content = bytearray(files[name])
                content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
                self.assertEqual(self.checked(files | {name: bytes(content)})[0], 2)

    def test_another_witness_takes_the_place_of_one_and_old_receipts_stay_proven(self):
        """As docs/witnesses.md says under "A new key for a witness"."""
        self.work()
        wait_until("a quorum", lambda: self.signed() >= 256)
        PreparedCase(self.place).issue_safety("assess", "See her at school today.")
        product, receipt = self.receipt_of_the_product(self.place.recipient("r01"))
        logs = (self.folder / "logs").read_text().replace("quorum none\n", "")
        self.assertEqual(self.proven(product, receipt, logs, "police"), 0)
        before = self.signed()
        other = Witness(self.folder / "police-2", self.folder / "logs", "police-2")
        other.start()
        self.stack.callback(other.kill)
        self.assertNotEqual(other.key, self.witnesses["police"].key)
        self.place.stop()
        self.put_in_place_of_police(other)
        self.witnesses["police"].kill()
        self.witnesses["health"].kill()
        self.place.start()
        self.work()
        wait_until("a quorum with the new one", lambda: self.signed() > before)
        self.assertRegex(self.status()[1], r"(?m)^police-2: \d+ entries$")
        self.assertIn("hub: intact", self.place.command("audit", "verify").stdout)
        self.assertEqual(self.proven(product, receipt, logs, "either"), 0, "by the old key")
        self.assertNotEqual(self.proven(product, receipt, logs, "police-2"), 0,
                            "the new one has not signed it")

    def put_in_place_of_police(self, other):
        file = self.folder / "policy"
        lines = file.read_text().replace("group two 2 police ", "group either 1 police police-2\n"
                                         "group two 2 either ")
        file.write_text(f"witness police-2 {other.key} https://127.0.0.1:{other.port}/\n" + lines)
        settings = json.loads((self.folder / "witnesses.json").read_text())
        settings["certificates"]["police-2"] = other.certificate
        (self.folder / "witnesses.json").write_text(json.dumps(settings))

    def receipt_of_the_product(self, recipient):
        """The files of a product that the police's witness has signed for."""
        found = []

        def signed():
            for path in re.findall(r'href="(/p/[0-9A-Z]{26})"', recipient.page("/products")):
                if re.search("was signed by: [^<]*police", recipient.page(path)):
                    found.append(path)
            return found

        wait_until("the receipt", signed)
        return [recipient.request("GET", f"{found[0]}/{part}", accept="text/html")[1]
                for part in ("content", "proof")]

    def proven(self, product, receipt, logs, quorum):
        """The exit code of `openmash receipt` by today's policy, where this one is enough."""
        policy = re.sub("quorum .*", f"quorum {quorum}", (self.folder / "policy").read_text())
        for name, content in [("product", product), ("receipt", receipt),
                              ("wanted", (logs + policy).encode())]:
            (self.folder / name).write_bytes(content)
        return subprocess.run(
            [BINARY, "receipt", "--product", self.folder / "product", "--receipt",
             self.folder / "receipt", "--policy", self.folder / "wanted"],
            capture_output=True, check=False).returncode

    def checked(self, files):
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        names = [self.folder / name for name in ["product", "receipt", "for-recipients"]]
        done = subprocess.run(
            [BINARY, "receipt", "--product", names[0], "--receipt", names[1], "--policy",
             names[2]], capture_output=True, text=True, check=False)
        other = subprocess.run([self.judge, *names], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode == 0, other.stdout == "accepted: 3 witnesses\n",
                         f"{done} and a judge that is not ours: {other}")
        return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
