#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says how well clusters agree with the truth: a second opinion beside `openmash link evaluate`.

usage: evaluate.py --truth T.csv --clusters C.csv [--families F.csv] [--records R.csv...]
                   [--pairs P.csv] [--json]

T.csv is record_id,cluster_id[,group]; C.csv is record_id,cluster_id. A record of the truth that has
no cluster stands alone. Standard library only.

pairwise    of all pairs put together, those that belong together (precision); of all pairs that
            belong together, those put together (recall)
B-cubed     the same for each record's own cluster, averaged over the records
false merges  people too many in a cluster, summed, for every 1,000 clusters; "relatives" counts
            the clusters that hold two members of one family (needs --families), "twins" both twins
by group    pairwise recall among people of that group; with --records also the share of its true
            pairs that agree exactly on any, and on two or more, of given name, surname, birth
            date, postcode, NHS number and phone
recall gap  the widest between two groups; "beyond evidence" takes off what those two groups differ
            in pairs with any exact evidence: that part is the data's, the rest the program's
--pairs     joins the scored pairs (left_id,right_id,match_weight[,match_probability]) at many
            thresholds and reports the best pairwise F1: a bound no user without truth can reach
"""

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations, permutations

EVIDENCE = ("given_name", "surname", "dob", "postcode", "nhs_number", "phone")


def rows(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def ratio(part, whole):
    return part / whole if whole else 1.0


def f1(precision, recall):
    return ratio(2 * precision * recall, precision + recall)


def choose2(n):
    return n * (n - 1) // 2


class Truth:
    def __init__(self, path):
        self.person, self.group = {}, {}
        for row in rows(path):
            self.person[row["record_id"]] = row["cluster_id"]
            self.group[row["cluster_id"]] = row.get("group") or "all"
        self.sizes = Counter(self.person.values())
        self.pairs = sum(choose2(n) for n in self.sizes.values())


def read_clusters(path, truth):
    cluster = {}
    for row in rows(path):
        if row["record_id"] not in truth.person:
            raise SystemExit(f"{path}: {row['record_id']} is not in the truth")
        cluster[row["record_id"]] = row["cluster_id"]
    for record in truth.person:
        cluster.setdefault(record, ("alone", record))
    return cluster


def cross_table(truth, cluster):
    """How many records each (cluster, person) holds, and each cluster."""
    cells = Counter((cluster[record], person) for record, person in truth.person.items())
    sizes = Counter()
    for (name, _), count in cells.items():
        sizes[name] += count
    return cells, sizes


def pairwise(truth, cells, sizes):
    together = sum(choose2(n) for n in cells.values())
    claimed = sum(choose2(n) for n in sizes.values())
    precision, recall = ratio(together, claimed), ratio(together, truth.pairs)
    return {"precision": precision, "recall": recall, "f1": f1(precision, recall)}


def b_cubed(truth, cells, sizes):
    records = len(truth.person)
    precision = sum(n * n / sizes[name] for (name, _), n in cells.items()) / records
    recall = sum(n * n / truth.sizes[person] for (_, person), n in cells.items()) / records
    return {"precision": precision, "recall": recall, "f1": f1(precision, recall)}


def false_merges(cells, sizes, families):
    people = defaultdict(set)
    for name, person in cells:
        people[name].add(person)
    per_1000 = 1000 / len(sizes)
    extra = sum(len(p) - 1 for p in people.values())
    found = {"per_1000_clusters": extra * per_1000, "count": extra}
    if families:
        relatives = twins = 0
        for members in people.values():
            if len(members) > 1:
                homes = Counter(families[p][0] for p in members)
                relatives += any(n > 1 for n in homes.values())
                pairs = Counter(families[p][0] for p in members if families[p][1] != "0")
                twins += any(n > 1 for n in pairs.values())
        found["relatives_per_1000_clusters"] = relatives * per_1000
        found["twins_per_1000_clusters"] = twins * per_1000
    return found


def by_group(truth, cells):
    together, belong = Counter(), Counter()
    for (_, person), count in cells.items():
        together[truth.group[person]] += choose2(count)
    for person, count in truth.sizes.items():
        belong[truth.group[person]] += choose2(count)
    return {group: {"recall": ratio(together[group], n), "pairs": n}
            for group, n in sorted(belong.items()) if n}


def evidence(truth, paths):
    """The shares of each group's true pairs that agree exactly on one, and on two, fields."""
    people = defaultdict(list)
    for path in paths:
        for row in rows(path):
            person = truth.person[row["record_id"]]
            if truth.sizes[person] > 1:
                people[person].append(tuple((row.get(c) or "").strip().lower() for c in EVIDENCE))
    pairs, any_field, two_fields = Counter(), Counter(), Counter()
    for person, records in people.items():
        group = truth.group[person]
        for left, right in combinations(records, 2):
            agree = sum(a == b != "" for a, b in zip(left, right))
            pairs[group] += 1
            any_field[group] += agree >= 1
            two_fields[group] += agree >= 2
    return {group: {"any_evidence": any_field[group] / n, "two_evidence": two_fields[group] / n}
            for group, n in pairs.items()}


