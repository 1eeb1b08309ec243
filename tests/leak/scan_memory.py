#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks for words in the memory of a running process: raw, as UTF-16 and inside base64.

    scan_memory.py PID TOKEN [TOKEN ...]
    scan_memory.py PID -          one token a line from standard input

Prints one line for each finding and exits with 1; exits with 0 if there is none and with 2 if the
memory cannot be read. Needs the right to trace the process: root, by sudo where need be, since hub
and gate let nobody else in; for other processes the same user.
"""

import base64
import os
import subprocess
import sys
from pathlib import Path

CHUNK = 256 * 1024
UNTOUCHED = bytes(CHUNK)
HEAD = 5  # bytes


def base64_inside(token: bytes, offset: int) -> bytes:
    """The part of the base64 text that does not depend on what stands before and behind."""
    padded = b"." * offset + token
    text = base64.b64encode(padded)
    return text[(offset * 8 + 5) // 6 : len(padded) * 8 // 6]


def encodings(token: str) -> dict[str, bytes]:
    """Each way in which the token is looked for."""
    raw = token.encode()
    ways = {
        "raw": raw,
        "utf-16le": token.encode("utf-16-le"),
        "utf-16be": token.encode("utf-16-be"),
    }
    for offset in range(3):
        ways[f"base64+{offset}"] = base64_inside(raw, offset)
    return ways


def readable_parts(pid: int) -> list[tuple[int, int, str]]:
    """Start, end and name of each mapping that can be read and holds the process's own data. A
    file that is mapped but cannot be written to is the file as it is on the disk."""
    parts = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        addresses, rights, _, _, _, *name = line.split(maxsplit=5)
        if not rights.startswith("r") or name[:1] in (["[vvar]"], ["[vsyscall]"]):
            continue
        if "w" not in rights and name and name[0].startswith("/"):
            continue
        start, end = (int(part, 16) for part in addresses.split("-"))
        parts.append((start, end, name[0] if name else "anonymous"))
    return parts


def heads_of(wanted: dict[str, dict[str, bytes]]) -> set[bytes]:
    """How the texts begin: few where all tokens begin alike, so that a chunk is searched fast."""
    return {text[:HEAD] for ways in wanted.values() for text in ways.values()}


def find_in(
    chunk: bytes, wanted: dict[str, dict[str, bytes]], heads: set[bytes]
) -> list[tuple[str, str]]:
    """Numbers of tokens and encodings that stand in the chunk."""
    if not any(head in chunk for head in heads):
        return []
    return [
        (number, way)
        for number, ways in wanted.items()
        for way, text in ways.items()
        if text in chunk
    ]


def scan_as_root(pid: int, tokens: list[str]) -> list[str]:
    """The same by a process of root's."""
    done = subprocess.run(
        ["sudo", "-n", sys.executable, __file__, str(pid), "-"],
        input="\n".join(tokens),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise PermissionError(done.returncode, f"needs root: {done.stderr.strip()}")
    return done.stdout.splitlines()


def scan(pid: int, tokens: list[str]) -> list[str]:
    """One line for each finding; the token itself is not repeated."""
    memory_file = Path(f"/proc/{pid}/mem")
    if os.geteuid() != 0 and memory_file.exists() and not os.access(memory_file, os.R_OK):
        return scan_as_root(pid, tokens)
    wanted = {str(n): encodings(token) for n, token in enumerate(tokens, start=1)}
    overlap = max(len(text) for ways in wanted.values() for text in ways.values())
    heads = heads_of(wanted)
    found = []
    with memory_file.open("rb", buffering=0) as memory:
        for start, end, name in readable_parts(pid):
            at = start
            tail = b""
            while at < end:
                try:
                    memory.seek(at)
                    chunk = memory.read(min(CHUNK, end - at))
                except OSError:
                    break  # a device or a guard page
                if not chunk:
                    break
                blank = chunk == UNTOUCHED[: len(chunk)]
                part = tail + (chunk[:overlap] if blank else chunk)
                for number, way in find_in(part, wanted, heads):
                    found.append(f"token {number} as {way} in {name} near {at:#x}")
                at += len(chunk)
                tail = chunk[-overlap:]
    return found


def main(arguments: list[str]) -> int:
    """Reads the command line."""
    if len(arguments) < 2 or not arguments[0].isdigit():
        print(__doc__, file=sys.stderr)
        return 2
    tokens = arguments[1:]
    if tokens == ["-"]:
        tokens = sys.stdin.read().split()
    try:
        found = scan(int(arguments[0]), tokens)
    except OSError as error:
        print(f"cannot read the memory of {arguments[0]}: {error.strerror}", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
