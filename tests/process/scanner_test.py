#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: a hub that is shut in asks the scanner that --scanner names, and refuses what it knows."""

import pathlib
import subprocess
import tempfile
import unittest

from installation import Installation, Site, hidden, wait_until

CLAMD = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "clamd.sh"
KNOWN = "%PDF-1.4\nOPENMASH-TEST-MALWARE-MARKER\n"


class ScannerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        said = subprocess.run([CLAMD, "start", folder.name], capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.addCleanup(subprocess.run, [CLAMD, "stop", folder.name], check=True)
        self.socket = said.stdout.strip()

    def test_what_clamav_knows_is_refused(self):
        with Installation(("--scanner", self.socket)) as installation:
            site = Site(installation.hub_port, "hub")
            site.post("/sign-in/demo", {"persona": "u03"})
            case = site.get("/queue")["rows"][0]["href"]
            path = f"{case}/attachments"
            form = site.page(path)
            site.upload(path, {"csrf": hidden(form, "csrf"), "shows": "A letter",
                               "idempotency_key": hidden(form, "idempotency_key")},
                        {"file": KNOWN})
            wait_until("the file is looked at", lambda: "being made" not in site.page(path))
            self.assertIn("Refused: it is known to be malicious", site.page(path))
            log = (installation.folder / "log").read_text()
            self.assertIn('"known_as":"Test.Marker.UNOFFICIAL"', log)


if __name__ == "__main__":
    unittest.main()