def recall_gap(groups):
    """Between the two groups that differ most, and what of it their evidence does not explain."""
    gap = {"plain": 0.0}
    for one, other in permutations(groups.values(), 2):
        plain = one["recall"] - other["recall"]
        gap["plain"] = max(gap["plain"], plain)
        if "any_evidence" in one:
            explained = max(0.0, one["any_evidence"] - other["any_evidence"])
            gap["beyond_evidence"] = max(gap.get("beyond_evidence", 0.0), plain - explained)
    return gap


class Joined:
    """Connected components of the pairs above a falling threshold, with their pairwise score."""

    def __init__(self, truth):
        self.truth, self.parent, self.people = truth, {}, {}
        self.claimed = self.together = 0

    def root(self, record):
        parent = self.parent
        parent.setdefault(record, record)
        while parent[record] != record:
            parent[record] = record = parent[parent[record]]
        return record

    def join(self, left, right):
        left, right = self.root(left), self.root(right)
        if left == right:
            return
        mine = self.people.pop(left, None) or Counter([self.truth.person[left]])
        other = self.people.pop(right, None) or Counter([self.truth.person[right]])
        if len(mine) < len(other):
            left, right, mine, other = right, left, other, mine
        self.claimed += sum(mine.values()) * sum(other.values())
        self.together += sum(count * mine[person] for person, count in other.items())
        mine.update(other)
        self.parent[right], self.people[left] = left, mine

    def score(self):
        return f1(ratio(self.together, self.claimed), ratio(self.together, self.truth.pairs))


def best_threshold(truth, path):
    pairs = sorted(((float(row["match_weight"]), row["left_id"], row["right_id"])
                    for row in rows(path)), reverse=True)
    joined, best = Joined(truth), (0.0, 0.0)
    for i, (weight, left, right) in enumerate(pairs):
        joined.join(left, right)
        if i + 1 == len(pairs) or pairs[i + 1][0] < weight:
            best = max(best, (joined.score(), weight))
    return {"f1": best[0], "match_weight": best[1]}


def evaluate(truth_path, clusters, families=None, records=(), pairs=None):
    truth = Truth(truth_path)
    cells, sizes = cross_table(truth, read_clusters(clusters, truth))
    known = {row["cluster_id"]: (row["family_id"], row["twin"]) for row in rows(families)} \
        if families else None
    whole = sum(n == sizes[name] == truth.sizes[person] for (name, person), n in cells.items())
    result = {"records": len(truth.person), "people": len(truth.sizes), "clusters": len(sizes),
              "pairwise": pairwise(truth, cells, sizes), "b_cubed": b_cubed(truth, cells, sizes),
              "exact_clusters": whole / len(truth.sizes),
              "false_merges": false_merges(cells, sizes, known),
              "by_group": by_group(truth, cells)}
    for group, shares in evidence(truth, records).items():
        result["by_group"][group] |= shares
    result["recall_gap"] = recall_gap(result["by_group"])
    if pairs:
        result["best_threshold"] = best_threshold(truth, pairs)
    return result


def print_table(result):
    for name in ("pairwise", "b_cubed"):
        part = result[name]
        print(f"{name:9} precision {part['precision']:.4f}  recall {part['recall']:.4f}  "
              f"F1 {part['f1']:.4f}")
    merges = result["false_merges"]
    print("false merges per 1,000 clusters: "
          + ", ".join(f"{name} {value:.2f}" for name, value in merges.items() if name != "count"))
    print(f"people whose cluster is exactly right: {result['exact_clusters']:.4f}")
    for group, part in result["by_group"].items():
        shown = ""
        if "any_evidence" in part:
            shown = (f", exact evidence: any {part['any_evidence']:.4f}, "
                     f"two {part['two_evidence']:.4f}")
        print(f"recall {group:14} {part['recall']:.4f} of {part['pairs']} pairs{shown}")
    print("recall gap: " + ", ".join(f"{name.replace('_', ' ')} {value:.4f}"
                                     for name, value in result["recall_gap"].items()))
    if "best_threshold" in result:
        best = result["best_threshold"]
        print(f"best threshold: match weight {best['match_weight']:.2f}, F1 {best['f1']:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--truth", required=True)
    parser.add_argument("--clusters", required=True)
    parser.add_argument("--families")
    parser.add_argument("--records", nargs="*", default=[])
    parser.add_argument("--pairs")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = evaluate(args.truth, args.clusters, args.families, args.records, args.pairs)
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        print_table(result)


if __name__ == "__main__":
    main()
