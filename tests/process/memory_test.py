#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the gate keeps nothing of what people told it, in its memory or its files, once it is sent,
deleted or left; and it never has what the hub alone may know.

Every word that is looked for is made anew, so that it stands nowhere else. A search that finds
nothing proves little, so each is preceded by one that must find: half a request in hand.
"""
import http.client
import json
import os
import pathlib
import re
import secrets
import socket
import string
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "leak"))
from installation import BINARY, UNCHECKED, Installation, wait_until  # noqa: E402
from prepared_case import LAW, answer, identify  # noqa: E402
from scan_memory import encodings, scan  # noqa: E402
from visitor import Visitor  # noqa: E402

ROUNDS = 10 if os.environ.get("MASH_LONG") else 2


def letters(count):
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(count))


BEGIN = "Q" + letters(4)  # of all words, so that they are found fast


def word(length):
    """Nobody's name. Up to 15 letters, C++ keeps a text outside the heap."""
    return BEGIN + letters(length - len(BEGIN))


class Words(dict):
    """The words of one visitor, by what they are for."""

    def __missing__(self, what):
        self[what] = word(10 if what.startswith("short") else 28)
        return self[what]


def answer_all(visitor, words):
    """Every page of the form as a neighbour, up to the check page; one page is refused first."""
    visitor.page("/notify")
    visitor.page(visitor.submit(visitor.form("/notify/start")))
    visitor.page(visitor.submit(visitor.form("/notify/danger").fill(danger="no")))
    visitor.page(visitor.submit(visitor.form("/notify/who").fill(who="friend")))
    child = visitor.form("/notify/child/1").fill(
        given_name=words["short given"], surname=words["short family"], dob__day="45",
        dob__month="3", dob__year="2017", sex="F", address_line="14 " + words["short street"],
        postcode="BQ1 1AA", school=words["school"])
    visitor.send_form(child)
    assert visitor.status == 422 and words["short given"] in visitor.text
    visitor.page(visitor.submit(visitor.form("/notify/child/1").fill(dob__day="27")))
    visitor.page(visitor.submit(visitor.form("/notify/children").fill(more="no")))
    for page, field in (("where", "where_now"), ("what", "narrative"), ("others", "who_else")):
        text = f"There is {words[field]} and {words['short ' + field]}"
        visitor.page(visitor.submit(visitor.form("/notify/" + page).fill(**{field: text})))
    contact = visitor.form("/notify/contact").fill(
        referrer_name=words["short referrer"], referrer_phone="020 7946 0999",
        safe_contact=words["safe contact"])
    assert visitor.page(visitor.submit(contact)) == "/notify/check"
    for said in words.values():
        assert said in visitor.text, "an answer is not on the check page"
    words["draft key"] = visitor.cookies["__Host-mash-draft"].split(".")[1]


class MemoryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Installation()
        cls.addClassCleanup(cls.place.__exit__)
        cls.place.start()
        [cls.gate] = cls.place.pids("gate")

    def visitor(self):
        visitor = Visitor(self.place.gate_port, "gate")
        self.addCleanup(visitor.close)
        return visitor

    def found(self, words):
        """What the gate's memory has of the words, by what each is for."""
        names = list(words)
        lines = scan(self.gate, [words[name] for name in names])
        return [names[int(line.split()[1]) - 1] + ": " + line for line in lines]

    def assert_forgotten(self, words):
        # The answer may be here a moment before the server has put its request away.
        left = []

        def nothing_left():
            left[:] = self.found(words)
            return not left

        try:
            wait_until("the gate to forget", nothing_left, 5)
        except AssertionError as late:
            self.fail(f"{late}: {left}")
        self.assert_not_in_files(words)

    def assert_not_in_files(self, words):
        files = [f for f in self.place.folder.rglob("*") if f.is_file()]
        self.assertTrue([f for f in files if f.name == "gate.db"], "the files are elsewhere")
        for file in files:
            try:
                content = file.read_bytes()
            except FileNotFoundError:
                continue  # a newer one has taken its place since they were listed
            for name, said in words.items():
                for way, text in encodings(said).items():
                    self.assertNotIn(text, content, f"{name} as {way} in {file.name}")

    def test_the_search_finds_what_is_in_hand_and_nothing_after_it_is_cut_off(self):
        words = Words(body=word(28), header=word(28))
        body = f"narrative={words['body']}&rest="
        head = (f"POST /notify/what HTTP/1.1\r\nHost: gate.localhost:{self.place.gate_port}\r\n"
                f"Cookie: other={words['header']}\r\nContent-Length: {len(body) + 1}\r\n\r\n")
        raw = socket.create_connection(("127.0.0.1", self.place.gate_port), timeout=20)
        with UNCHECKED.wrap_socket(raw, server_hostname="gate.localhost") as connection:
            connection.sendall((head + body).encode())
            wait_until("both are in the gate's memory",
                       lambda: {f.split(":")[0] for f in self.found(words)} == {"body", "header"})
        self.assert_forgotten(words)

    def test_what_was_sent_is_forgotten(self):
        for _ in range(ROUNDS):
            words = Words()
            visitor = self.visitor()
            answer_all(visitor, words)
            self.assert_forgotten(words)  # the draft waits, and nobody holds its key
            visitor.page("/notify/check")
            self.assertEqual(visitor.page(visitor.submit(visitor.form("/notify/send"))),
                             "/notify/sent")
            reference, words["code"] = re.findall(r"__value\">([^<]+)<", visitor.text)[:2]
            visitor.send("GET", "/notify/receipt")
            self.assertIn("OpenMASH receipt", visitor.text)
            self.assert_forgotten(words)  # the connection is still open
            visitor.page("/notify/status")
            asked = visitor.form("/notify/status").fill(reference=reference, code=words["code"])
            visitor.send_form(asked)
            self.assertIn("Your notification " + reference, visitor.text)
            self.assert_forgotten(words)

    # H17: from the moment it is here nobody at the gate can read it.
    def test_a_file_is_forgotten_before_it_is_sent(self):
        words = Words()
        visitor = self.visitor()
        answer_all(visitor, words)
        words["picture"], words["short shows"], words["name"] = word(28), word(6), word(12)
        visitor.page("/notify/files")
        fields = dict(visitor.form("/notify/files").fields, shows=words["short shows"])
        fields.pop("file")
        content = "%PDF-1.4 " + words["picture"] + "x" * 700_000
        parts = [(f'name="{name}"', text) for name, text in fields.items()]
        parts.append((f'name="file"; filename="{words["name"]}.pdf"', content))
        body = "".join(f"--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n"
                       for head, text in parts) + "--edge--\r\n"
        there = visitor.send("POST", "/notify/files", body, "multipart/form-data; boundary=edge")
        self.assertEqual(there, "/notify/files")
        self.assert_forgotten(words)
        visitor.page("/notify/check")
        self.assertIn(words["short shows"], visitor.text)
        visitor.page(visitor.submit(visitor.form("/notify/send")))
        self.assertIn("Files with it", visitor.text)
        self.assert_forgotten(words)

    # A22: nothing stays in the gate.
    def test_what_was_deleted_or_left_is_forgotten(self):
        for leave in (lambda b: b.submit(b.form("/notify/exit")),
                      lambda b: b.send("GET", "/notify/exit")):
            words = Words()
            visitor = self.visitor()
            answer_all(visitor, words)
            # Fifteen characters, which never see the heap; a copy that was moved loses its first.
            body = "who_else=" + word(6)
            words["short body"] = body[1:]
            self.assertTrue(visitor.send("POST", "/notify/others", body))
            self.assert_forgotten(words)
            visitor.page("/notify/check")
            self.assertTrue(leave(visitor))
            self.assertNotIn("__Host-mash-draft", visitor.cookies)
            self.assert_forgotten(words)

    def test_what_machines_send_is_forgotten(self):
        words = Words()
        site = self.place.visitor()
        site.post("/notify/start")
        site.post("/notify/danger", {"danger": "yes"})
        site.post("/notify/who", {"who": "child_self"})
        site.post("/notify/child/1", {"given_name": words["short given"],
                                      "surname": words["short family"]})
        site.post("/notify/children", {"more": "no"})
        site.post("/notify/where", {"where_now": words["where"]})
        site.post("/notify/what", {"narrative": json.dumps({"a": words["narrative"]})})
        site.post("/notify/others", {"who_else": words["short others"]})
        site.post("/notify/contact", {"safe_contact": words["safe contact"]})
        check = str(site.get("/notify/check"))
        for said in words.values():
            self.assertIn(said, check)
        self.assert_forgotten(words)

    def test_what_an_agencys_system_sends_is_forgotten(self):
        token = subprocess.run(
            [BINARY, "gate-token", "add", "--agency", "police", "--name", "Records", "--data",
             self.place.data], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(ROUNDS):
            words = Words()
            body = {"danger": "no", "informed": "unknown", "narrative": words["narrative"],
                    "where_now": words["short where"], "who_else": words["others"],
                    "children": [{"given_name": words["short given"],
                                  "surname": words["short family"], "school": words["school"]}],
                    "referrer": {"name": words["short referrer"], "role": words["short job"],
                                 "phone": "020 7946 0999", "safe_contact": words["contact"]}}
            connection = http.client.HTTPSConnection(
                "127.0.0.1", self.place.gate_port, timeout=20, context=UNCHECKED)
            self.addCleanup(connection.close)
            words["token"] = token.split(".")[1]
            words["key"] = word(28)
            headers = {"Host": f"gate.localhost:{self.place.gate_port}",
                       "Authorization": "Bearer " + token, "Content-Type": "application/json",
                       "Idempotency-Key": words["key"]}

            def ask(method, path, sent=None):
                connection.request(method, path, sent, headers)
                answer = connection.getresponse()
                content = answer.read()
                self.assertLess(answer.status, 300, content)
                self.assert_forgotten(words)  # the connection is still open
                return content

            refused = dict(body, danger=words["danger"])
            connection.request("POST", "/api/v1/notifications", json.dumps(refused), headers)
            answer = connection.getresponse()
            self.assertNotIn(words["danger"].encode(), answer.read())
            self.assertEqual(answer.status, 422)
            self.assert_forgotten(words)
            first = ask("POST", "/api/v1/notifications", json.dumps(body))
            words["code"] = json.loads(first)["receipt_code"]
            self.assertEqual(ask("POST", "/api/v1/notifications", json.dumps(body)), first)
            ask("GET", json.loads(first)["status"])

    def test_the_gate_never_has_what_the_hub_alone_may_know(self):
        words = Words()
        self.work_in_the_hub(words)
        self.assertEqual(self.found(words), [])
        self.assert_not_in_files(words)

    def test_keys_reach_no_core_file_and_no_swap_space(self):
        for name in ("hub", "gate"):
            [pid] = self.place.pids(name)
            folder = pathlib.Path("/proc", str(pid))
            limits = (folder / "limits").read_text()
            self.assertRegex(limits, r"Max core file size +0 +0 ", name)
            self.assertEqual((folder / "mem").stat().st_uid, 0, "its user may not read it")
            [locked] = re.findall(r"VmLck:\s+(\d+) kB", (folder / "status").read_text())
            keys = json.loads((self.place.data / name / "keys.json").read_text())["keys"]
            self.assertGreaterEqual(int(locked), 4 * len(keys), name)

    def work_in_the_hub(self, words):
        """A case up to an agency's answer; nothing of it is released."""
        officer, admin, police = map(self.place.hub, ("u02", "u05", "u07"))
        for name, site in (("officer", officer), ("admin", admin), ("police", police)):
            words["session of " + name] = site.cookies["__Host-mash-hub"]
        case = "/".join(officer.post("/queue/next")["location"].split("/")[:3])
        identify(officer, case)
        form = officer.get(case + "/basis")
        basis = {"version": form["version"], "threshold": "SAFETY", "basis": [LAW],
                 "dispense": "PREJUDICE_TO_CHILD", "dispense_reason": words["short basis"]}
        for n, slot in enumerate(form["slots"], 1):
            basis |= {f"who-{n}": slot["key"], f"inform-{n}": "INFORMED_NOT_ASKED",
                      f"how-{n}": words["how"]}
        officer.post(case + "/basis", basis)
        admin.post(case + "/ask", {"agencies": ["police"], "subjects": ["everybody"],
                                   "questions-police": words["question"]})
        request = next(card["request"] for card in police.get(case)["cards"] if card["request"])
        answer(police, request, words["item"] + " " + words["short item"])
        item = police.get(police.get(request)["items"][0]["href"])
        self.assertIn(words["short item"], str(item))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
