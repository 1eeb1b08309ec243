# SPDX-License-Identifier: MIT
"""What the benchmarks of the whole program share: readers and writers that keep a connection open,
times, memory, and an installation on a disk with a borough of a hundred people more. Standard
library only; the reader's own time is part of each figure."""
import asyncio
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "process"))
from installation import Installation  # noqa: E402

UNCHECKED = ssl._create_unverified_context()
FORM = "application/x-www-form-urlencoded"


def add_staff(folder, count):
    """The demonstration's borough with so many screening officers more; answers file and ids."""
    borough = json.loads((ROOT / "data" / "barnfield.json").read_text())
    ids = [f"b{n:03}" for n in range(count)]
    for number, person in enumerate(ids):
        borough["staff"].append({
            "id": person, "name": f"Officer {number + 1}", "agency": "csc",
            "role": "ScreeningOfficer", "title": "Screening officer", "side": "hub",
            "email": f"{person}@barnfield-council.example"})
    file = pathlib.Path(folder) / "borough.json"
    file.write_text(json.dumps(borough))
    return file, ids


class Place(Installation):
    """An installation below `folder`, which is on the disk that is measured."""

    def __init__(self, folder, config, postgres=None):
        tempfile.tempdir = str(folder)
        extra = ["--config", str(config)] + (["--db", postgres] if postgres else [])
        super().__init__(extra)

    def memory(self, name):
        """Resident MiB of hub or gate."""
        pid, = self.pids(name)
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no VmRSS")

    def processor(self, name):
        """Seconds of processor time that hub or gate has used."""
        pid, = self.pids(name)
        words = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def token(self, agency, name):
        return self.command("gate-token", "add", "--agency", agency, "--name", name).stdout.strip()


class Line:
    """One connection, kept open; one request at a time."""

    def __init__(self, port, name, address="127.0.0.1"):
        self.port, self.host, self.address = port, f"{name}.localhost:{port}", address
        self.reader = self.writer = None
        self.cookie = ""

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=UNCHECKED, local_addr=(self.address, 0))

    def close(self):
        if self.writer:
            self.writer.transport.abort()
        self.reader = self.writer = None

    def head(self, method, path, headers, length=None):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def read_head(self):
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
            headers[name.lower()] = value
        return int(lines[0].split()[1]), headers

    async def send(self, method, path, body=None, headers=None):
        """Answers status, headers and content. A connection that the server has closed because
        nothing was sent is opened anew."""
        if self.writer is None or self.reader.at_eof():
            self.close()
            await self.open()
        data = body or b""
        self.writer.write(self.head(method, path, headers or {}, len(data)) + data)
        status, answer = await self.read_head()
        content = await self.reader.readexactly(int(answer.get("content-length", 0)))
        return status, answer, content

    async def page(self, path):
        status, _, content = await self.send("GET", path, headers={"Accept": "text/html"})
        expect(status, 200, path, content)
        return content

    async def get(self, path):
        status, _, content = await self.send("GET", path, headers={"Accept": "application/json"})
        expect(status, 200, path, content)
        return json.loads(content)

    async def post(self, path, body):
        data = json.dumps(body).encode()
        status, _, content = await self.send("POST", path, data, {
            "Accept": "application/json", "Content-Type": "application/json", "x-openmash": "1"})
        expect(status, 200, path, content)
        return json.loads(content)

    async def sign_in(self, persona):
        await self.post("/sign-in/demo", {"persona": persona})
        return self


def expect(status, wanted, path, content):
    if status != wanted:
        raise AssertionError(f"{status} from {path}: {content[:300]!r}")


class Times:
    """Milliseconds by what was done."""

    def __init__(self):
        self.all = {}

    def add(self, name, seconds):
        self.all.setdefault(name, []).append(seconds * 1000)

    async def of(self, name, work):
        begin = time.monotonic()
        out = await work
        self.add(name, time.monotonic() - begin)
        return out

    def figures(self):
        return {name: figures(times) for name, times in sorted(self.all.items())}


def figures(times):
    times = sorted(times)
    at = lambda share: round(times[min(len(times) - 1, int(len(times) * share))], 1)  # noqa: E731
    return {"count": len(times), "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99),
            "most_ms": round(times[-1], 1)}


def say(name, **more):
    load = os.getloadavg()[0]
    print(json.dumps({"name": name, **more, "load_average": round(load, 1)}), flush=True)


def synced_writes(folder, count=200):
    """What the disk alone takes: milliseconds of a kilobyte appended and synced."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(count):
            begin = time.monotonic()
            file.write(b"x" * 1024)
            file.flush()
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - begin) * 1000)
    return figures(times)


def fresh(folder):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run(*words):
    subprocess.run([str(w) for w in words], check=True, cwd=ROOT)
