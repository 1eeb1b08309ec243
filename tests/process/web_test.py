#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what a stranger on the network is shown by the real listeners: only TLS 1.2 and 1.3 with
forward secrecy, answers with the headers that shut a page in, cookies that stay here, and no
method, file, version or detail beyond the routes."""
import contextlib
import ctypes
import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import unittest
import warnings

from installation import UNCHECKED, Installation, wait_until

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
          "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
          "require-trusted-types-for 'script'"}
NOT_ANSWERED = ["OPTIONS", "TRACE", "CONNECT", "PROPFIND"]
NO_ROUTE = ["PUT", "PATCH", "DELETE"]  # of pages
NOT_THERE = ["/.git/config", "/.env", "/assets/", "/assets/../hub.db", "/hub.db", "/keys.json",
             "/openapi.json", "/api/openapi.json", "/metrics", "/debug", "/server-status",
             "/backup.zip", "/index.html.bak"]
TELLING = ["Server", "X-Powered-By", "Via", "Access-Control-Allow-Origin"]
# Without authentication of what is sent, with a shortened one, or without encryption at all.
WEAK = ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-AES128-CCM8",
        "ECDHE-ECDSA-NULL-SHA"]
CLOCK_IS_NOT_KEPT = 5  # TIME_ERROR of adjtimex(2)
OLD = [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1]


class Lenient:
    """A server that takes everything, so that a refusal is seen to be of ours."""

    def __init__(self, folder):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "pages.crt", folder / "pages.key")
        self.context.set_ciphers("ALL:eNULL:@SECLEVEL=0")
        self.context.minimum_version = OLD[0]

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        return self.listener.getsockname()[1]

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def run(self):
        while True:
            try:
                raw, _ = self.listener.accept()
            except OSError:
                return
            with raw, contextlib.suppress(OSError):
                self.context.wrap_socket(raw, server_side=True).close()


def handshake(port, **wanted):
    """The protocol and cipher that a client that wants only this ends up with; None: refused."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if "ciphers" in wanted:
        context.set_ciphers(wanted["ciphers"] + ":@SECLEVEL=0")
    context.minimum_version = wanted.get("lowest", ssl.TLSVersion.MINIMUM_SUPPORTED)
    context.maximum_version = wanted.get("highest", ssl.TLSVersion.MAXIMUM_SUPPORTED)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
            with context.wrap_socket(raw) as line:
                return line.version(), line.cipher()[0]
    except (ssl.SSLError, ConnectionError):
        return None


