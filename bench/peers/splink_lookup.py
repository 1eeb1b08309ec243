#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks people up with Splink 5: all queries at once for the hits, some alone for the waiting time.

usage: splink_lookup.py --records R.csv --queries Q.csv --model M.json --out RESULTS.csv
                        [--alone N] [--threads N]

M.json is a model of the people job (splink_run.py people ... --model-out): a register without
duplicates has nothing to train on. RESULTS.csv is query_id,rank,record_id; the milliseconds of a
single look-up go to the terminal as JSON.
"""

import argparse
import json
import statistics
import time
from importlib.metadata import version

import duckdb
from splink import DuckDBAPI, Linker

from jobs import JOBS
from splink_run import load

KEPT = 10


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--records", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--alone", type=int, default=50, help="queries timed one by one")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def look_up(linker, register, queries):
    return linker.inference.predict_between(register, queries, warning_mode="never")


def main():
    args = arguments()
    job = JOBS["people"]()
    connection = duckdb.connect(":memory:")
    connection.execute(f"set threads = {args.threads}")
    load(connection, job, args.records, "register")
    load(connection, job, args.queries, "queries", "query_id")
    api = DuckDBAPI(connection)
    register = api.register("register")
    linker = Linker(register, args.model)
    for column in ("given_name", "surname"):
        linker.table_management.compute_tf_table(column)
    started = time.perf_counter()
    scored = look_up(linker, register, api.register("queries"))
    batch = time.perf_counter() - started
    connection.execute(
        "copy (select record_id_r as query_id, row_number() over (partition by record_id_r "
        "order by match_weight desc, record_id_l) as rank, record_id_l as record_id, match_weight "
        f"from {scored.physical_name} qualify rank <= {KEPT} order by 1, 2) to '{args.out}' "
        "(header)")
    waits = []
    for number in range(args.alone):
        connection.execute(f"create table query_{number} as select * from queries "
                           f"order by record_id limit 1 offset {number}")
        query = api.register(f"query_{number}")
        started = time.perf_counter()
        look_up(linker, register, query).as_record_list()
        waits.append(1000 * (time.perf_counter() - started))
    waits.sort()
    print(json.dumps({
        "program": f"splink {version('splink')}", "duckdb": duckdb.__version__,
        "batch_seconds": round(batch, 3), "alone": len(waits),
        "median_ms": round(statistics.median(waits), 1),
        "p99_ms": round(waits[int(0.99 * (len(waits) - 1))], 1)}, indent=1))


if __name__ == "__main__":
    main()
