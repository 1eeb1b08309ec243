# SPDX-License-Identifier: MIT
"""A real hub and gate of the real program in a folder of their own, and browsers for them.

Standard library only. The program is the one that MASH_BINARY names.
"""
import http.client
import http.cookies
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse

BINARY = os.environ.get("MASH_BINARY", "build/dev/openmash")
UNCHECKED = ssl._create_unverified_context()  # certificates are made by each installation


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Site:
    """One browser: keeps cookies, sends forms as JSON, asks for JSON or pages."""

    def __init__(self, port, name):
        self.port = port
        self.host = f"{name}.localhost:{port}"
        self.cookies = {}

    def request(self, method, path, body=None, accept="application/json"):
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=UNCHECKED)
        headers = {"Host": self.host, "Accept": accept, "x-openmash": "1"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(value).items():
                if morsel.value:
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return answer.status, content, answer.headers

    def get(self, path):
        status, content, _ = self.request("GET", path)
        if status != 200:
            raise Refused(status, path, content)
        return json.loads(content)

    def post(self, path, body=None):
        status, content, _ = self.request("POST", path, body or {})
        if status != 200:
            raise Refused(status, path, content)
        return json.loads(content)

    def page(self, path):
        status, content, _ = self.request("GET", path, accept="text/html")
        if status != 200:
            raise Refused(status, path, content)
        return content.decode()


class Refused(Exception):
    def __init__(self, status, path, content):
        super().__init__(f"{status} from {path}: {content[:300]!r}")
        self.status = status


LOST = (OSError, http.client.HTTPException)


class Installation:
    def __init__(self, extra=(), demo=True):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mash-process-"))
        self.data = self.folder / "data"
        self.hub_port, self.gate_port, self.door_port = free_ports(3)
        self.log = (self.folder / "log").open("wb")
        self.arguments = [BINARY, "up", "--data", str(self.data),
                          "--hub-port", str(self.hub_port), "--gate-port", str(self.gate_port),
                          "--door-port", str(self.door_port), *extra]
        if demo:
            self.arguments.append("--demo")
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.process = subprocess.Popen(
            self.arguments, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.lines = []
        self.changed = threading.Condition()

        def read(stream):
            for line in stream:
                with self.changed:
                    self.lines.append(line)
                    self.changed.notify_all()

        threading.Thread(target=read, args=(self.process.stdout,), daemon=True).start()
        self.wait_ready("Hub ", 1)
        self.wait_ready("Gate", 1)

    def ready_count(self, name):
        return sum(line.startswith(name) for line in self.lines)

    def wait_ready(self, name, times, seconds=120):
        """Until the process `name` has said so many times that it answers."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.ready_count(name) >= times, seconds):
                raise AssertionError(f"{name} did not become ready: {self.log_text()[-2000:]}")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    def log_text(self):
        self.log.flush()
        return (self.folder / "log").read_text(errors="replace")

    def pid(self, name):
        """Process id of the running hub or gate."""
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if len(words) > 3 and words[1] == name.encode() and str(self.data).encode() in words:
                return int(entry.name)
        raise AssertionError(f"{name} does not run")

    def kill(self, name):
        """kill -9, and wait until the supervisor's new one answers."""
        label = "Hub " if name == "hub" else "Gate"
        before = self.ready_count(label)
        os.kill(self.pid(name), signal.SIGKILL)
        self.wait_ready(label, before + 1)

    def hub(self, persona):
        site = Site(self.hub_port, "hub")
        site.post("/sign-in/demo", {"persona": persona})
        return site

    def recipient(self, persona):
        site = Site(self.gate_port, "gate")
        site.post("/sign-in/demo", {"persona": persona})
        return site

    def visitor(self):
        return Site(self.gate_port, "gate")

    def command(self, *words, check=True):
        done = subprocess.run(
            [BINARY, *words, "--data", str(self.data)], capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
        return done


def notify(site, words, given_name="Testgiven", surname="Testsurname", danger="no"):
    """A neighbour's notification through every page of the form; answers (reference, code)."""
    site.cookies.clear()
    site.post("/notify/start")
    site.post("/notify/danger", {"danger": danger})
    site.post("/notify/who", {"who": "friend"})
    site.post("/notify/child/1", {
        "given_name": given_name, "surname": surname, "dob": "2017-03-27", "sex": "F",
        "address_line": "14 Example Lane", "postcode": "BQ1 1AA"})
    site.post("/notify/children", {"more": "no"})
    site.post("/notify/where", {"where_now": "At home"})
    site.post("/notify/what", {"narrative": words})
    site.post("/notify/others", {"who_else": "Her mother"})
    site.post("/notify/contact", {
        "referrer_name": "A Neighbour", "referrer_phone": "020 7946 0999"})
    site.post("/notify/send")
    page = site.page("/notify/sent")
    found = re.findall(r'__key">([^<]+)</dt>\s*<dd[^>]*__value">([^<]+)<', page)
    rows = {key.strip(): value.strip() for key, value in found}
    return rows["Reference"], rows["Receipt code"]


def wait_until(what, check, seconds=60):
    """Looks again and again until check() is true: states that the program reaches by itself."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for: {what}")
        threading.Event().wait(0.1)


def quoted(text):
    return urllib.parse.quote(text, safe="")
