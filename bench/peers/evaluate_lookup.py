#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says how often a look-up finds the right person, first and among the first ten.

usage: evaluate_lookup.py --truth T.csv --query-truth QT.csv --results R.csv [--first N]
                          [--json]

R.csv is query_id,rank,record_id,... as `openmash lookup` writes it. A query is found at k when one
of its first k records belongs to its person.
"""

import argparse
import json
from collections import defaultdict
from itertools import islice

from evaluate import rows


def evaluate(truth, query_truth, results, first=None):
    person = {row["record_id"]: row["cluster_id"] for row in rows(truth)}
    wanted = {row["query_id"]: (row["cluster_id"], row.get("group") or "all")
              for row in islice(rows(query_truth), first)}
    best = {}
    for row in rows(results):
        query, rank = row["query_id"], int(row["rank"])
        if query in wanted and person[row["record_id"]] == wanted[query][0]:
            best[query] = min(rank, best.get(query, rank))
    groups = defaultdict(list)
    for query, (_, group) in wanted.items():
        for name in ("all", group):
            groups[name].append(best.get(query))
    return {name: {"queries": len(found),
                   **{f"recall_at_{k}": sum(r is not None and r <= k for r in found) / len(found)
                      for k in (1, 10)}}
            for name, found in groups.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--truth", required=True)
    parser.add_argument("--query-truth", required=True)
    parser.add_argument("--results", required=True)
    parser.add_argument("--first", type=int, help="only so many queries")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = evaluate(args.truth, args.query_truth, args.results, args.first)
    if args.json:
        print(json.dumps(found, indent=1))
        return
    for name, part in found.items():
        print(f"{name:14} recall@1 {part['recall_at_1']:.4f}  @10 {part['recall_at_10']:.4f}  "
              f"of {part['queries']} queries")


if __name__ == "__main__":
    main()
