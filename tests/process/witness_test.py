#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a witness of the real program signs the log of a real hub, in a way that software that is
not ours verifies, and after kill -9 it still knows what it has signed."""
import base64
import pathlib
import re
import ssl
import subprocess
import sys
import tempfile
import unittest

from installation import Installation
from witness_process import Witness, run

# What stands before an Ed25519 public key in DER (RFC 8410).
DER = bytes.fromhex("302a300506032b6570032100")


def openssl_verifies(key, message, signature, folder):
    (folder / "key.der").write_bytes(DER + key)
    (folder / "message").write_bytes(message)
    (folder / "signature").write_bytes(signature)
    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / "key.der", "-keyform", "DER",
         "-rawin", "-in", folder / "message", "-sigfile", folder / "signature"],
        capture_output=True, check=False)
    return done.returncode == 0


class WitnessTest(unittest.TestCase):
    def test_a_log_of_a_hub_is_signed_and_never_twice_otherwise(self):
        with Installation() as place, tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            logs = run("audit", "keys", "--data", place.data).stdout
            self.assertEqual(len(re.findall(r"^log \S+$", logs, re.M)), 2, "hub and gate")
            (folder / "policy").write_text(logs + "quorum none\n")
            witness = Witness(folder / "witness", folder / "policy")
            witness.start()
            try:
                note = pathlib.Path(place.data, "hub", "log", "checkpoint").read_text()
                self.check_certificate(witness)
                self.check_signing(witness, note, folder)
            finally:
                witness.kill()

    def check_signing(self, witness, note, folder):
        size = int(note.split("\n")[1])
        self.assertGreater(size, 0)
        status, _, line = witness.ask(f"old 0\n\n{note}")
        self.assertEqual(status, 200, line)
        self.check_line(witness, note, line, folder)
        witness.kill()
        witness.start()
        status, kind, held = witness.ask(f"old 0\n\n{note}")
        self.assertEqual((status, kind, held), (409, "text/x.tlog.size", f"{size}\n"))
        forged = note.replace(f"\n{size}\n", f"\n{size + 1}\n", 1)
        self.assertEqual(witness.ask(f"old {size}\n\n{forged}")[0], 403)
        self.assertEqual(witness.ask(f"old {size}\n\n{note}")[0], 200, "the same again is no other")

    # cosignature/v1: the time, and what was signed, in a form of its own.
    def check_line(self, witness, note, line, folder):
        name, _, key = witness.key.split("+", 2)
        mark, said_by, signed = line.rstrip("\n").split(" ")
        self.assertEqual((mark, said_by), ("\u2014", name))
        raw = base64.b64decode(signed)
        time, signature = int.from_bytes(raw[4:12], "big"), raw[12:]
        text = note.split("\n\n")[0] + "\n"
        message = f"cosignature/v1\ntime {time}\n{text}".encode()
        public = base64.b64decode(key)[1:]
        self.assertTrue(openssl_verifies(public, message, signature, folder))
        self.assertFalse(openssl_verifies(public, message + b"x", signature, folder))

    def check_certificate(self, witness):
        shown = ssl.get_server_certificate(("127.0.0.1", witness.port))
        done = subprocess.run(["openssl", "x509", "-noout", "-fingerprint", "-sha256"],
                              input=shown, capture_output=True, text=True, check=True)
        printed = done.stdout.split("=")[1].strip().replace(":", "").lower()
        self.assertEqual(printed, witness.certificate)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
