#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pages and searches of a hub that has taken in a million notifications, the real program over
HTTPS. They are made up (bench/linkage) and taken in by `openmash import`, which seals, records and
links them as it does any; all but the newest are history: closed cases. Prints one JSON object a
measurement. Standard library only.

usage: MASH_BINARY=build/release/openmash bench/million.py GENERATOR FOLDER [--db URL]
           [--count 1000000] [--open 20000] [--times 200] [--seed 1] [--people 100] [--seconds 60]
GENERATOR is the program generate_notifications. FOLDER is used again if it holds an installation
with this name (for measuring without taking in anew), else made.
"""
import argparse
import asyncio
import csv
import datetime
import pathlib
import random
import re
import time

from load import Line, Place, Times, add_staff, run, say
from busy_hub import Team

DAYS = 1826
FULL_POSTCODE = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")  # the form takes no other


class Made:
    """The files, and what they say of some people at random."""

    def __init__(self, arguments, folder):
        self.folder, self.dice = folder / "made", random.Random(arguments.seed)
        self.until = datetime.date.today()
        if not self.folder.exists():
            run(pathlib.Path(arguments.generator).resolve(), "--count", arguments.count,
                "--until", self.until, "--days", DAYS, "--seed", arguments.seed,
                "--out", self.folder)
        first_open = datetime.timedelta(days=DAYS * arguments.open / arguments.count)
        begun = datetime.datetime.combine(self.until, datetime.time()) - first_open
        self.history_before = begun.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.files = sorted(self.folder.glob("notifications-*.csv"))

    def people(self, count):
        found = []
        for file in self.files:
            people = file.with_name(file.name.replace("notifications", "people"))
            with people.open(newline="") as text:
                rows = [row for row in csv.DictReader(text)
                        if row["given_name"] and row["surname"] and row["dob"]
                        and row["address_line"] and FULL_POSTCODE.fullmatch(row["postcode"])]
            found += self.dice.sample(rows, min(len(rows), count))
        return self.dice.sample(found, min(len(found), count))


class Million(Place):
    """As Place, but in a folder that stays."""

    def __init__(self, folder, config, postgres):
        super().__init__(folder, config, postgres)
        self.data = folder / "data"
        self.arguments[self.arguments.index("--data") + 1] = str(self.data)
        self.where = ["--config", str(config)] + (["--db", postgres] if postgres else [])

    def take_in(self, made):
        for file in made.files:
            begin = time.monotonic()
            people = str(file).replace("notifications-", "people-")
            self.command("import", str(file), people, "--history-before", made.history_before,
                         *self.where)
            with file.open() as text:
                count = sum(1 for _ in text) - 1
            say("taken in", file=file.name, notifications=count,
                per_second=round(count / (time.monotonic() - begin)))

    def start(self):
        begin = time.monotonic()
        self.launch()
        self.wait_ready("Hub ", 1, 3600)
        self.wait_ready("Gate", 1)
        say("started", seconds=round(time.monotonic() - begin, 1),
            hub_mib=round(self.memory("hub")), gate_mib=round(self.memory("gate")))


# What is known of whoever is looked for.
def by_parts_of_names(row):
    return {"given_name": row["given_name"][:4], "surname": row["surname"][:-1]}


def by_birth(row):
    return {"surname": row["surname"], "dob": row["dob"]}


def by_birth_alone(row):
    return {"dob": row["dob"]}


def by_address(row):
    return {"address_line": row["address_line"], "postcode": row["postcode"]}


def by_all(row):
    return {**by_parts_of_names(row), "dob": row["dob"], **by_address(row)}


class Reader:
    def __init__(self, arguments, place, made):
        self.arguments, self.place, self.made = arguments, place, made
        self.dice = random.Random(3)
        self.times = Times()
        self.line = None

    async def pages(self):
        rows = (await self.line.get("/queue"))["rows"]
        cases = [re.match(r"/case/[^/]+", row["href"])[0] for row in rows]
        last = max(1, self.arguments.open // 100)
        for _ in range(self.arguments.times):
            deep = self.dice.randint(1, last)
            case = self.dice.choice(cases)
            for name, path in (("queue page, the first", "/queue"),
                               ("queue page, any", f"/queue?page={deep}"),
                               ("queue page, the newest first", "/queue?order=newest"),
                               ("queue page, with nobody and not rated",
                                "/queue?with=nobody&rating=NOT_RATED"),
                               ("case", case), ("notification", case + "/notification"),
                               ("family", case + "/family"), ("tasks", "/tasks")):
                await self.times.of(name, self.line.page(path))

    async def references(self):
        for _ in range(self.arguments.times):
            number = self.dice.randint(1, self.arguments.count)
            for name, reference in (("reference of the sender", f"BENCH/{number}"),
                                    ("reference that nobody has", f"NOBODY/{number}")):
                begin = time.monotonic()
                found = await self.line.post("/queue/search", {"reference": reference})
                await self.line.page(found["location"])
                self.times.add(name, time.monotonic() - begin)

    async def look_ups(self):
        """To look somebody up is to say that they were named: whoever is on the telephone did."""
        people = self.made.people(self.arguments.times)
        await self.line.post("/queue/next", {})
        rows = (await self.line.get("/queue?with=me"))["rows"]
        case = re.match(r"/case/[^/]+", rows[0]["href"])[0]
        found = {}
        for row in people:
            for name, known in (("parts of names", by_parts_of_names), ("birth date", by_birth),
                                ("birth date alone", by_birth_alone), ("address", by_address),
                                ("names, birth date and address", by_all)):
                begin = time.monotonic()
                there = (await self.line.post(case + "/people/add",
                                              {"role": "other", "relationship": "Asked about",
                                               **known(row)}))["location"]
                content = await self.line.page(there)
                self.times.add("look-up by " + name, time.monotonic() - begin)
                found.setdefault(name, []).append(b"answer_1" in content)
        say("look-ups that found somebody",
            **{name: round(sum(all_) / len(all_), 3) for name, all_ in found.items()})

    async def run(self, officers):
        self.line = await Line(self.place.hub_port, "hub").sign_in("u01")
        for part in (self.pages, self.references, self.look_ups):
            self.times = Times()
            await part()
            for name, figures in self.times.figures().items():
                say(name, **figures)
        team = Team(self.place)
        await team.gather(officers, self.arguments.people)
        team.begin()
        await asyncio.sleep(self.arguments.seconds)
        for name, figures in (await team.end()).items():
            say("while people work: " + name, **figures)
        say("after the work", hub_mib=round(self.place.memory("hub")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("generator")
    parser.add_argument("folder")
    parser.add_argument("--db")
    for name, value in (("count", 1_000_000), ("open", 20_000), ("times", 200), ("seed", 1),
                        ("people", 100), ("seconds", 60)):
        parser.add_argument("--" + name, type=int, default=value)
    arguments = parser.parse_args()
    folder = pathlib.Path(arguments.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    config, officers = add_staff(folder, arguments.people)
    made = Made(arguments, folder)
    place = Million(folder, config, arguments.db)
    if not place.data.exists():
        place.take_in(made)
    place.start()
    try:
        asyncio.run(Reader(arguments, place, made).run(officers))
    finally:
        place.stop()


if __name__ == "__main__":
    main()
