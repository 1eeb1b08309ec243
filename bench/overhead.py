#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What security costs a hub: hub_bench and hub_bench_bare, which is the same without seals, boxes
and the record (bench/bare.cpp), in turn in one run, each on an empty hub. Prints one JSON object a
measurement: works a second of each (medians), the share of the throughput that security takes,
median over the pairs with the least and the greatest, and its share of the processor's time.
Standard library only.

usage: bench/overhead.py RELEASE_FOLDER FOLDER [--pairs 5] [--seconds 3]
RELEASE_FOLDER is build/release; FOLDER is emptied.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess


def run(program, folder, seconds):
    """Works a second, and processor time of one, by measurement."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [program, folder, str(seconds)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    return {(line["name"], line["threads"]): (line["per_second"], line["processor_ms"])
            for line in lines}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    args = parser.parse_args()
    rounds = {"hub_bench": [], "hub_bench_bare": []}
    for turn in range(args.pairs):
        # Who goes first changes, so that what the machine does meanwhile meets both.
        for name in sorted(rounds, reverse=turn % 2 == 1):
            rounds[name].append(run(args.release / "bench" / name, args.folder, args.seconds))
    for what in rounds["hub_bench"][0]:
        whole = [one[what] for one in rounds["hub_bench"]]
        bare = [one[what] for one in rounds["hub_bench_bare"]]
        shares = [1 - a[0] / b[0] for a, b in zip(whole, bare)]
        processor = [1 - b[1] / a[1] for a, b in zip(whole, bare)]
        print(json.dumps({
            "name": what[0], "threads": what[1],
            "with": round(statistics.median(a[0] for a in whole), 1),
            "without": round(statistics.median(b[0] for b in bare), 1),
            "taken_percent": round(100 * statistics.median(shares), 1),
            "least": round(100 * min(shares), 1), "most": round(100 * max(shares), 1),
            "processor_percent": round(100 * statistics.median(processor), 1)}))
    shutil.rmtree(args.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
