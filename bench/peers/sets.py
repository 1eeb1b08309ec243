# SPDX-License-Identifier: MIT
"""The sets that both programs link: where the records come from and who is who.

Public sets are unpacked from a folder of record-linkage data; people_* are made by
bench/linkage (generate_people) with a seed, so a fresh seed is a set nobody has tuned on.
"""

import csv
import gzip
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Set:
    job: str  # in jobs.py
    id_column: str = "record_id"
    sources: tuple[str, ...] = ()
    records: int = 0
    layout: str = "many"
    one_to_one: bool = False


SETS = {
    "febrl1": Set("febrl3", "rec_id", ("febrl/febrl1.csv.gz",)),
    "febrl2": Set("febrl3", "rec_id", ("febrl/febrl2.csv.gz",)),
    "febrl3": Set("febrl3", "rec_id", ("febrl/febrl3.csv.gz",)),
    "febrl4": Set("febrl4", "rec_id", ("febrl/febrl4a.csv.gz", "febrl/febrl4b.csv.gz")),
    "foreigners_10k": Set("foreigners", "rec_id", ("blockingpy/foreigners_synth_10000.csv.gz",)),
    "fake_1000": Set("fake_1000", "unique_id", ("splink_fake/fake_1000.csv.gz",)),
}
for size, count in {"10k": 10**4, "100k": 10**5, "1m": 10**6, "7m": 7 * 10**6}.items():
    SETS[f"people_{size}"] = Set("people", records=count)
    SETS[f"equal_{size}"] = Set("equal", records=count)
    SETS[f"registers_{size}"] = Set("registers", records=count, layout="two-files",
                                    one_to_one=True)


@dataclass(frozen=True)
class Files:
    inputs: list[Path]
    truth: Path
    families: Path | None


ANSWERS = ("cluster", "true_id")  # columns of the sets themselves that neither program may see


def entity(row):
    for column in ANSWERS:
        if column in row:
            return row[column]
    return "-".join(row["rec_id"].split("-")[:2])


def unpack(chosen, data, folder):
    inputs = []
    with open(folder / "truth.csv", "w", encoding="utf-8", newline="") as truth:
        writer = csv.writer(truth, lineterminator="\n")
        writer.writerow(["record_id", "cluster_id"])
        for source in chosen.sources:
            text = gzip.open(data / source, "rt", encoding="utf-8").read()
            target = folder / Path(source).stem
            text = text.replace("Unnamed: 0", "rec_id", 1)  # BlockingPy's header
            rows = list(csv.DictReader(text.splitlines(), skipinitialspace=True))
            writer.writerows((row[chosen.id_column], entity(row)) for row in rows)
            with open(target, "w", encoding="utf-8", newline="") as out:
                columns = [c for c in rows[0] if c and c not in ANSWERS]
                table = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
                table.writeheader()
                table.writerows(rows)
            inputs.append(target)
    return inputs


def plain(text):
    """Trimmed, lower case, without accents."""
    letters = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


def cleaned(path, id_column):
    """The file beside it with plain text, which both programs then read as it is."""
    target = path.with_name(path.stem + "_plain.csv")
    if not target.exists():
        with open(path, encoding="utf-8", newline="") as rows, \
                open(target, "w", encoding="utf-8", newline="") as out:
            reader = csv.DictReader(rows)
            table = csv.DictWriter(out, reader.fieldnames, lineterminator="\n")
            table.writeheader()
            for row in reader:
                table.writerow({name: text if name == id_column else plain(text)
                                for name, text in row.items()})
    return target


def prepare(name, data, generator, seed, work):
    """The files of a set; made anew only when they are missing."""
    chosen = SETS[name]
    if chosen.sources:
        folder = work / "data" / name
        folder.mkdir(parents=True, exist_ok=True)
        return Files(unpack(chosen, data, folder), folder / "truth.csv", None)
    folder = work / "data" / f"{chosen.layout}_{chosen.records}_{seed}"
    names = ["a.csv", "b.csv"] if chosen.layout == "two-files" else ["records.csv"]
    inputs = [folder / file for file in names]
    if not (folder / "families.csv").exists():
        subprocess.run([generator, "--records", str(chosen.records), "--seed", str(seed),
                        "--layout", chosen.layout, "--out", folder], check=True)
    if chosen.job == "equal":
        inputs = [cleaned(path, chosen.id_column) for path in inputs]
    return Files(inputs, folder / "truth.csv", folder / "families.csv")
