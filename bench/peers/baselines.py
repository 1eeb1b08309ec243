#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks people up as case systems do today, to show what a better look-up is worth.

usage: baselines.py RULE --records R.csv --queries Q.csv --out RESULTS.csv [--first N]

RULE hackney   names at least 0.4 alike in trigrams, and the same birth date and postcode where the
               query has them; without a hit once more without the postcode; first 20
     primero   any word of the name sounds the same (Double Metaphone), then by trigram likeness of
               the whole name; first 20

Written from descriptions of the two rules, not from their programs. RESULTS.csv is
query_id,rank,record_id as evaluate_lookup.py reads it. Needs the package Metaphone for primero
(bench/peers/install puts it beside Splink).
"""

import argparse
import csv
from collections import defaultdict
from functools import lru_cache

from evaluate import rows

KEPT, ALIKE = 20, 0.4
FIELDS = ("given_name", "surname", "dob", "postcode")


@lru_cache(maxsize=1 << 20)
def trigrams(text):
    """As PostgreSQL's pg_trgm: each word with two blanks before and one behind."""
    return frozenset(padded[i:i + 3] for word in text.split()
                     for padded in [f"  {word} "] for i in range(len(padded) - 2))


def likeness(left, right):
    a, b = trigrams(left), trigrams(right)
    return len(a & b) / len(a | b) if a or b else 0.0


def read(path, key):
    return [(row[key], *((row[f] or "").strip().lower() for f in FIELDS)) for row in rows(path)]


class Hackney:
    def __init__(self, records):
        self.by = {"dob": defaultdict(list), "postcode": defaultdict(list)}
        for record in records:
            self.by["dob"][record[3]].append(record)
            self.by["postcode"][record[4]].append(record)

    def hits(self, query, with_postcode):
        _, given, surname, dob, postcode = query
        postcode = postcode if with_postcode else ""
        if dob:
            near = self.by["dob"][dob]
        elif postcode:
            near = self.by["postcode"][postcode]
        else:
            return []
        found = []
        for record in near:
            if postcode and record[4] != postcode:
                continue
            alike = (likeness(given, record[1]), likeness(surname, record[2]))
            if min(alike) >= ALIKE:
                found.append((-sum(alike), record[0]))
        return sorted(found)[:KEPT]

    def find(self, query):
        return self.hits(query, True) or self.hits(query, False)


class Primero:
    def __init__(self, records):
        from metaphone import doublemetaphone  # only this rule needs it
        self.sounds = lru_cache(maxsize=1 << 20)(
            lambda word: frozenset(filter(None, doublemetaphone(word))))
        self.by = defaultdict(list)
        for record in records:
            for code in self.codes(record):
                self.by[code].append(record)

    def codes(self, record):
        return {code for word in f"{record[1]} {record[2]}".split() for code in self.sounds(word)}

    def find(self, query):
        name = f"{query[1]} {query[2]}"
        near = {record[0]: record for code in self.codes(query) for record in self.by[code]}
        found = [(-likeness(name, f"{record[1]} {record[2]}"), record[0])
                 for record in near.values()]
        return sorted(found)[:KEPT]


RULES = {"hackney": Hackney, "primero": Primero}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rule", choices=RULES)
    parser.add_argument("--records", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--first", type=int, help="only so many queries")
    args = parser.parse_args()
    rule = RULES[args.rule](read(args.records, "record_id"))
    with open(args.out, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["query_id", "rank", "record_id"])
        for query in read(args.queries, "query_id")[:args.first]:
            for rank, (_, record) in enumerate(rule.find(query), 1):
                writer.writerow([query[0], rank, record])


if __name__ == "__main__":
    main()
