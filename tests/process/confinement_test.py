#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: hub, gate and witness that run have shut themselves in, in each of their threads: they
reach no file outside their own, start no program, and the gate and a witness open no socket; each
says in its log what the kernel gave, and the hub still draws what a stranger sent."""
import ctypes
import json
import pathlib
import re
import socket
import sqlite3
import sys
import tempfile
import unittest

from installation import Installation, notify, wait_until
from witness_test import Witness, run

PDF = ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
       "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
       "trailer<</Root 1 0 R>>\n%%EOF\n")
SECCOMP_BY_A_LIST = "2"


def landlock_of_this_kernel():
    """As landlock_create_ruleset(2) says of itself; 0: none."""
    call = ctypes.CDLL(None).syscall
    return max(call(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1)), 0)


def states(pid):
    """What /proc says of each thread that has not ended meanwhile."""
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            lines = (task / "status").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def tried(folder):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(str(folder / "control"))
        line.sendall(b'{"command":"try-confinement"}\n')
        return json.loads(line.makefile().readline())["result"]


class ConfineTest(unittest.TestCase):
    def setUp(self):
        self.landlock = landlock_of_this_kernel()

    def check_threads(self, pid):
        all_states = list(states(pid))
        self.assertTrue(all_states)
        for state in all_states:
            self.assertEqual(state["Seccomp"], SECCOMP_BY_A_LIST, state["Name"])
            self.assertEqual(state["NoNewPrivs"], "1", state["Name"])
        return len(all_states)

    def check_line(self, log, times):
        said = [json.loads(line) for line in log.splitlines() if '"process.confined"' in line]
        self.assertEqual(len(said), times, log)
        for line in said:
            self.assertEqual((line["landlock"], line["seccomp"]), (str(self.landlock), "yes"))

    def test_hub_and_gate_reach_no_more_than_they_need(self):
        with Installation() as place:
            self.check_line(place.log_text(), 2)
            for name in ("hub", "gate"):
                (pid,) = place.pids(name)
                self.assertGreater(self.check_threads(pid), 4, name)
            free = self.landlock == 0  # then only the list of calls holds
            self.assertEqual(tried(place.data / "gate"), {
                "reads_elsewhere": free, "writes_elsewhere": free, "starts_programs": False,
                "opens_sockets": False})
            self.assertEqual(tried(place.data / "hub"), {
                "reads_elsewhere": free, "writes_elsewhere": free, "starts_programs": free,
                "opens_sockets": True})
            self.check_work(place)

    def check_work(self, place):
        """A file from outside is drawn by a process that the hub starts."""
        notify(place.visitor(), "A letter came", file=PDF)
        database = sqlite3.connect(place.data / "hub" / "hub.db")
        wait_until("the page of a stranger's file", lambda: database.execute(
            "select count(*) from attachment_page").fetchone()[0] > 0)
        database.close()
        self.assertNotRegex(place.log_text(), r'"level":"(error|fatal)"')

    def test_a_witness_is_shut_in_too(self):
        with tempfile.TemporaryDirectory() as name, Installation() as place:
            folder = pathlib.Path(name)
            (folder / "policy").write_text(
                run("audit", "keys", "--data", place.data).stdout + "quorum none\n")
            witness = Witness(folder / "witness", folder / "policy")
            witness.start()
            try:
                self.check_threads(witness.process.pid)
                note = pathlib.Path(place.data, "hub", "log", "checkpoint").read_text()
                status, _, line = witness.ask(f"old 0\n\n{note}")
                self.assertEqual(status, 200, line)
                self.assertTrue(re.match("\u2014 ", line))
            finally:
                witness.kill()


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
