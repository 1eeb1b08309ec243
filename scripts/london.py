#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Starts a small London on this machine: four hubs of invented boroughs, each with its gate, that
know each other by a directory which all of them signed, and the Board.

usage: scripts/london.py OPENMASH FOLDER

Everything lies in FOLDER; starting again goes on with what is there. Ctrl-C ends them all.
"""

import json
import re
import signal
import ssl
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The name of each borough and the code under which the Board's map shows it. The boroughs are
# invented; the codes are real ones because the map knows no others.
BOROUGHS = [("barnfield", "E09000002"), ("tarnwick", "E09000003"),
            ("eldermoor", "E09000004"), ("lindmarsh", "E09000005")]
FIRST_PORT = 8440  # ten for each hub
BOARD_PORT = 8490
UNCHECKED = ssl._create_unverified_context()  # the hub signs its figures; the line proves nothing
QUARTER = re.compile(r'/figures/(\d{4}-\d{2})"')


class Hub:
    """One hub and its gate."""

    def __init__(self, binary, folder, number, name, code):
        self.binary, self.name, self.code = binary, name, code
        self.data = folder / name
        self.port = FIRST_PORT + 10 * number
        self.hubs_port = self.port + 6
        # A name for each, as a browser keeps its sign-ins by name.
        self.pages = f"https://{name}.localhost:{self.port + 3}"
        self.gate_pages = f"https://{name}-gate.localhost:{self.port + 4}"
        self.config = folder / f"{name}.json"
        borough = json.loads((ROOT / "data" / "barnfield.json").read_text())
        borough["hub"] |= {"id": name,
                           "name": f"{name.capitalize()} Multi-Agency Safeguarding Hub"}
        self.config.write_text(json.dumps(borough))

    def start(self, others):
        words = [self.binary, "up", "--demo", "--data", self.data, "--config", self.config,
                 "--hub-port", self.port + 3, "--gate-port", self.port + 4,
                 "--door-port", self.port + 5, "--hub-origin", self.pages,
                 "--gate-origin", self.gate_pages, "--hubs-port", self.hubs_port, "--hubs-dial"]
        words += [other.hubs_port for other in others]
        log = (self.data.parent / f"{self.name}.log").open("a")
        self.process = subprocess.Popen([str(w) for w in words], stdout=subprocess.PIPE,
                                        stderr=log, text=True, start_new_session=True)
        self.ready = threading.Event()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        waiting = {"Hub ", "Gate"}
        for line in self.process.stdout:
            waiting.discard(line[:4])
            if not waiting:
                self.ready.set()
        self.ready.set()  # it has ended

    def wait(self):
        self.ready.wait()
        if self.process.poll() is not None:
            sys.exit(f"{self.name} did not start; see {self.data.parent / self.name}.log")

    def hubs(self, *words, check=True):
        return subprocess.run([self.binary, "hubs", *map(str, words), "--data", self.data,
                               "--config", self.config], check=check, capture_output=True,
                              text=True).stdout


def fingerprint_of(binary, directory):
    said = subprocess.run([binary, "hubs", "check", directory], check=True, capture_output=True,
                          text=True).stdout
    return next(line.split()[1] for line in said.splitlines() if line.startswith("fingerprint"))


def agree(binary, hubs, file):
    """What people of four hubs would do: put the directory together, sign it, read its fingerprint
    to each other, take it, and allow the others."""
    entries = "".join(hub.hubs("entry", "--gate", f"127.0.0.1:{hub.hubs_port}",
                               "--decides", hub.code, "--from", "2026-01-01",
                               "--until", "2099-01-01")
                      for hub in sorted(hubs, key=lambda hub: hub.name))
    text = ("openmash hubs 1\nversion 1\nneeds 2\nuntil 2098-01-01T00:00:00Z\n"
            + entries + "end\n")
    unsigned = file.with_suffix(".new")
    unsigned.write_text(text)
    for hub in hubs:
        unsigned.write_text(hub.hubs("sign", unsigned))
    fingerprint = fingerprint_of(binary, unsigned)
    for hub in hubs:
        if "version 1" not in hub.hubs("list", check=False):  # ended in the middle of this before
            hub.hubs("take", unsigned, "--first", fingerprint)
        for other in hubs:
            if other is not hub:
                hub.hubs("allow", other.name)
    unsigned.rename(file)


class Board:
    """The Board's own server, and whoever fetches what hubs have published."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder / "board"
        self.fetched = folder / "fetched"
        self.fetched.mkdir(exist_ok=True)

    def board(self, *words):
        return subprocess.run([self.binary, "board", *map(str, words), "--dir", self.folder],
                              capture_output=True, text=True)

    def start(self, directory):
        if not (self.folder / "hubs").exists():
            self.folder.mkdir(exist_ok=True)
            taken = self.board("hubs", directory, "--first",
                               fingerprint_of(self.binary, directory))
            if taken.returncode != 0:
                sys.exit(taken.stderr)
        self.process = subprocess.Popen(
            [self.binary, "board", "serve", "--dir", self.folder, "--port", str(BOARD_PORT)],
            start_new_session=True)

    def fetch(self, hub):
        """What this hub's gate gives to anybody, as far as the Board does not have it."""
        gate = f"https://127.0.0.1:{hub.port + 4}"
        for quarter in sorted(set(QUARTER.findall(get(f"{gate}/figures")))):
            file = self.fetched / f"{hub.name}-{quarter}"
            if file.exists():
                continue
            fetched = file.with_suffix(".new")
            fetched.write_text(get(f"{gate}/figures/{quarter}"))
            taken = self.board("take", fetched)
            print((taken.stdout + taken.stderr).strip(), flush=True)
            if taken.returncode == 0:
                fetched.rename(file)


def get(address):
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, context=UNCHECKED, timeout=20) as answer:
        return answer.read().decode()


def main(binary, folder):
    folder.mkdir(parents=True, exist_ok=True)
    hubs = [Hub(binary, folder, number, name, code)
            for number, (name, code) in enumerate(BOROUGHS)]
    processes = []
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    try:
        for hub in hubs:
            hub.start([other for other in hubs if other is not hub])
            processes.append(hub.process)
        for hub in hubs:
            hub.wait()
        directory = folder / "hubs"
        if not directory.exists():
            agree(binary, hubs, directory)
        board = Board(binary, folder)
        board.start(directory)
        processes.append(board.process)
        for hub in hubs:
            print(f"{hub.name.capitalize():10} {hub.pages:30} its gate {hub.gate_pages}")
        print(f"The Board  https://localhost:{BOARD_PORT}\n"
              "The walk through it: docs/tour/london.md. Ctrl-C ends it.", flush=True)
        while not stop.wait(timeout=10):
            for hub in hubs:
                try:
                    board.fetch(hub)
                except OSError as away:
                    print(f"{hub.name}: its gate does not answer ({away})", flush=True)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]).resolve())