def one_of_ours(folder):
    """A certificate and key as an operator brings them; answers the certificate."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=hub.example",
                    "-addext", "subjectAltName=DNS:hub.example", "-keyout", folder / "pages.key",
                    "-out", folder / "pages.crt"], check=True, capture_output=True)
    return (folder / "pages.crt").read_text()


class CertificateTest(unittest.TestCase):
    def test_what_an_operator_puts_in_the_folder_is_shown(self):
        with Installation() as place:
            own = ssl.get_server_certificate(("127.0.0.1", place.hub_port))
            place.stop()
            brought = one_of_ours(place.data / "hub")
            place.start()
            shown = ssl.get_server_certificate(("127.0.0.1", place.hub_port))
            self.assertEqual(shown.strip(), brought.strip())
            self.assertNotEqual(shown, own)

    def test_a_new_one_is_shown_without_a_restart_and_cuts_nobody_off(self):
        with Installation() as place:
            manager = place.hub("u03")
            open_ones = [self.stream(place, manager), self.stream(place, manager)]
            for name, port in [("hub", place.hub_port), ("gate", place.gate_port)]:
                brought = one_of_ours(place.data / name)
                wait_until(f"the new certificate of the {name}", lambda: brought.strip() ==
                           ssl.get_server_certificate(("127.0.0.1", port)).strip())
            for line in open_ones:
                line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: hub.localhost\r\n\r\n")
                self.assertTrue(line.recv(15).startswith(b"HTTP/1.1 "), "the old line answers")
                line.close()
            said = [json.loads(line) for line in place.log_text().splitlines() if line]
            self.assertEqual([s["event"] for s in said].count("pages.certificate_renewed"), 2)
            ends = [s["days"] for s in said if s["event"] == "pages.certificate_ends"]
            self.assertEqual(len(ends), 2, "it is one of thirty days")
            self.assertIn("The certificate of these pages ends on ", manager.page("/queue"))
            self.assertNotIn("The certificate of these pages",
                             place.visitor().page("/sign-in"), "strangers can do nothing")

    def stream(self, place, site):
        raw = socket.create_connection(("127.0.0.1", place.hub_port), timeout=20)
        return UNCHECKED.wrap_socket(raw, server_hostname="hub.localhost")


class WebTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore", DeprecationWarning)  # of what is asked for to be refused
        cls.place = Installation()
        cls.addClassCleanup(cls.place.__exit__)
        cls.place.start()
        cls.hub = cls.place.hub("u03")
        cls.gate = cls.place.visitor()
        cls.nobody = type(cls.hub)(cls.place.hub_port, "hub")

    def sites(self):
        return [("hub", self.hub), ("hub, signed out", self.nobody), ("gate", self.gate)]

    def test_every_answer_shuts_its_page_in(self):
        for name, site in self.sites():
            for method, path in [("GET", "/"), ("GET", "/sign-in"), ("GET", "/no-such-page"),
                                 ("POST", "/no-such-act"), ("GET", "/queue"), ("GET", "/wall"),
                                 ("GET", "/api/v1/notifications")]:
                for accept in ("text/html", "application/json"):
                    _, _, headers = site.request(method, path, accept=accept)
                    where = f"{name}: {method} {path} as {accept}"
                    for header, value in HEADERS.items():
                        self.assertEqual(headers[header], value, f"{where}: {header}")
                    policy = headers["Content-Security-Policy"]
                    self.assertEqual({p.strip() for p in policy.split(";")}, POLICY, where)
                    self.assertEqual(headers["Cache-Control"], "no-store", where)
                    for header in TELLING:
                        self.assertIsNone(headers[header], f"{where}: {header}")

    def test_what_has_a_body_says_what_it_is(self):
        for name, site in self.sites():
            _, page, headers = site.request("GET", "/sign-in", accept="text/html")
            self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8", name)
            _, _, headers = site.request("GET", "/no-such-page")
            self.assertEqual(headers["Content-Type"], "application/problem+json", name)
            for kind, ending in [("text/css", b".css"), ("text/javascript", b".js")]:
                path = next(w for w in page.replace(b"'", b'"').split(b'"')
                            if w.startswith(b"/assets/") and w.endswith(ending)).decode()
                status, _, headers = site.request("GET", path, accept="*/*")
                self.assertEqual(status, 200, path)
                self.assertTrue(headers["Content-Type"].startswith(kind), headers["Content-Type"])
                self.assertIn("immutable", headers["Cache-Control"])
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_the_script_stores_nothing_and_makes_no_code(self):
        _, page, _ = self.gate.request("GET", "/sign-in", accept="text/html")
        scripts = re.findall(r'src="(/assets/[^"]+\.js)"', page.decode())
        self.assertTrue(scripts)
        for path in scripts:
            _, script, _ = self.gate.request("GET", path, accept="*/*")
            for word in (b"localStorage", b"sessionStorage", b"indexedDB", b"document.cookie",
                         b"innerHTML", b"outerHTML", b"insertAdjacentHTML", b"document.write",
                         b"eval(", b"new Function", b"importScripts", b"serviceWorker"):
                self.assertNotIn(word, script, path)

    def test_a_password_is_masked_and_may_be_filled_in_by_a_manager_of_passwords(self):
        for site in (self.nobody, self.gate):
            _, page, _ = site.request("GET", "/sign-in", accept="text/html")
            (field,) = re.findall(r"<input[^>]*name=\"password\"[^>]*>", page.decode())
            self.assertIn('type="password"', field)
            self.assertIn('autocomplete="current-password"', field)
            self.assertNotIn("onpaste", page.decode())

    def test_a_log_line_says_when_and_what_in_one_form(self):
        lines = [line for line in self.place.log_text().splitlines() if line]
        self.assertTrue(lines)
        for line in lines:
            said = json.loads(line)
            self.assertRegex(said["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z$")
            self.assertIn(said["level"], ("info", "error"))
            self.assertRegex(said["event"], r"^[a-z]+(\.[a-z_]+)+$")

    def test_each_room_says_whether_its_clock_is_kept(self):
        lines = [json.loads(line) for line in self.place.log_text().splitlines() if line]
        said = [line["kept"] for line in lines if line["event"] == "process.clock"]
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(1024))  # nothing is set
        expected = "unknown" if state < 0 else "no" if state == CLOCK_IS_NOT_KEPT else "yes"
        self.assertEqual(said, [expected] * 2)

    def test_cookies_stay_here(self):
        seen = set()
        for site, path, body in [
                (type(self.hub)(self.place.hub_port, "hub"), "/sign-in/demo",
                 {"persona": "u03"}),
                (type(self.hub)(self.place.gate_port, "gate"), "/notify/start", {})]:
            _, _, headers = site.request("POST", path, body)
            for cookie in headers.get_all("Set-Cookie"):
                name, *attributes = [part.strip() for part in cookie.split(";")]
                seen.add(name.split("=")[0])
                self.assertTrue(name.startswith("__Host-"), cookie)
                self.assertLess(len(name), 4096)
                for needed in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
                    self.assertIn(needed, attributes, cookie)
                self.assertFalse([a for a in attributes if a.startswith("Domain")], cookie)
        self.assertLessEqual({"__Host-mash-hub", "__Host-mash-draft"}, seen)

    def test_a_session_is_new_at_each_sign_in_and_dead_after_it(self):
        site = self.place.hub("u03")
        first = dict(site.cookies)
        site.post("/sign-in/demo", {"persona": "u03"})
        second = dict(site.cookies)
        self.assertNotEqual(first["__Host-mash-hub"], second["__Host-mash-hub"])
        self.assertEqual(len(bytes.fromhex(second["__Host-mash-hub"])), 32)
        site.post("/sign-out")
        self.assertNotIn("__Host-mash-hub", site.cookies)
        for old in (first, second):
            site.cookies = old
            status, _, headers = site.request("GET", "/queue", accept="text/html")
            self.assertEqual((status, headers["Location"]), (303, "/sign-in"))

    def test_other_methods_and_files_are_not_there(self):
        for name, site in self.sites():
            for method in NOT_ANSWERED:
                status, body, headers = site.request(method, "/")
                self.assertEqual(status, 400, f"{name}: {method}")
                self.assertEqual(body, b"Bad request\n", f"{name}: {method}")
                self.assertIsNone(headers["Allow"])
                for header in ("Strict-Transport-Security", "X-Content-Type-Options"):
                    self.assertEqual(headers[header], HEADERS[header], f"{name}: {method}")
                self.assertEqual(headers["Content-Security-Policy"],
                                 "default-src 'none'; frame-ancestors 'none'")
                self.assertEqual(headers["Cache-Control"], "no-store")
            for method in NO_ROUTE:
                self.assertEqual(site.request(method, "/")[0], 404, f"{name}: {method}")
            for path in NOT_THERE:
                status, body, _ = site.request("GET", path)
                self.assertIn(status, (400, 404), f"{name}: {path}")
                self.assertNotIn(b"openmash", body.lower(), f"{name}: {path}")

    def test_only_new_protocols_with_forward_secrecy(self):
        for port in (self.place.hub_port, self.place.gate_port):
            self.assertEqual(handshake(port)[0], "TLSv1.3")
            protocol, cipher = handshake(port, highest=ssl.TLSVersion.TLSv1_2)
            self.assertEqual(protocol, "TLSv1.2")
            self.assertTrue(cipher.startswith("ECDHE-"), cipher)
            for old in OLD:
                self.assertIsNone(handshake(port, lowest=old, highest=old, ciphers="ALL"), old)
            for weak in WEAK:
                self.assertIsNone(handshake(port, ciphers=weak, highest=ssl.TLSVersion.TLSv1_2),
                                  weak)
        with Lenient(self.place.data / "hub") as port:
            for old in OLD:
                self.assertIsNotNone(handshake(port, lowest=old, highest=old, ciphers="ALL"), old)
            for weak in WEAK:
                self.assertEqual(handshake(port, ciphers=weak, highest=ssl.TLSVersion.TLSv1_2)[1],
                                 weak)

    def test_plain_http_is_not_answered(self):
        for port in (self.place.hub_port, self.place.gate_port, self.place.door_port):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
                line.sendall(b"GET / HTTP/1.1\r\nHost: hub.localhost\r\n\r\n")
                try:
                    heard = line.recv(4096)
                except ConnectionError:
                    heard = b""
            self.assertFalse(heard.startswith(b"HTTP/"), heard)

    def test_the_door_opens_to_the_hub_alone(self):
        """In TLS 1.3 the refusal comes after the client's own handshake has ended."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.place.door_port), timeout=10) as raw:
            with self.assertRaises((ssl.SSLError, ConnectionError)):
                with context.wrap_socket(raw) as line:
                    line.sendall(b"GET /door/alive HTTP/1.1\r\nHost: door\r\n\r\n")
                    if line.recv(4096) == b"":
                        raise ConnectionError("closed without a word")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
