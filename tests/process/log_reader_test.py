#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an auditor follows a hub's log over the network and verifies it with software that is not
ours; whoever is not named reads nothing of it."""
import http.client
import pathlib
import ssl
import subprocess
import sys
import tempfile
import unittest

from installation import BINARY, Installation, free_ports
from judges import build_judge
from witness_process import run

WIDTH = 256  # entries in a whole tile


def make_certificate(folder, name):
    """An auditor's own: key and certificate in one file, and its fingerprint as OpenSSL says it."""
    pair = folder / f"{name}.pem"
    key, certificate = folder / f"{name}.key", folder / f"{name}.crt"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", key,
                    "-out", certificate, "-days", "30", "-subj", f"/CN={name}"], check=True,
                   capture_output=True)
    pair.write_text(key.read_text() + certificate.read_text())
    said = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-fingerprint",
                           "-sha256"], check=True, capture_output=True, text=True).stdout
    return pair, said.strip().split("=")[1]


def number_path(number):
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03d}")
    return "/".join(reversed(groups))


def paths_of(size):
    """The files that a log of this size has, by tlog-tiles."""
    level, count = 0, size
    while count:
        for index in range(-(-count // WIDTH)):
            width = min(WIDTH, count - index * WIDTH)
            end = number_path(index) + ("" if width == WIDTH else f".p/{width}")
            yield f"tile/{level}/{end}"
            if level == 0:
                yield f"tile/entries/{end}"
        level, count = level + 1, count // WIDTH


class Reader:
    def __init__(self, log, folder, auditors):
        self.port = free_ports(1)[0]
        self.process = subprocess.Popen(
            [BINARY, "audit", "serve", "--log", log, "--data", folder, "--auditors", auditors,
             "--port", str(self.port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()
        if str(self.port) not in said:
            raise AssertionError(f"it says {said!r}, {self.process.stderr.read()!r}")

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=20)

    def ask(self, path, pair=None, method="GET"):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if pair:
            context.load_cert_chain(pair)
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20,
                                                 context=context)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


class LogReaderTest(unittest.TestCase):
    def setUp(self):
        self.enter = tempfile.TemporaryDirectory(prefix="mash-test-reader-")
        self.addCleanup(self.enter.cleanup)
        self.folder = pathlib.Path(self.enter.name)
        self.pair, fingerprint = make_certificate(self.folder, "auditor")
        self.stranger, _ = make_certificate(self.folder, "stranger")
        self.auditors = self.folder / "auditors"
        self.auditors.write_text(f"# who follows the record\nBarnfield auditors {fingerprint}\n")

    def test_a_log_is_followed_and_verified_by_others(self):
        with Installation() as place:
            site = place.hub("u03")
            while self.size(place) < WIDTH + 20:
                site.get("/queue")
            key = run("audit", "keys", "--data", place.data).stdout.split("\n")[0].split()[1]
            reader = Reader(pathlib.Path(place.data, "hub", "log"), self.folder / "reader",
                            self.auditors)
            try:
                self.check_strangers(reader)
                mirror = self.mirror(reader)
                judge = build_judge("tlog", self.folder)
                subprocess.run([judge, mirror, key], check=True, capture_output=True)
            finally:
                reader.stop()

    def size(self, place):
        note = pathlib.Path(place.data, "hub", "log", "checkpoint").read_text()
        return int(note.split("\n")[1])

    def mirror(self, reader):
        status, headers, note = reader.ask("/checkpoint", self.pair)
        self.assertEqual((status, headers["content-type"]), (200, "text/plain; charset=utf-8"))
        out = self.folder / "mirror"
        out.mkdir()
        (out / "checkpoint").write_bytes(note)
        for path in paths_of(int(note.split(b"\n")[1])):
            status, headers, content = reader.ask("/" + path, self.pair)
            self.assertEqual(status, 200, path)
            self.assertIn("immutable", headers["cache-control"])
            file = out / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return out

    def check_strangers(self, reader):
        for pair in (None, self.stranger):
            with self.assertRaises((ssl.SSLError, ConnectionError, http.client.HTTPException)):
                reader.ask("/checkpoint", pair)
        for path in ("/", "/keys.json", "/tile/0/../../keys.json", "/tile/0/0", "/tile/64/000",
                     "/tile/0/000.p/256", "/tile/entries/x999/999"):
            self.assertIn(reader.ask(path, self.pair)[0], (400, 404), path)
        self.assertEqual(reader.ask("/checkpoint", self.pair, "POST")[0], 405)

    def test_what_is_wrong_is_named(self):
        wrong = {"": "names nobody", "auditor 12:34": "Line 1: the SHA-256",
                 "# one\n0123": "Line 2: give a name"}
        for text, said in wrong.items():
            self.auditors.write_text(text)
            self.assertIn(said, self.refused(self.folder))
        self.auditors.write_text("one " + "ab" * 32)
        self.assertIn("There is no log here", self.refused(self.folder))
        log, own = self.folder / "log", self.folder / "reader"
        for folder, file in ((log, "checkpoint"), (own, "keys.json")):
            folder.mkdir()
            (folder / file).write_text("")
        self.assertIn("the folder of a room or of a log", self.refused(log))

    def refused(self, log):
        done = subprocess.run([BINARY, "audit", "serve", "--log", log, "--data",
                               self.folder / "reader", "--auditors", self.auditors],
                              capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 2)
        return done.stderr


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
