#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs clang-tidy over our own C++ (tests left out), as .clang-tidy says.

usage: scripts/clang_tidy.py BUILD_FOLDER [PART_OF_PATH...]

The folder must have been built: its records say which headers each file includes. A file that was
clean is not looked at again until it, one of our headers that it includes, its compile command or
.clang-tidy changes, so a second run takes a second. The last line is "N passed, N failed".
"""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = "clang-tidy-19"


def own(path: Path) -> bool:
    inside = path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0]
    return bool(inside) and inside not in ("build", "node_modules")


def read_dependencies(build: Path) -> dict[str, list[Path]]:
    """Our own files that went into each object, by the object's name."""
    listing = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True,
                             check=True).stdout
    found: dict[str, list[Path]] = {}
    current: list[Path] = []
    for line in listing.splitlines():
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if own(path):
                current.append(path)
        elif ": #deps" in line:
            current = found.setdefault(line.split(": #deps")[0], [])
    return found


def fingerprint(entry: dict, dependencies: list[Path], contents: dict[Path, bytes]) -> str:
    digest = hashlib.sha256()
    digest.update(contents.setdefault(ROOT / ".clang-tidy", (ROOT / ".clang-tidy").read_bytes()))
    digest.update(entry["command"].encode())
    for path in sorted({Path(entry["file"]), *dependencies}):
        if path not in contents:
            contents[path] = path.read_bytes()
        digest.update(str(path).encode() + contents[path])
    return digest.hexdigest()


def check(build: Path, file: str) -> tuple[bool, str]:
    run = subprocess.run([TOOL, "-p", build, "--quiet", file], capture_output=True, text=True)
    return run.returncode == 0, run.stdout


def main(build: Path, parts: list[str]) -> int:
    entries = [
        entry
        for entry in json.loads((build / "compile_commands.json").read_text())
        if own(Path(entry["file"]))
        and entry["file"].endswith(".cpp")
        and not entry["file"].endswith("_test.cpp")
        and (not parts or any(part in entry["file"] for part in parts))
    ]
    dependencies = read_dependencies(build)
    cache = ROOT / "build" / "tidy-cache"
    cache.mkdir(parents=True, exist_ok=True)
    contents: dict[Path, bytes] = {}
    wanted: dict[str, Path] = {}  # file -> its mark in the cache
    for entry in entries:
        mark = fingerprint(entry, dependencies.get(entry.get("output", ""), []), contents)
        wanted[entry["file"]] = cache / mark

    todo = [file for file, mark in wanted.items() if not mark.exists()]
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for file, (clean, output) in zip(todo, workers.map(lambda f: check(build, f), todo)):
            if clean:
                wanted[file].touch()
            else:
                failed += 1
                print(output.replace(f"{ROOT}/", ""), flush=True)
    print(f"{len(todo)} of {len(wanted)} files were new or changed")
    print(f"{len(wanted) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
