#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds `openmash patterns scan` against what SaTScan found in leukaemia in upstate New York.

usage: compare.py OPENMASH FOLDER

The folder has the files that the R package smerc keeps among its tests (GPL, so not carried here):
flexscan_ny_cases_pop.txt, flexscan_ny_coords.txt and SaTScan's own reports
scan_test_ny_poisson_circular_*.txt. Prints a line for each of SaTScan's clusters and ends with 1 if
one of them is not found with the same places and log-likelihood ratio. P-values come from other
replicas and are printed beside each other only. Standard library.
"""
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

CASES = "flexscan_ny_cases_pop.txt"
PLACES = "flexscan_ny_coords.txt"
REPORTS = {
    "scan_test_ny_poisson_circular_cartesian.txt": ("x,y", []),
    "scan_test_ny_poisson_circular_cartesian_ubpop_10percent.txt": ("x,y", ["--max-share", "0.1"]),
    "scan_test_ny_poisson_circular_longlat.txt": ("lat,lon", []),
}


def clusters_of(report: str) -> list[dict]:
    """What a report of SaTScan says of each cluster."""
    found = []
    for part in re.split(r"\n(?=\d+\.Location IDs included)", "\n" + report)[1:]:
        places = re.match(r"\d+\.Location IDs included\.*:((?:[\d\s]+,?)+)", part)[1]

        def number(name: str, text: str = part) -> float:
            return float(re.search(name + r"\.*: *([\d.]+)", text)[1])

        found.append({
            "places": {p.strip() for p in places.split(",") if p.strip()},
            "observed": number("Number of cases"),
            "expected": number("Expected cases"),
            "risk": number("Relative risk"),
            "score": number("Log likelihood ratio"),
            "p": number("P-value"),
        })
    return found


def scan(program: str, folder: pathlib.Path, columns: str, options: list[str]) -> list[dict]:
    with tempfile.TemporaryDirectory() as made:
        cases, baseline, places, out = (f"{made}/{n}.csv" for n in ("c", "b", "p", "k"))
        rows = [line.split() for line in (folder / CASES).read_text().splitlines()]
        points = [line.split() for line in (folder / PLACES).read_text().splitlines()]
        for path, header, lines in (
            (cases, "place,time,count", [f"{p},2000,{n}" for p, n, _ in rows]),
            (baseline, "place,population", [f"{p},{n}" for p, _, n in rows]),
            (places, "place," + columns, [",".join(point) for point in points]),
        ):
            pathlib.Path(path).write_text("\n".join([header, *lines, ""]))
        subprocess.run([program, "patterns", "scan", "--cases", cases, "--baseline", baseline,
                        "--places", places, "--out", out, "--most", "20", *options], check=True)
        with open(out, newline="") as file:
            return list(csv.DictReader(file))


def is_same(a: dict, b: dict) -> bool:
    return (a["places"] == set(b["places"].split(";"))
            and abs(a["score"] - float(b["score"])) < 2e-6
            and a["observed"] == float(b["observed"])
            and abs(a["expected"] - float(b["expected"])) < 0.006
            and abs(a["risk"] - float(b["relative_risk"])) < 0.006)


def compare(name: str, theirs: list[dict], ours: list[dict]) -> int:
    wrong = 0
    for a in theirs:
        same = next((b for b in ours if is_same(a, b)), None)
        wrong += same is None
        print(f"{name}: {len(a['places'])} places, ratio {a['score']}, p {a['p']}: "
              + (f"the same, p {same['p_value']}" if same else "NOT FOUND"))
    for b in ours:
        if float(b["score"]) > theirs[-1]["score"] and not any(is_same(a, b) for a in theirs):
            print(f"{name}: not in the report: {b['places']}, ratio {b['score']}")
    return wrong


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[2])
    wrong = 0
    for name, (columns, options) in REPORTS.items():
        theirs = clusters_of((folder / name).read_text())
        wrong += compare(name, theirs, scan(sys.argv[1], folder, columns, options))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
