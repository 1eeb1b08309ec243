# SPDX-License-Identifier: MIT
"""A witness of the real program in a folder of its own."""
import http.client
import re
import signal
import subprocess

from installation import BINARY, UNCHECKED, free_ports


def run(*words):
    return subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True, check=True)


class Witness:
    def __init__(self, folder, policy, name="police"):
        self.folder, self.policy = folder, policy
        made = run("witness", "init", "--data", folder, "--name", f"{name}.example/witness").stdout
        self.key = re.search(r"^key: (\S+)$", made, re.M)[1]
        self.certificate = re.search(r"^certificate: ([0-9a-f]{64})$", made, re.M)[1]
        self.process = None

    def start(self, port=None):
        self.port = port or free_ports(1)[0]
        self.process = subprocess.Popen(
            [BINARY, "witness", "serve", "--data", self.folder, "--policy", self.policy, "--port",
             str(self.port)], stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()
        if str(self.port) not in said:
            raise AssertionError(f"the witness says {said!r}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def ask(self, body):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20,
                                                 context=UNCHECKED)
        connection.request("POST", "/add-checkpoint", body.encode())
        try:
            answer = connection.getresponse()
            return answer.status, answer.getheader("content-type"), answer.read().decode()
        finally:
            connection.close()
