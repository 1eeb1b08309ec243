# SPDX-License-Identifier: MIT
"""A mail server that keeps what it is given (python3-aiosmtpd), and a service like GOV.UK Notify.
Both can be stopped and started again on the same port."""
import base64
import email
import hashlib
import hmac
import http.server
import json
import pathlib
import ssl
import subprocess
import sys
import threading
import time

from installation import free_ports

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError:  # where Debian puts it, for another interpreter than Debian's
    sys.path.append("/usr/lib/python3/dist-packages")
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "hub", "planted-password"


def certificate(folder):
    """(certificate, key) of localhost, signed by itself."""
    files = pathlib.Path(folder) / "mail.crt", pathlib.Path(folder) / "mail.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", files[1], "-out", files[0]],
        check=True, capture_output=True)
    return files


class MailServer:
    """`on_message` is called with each message before it is acknowledged."""

    def __init__(self, tls=None):
        self.port, = free_ports(1)
        self.tls, self.messages, self.on_message = tls, [], lambda message: None
        self.refused = set()  # recipients that do not exist
        self.controller = None

    def start(self):
        more = {}
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
            more = {"tls_context": context, "require_starttls": True, "auth_required": True,
                    "authenticator": self.authenticate}
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self.controller.start()

    def stop(self):
        self.controller.stop()

    @staticmethod
    def authenticate(_server, _session, _envelope, _mechanism, data):
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return "550 5.1.1 No such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        message = email.message_from_bytes(envelope.content)
        message.envelope = envelope
        self.messages.append(message)
        self.on_message(message)
        return "250 OK"


class NotifyServer:
    """Answers as the documented interface does; keeps (path, body) of what it accepts."""

    def __init__(self, service, secret):
        self.service, self.secret, self.accepted, self.wrong = service, secret.encode(), [], []
        self.refused = set()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = outer.answer(self.path, self.headers, body)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def fault_of_token(self, headers):
        word, _, token = headers.get("Authorization", "").partition(" ")
        said, _, mac = token.rpartition(".")
        if word != "Bearer" or said.count(".") != 1:
            return "no token"
        head, claims = (json.loads(decoded(part)) for part in said.split("."))
        if head != {"typ": "JWT", "alg": "HS256"}:
            return "another algorithm"
        if not hmac.compare_digest(decoded(mac),
                                   hmac.new(self.secret, said.encode(), hashlib.sha256).digest()):
            return "signed with another secret"
        if claims["iss"] != self.service or abs(claims["iat"] - time.time()) > 30:
            return "of another service, or old"
        return None

    def answer(self, path, headers, body):
        fault = self.fault_of_token(headers)
        if fault:
            self.wrong.append(fault)
            return 403, error(403, "AuthError", fault)
        to = {"/v2/notifications/sms": "phone_number",
              "/v2/notifications/email": "email_address"}.get(path)
        if to is None or set(body) != {to, "template_id", "reference"}:
            self.wrong.append((path, sorted(body)))
            return 400, error(400, "BadRequestError", "not the documented shape")
        if body[to] in self.refused:
            return 400, error(400, "ValidationError", f"{to} is not valid")
        self.accepted.append((path, body))
        return 201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": body["reference"],
                     "content": {}, "uri": "", "template": {"id": body["template_id"]}}


def error(status, kind, message):
    return {"status_code": status, "errors": [{"error": kind, "message": message}]}


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
