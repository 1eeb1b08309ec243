#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the gate keeps nothing of what people told it, in its memory or its files, once it is sent,
deleted or left; and it never has what the hub alone may know.

Every word that is looked for is made anew, so that it stands nowhere else. A search that finds
nothing proves little, so each is preceded by one that must find: half a request in hand.
"""
import json
import os
import pathlib
import re
import secrets
import socket
import string
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "leak"))
from browser import Browser  # noqa: E402
from installation import UNCHECKED, Installation, wait_until  # noqa: E402
from scan_memory import encodings, scan  # noqa: E402

ROUNDS = 10 if os.environ.get("MASH_LONG") else 2


def word(length):
    """Nobody's name. Up to 15 letters, C++ keeps a text outside the heap."""
    return "Q" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(length - 1))


class Words(dict):
    """The words of one visitor, by what they are for."""

    def __missing__(self, what):
        self[what] = word(10 if what.startswith("short") else 28)
        return self[what]


def answer_all(browser, words):
    """Every page of the form as a neighbour, up to the check page; one page is refused first."""
    browser.page("/notify")
    browser.page(browser.submit(browser.form("/notify/start")))
    browser.page(browser.submit(browser.form("/notify/danger").fill(danger="no")))
    browser.page(browser.submit(browser.form("/notify/who").fill(who="friend")))
    child = browser.form("/notify/child/1").fill(
        given_name=words["short given"], surname=words["short family"], dob__day="45",
        dob__month="3", dob__year="2017", sex="F", address_line="14 " + words["short street"],
        postcode="BQ1 1AA", school=words["school"])
    browser.send("POST", child.action, "&".join(f"{k}={v}".replace(" ", "+")
                                                for k, v in child.fields))
    assert browser.status == 422 and words["short given"] in browser.text
    browser.page(browser.submit(browser.form("/notify/child/1").fill(dob__day="27")))
    browser.page(browser.submit(browser.form("/notify/children").fill(more="no")))
    for page, field in (("where", "where_now"), ("what", "narrative"), ("others", "who_else")):
        text = f"There is {words[field]} and {words['short ' + field]}"
        browser.page(browser.submit(browser.form("/notify/" + page).fill(**{field: text})))
    contact = browser.form("/notify/contact").fill(
        referrer_name=words["short referrer"], referrer_phone="020 7946 0999",
        safe_contact=words["safe contact"])
    assert browser.page(browser.submit(contact)) == "/notify/check"
    for said in words.values():
        assert said in browser.text, "an answer is not on the check page"
    words["draft key"] = browser.cookies["__Host-mash-draft"].split(".")[1]


class MemoryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Installation()
        cls.addClassCleanup(cls.place.__exit__)
        cls.place.start()
        cls.gate = cls.place.pid("gate")

    def browser(self):
        browser = Browser(self.place.gate_port, "gate")
        self.addCleanup(browser.close)
        return browser

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
            browser = self.browser()
            answer_all(browser, words)
            self.assert_forgotten(words)  # the draft waits, and nobody holds its key
            browser.page("/notify/check")
            self.assertEqual(browser.page(browser.submit(browser.form("/notify/send"))),
                             "/notify/sent")
            reference, words["code"] = re.findall(r"__value\">([^<]+)<", browser.text)[:2]
            browser.send("GET", "/notify/receipt")
            self.assertIn("OpenMASH receipt", browser.text)
            self.assert_forgotten(words)  # the connection is still open
            browser.page("/notify/status")
            asked = browser.form("/notify/status").fill(reference=reference, code=words["code"])
            browser.send("POST", asked.action, urllib.parse.urlencode(asked.fields))
            self.assertIn("Your notification " + reference, browser.text)
            self.assert_forgotten(words)

    def test_what_was_deleted_or_left_is_forgotten(self):
        for leave in (lambda b: b.submit(b.form("/notify/exit")),
                      lambda b: b.send("GET", "/notify/exit")):
            words = Words()
            browser = self.browser()
            answer_all(browser, words)
            # Fifteen characters, which never see the heap; a copy that was moved loses its first.
            body = "who_else=" + word(6)
            words["short body"] = body[1:]
            self.assertTrue(browser.send("POST", "/notify/others", body))
            self.assert_forgotten(words)
            browser.page("/notify/check")
            self.assertTrue(leave(browser))
            self.assertNotIn("__Host-mash-draft", browser.cookies)
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

    def test_the_gate_never_has_what_the_hub_alone_may_know(self):
        words = Words()
        self.work_in_the_hub(words)
        self.assertEqual(self.found(words), [])
        self.assert_not_in_files(words)

    def work_in_the_hub(self, words):
        """A case up to an agency's answer; nothing of it is released."""
        def person(name):
            site = Browser(self.place.hub_port, "hub")
            self.addCleanup(site.close)
            site.page("/sign-in")
            site.submit([f for f in site.forms if f.action == "/sign-in/demo"
                         and ("persona", name) in f.fields][0])
            words["session of " + name] = site.cookies["__Host-mash-hub"]
            return site

        officer, manager, admin, police = map(person, ("u01", "u03", "u05", "u07"))
        officer.page("/queue")
        case = "/".join(officer.submit(officer.form("/queue/next")).split("/")[:3])
        self.identify(officer, case)
        self.fill_in(officer, case + "/screen", open_check="NOT_OPEN", system=words["system"],
                     next="RATE", rating="RED", level="4", acknowledged="yes",
                     reason=words["screen"])
        self.fill_in(manager, case + "/rate", rating="RED", level="4", response="CHILD_PROTECTION",
                     reason=words["rate"])
        self.fill_in(officer, case + "/basis", threshold="SAFETY", basis=["CA89_S47_9_11"],
                     dispense="PREJUDICE_TO_CHILD", dispense_reason=words["basis"])
        self.fill_in(admin, case + "/ask", subjects=["everybody"], agencies=["police"],
                     questions__police=words["question"])
        police.page("/requests")
        request = [link for link in police.links if link.startswith("/requests/")][0]
        police.page(request)
        police.submit(police.form(request + "/item").fill(
            facts=words["item"] + " " + words["short item"], source="Our own records",
            event_date="3 October 2026", sensitivity="2"))
        self.fill_in(police, request, action="/answer", kind="KNOWN", systems="All of ours",
                     period="2019 to today")
        police.page(request)
        items = [link for link in police.links if link.startswith("/items/")]
        police.page(items[0])
        self.assertIn(words["short item"], police.text)

    def fill_in(self, site, path, action="", **values):
        site.page(path)
        form = site.form(path + action)
        for name in form.choices:
            if name.startswith("inform-"):
                form.fill(**{name.replace("-", "__"): "INFORMED_NOT_ASKED",
                             name.replace("inform-", "how__"): "By telephone"})
        site.page(site.submit(form.fill(**values)))

    def identify(self, officer, case):
        search = case + "/people/search"
        for _ in range(10):
            officer.page(case + "/family")
            wanted = [f for f in officer.forms if f.action == search]
            if not wanted:
                return
            found = officer.submit(wanted[0])
            officer.page(found)
            officer.submit(officer.form(found).fill(outcome="new"))
        raise AssertionError("somebody is never identified")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
