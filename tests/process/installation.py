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
import secrets
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

    def request(self, method, path, body=None, accept="application/json",
                content_type="application/json"):
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=UNCHECKED)
        headers = {"Host": self.host, "Accept": accept}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        data = body
        if body is not None:
            headers["Content-Type"] = content_type
        if content_type == "application/json":
            headers["x-openmash"] = "1"
            data = None if body is None else json.dumps(body)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            content = answer.read()
            self.arrived(method)
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(value).items():
                if morsel.value:
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return answer.status, content, answer.headers

    def arrived(self, method):
        """Called with each whole answer, before anything of it is kept."""

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

    def upload(self, path, fields, files):
        """Sends a form with files as a browser does; answers the address that it leads to."""
        edge = secrets.token_hex(16)
        parts = [(f'name="{name}"', value) for name, value in fields.items()]
        parts += [(f'name="{name}"; filename="{name}.csv"', text) for name, text in files.items()]
        body = "".join(f"--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n"
                       for head, text in parts) + f"--{edge}--\r\n"
        status, content, headers = self.request(
            "POST", path, body.encode(), "text/html", f"multipart/form-data; boundary={edge}")
        if status != 303:
            raise Refused(status, path, content)
        return headers["Location"]

    def page(self, path):
        status, content, _ = self.request("GET", path, accept="text/html")
        if status != 200:
            raise Refused(status, path, content)
        return content.decode()


def hidden(page, name):
    """The value of the page's hidden field."""
    return re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)[1]


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
        self.commands = set()  # that run now

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.launch()
        self.wait_both()

    def launch(self):
        """Starts hub and gate, at once after a kill -9 of those that run, and of every command."""
        if self.process and self.process.poll() is None:
            for process in [self.process, *self.commands]:
                process.kill()
            self.process.wait()
        self.process = subprocess.Popen(
            self.arguments, stdout=subprocess.PIPE, stderr=self.log, text=True)
        lines = self.lines = []
        changed = self.changed = threading.Condition()

        def read(stream):
            with stream:
                for line in stream:
                    with changed:
                        lines.append(line)
                        changed.notify_all()

        threading.Thread(target=read, args=(self.process.stdout,), daemon=True).start()

    def wait_both(self):
        self.wait_ready("Hub ", 1)
        self.wait_ready("Gate", 1)
        for name in ["hub", "gate"]:
            self.wait_answers(name)

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

    def pids(self, name):
        """Process ids of what runs as hub or gate in this folder."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if len(words) > 3 and words[1] == name.encode() and str(self.data).encode() in words:
                found.append(int(entry.name))
        return found

    def kill(self, name, starting_for=None):
        """kill -9 of "hub", "gate" or "up", their parent; waits until the next one answers. With
        `starting_for` the next one, too, is killed when it has been there for so many seconds."""
        if name == "up":
            self.launch()
            if starting_for is not None:
                threading.Event().wait(starting_for)
                self.launch()
            self.wait_both()
            return
        label = "Hub " if name == "hub" else "Gate"
        before = self.ready_count(label)
        old = self.pids(name)
        if len(old) != 1:
            raise AssertionError(f"{name} runs {len(old)} times")
        killed = set(old)
        os.kill(old[0], signal.SIGKILL)
        if starting_for is not None:
            wait_until(f"the next {name}", lambda: set(self.pids(name)) - killed)
            threading.Event().wait(starting_for)
            for pid in set(self.pids(name)) - killed:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
        # Until then it may still take a connection.
        wait_until(f"the end of {name}", lambda: not any(
            os.path.exists(f"/proc/{pid}") for pid in killed))
        self.wait_ready(label, before + 1)
        self.wait_answers(name)

    def wait_answers(self, name):
        """What says that it is ready may be the last word of one that was just killed."""
        wait_until(f"{name} to answer", lambda: self.answers(name))

    def answers(self, name):
        """Does somebody listen at the control socket of "hub" or "gate"?"""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            try:
                line.connect(str(self.data / name / "control"))
            except OSError:
                return False
        return True

    def hub(self, persona, browser=Site):
        site = browser(self.hub_port, "hub")
        site.post("/sign-in/demo", {"persona": persona})
        return site

    def recipient(self, persona, browser=Site):
        site = browser(self.gate_port, "gate")
        site.post("/sign-in/demo", {"persona": persona})
        return site

    def visitor(self, browser=Site):
        return browser(self.gate_port, "gate")

    def command(self, *words, check=True):
        process = subprocess.Popen([BINARY, *words, "--data", str(self.data)], text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.commands.add(process)
        out, errors = process.communicate()
        self.commands.discard(process)
        if check and process.returncode != 0:
            raise AssertionError(f"{words}: {out}{errors}")
        return subprocess.CompletedProcess(words, process.returncode, out, errors)


def notify(site, words, given_name="Testgiven", surname="Testsurname", danger="no", file=""):
    """A neighbour's notification through every page of the form, with a PDF if one is given;
    answers (reference, code)."""
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
    if file:
        page = site.page("/notify/files")
        site.upload("/notify/files", {"csrf": hidden(page, "csrf"),
                                      "idempotency_key": hidden(page, "idempotency_key"),
                                      "shows": "A letter"}, {"file": file})
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
