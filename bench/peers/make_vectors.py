#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes what DuckDB says of invented texts, as test data for libs/splink.

usage: make_vectors.py --out libs/splink/testdata

alike.csv: pairs of texts with their distances and similarities. conditions.csv: SQL conditions on
two records of the columns a and b, with the records and DuckDB's answer (true, false or null).
"""

import argparse
import csv
import random
from pathlib import Path

import duckdb

FUNCTIONS = ("levenshtein", "damerau_levenshtein", "jaro_similarity", "jaro_winkler_similarity",
             "jaccard")
CONDITIONS = (
    "a_l = a_r", "a_l <> a_r", "a_l = b_r AND b_l = a_r", "NOT a_l = a_r",
    "a_l = a_r OR b_l = b_r", "NOT (a_l = a_r AND b_l = b_r)", "a_l IS NULL OR a_r IS NULL",
    "a_l IS NOT NULL AND b_r IS NULL", "lower(a_l) = lower(a_r)", "upper(a_l) = upper(b_r)",
    "trim(a_l) = trim(a_r)", "substr(a_l, 1, 2) = substr(a_r, 1, 2)",
    "substring(a_l, 2) = substring(a_r, 2)", "substr(a_l, -2, 2) = substr(a_r, -2, 2)",
    "substr(a_l, 0, 2) = substr(a_r, 0, 2)", "left(a_l, 2) = left(a_r, 2)",
    "right(a_l, -1) = right(a_r, -1)", "split_part(a_l, '@', 2) = split_part(a_r, '@', 2)",
    "replace(a_l, ' ', '') = replace(a_r, ' ', '')",
    "nullif(a_l, 'ann') = nullif(a_r, 'ann')", "coalesce(a_l, b_l) = coalesce(a_r, b_r)",
    "a_l || ' ' || b_l = a_r || ' ' || b_r", "a_l || b_l = b_r || a_r", "length(a_l) = length(a_r)",
    "abs(length(a_l) - length(b_r)) <= 1", "levenshtein(a_l, a_r) <= 1",
    "levenshtein(a_l, a_r) < 3", "levenshtein(a_l, b_r) / length(a_l) < 0.5",
    "damerau_levenshtein(a_l, a_r) <= 2 AND damerau_levenshtein(a_l, a_r) <= 1",
    "jaro_winkler_similarity(a_l, a_r) >= 0.88 OR jaro_similarity(a_l, a_r) >= 0.7",
    "jaro_winkler_similarity(lower(a_l), lower(a_r)) > 0.7", "jaccard(a_l, a_r) >= 0.5",
    "regexp_extract(a_l, '^[A-Za-z]{1,2}', 0) = regexp_extract(a_r, '^[A-Za-z]{1,2}', 0)",
    "regexp_extract(a_l, '([^@]+)@(.*)$', 2) = regexp_extract(a_r, '([^@]+)@(.*)$', 2)",
    "NULLIF(regexp_extract(a_l, '[0-9]+|an+|\\d', 0), '') = "
    "NULLIF(regexp_extract(a_r, '[0-9]+|an+|\\d', 0), '')",
    "try_strptime(a_l, '%Y-%m-%d') IS NULL",
    "try_strptime(a_l, '%Y-%m-%d') = try_strptime(a_r, '%Y-%m-%d')",
    "try_strptime(a_l, '%Y-%m-%d') < try_strptime(b_r, '%d/%m/%Y')",
    "ABS(EPOCH(try_strptime(a_l, '%Y-%m-%d')) - EPOCH(try_strptime(a_r, '%Y-%m-%d'))) <= 2629800.0",
    "date_diff('day', try_strptime(a_l, '%Y-%m-%d'), try_strptime(a_r, '%Y-%m-%d')) > -40",
    "abs(date_diff('month', try_strptime(a_l, '%Y-%m-%d'), try_strptime(a_r, '%Y-%m-%d'))) <= 1",
    "date_diff('year', try_cast(a_l as date), try_cast(a_r as date)) = 0",
    "abs(try_cast(a_l as double) - try_cast(a_r as double)) <= 1.5",
    "try_cast(a_l as int) = try_cast(a_r as int)",
    "(ABS(try_cast(a_l as double) - try_cast(a_r as double)) / (CASE WHEN try_cast(a_r as double) "
    "> try_cast(a_l as double) THEN try_cast(a_r as double) ELSE try_cast(a_l as double) END)) "
    "< 0.5",
    "array_length(list_intersect(string_split(a_l, ' '), string_split(a_r, ' '))) >= 1",
    "greatest(length(a_l), length(a_r)) = length(b_r)", "a_l = 'ann' AND a_r = 'ann'",
    "a_l = a_r AND NULL", "1 = 1", "(a_l = a_r) IS NULL", "- length(a_l) + 3 * 2 > length(a_r) - 1",
    "CASE WHEN a_l = a_r THEN 1 WHEN a_l IS NULL THEN 0 END = 1",
    "floor(length(a_l) / 2) = floor(length(a_r) / 2)",
)
VALUES = (None, "ann", "Ann", "anna", "hanna", "ann marie", "marie ann", "josé", "jose", "Ångström",
          "bs28 0bj", "bs28 0eg", "n1 9gu", "a@b.org", "c@b.org", "ab", "a", "ab ", "12", "13.4",
          "2015-03-31", "2015-3-1", "2014-12-31", "2015-02-30", "01/02/2015", "31/03/2015", "x y z")


def texts(seed):
    """Pairs near each other and far apart, of few letters, so that there is much to swap."""
    rng = random.Random(seed)
    for i in range(900):
        letters = ("ab", "abcd", "abcdefghij", "aé߀", "0123456789-")[i % 5]
        size = rng.choice((1, 2, 3, 5, 8, 13, 30, 70 if i % 3 else 66))
        a = [rng.choice(letters) for _ in range(size)]
        b = list(a) if i % 4 else [rng.choice(letters) for _ in range(rng.randint(1, size + 3))]
        for _ in range(rng.randint(0, 4)):
            at = rng.randrange(len(b)) if b else 0
            change = rng.randrange(4)
            if change == 0:
                b.insert(at, rng.choice(letters))
            elif change == 1 and len(b) > 1:
                del b[at]
            elif change == 2 and at + 1 < len(b):
                b[at], b[at + 1] = b[at + 1], b[at]
            else:
                b[at] = rng.choice(letters)
        yield "".join(a), "".join(b)


def write_alike(connection, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("a", "b", *FUNCTIONS))
        calls = ", ".join(f"{f}($a, $b)" for f in FUNCTIONS)
        for a, b in texts(7):
            said = connection.execute(f"select {calls}", {"a": a, "b": b}).fetchone()
            writer.writerow((a, b, *said))


def write_conditions(connection, path):
    rng = random.Random(11)
    words = {True: "true", False: "false", None: "null"}
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("sql", "a_l", "b_l", "a_r", "b_r", "answer"))
        for sql in CONDITIONS:
            for _ in range(40):
                a_l, b_l, a_r, b_r = (rng.choice(VALUES) for _ in range(4))
                if rng.random() < 0.4:
                    a_r = a_l
                said = connection.execute(
                    f"select ({sql}) from (select $1::varchar as a_l, $2::varchar as b_l, "
                    "$3::varchar as a_r, $4::varchar as b_r)", [a_l, b_l, a_r, b_r]).fetchone()[0]
                writer.writerow((sql, a_l or "", b_l or "", a_r or "", b_r or "", words[said]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    connection = duckdb.connect()
    write_alike(connection, args.out / "alike.csv")
    write_conditions(connection, args.out / "conditions.csv")


if __name__ == "__main__":
    main()
