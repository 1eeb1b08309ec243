#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the generator's name and place lists from public sources (README.md) and seeds.txt.

usage: make_lists.py SOURCES     the folder with names/ and places/

Writes given_names.csv, surnames.csv, places.csv and districts.csv beside itself. The product never
reads them; they are in the repository so that the generator and its test run anywhere.
"""

import csv
import gzip
import hashlib
import random
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
GIVEN_PER_SEX, SURNAMES, PLACES, DISTRICTS = 1200, 5000, 4000, 1200
MAX_SPELLINGS, MAX_PET_FORMS = 4, 5


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as source:
        yield from csv.DictReader(source)


def fold(name):
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in plain.lower() if c.isalpha())


def title(name):
    return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))


def uk_counts(sources):
    """Births in England and Wales 1996 to 2020 by sex and name."""
    counts = defaultdict(int)
    for row in rows(sources / "names/ukbabynames_1996_2020.csv.gz"):
        if row["nation"] == "England & Wales":
            counts[row["sex"], row["name"]] += int(row["n"])
    return counts


def read_seeds():
    """(origin, kind) to [name, spellings, pet forms], commonest first."""
    seeds, section = defaultdict(list), None
    for line in (HERE / "seeds.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = tuple(line.strip("[]").split())
        elif line and not line.startswith("#"):
            names, _, pets = line.partition(" ~ ")
            name, *spellings = names.split()
            seeds[section].append((name, spellings, pets.split()))
    return seeds


def english_variants(sources):
    spellings, pets = defaultdict(list), defaultdict(list)
    for row in rows(sources / "names/sdglinkage_firstname_uk_variant.csv.gz"):
        spellings[row["forename"]].append(row["forename2"])
    for row in rows(sources / "names/nicknames_carltonnorthern.csv.gz"):
        if row["relationship"] == "has_nickname":
            pets[row["name1"]].append(row["name2"])
    return spellings, pets


def given_names(sources, seeds):
    counts = uk_counts(sources)
    spellings, pets = english_variants(sources)
    table, taken = [], set()
    for (origin, kind), names in seeds.items():
        if kind == "S":
            continue
        for rank, (name, others, short) in enumerate(names):
            taken.update((kind, fold(n)) for n in [name, *others])
            count = sum(counts[kind, n.upper()] for n in [name, *others])
            weight = round(count ** 0.5) + 4000 // (rank + 10)
            table.append([origin, kind, name, weight, "|".join(others), "|".join(short)])
    for kind in "FM":
        names = sorted(((n, name) for (sex, name), n in counts.items()
                        if sex == kind and (kind, fold(name)) not in taken and len(name) > 2),
                       reverse=True)[:GIVEN_PER_SEX]
        known = {name.lower() for _, name in names}
        for count, name in names:
            near = [title(s) for s in spellings[name.lower()] if s in known][:MAX_SPELLINGS]
            short = [title(s) for s in pets[name.lower()]][:MAX_PET_FORMS]
            table.append(["english", kind, title(name), count, "|".join(near), "|".join(short)])
    return table


def surnames(sources, seeds):
    variants = defaultdict(list)
    for row in rows(sources / "names/sdglinkage_lastname_uk_variant.csv.gz"):
        variants[row["lastname1"]].append(title(row["lastname2"]))
    table, taken = [], set()
    for (origin, kind), names in seeds.items():
        if kind == "S":
            for rank, (name, others, _) in enumerate(names):
                taken.update(fold(n) for n in [name, *others])
                table.append([origin, name, 100000 // (rank + 8), "|".join(others)])
    english = [row for row in rows(sources / "names/sdglinkage_lastname_uk.csv.gz")
               if fold(row["surname"]) not in taken and len(row["surname"]) > 2][:SURNAMES]
    for row in english:
        near = "|".join(variants[row["surname"]][:MAX_SPELLINGS])
        weight = max(1, round(float(row["freq"]) * 1e6))
        table.append(["english", title(row["surname"]), weight, near])
    return table


def places(sources):
    names = sorted({row["name"] for row in rows(sources / "places/british_placenames.csv.gz")
                    if row["country"] == "England" and row["name"].isascii()
                    and row["name"].replace(" ", "").isalpha() and len(row["name"]) <= 14})
    names.sort(key=lambda name: hashlib.sha256(name.encode()).digest())
    return [[name] for name in sorted(names[:PLACES])]


def districts(sources):
    table = [[row["postcode"], row["town"]]
             for row in rows(sources / "places/uk_postcode_districts_gibbs.csv.gz")
             if row["country"] == "ENG" and row["town"]]
    random.Random(1).shuffle(table)
    return table[:DISTRICTS]


def write(name, header, table):
    with open(HERE / name, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)
    print(f"{name}: {len(table)} rows")


def main():
    sources, seeds = Path(sys.argv[1]), read_seeds()
    write("given_names.csv", ["origin", "sex", "name", "weight", "spellings", "pet_forms"],
          given_names(sources, seeds))
    write("surnames.csv", ["origin", "name", "weight", "spellings"], surnames(sources, seeds))
    write("places.csv", ["name"], places(sources))
    write("districts.csv", ["district", "town"], districts(sources))


if __name__ == "__main__":
    main()
