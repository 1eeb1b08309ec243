#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many hubs, each with its gate, the real program on one machine: a letter from each to each.
Prints one JSON object: how long from the act that wrote a letter to its being stored at the other
hub, how many arrived, and how many twice. Standard library only.

usage: MASH_BINARY=build/release/openmash bench/many_hubs.py [--hubs 33] [--seconds 900]
"""
import argparse
import contextlib
import json
import os
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "process"))
from hubs_test import Place, agree  # noqa: E402
from installation import free_ports, wait_until  # noqa: E402
from reckoning import rows_of  # noqa: E402

MICROSECONDS = 1_000_000


def memory(place):
    """Resident MiB of hub and gate."""
    total = 0
    for name in ["hub", "gate"]:
        for pid in place.pids(name):
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) / 1024
    return total


def at_share(times, share):
    return times[min(int(len(times) * share), len(times) - 1)]


def letters_of(place, direction):
    column = "at" if direction == "out" else "taken_at"
    return rows_of(place, "hub", f"select id, {column} from hub_word_{direction}"
                                 " where kind = 'letter'")


def all_delivered(places):
    return all(rows_of(place, "hub", "select count(*) from hub_word_out where kind = 'letter'"
                                     " and received_at is null") == [(0,)] for place in places)


def run(places, folder, seconds):
    started = time.monotonic()
    agree(folder, places, ["127.0.0.1"] * len(places))
    agreed = time.monotonic()
    for place in places:
        for other in places:
            if other is not place:
                place.write(other.name, f"From {place.name}")
    written = time.monotonic()
    wait_until("all letters to be delivered", lambda: all_delivered(places), seconds)
    delivered = time.monotonic()
    out = dict(pair for place in places for pair in letters_of(place, "out"))
    come = [pair for place in places for pair in letters_of(place, "in")]
    times = sorted((at - out[letter]) / MICROSECONDS for letter, at in come)
    print(json.dumps({
        "name": "many_hubs", "hubs": len(places), "letters": len(out), "arrived": len(set(
            letter for letter, _ in come)), "twice": len(come) - len({one for one, _ in come}),
        "to_agree_s": round(agreed - started, 1), "to_write_s": round(written - agreed, 1),
        "after_the_last_s": round(delivered - written, 1),
        "p50_s": round(at_share(times, 0.5), 2), "p99_s": round(at_share(times, 0.99), 2),
        "longest_s": round(times[-1], 2),
        "memory_of_a_pair_mib": round(max(memory(place) for place in places)),
        "load": round(os.getloadavg()[0], 1)}))


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--hubs", type=int, default=33)
    words.add_argument("--seconds", type=int, default=900)
    asked = words.parse_args()
    ports = free_ports(asked.hubs)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = []
        for number, port in enumerate(ports):
            others = [other for other in ports if other != port]
            places.append(Place(folder, f"hub-{number:02}", port, *others))
        # Two at a time: each loads a demonstration first.
        for two in (places[at:at + 2] for at in range(0, len(places), 2)):
            for place in two:
                stack.push(place)
                place.launch()
            for place in two:
                place.wait_both()
        run(places, folder, asked.seconds)


if __name__ == "__main__":
    main()
