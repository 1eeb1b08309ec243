#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an agency's own system tells the hub over the real listener: its token is made and revoked
while the gate runs, and what was answered is answered again, byte for byte, after kill -9."""
import concurrent.futures
import http.client
import json
import os
import sqlite3
import subprocess
import sys
import unittest

from installation import UNCHECKED, Installation, wait_until

BINARY = os.environ.get("MASH_BINARY", "build/dev/openmash")
PATH = "/api/v1/notifications"
BODY = {"danger": "yes", "children": [{"given_name": "Amara", "surname": "Okafor"}],
        "narrative": "Found alone in the street.", "informed": "unknown",
        "referrer": {"name": "Iris Vale", "role": "Sergeant", "phone": "020 7946 0155"}}


class MachineTest(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.__exit__)
        self.place.start()

    def command(self, *words, check=True):
        return subprocess.run([BINARY, "gate-token", *words, "--data", self.place.data],
                              capture_output=True, text=True, check=check)

    def add(self, agency="police"):
        return self.command("add", "--agency", agency, "--name", "Records system").stdout.strip()

    def request(self, method, path, token, body=None, key=None, kind="application/json"):
        """Status, body and headers without the server's own."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.place.gate_port, timeout=20, context=UNCHECKED)
        headers = {"Host": f"gate.localhost:{self.place.gate_port}",
                   "Authorization": "Bearer " + token}
        if body is not None:
            headers["Content-Type"] = kind
        if key:
            headers["Idempotency-Key"] = key
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def tell(self, token, key, body=None):
        return self.request("POST", PATH, token, json.dumps(body or BODY), key)

    def state(self, token, location):
        status, content, _ = self.request("GET", location, token)
        self.assertEqual(status, 200, content)
        return json.loads(content)["state"]

    def cases(self):
        connection = sqlite3.connect(self.place.data / "hub" / "hub.db")
        try:
            return connection.execute(
                "select count(*) from notification").fetchone()[0]
        finally:
            connection.close()

    def test_once_whatever_happens(self):
        before = self.cases()
        token = self.add()
        status, first, headers = self.tell(token, "one")
        self.assertEqual(status, 201, first)
        self.place.launch()  # kill -9 of hub and gate
        self.place.wait_both()
        self.assertEqual(self.tell(token, "one")[:2], (201, first))
        wait_until("the hub to collect it",
                   lambda: self.state(token, headers["Location"]) == "collected")
        self.assertEqual(self.tell(token, "one")[:2], (201, first))
        self.assertEqual(self.tell(token, "one", dict(BODY, danger="no"))[0], 422)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.tell(token, "two")[:2], range(24)))
        taken = {content for status, content in answers if status == 201}
        self.assertEqual(len(taken), 1, answers)
        self.assertLessEqual({status for status, _ in answers}, {201, 409})
        second = json.loads(taken.pop())["status"]
        wait_until("the hub to collect that",
                   lambda: self.state(token, second) == "collected")
        self.assertEqual(self.cases(), before + 2)

    def test_a_token_opens_from_when_it_is_made_until_it_is_revoked(self):
        unknown = self.command("add", "--agency", "nobody", "--name", "x", check=False)
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("agency", unknown.stderr)
        token = self.add("school1")
        self.assertNotIn(token, self.command("list").stdout)
        self.assertRegex(self.command("list").stdout, r"school1 .* Records system\n")
        self.assertEqual(self.tell(token, "one")[0], 201)
        self.command("revoke", "--id", token.split(".")[0])
        status, content, headers = self.tell(token, "one")
        self.assertEqual((status, headers["WWW-Authenticate"]), (401, "Bearer"))
        self.assertEqual(self.tell("nonsense", "one")[:2], (status, content))
        self.assertEqual(self.command("list").stdout, "")
        again = self.command("revoke", "--id", token.split(".")[0], check=False)
        self.assertEqual(again.returncode, 2)
        self.assertNotIn(token.split(".")[1], self.place.log_text())

    def test_tokens_are_made_where_no_gate_runs(self):
        self.place.stop()
        token = self.add()
        self.place.start()
        self.assertEqual(self.tell(token, "one")[0], 201)

    def test_what_is_too_large_is_told_so(self):
        token = self.add()
        status, _, _ = self.tell(token, "one", dict(BODY, narrative="x" * 16_000_000))
        self.assertEqual(status, 413)
        status, _, _ = self.request("POST", PATH, token, json.dumps(BODY), "one", "text/plain")
        self.assertEqual(status, 415)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
