#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the real program tells managers of a Red by e-mail and text message, through a real mail
server and the documented interface of a text service: without content, though the service is down
or the hub is killed in between, and says on its pages when it cannot."""
import email.header
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from installation import BINARY, Installation, notify, wait_until
from mail_server import PASSWORD, USER, MailServer, NotifyServer, certificate

MANAGER = "nasima.khatun@csc.barnfield.example"
MANAGERS_MOBILE = "+447700900103"
SENTENCE = "You have an urgent request. Sign in."
HUB = "Barnfield Multi-Agency Safeguarding Hub"
WORDS = "Planted-narrative-heron: shouting, and a child crying"


class AlertsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mash-alerts-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def settings(self, **sections):
        file = self.folder / "alerts.json"
        file.write_text(json.dumps(sections))
        return ["--alerts", str(file)]

    def smtp(self, mail, **more):
        return {"server": "127.0.0.1", "port": mail.port, "tls": "none",
                "from": "alerts@hub.barnfield.example", **more}

    def mail(self, tls=None):
        server = MailServer(tls)
        server.start()
        self.addCleanup(lambda: server.stop())
        return server

    def secret(self, name, text):
        (self.folder / name).write_text(text + "\n")
        return name

    def tell(self, place):
        return notify(place.visitor(), WORDS, surname="Plantedsurname", danger="yes")

    def to_manager(self, server):
        """At night the duty team is told too, and clocks of the demonstration tell others."""
        return [m for m in server.messages
                if m.envelope.rcpt_tos == [MANAGER] and m["Subject"] == SENTENCE]

    def each_once(self, server):
        ids = [message["Message-ID"] for message in server.messages]
        self.assertEqual(len(ids), len(set(ids)))

    def top(self, place, persona="u03"):
        return json.dumps(place.hub(persona).get("/queue")["alerts"])

    def test_H01_danger_alerts_the_manager_by_tls_and_says_nothing_else(self):
        files = certificate(self.folder)
        server = self.mail(files)
        extra = self.settings(smtp=self.smtp(
            server, server="localhost", tls="starttls", user=USER, ca_file="mail.crt",
            password_file=self.secret("password", PASSWORD)))
        with Installation(extra) as place:
            reference, code = self.tell(place)
            wait_until("the e-mail", lambda: self.to_manager(server))
            message = self.to_manager(server)[0]
            self.assertEqual(message.envelope.mail_from, "alerts@hub.barnfield.example")
            self.assertEqual(message.get_payload(), f"{SENTENCE}\r\n\r\n{HUB}\r\n")
            self.assertEqual(message["Subject"], SENTENCE)
            self.assertEqual(message["To"], f"<{MANAGER}>")
            name = str(email.header.make_header(email.header.decode_header(message["From"])))
            self.assertEqual(name, f"{HUB} <alerts@hub.barnfield.example>")
            self.assertRegex(message["Message-ID"], r"^<[0-9A-Z]{26}@hub\.barnfield\.example>$")
            self.assertEqual(sorted(message.keys()), sorted([
                "Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding"]))
            whole = message.envelope.content.decode()
            for word in ["Plantedsurname", "heron", reference, code, "/case/"]:
                self.assertNotIn(word, whole)
            # It went out, once, and the record says so.
            wait_until("noted", lambda: '"waiting": 0' in self.waiting(place))
            self.each_once(server)
            self.assertEqual(self.top(place), "false")
            for word in [PASSWORD, MANAGER]:
                self.assertNotIn(word, place.log_text())
            for line in self.command_lines(place):
                self.assertNotIn(PASSWORD, line)
            self.assertIn("hub: intact", place.command("audit", "verify").stdout)

    def waiting(self, place):
        page = place.hub("u21").get("/alerts")
        rows = [row for card in page["cards"] for row in card["rows"]]
        count = sum(int(r["value"]) for r in rows if r["key"] == "Waiting")
        return json.dumps({"waiting": count})

    def command_lines(self, place):
        return [pathlib.Path(f"/proc/{pid}/cmdline").read_text() for pid in place.pids("hub")]

    def test_E13_the_receiving_team_is_told_of_what_it_was_sent(self):
        file = pathlib.Path(__file__).parents[2] / "data" / "barnfield.json"
        borough = json.loads(file.read_text())
        team = {s["email"] for s in borough["staff"]
                if s["agency"] == borough["hub"]["receiving_team"]}
        self.assertTrue(team)
        server = self.mail()
        with Installation(self.settings(smtp=self.smtp(server))) as place:
            self.tell(place)
            wait_until("each of the team", lambda: team <= {
                to for message in server.messages for to in message.envelope.rcpt_tos})
            for message in server.messages:
                self.assertIn(message["Subject"],
                              [SENTENCE, "You have a request. Sign in."])
                self.assertNotIn("heron", message.envelope.content.decode())

    def test_H04_a_server_that_is_down_is_said_and_it_goes_out_when_it_is_up(self):
        server = self.mail()
        server.stop()
        with Installation(self.settings(smtp=self.smtp(server))) as place:
            self.tell(place)
            wait_until("the queue says so", lambda: "have not gone out since" in self.top(place))
            self.assertIn("the service does not answer. Ring Barnfield Emergency Duty Team, 020",
                          self.top(place))
            self.assertIn("The service does not answer", place.hub("u21").page("/alerts"))
            place.kill("hub")  # what waits outlives the process
            server.start()
            wait_until("the e-mail", lambda: self.to_manager(server))
            wait_until("all is well", lambda: self.top(place) == "false")
            self.each_once(server)

    def test_H04_killed_while_it_sends_it_sends_again_under_the_same_id(self):
        server = self.mail()
        with Installation(self.settings(smtp=self.smtp(server))) as place:
            def kill_once(_):
                server.on_message = lambda message: None
                os.kill(place.pids("hub")[0], signal.SIGKILL)

            server.on_message = kill_once
            before = place.ready_count("Hub ")
            self.tell(place)
            place.wait_ready("Hub ", before + 1)
            cut_off = server.messages[0]
            wait_until("the second e-mail", lambda: self.copies(server, cut_off) == 2)
            wait_until("noted", lambda: '"waiting": 0' in self.waiting(place))
            self.assertEqual(self.copies(server, cut_off), 2, "both under the same id")
            server.messages.remove(cut_off)
            self.each_once(server)
            self.assertTrue(self.to_manager(server))

    def copies(self, server, message):
        return sum(m["Message-ID"] == message["Message-ID"] and m.get_payload() ==
                   message.get_payload() and m["To"] == message["To"] for m in server.messages)

    def test_H04_whoever_is_not_who_we_mean_gets_nothing(self):
        server = self.mail(certificate(self.folder))
        extra = self.settings(smtp=self.smtp(
            server, server="localhost", tls="starttls", user=USER,
            password_file=self.secret("password", PASSWORD)))  # and no ca_file
        with Installation(extra) as place:
            self.tell(place)
            wait_until("the queue says so", lambda: "cannot prove who it is" in self.top(place))
            self.assertEqual(server.messages, [])

    def test_H04_a_wrong_password_is_said(self):
        server = self.mail(certificate(self.folder))
        extra = self.settings(smtp=self.smtp(
            server, server="localhost", tls="starttls", user=USER, ca_file="mail.crt",
            password_file=self.secret("password", "another")))
        with Installation(extra) as place:
            self.tell(place)
            wait_until("the queue says so", lambda: "does not let the hub in" in self.top(place))
            self.assertEqual(server.messages, [])

    def test_H04_an_address_that_does_not_exist_is_said(self):
        server = self.mail()
        server.refused.add(MANAGER)
        with Installation(self.settings(smtp=self.smtp(server))) as place:
            self.tell(place)
            wait_until("the page says so",
                       lambda: "E-mail to Nasima Khatun" in place.hub("u21").page("/alerts"))

    def test_H01_the_text_service_gets_what_its_interface_documents(self):
        service = NotifyServer("26785a09-ab16-4eb0-8407-a37497a57506", "planted-secret")
        self.addCleanup(service.stop)
        extra = self.settings(notify={
            "address": service.address, "service_id": service.service,
            "secret_file": self.secret("secret", "planted-secret"),
            "text_urgent": "t-urgent", "text_waiting": "t-waiting",
            "email_urgent": "e-urgent", "email_waiting": "e-waiting"})
        with Installation(extra) as place:
            self.tell(place)
            texts = self.accepted(service, "sms", phone_number=MANAGERS_MOBILE,
                                  template_id="t-urgent")
            mails = self.accepted(service, "email", email_address=MANAGER, template_id="e-urgent")
            wait_until("both", lambda: texts() and mails())
            text, mail = texts()[0], mails()[0]
            self.assertNotEqual(text["reference"], mail["reference"])
            self.assertEqual(service.wrong, [])
            wait_until("noted", lambda: '"waiting": 0' in self.waiting(place))
            references = [body["reference"] for _, body in service.accepted]
            self.assertEqual(len(references), len(set(references)))

    def accepted(self, service, kind, **address):
        return lambda: [body for path, body in service.accepted
                        if path == "/v2/notifications/" + kind and address.items() <= body.items()]

    def test_H04_a_wrong_secret_of_the_text_service_is_said(self):
        service = NotifyServer("26785a09-ab16-4eb0-8407-a37497a57506", "planted-secret")
        self.addCleanup(service.stop)
        extra = self.settings(notify={
            "address": service.address, "service_id": service.service,
            "secret_file": self.secret("secret", "another"),
            "text_urgent": "t-urgent", "text_waiting": "t-waiting"})
        with Installation(extra) as place:
            self.tell(place)
            wait_until("the queue says so", lambda: "does not let the hub in" in self.top(place))
            self.assertIn("Alerts by text message", self.top(place))
            self.assertEqual(service.accepted, [])

    def test_a_faulty_file_is_refused_by_the_name_of_what_is_wrong(self):
        good = {"server": "127.0.0.1", "port": 25, "tls": "none", "from": "a@b.example"}
        service = {"address": "https://n.example", "service_id": "s",
                   "secret_file": self.secret("secret", "x"), "text_urgent": "t",
                   "text_waiting": "t"}
        for sections, field in [
                ({"smtp": {**good, "server": "mail.example"}}, "smtp.tls"),
                ({"smtp": {**good, "tls": "maybe"}}, "smtp.tls"),
                ({"smtp": {**good, "port": 0}}, "smtp.port"),
                ({"smtp": {**good, "from": "a@b.example\r\nBcc: c@d"}}, "smtp.from"),
                ({"smtp": {**good, "server": "x/y"}}, "smtp.server"),
                ({"smtp": {**good, "user": "hub"}}, "smtp.password_file"),
                ({"smtp": {**good, "password": "x"}}, "smtp.password"),
                ({"smtp": {**good, "ca_file": "none"}}, "smtp.ca_file"),
                ({"notify": {**service, "address": "http://n.example"}}, "notify.address"),
                ({"notify": {**service, "address": "http://127.0.0.1@n.example"}},
                 "notify.address"),
                ({"notify": {**service, "secret_file": "none"}}, "notify.secret_file"),
                ({"notify": {**service, "text_urgent": ""}}, "notify.text_urgent"),
                ({"smtp": good, "notify": {**service, "email_urgent": "t"}},
                 "notify.email_urgent"),
                ({}, "alerts")]:
            with self.subTest(field=field):
                done = subprocess.run(
                    [BINARY, "up", "--demo", "--data", str(self.folder / "data"),
                     *self.settings(**sections)], capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, rf"(?m)^openmash: {field}: ")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
