#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Links CSV files with Splink on DuckDB, training included, and says how long it took.

usage: splink_run.py JOB INPUT.csv[.gz]... --clusters C.csv [--pairs P.csv] [--report R.json]
                     [--model-in M.json] [--model-out M.json] [--one-to-one] [--threshold P]
                     [--threads N] [--seed S] [--every-pair] [--as-is]

The seconds run from opening the CSV to the written clusters; Python's start and imports are left
out, to Splink's favour. Run it with a Python in which bench/peers/install put Splink 4 or 5.
"""

import argparse
import json
import os
import platform
import resource
import time
from importlib.metadata import version

import duckdb
from splink import DuckDBAPI, Linker, block_on

from jobs import JOBS

MAJOR = int(version("splink").split(".")[0])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--clusters", required=True)
    parser.add_argument("--pairs")
    parser.add_argument("--report")
    parser.add_argument("--model-in")
    parser.add_argument("--model-out")
    parser.add_argument("--one-to-one", action="store_true")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--every-pair", action="store_true", help="pairs below the threshold too")
    parser.add_argument("--as-is", action="store_true", help="the text is clean already")
    return parser.parse_args()


class Stopwatch:
    def __init__(self):
        self.started = self.last = time.perf_counter()
        self.stages = {}

    def lap(self, name):
        now = time.perf_counter()
        self.stages[name] = round(now - self.last, 3)
        self.last = now


def load(connection, job, path, table, id_column=None, as_is=False):
    """Plain trimmed lower-case text, blank as NULL: Splink's documentation asks for clean input."""
    relation = connection.read_csv(path, all_varchar=True, normalize_names=False)
    names = {name.strip(): name for name in relation.columns}
    if id_column:
        names[job.id_column] = names[id_column]

    def clean(column):
        if as_is:
            return f"\"{names[column]}\""
        text = f"trim(\"{names[column]}\")"
        return text if column == job.id_column else f"nullif(strip_accents(lower({text})), '')"

    columns = [f"{clean(column)} as {column}" for column in job.columns if column in names]
    relation.create_view(f"{table}_raw")
    connection.execute(f"create table {table} as select {', '.join(columns)} from {table}_raw")
    return connection.execute(f"select count(*) from {table}").fetchall()[0][0]


def make_linker(api, tables, settings):
    if MAJOR >= 5:
        inputs = [api.register(table) for table in tables]
        return Linker(inputs[0] if len(inputs) == 1 else inputs, settings)
    return Linker(tables[0] if len(tables) == 1 else tables, settings, db_api=api)


def train(linker, job, seed, watch):
    training = linker.training
    training.estimate_probability_two_random_records_match(list(job.certain),
                                                           recall=job.certain_recall)
    watch.lap("prior")
    training.estimate_u_using_random_sampling(max_pairs=job.u_pairs, seed=seed)
    watch.lap("u")
    sample = {"max_pairs": job.em_pairs} if MAJOR >= 5 else {}
    for columns in job.em_blocks:
        training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns), estimate_without_term_frequencies=job.em_without_tf,
            **sample)
    watch.lap("em")


def cluster(linker, predictions, threshold, one_to_one, tables):
    if one_to_one:
        return linker.clustering.cluster_using_single_best_links(
            predictions, duplicate_free_datasets=tables, threshold_match_probability=threshold)
    return linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=threshold)


def copy_out(connection, sql, path):
    connection.execute(f"copy ({sql}) to '{path}' (header, delimiter ',')")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    return {"cpu": names[0] if names else platform.machine(), "cores": os.cpu_count(),
            "system": platform.platform()}


def main():
    args = arguments()
    job = JOBS[args.job]()
    threshold = job.threshold if args.threshold is None else args.threshold
    watch = Stopwatch()
    connection = duckdb.connect(":memory:")
    connection.execute(f"set threads = {args.threads}")
    api = DuckDBAPI(connection)
    tables = ["people"] if len(args.inputs) == 1 else [f"people_{i}" for i in
                                                       range(len(args.inputs))]
    records = sum(load(connection, job, path, table, as_is=args.as_is)
                  for path, table in zip(args.inputs, tables))
    watch.lap("read")
    linker = make_linker(api, tables, args.model_in or job.settings())
    if not args.model_in:
        train(linker, job, args.seed, watch)
    if args.model_out:
        linker.misc.save_model_to_json(args.model_out, overwrite=True)
    predictions = linker.inference.predict(
        threshold_match_probability=None if args.every_pair else min(0.2, threshold))
    watch.lap("predict")
    clusters = cluster(linker, predictions, threshold, args.one_to_one, tables)
    watch.lap("cluster")
    key = job.id_column
    copy_out(connection, f"select {key} as record_id, cluster_id from {clusters.physical_name}",
             args.clusters)
    watch.lap("write")
    seconds = round(watch.last - watch.started, 3)
    scored = f"from {predictions.physical_name}"
    pairs = connection.execute(f"select count(*) {scored}").fetchall()[0][0]
    if args.pairs:
        copy_out(connection, f"select {key}_l as left_id, {key}_r as right_id, match_weight, "
                 f"match_probability {scored} order by 1, 2", args.pairs)
    report = {"program": f"splink {version('splink')}", "duckdb": duckdb.__version__,
              "python": platform.python_version(), "machine": machine(), "job": args.job,
              "threads": args.threads, "records": records, "pairs_kept": pairs,
              "threshold": threshold, "seconds": seconds, "stages": watch.stages,
              "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    text = json.dumps(report, indent=1)
    if args.report:
        with open(args.report, "w", encoding="utf-8") as out:
            out.write(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
