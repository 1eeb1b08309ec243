#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says which Debian packages of the program have something newer, and which of them are overdue.

usage: scripts/updates.py SEEN [--today 2026-11-28]

Run it daily, after `apt-get update`, on the machine that runs or builds the program. It compares
what scripts/sbom.py lists with apt's own lists and keeps in the file SEEN since when each update
has been there. What a security suite has is due within 14 days of that, all else within 90
(docs/operations.md). Ends with 1 if anything is overdue or the lists themselves are older than a
week. Of npm's packages it knows nothing: `npm outdated` does. Standard library only.
"""

import argparse
import datetime
import email.utils
import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import sbom  # noqa: E402

DAYS = {"security": 14, "other": 90}
LIST_DAYS = 7
NAME = re.compile(r"^(\S+):$")
VERSION = re.compile(r"^ (?: |\*\*\*) ?\s*(\S+) -?\d+$")


def newer(policy: str) -> dict[str, tuple[str, str]]:
    """Of what `apt-cache policy` prints: name to the newer version and where it comes from."""
    out, name, installed, candidate, at = {}, "", "", "", ""
    for line in policy.splitlines():
        if found := NAME.match(line):
            name, at = found[1], ""
        elif line.startswith("  Installed: "):
            installed = line.split()[-1]
        elif line.startswith("  Candidate: "):
            candidate = line.split()[-1]
            if candidate not in (installed, "(none)") and installed != "(none)":
                out[name] = (candidate, "other")
        elif found := VERSION.match(line):
            at = found[1]
        elif name in out and at != installed and "-security/" in line:
            # Also where a newer one without a weakness has come since.
            out[name] = (candidate, "security")
        if at and at == installed:
            name = ""  # what follows is older
    return out


def oldest(lists: list[str]) -> datetime.date | None:
    """The day of the oldest of these files of a release."""
    dates = [re.search(r"^Date: (.+)$", text, re.MULTILINE) for text in lists]
    return min((email.utils.parsedate_to_datetime(d[1]).date() for d in dates if d), default=None)


def judge(found: dict, seen: dict, today: datetime.date) -> tuple[dict, list[str], int]:
    """What has been seen since when, what to print, and how many are overdue."""
    now, lines, overdue = {}, [], 0
    for name, (version, kind) in sorted(found.items()):
        since = seen.get(name, {}).get(kind, today.isoformat())
        now[name] = {**seen.get(name, {}), kind: since}
        due = datetime.date.fromisoformat(since) + datetime.timedelta(days=DAYS[kind])
        late = today > due
        overdue += late
        lines.append(f"{name}: {version} ({kind}), there since {since}, due by {due}"
                     f"{': OVERDUE' if late else ''}")
    return now, lines, overdue


def ask(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seen", type=Path)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date.today())
    options = parser.parse_args(arguments)
    root = Path(__file__).parent.parent
    wanted = (root / "scripts/build-packages.txt").read_text().split("\n")
    packages, providers = sbom.read_packages(ask("dpkg-query", "-W", "-f", sbom.FIELDS))
    names = sorted(sbom.closure([w for w in wanted if not w.startswith("#")], packages, providers))
    # Only that of a security suite is written anew all the time.
    releases = sorted(Path("/var/lib/apt/lists").glob("*-security*Release"))
    day = oldest([file.read_text(errors="replace") for file in releases])
    seen = json.loads(options.seen.read_text()) if options.seen.exists() else {}
    now, lines, overdue = judge(newer(ask("apt-cache", "policy", *names)), seen, options.today)
    options.seen.write_text(json.dumps(now, indent=1) + "\n")
    print("\n".join(lines))
    stale = day is None or (options.today - day).days > LIST_DAYS
    if stale:
        print(f"apt's lists are of {day}: run apt-get update first")
    print(f"updates: {len(lines)} there, {overdue} overdue")
    return 1 if overdue or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
