#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains sample Splink models on generated people and writes what Splink says of each pair.

usage: make_models.py --train BIG.csv --score SMALL.csv --out FOLDER

Run it with a Python in which bench/peers/install put Splink 4 or 5. It writes people.csv, the rows
of SMALL.csv as Splink compares them, and for each model splinkN_NAME.json and
splinkN_NAME_pairs.csv: every blocked pair with its match weight and levels (gamma_). They are the
test data for libs/splink.
"""

import argparse
from importlib.metadata import version
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, SettingsCreator, block_on

from jobs import JOBS, PEOPLE_BLOCKING, tf
from splink_run import load, make_linker

MAJOR = int(version("splink").split(".")[0])


def exact():
    """Equality only, every comparison with term frequencies."""
    return [tf(cl.ExactMatch(c)) for c in ("given_name", "surname", "dob", "postcode")]


def strings():
    """The string distances, with term frequencies on the exact level."""
    return [tf(cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8])),
            tf(cl.JaroAtThresholds("surname", [0.9, 0.75])),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("dob", [1, 2]),
            cl.JaccardAtThresholds("street", [0.9, 0.6]),
            cl.ExactMatch("sex")]


def custom():
    """Levels written by hand: and, or, not, swapped columns, parts, weighted frequencies."""
    return [
        cl.CustomComparison(
            output_column_name="name",
            comparison_levels=[
                cll.And(cll.NullLevel("given_name"), cll.NullLevel("surname")),
                cll.And(cll.ExactMatchLevel("given_name"), cll.ExactMatchLevel("surname")),
                cll.ColumnsReversedLevel("given_name", "surname", symmetrical=True),
                cll.And(cll.JaroWinklerLevel("given_name", 0.9),
                        cll.JaroWinklerLevel("surname", 0.9)),
                cll.ExactMatchLevel("surname", term_frequency_adjustments=True),
                cll.Or(cll.ExactMatchLevel("given_name"),
                       cll.LevenshteinLevel("given_name", 1)),
                cll.ElseLevel()]),
        cl.CustomComparison(
            output_column_name="postcode",
            comparison_levels=[
                cll.NullLevel("postcode"),
                cll.ExactMatchLevel("postcode").configure(
                    tf_adjustment_column="postcode", tf_adjustment_weight=0.5,
                    tf_minimum_u_value=0.001),
                cll.CustomLevel("substr(postcode_l, 1, 4) = substr(postcode_r, 1, 4)", "District"),
                cll.ElseLevel()]),
        cl.CustomComparison(
            output_column_name="dob",
            comparison_levels=[
                cll.NullLevel("dob"),
                cll.ExactMatchLevel("dob").configure(m_probability=0.9, fix_m_probability=True),
                cll.CustomLevel("levenshtein(dob_l, dob_r) <= 1 "
                                "and substr(dob_l, 1, 4) = substr(dob_r, 1, 4)", "One digit"),
                cll.CustomLevel("substr(dob_l, 1, 4) = substr(dob_r, 1, 4)", "Year"),
                cll.ElseLevel()]),
    ]


def library():
    """Splink's ready-made person comparisons, with dates parsed and postcodes cut by regex."""
    return list(JOBS["people"]().comparisons)


def linked():
    """Between two files: the rows of source health, and all others."""
    return [tf(cl.JaroWinklerAtThresholds("given_name", 0.9)),
            tf(cl.LevenshteinAtThresholds("surname", 1)),
            tf(cl.ExactMatch("dob")), cl.ExactMatch("postcode")]


MODELS = (exact, strings, custom, library, linked)


def connect(path, job, split):
    """A connection with the people, in two tables if they are to be linked, and their names."""
    connection = duckdb.connect(":memory:")
    connection.execute("set threads = 1")
    load(connection, job, path, "people")
    if not split:
        return connection, ["people"]
    for table, test in (("health", "="), ("others", "<>")):
        connection.execute(f"create table {table} as select * exclude (source) from people "
                           f"where source {test} 'health'")
    return connection, ["health", "others"]


def trained(path, job, make, out):
    split = make is linked
    settings = SettingsCreator(
        link_type="link_only" if split else "dedupe_only", unique_id_column_name="record_id",
        comparisons=make(), blocking_rules_to_generate_predictions=list(PEOPLE_BLOCKING))
    connection, tables = connect(path, job, split)
    linker = make_linker(DuckDBAPI(connection), tables, settings)
    linker.training.estimate_probability_two_random_records_match(list(job.certain), recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for columns in job.em_blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns), estimate_without_term_frequencies=True)
    linker.misc.save_model_to_json(str(out), overwrite=True)


def score(path, job, make, model, out):
    connection, tables = connect(path, job, make is linked)
    connection.execute(f"copy (from people order by record_id) to '{out.parent}/people.csv' "
                       "(header)")
    linker = make_linker(DuckDBAPI(connection), tables, str(model))
    scored = linker.inference.predict().physical_name
    levels = [row[0] for row in connection.execute(f"describe {scored}").fetchall()
              if row[0].startswith("gamma_")]
    columns = ", ".join(f'"{column}"' for column in levels)
    connection.execute(
        f"copy (select record_id_l as left_id, record_id_r as right_id, match_weight, "
        f"match_probability, match_key, {columns} from {scored} order by 1, 2) to '{out}' "
        "(header)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--train", required=True)
    parser.add_argument("--score", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    job = JOBS["people"]()
    for make in MODELS:
        name = f"splink{MAJOR}_{make.__name__}"
        model = args.out / f"{name}.json"
        trained(args.train, job, make, model)
        score(args.score, job, make, model, args.out / f"{name}_pairs.csv")
        print(name)


if __name__ == "__main__":
    main()
