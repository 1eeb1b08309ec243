#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Recall of a linkage by name-origin group, beside what the records themselves give away.

usage: bench/linkage/fairness.py FOLDER CLUSTERS [--why GROUP]

FOLDER is one of generate_people's (layout many); CLUSTERS is what `openmash link` wrote for its
records.csv. Evidence is the share of true pairs that agree exactly in something telling: NHS
number, telephone, or date of birth with a name, be it in the other place (capitals apart). A group
whose records agree less is harder to link for anybody; so the gap of a group is how much further
its recall falls behind the largest group's than its evidence does. --why says which pairs of a
group are missed. Standard library only.
"""

import argparse
import csv
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def same(a, b, *columns):
    return all(a[c] and a[c].casefold() == b[c].casefold() for c in columns)


def names_of(row):
    return {row[c].casefold() for c in ("given_name", "surname")} - {""}


def has_evidence(a, b):
    return (same(a, b, "nhs_number") or same(a, b, "phone")
            or (same(a, b, "dob") and bool(names_of(a) & names_of(b))))


def how(a, b, column):
    """How two cells compare, as a word for --why."""
    if not a[column] or not b[column]:
        return "missing"
    return "same" if same(a, b, column) else "other"


def true_pairs(folder, clusters):
    """Each pair of records of one person: its group, the two rows, whether they were joined."""
    cluster = {r["record_id"]: r["cluster_id"] for r in rows_of(clusters)}
    people = defaultdict(list)
    group = {}
    for r in rows_of(folder / "truth.csv"):
        group[r["record_id"]] = r["group"]
        people[r["cluster_id"]].append(r["record_id"])
    record = {r["record_id"]: r for r in rows_of(folder / "records.csv")}
    for ids in people.values():
        for x, y in combinations(ids, 2):
            yield group[x], record[x], record[y], cluster[x] == cluster[y]


def false_pairs(folder, clusters):
    """By group: pairs joined that are two people, counted in the groups of both."""
    truth = {r["record_id"]: r for r in rows_of(folder / "truth.csv")}
    found = defaultdict(list)
    for r in rows_of(clusters):
        found[r["cluster_id"]].append(truth[r["record_id"]])
    wrong = Counter()
    for members in found.values():
        for x, y in combinations(members, 2):
            if x["cluster_id"] != y["cluster_id"]:
                wrong.update({x["group"], y["group"]})
    return wrong


def print_groups(folder, clusters):
    pairs, found, evident = Counter(), Counter(), Counter()
    for group, a, b, joined in true_pairs(folder, clusters):
        pairs[group] += 1
        found[group] += joined
        evident[group] += has_evidence(a, b)
    recall = {g: 100 * found[g] / pairs[g] for g in pairs}
    evidence = {g: 100 * evident[g] / pairs[g] for g in pairs}
    largest = max(pairs, key=pairs.get)
    wrong = false_pairs(folder, clusters)
    print(f"{'group':<14}{'pairs':>9}{'recall %':>10}{'evidence %':>12}{'behind':>8}"
          f"{'beyond evidence':>17}{'false pairs':>13}")
    for g in sorted(recall, key=recall.get, reverse=True):
        behind = recall[largest] - recall[g]
        beyond = behind - (evidence[largest] - evidence[g])
        print(f"{g:<14}{pairs[g]:>9}{recall[g]:>10.2f}{evidence[g]:>12.2f}{behind:>8.2f}"
              f"{beyond:>17.2f}{wrong[g]:>13}")


def print_misses(folder, clusters, group):
    kinds = Counter()
    for g, a, b, joined in true_pairs(folder, clusters):
        if g == group and not joined:
            columns = ("given_name", "surname", "dob", "postcode", "phone")
            kinds[", ".join(f"{c} {how(a, b, c)}" for c in columns)] += 1
    for kind, n in kinds.most_common(25):
        print(f"{n:>7}  {kind}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("--why", metavar="GROUP")
    a = parser.parse_args()
    if a.why:
        print_misses(a.folder, a.clusters, a.why)
    else:
        print_groups(a.folder, a.clusters)


if __name__ == "__main__":
    main()
