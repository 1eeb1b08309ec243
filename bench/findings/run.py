#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the detectors of hub/findings find in a simulated borough, beside what is true there.

Everybody is taken as identified without an error (truth/links.csv), so that this measures the
detectors and not linkage or the people who say who is who. Looks on the first of each month of the
last year. Prints one JSON object for each seed. Standard library only.

usage: bench/findings/run.py OPENMASH FINDINGS_BENCH FOLDER [--seeds 901 902 903] [--days 1095]
                             [--people 60000] [--until 2026-01-01]     (FOLDER is emptied)
"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import zoneinfo

LONDON = zoneinfo.ZoneInfo("Europe/London")
OUTCOMES = {"information": "INFORMATION_AND_ADVICE", "no_further_action": "NFA",
            "no_need": "S17_ASSESSMENT", "support": "S17_ASSESSMENT", "protection_plan": "S47"}
LEVELS = {"BLUE": "1", "GREEN": "2", "AMBER": "3", "RED": "4"}
CHILDREN = ("child", "sibling", "unborn")
WINDOW, HOLDS = 12, 90  # of data/findings.json: months, days


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def seconds(text):
    return int(time_of(text).timestamp())


def home_of(row):
    return (row["address_line"] + "|" + row["postcode"]).upper().replace(" ", "")


class Town:
    """A simulated borough with its truth, and the same in the two files of findings_bench."""

    def __init__(self, folder):
        self.folder = folder
        hub, truth = folder / "hubs" / "barnfield", folder / "truth"
        self.people = {row["person"]: row for row in rows(truth / "people.csv")}
        self.processes = {row["person"]: row for row in rows(truth / "processes.csv")}
        self.adults = rows(truth / "adults.csv")
        self.told = [row for file in sorted(hub.glob("notifications-*.csv")) for row in rows(file)]
        self.decided = {row["reference"]: row for row in rows(folder / "durations.csv")}
        links = {(row["file"], row["row"]): row["person"] for row in rows(truth / "links.csv")}
        self.said = []
        for file in sorted(hub.glob("people-*.csv")):
            number = file.stem.removeprefix("people-")
            for place, row in enumerate(rows(file), 1):
                self.said.append(row | {"person": links[number, str(place)]})
        self.ids = {name: f"{i:026d}" for i, name in enumerate(
            dict.fromkeys(row["person"] for row in self.said), 1)}
        self.names = {number: name for name, number in self.ids.items()}
        self.cases = {row["source_reference"]: f"{i:026d}"
                      for i, row in enumerate(sorted(self.told, key=lambda r: r["received_at"]), 1)}
        # By case: its day, source, the children and the adults of concern in it.
        self.about = {number: {} for number in self.cases.values()}
        for row in self.told:
            self.about[self.cases[row["source_reference"]]] = {
                "day": time_of(row["received_at"]).astimezone(LONDON).date(),
                "source": row["referral_source"], "children": set(), "concern": set()}
        for row in self.said:
            case = self.about[self.cases[row["source_reference"]]]
            if row["person_role"] in CHILDREN:
                case["children"].add(row["person"])
            if row["person_role"] == "adult_of_concern":
                case["concern"].add(row["person"])

    def write(self):
        received = {}
        with open(self.folder / "cases.tsv", "w", encoding="utf-8") as file:
            for row in sorted(self.told, key=lambda r: r["received_at"]):
                reference = row["source_reference"]
                received[reference] = seconds(row["received_at"])
                decided = self.decided[reference]
                file.write("\t".join((
                    self.cases[reference], str(received[reference]), row["referral_source"],
                    decided["level"], LEVELS[decided["level"]], row["concern_types"],
                    OUTCOMES[decided["outcome"]], str(seconds(decided["decided_at"])))) + "\n")
        said = sorted(enumerate(self.said, 1), key=lambda s: received[s[1]["source_reference"]])
        with open(self.folder / "said.tsv", "w", encoding="utf-8") as file:
            for number, row in said:
                known = row["address_line"] and row["postcode"]
                file.write("\t".join((
                    f"{number:026d}", self.cases[row["source_reference"]], self.ids[row["person"]],
                    row["person_role"], str(received[row["source_reference"]]),
                    home_of(row) if known else "", row["postcode"].split(" ")[0],
                    row["dob"][:4])) + "\n")

    def of_child(self):
        """Cases of each child, the oldest first."""
        out = collections.defaultdict(list)
        for number in sorted(self.about):
            for child in self.about[number]["children"]:
                out[child].append(self.about[number])
        return out


def months_before(day, count):
    month = day.year * 12 + day.month - 1 - count
    year, month = divmod(month, 12)
    while True:
        try:
            return datetime.date(year, month + 1, day.day)
        except ValueError:
            day -= datetime.timedelta(days=1)


def repeats_by_hand(town, today):
    """Whom the rules for a child are about, counted here another way."""
    out = set()
    for child, cases in town.of_child().items():
        cases = [case for case in cases if case["day"] < today]
        if not cases or (today - cases[-1]["day"]).days > HOLDS:
            continue
        start = months_before(cases[-1]["day"], WINDOW)
        recent = [case for case in cases if case["day"] >= start]
        sources = {case["source"] for case in recent}
        if len(recent) >= 5 or (len(recent) >= 3 and len(sources) >= 3):
            out.add(child)
    return out


def families_by_hand(town, today):
    """True families of which the rule for brothers and sisters is about, and no child's alone."""
    of_family = collections.defaultdict(dict)
    for number in sorted(town.about):
        if town.about[number]["day"] >= today:
            continue
        for child in town.about[number]["children"]:
            of_family[town.people[child]["family"]].setdefault(child, set()).add(number)
    out = {}
    for family, children in of_family.items():
        told = set().union(*children.values())
        if len(children) < 2 or len(told) <= max(map(len, children.values())):
            continue
        cases = [town.about[number] for number in sorted(told)]
        if (today - cases[-1]["day"]).days > HOLDS:
            continue
        start = months_before(cases[-1]["day"], WINDOW)
        recent = [case for case in cases if case["day"] >= start]
        if len(recent) >= 4 and len({case["source"] for case in recent}) >= 2:
            out[family] = set(children)
    return out


def judge_families(town, looks):
    """Of true families of whom the rule is true: how many were found. Of what was found: how many
    patterns join children of different families."""
    out = {"by_hand": 0, "found": 0, "patterns": 0, "joined_wrongly": 0}
    for head, found in looks:
        hand = families_by_hand(town, datetime.date.fromisoformat(head["day"]))
        mine = [{town.names[child] for child in f["subjects"]}
                for f in found if f["rule"].startswith("family-")]
        seen = set()
        for children in mine:
            families = collections.Counter(town.people[child]["family"] for child in children)
            out["joined_wrongly"] += len(families) > 1
            seen |= {family for family, count in families.items() if count > 1}
        out["by_hand"] += len(hand)
        out["found"] += len(seen & set(hand))
        out["patterns"] += len(mine)
    return out


def judge_homes(town, looks):
    """Homes through which more than one family came, and children missing at the same time: of how
    many patterns that is true."""
    families = collections.defaultdict(set)
    for row in town.said:
        if row["person_role"] in CHILDREN:
            families[home_of(row)].add(town.people[row["person"]]["family"])
    out = {"homes": 0, "of_one_family": 0, "together": 0, "of_brothers_and_sisters": 0}
    for _, found in looks:
        for f in found:
            if f["rule"].startswith("home-"):
                out["homes"] += 1
                out["of_one_family"] += len(families[f["subjects"][0]]) < 2
            if f["kind"] == "MISSING_TOGETHER":
                out["together"] += 1
                one, other = (town.people[town.names[child]]["family"] for child in f["subjects"])
                out["of_brothers_and_sisters"] += one == other
    return out


def planted_adults(town, today):
    """Who was told of beside children of two of their families within 24 months."""
    out = set()
    for row in town.adults:
        families, newest = set(), None
        for case in town.about.values():
            if row["adult"] not in case["concern"] or case["day"] >= today:
                continue
            if case["day"] < months_before(today, 24):
                continue
            newest = max(newest or case["day"], case["day"])
            families |= {town.people[child]["family"] for child in case["children"]}
        if len(families) >= 2 and (today - newest).days <= HOLDS:
            out.add(row["adult"])
    return out


def share(part, whole):
    return round(part / whole, 3) if whole else None


def by_group(town, flagged):
    """Of children without harm to come, how many were flagged, by group, and the ratio."""
    wrong, all_ = collections.Counter(), collections.Counter()
    for child, row in town.processes.items():
        if row["outcome"] == "1" or row["process"] not in ("stable", "clustered"):
            continue
        all_[row["group"]] += 1
        wrong[row["group"]] += child in flagged
    rates = {group: wrong[group] / all_[group] for group in all_}
    ratio = rates["over_reported"] / rates["others"] if rates.get("others") else None
    return {"flagged": dict(wrong), "of": dict(all_), "ratio": ratio and round(ratio, 2)}


def judge(town, looks):
    repeats = {"by_hand": 0, "found": 0, "more": 0}
    adults = {"planted": set(), "found": set(), "others": set()}
    flagged = {}
    for head, found in looks:
        today = datetime.date.fromisoformat(head["day"])
        mine = {town.names[f["subjects"][0]] for f in found
                if f["kind"] == "REPEAT" and f["rule"].startswith("child-")}
        hand = repeats_by_hand(town, today)
        repeats["by_hand"] += len(hand)
        repeats["found"] += len(hand & mine)
        repeats["more"] += len(mine - hand)
        around = {town.names[f["subjects"][0]] for f in found if f["kind"] == "ADULT_AROUND"}
        planted = planted_adults(town, today)
        adults["planted"] |= planted
        adults["found"] |= planted & around
        adults["others"] |= around - {row["adult"] for row in town.adults}
        for f in found:
            rule = f["rule"].split(".")[0]
            if f["kind"] == "CHANGE" or rule.startswith("child-"):
                of = flagged.setdefault("change" if f["kind"] == "CHANGE" else rule, {})
                of.setdefault(town.names[f["subjects"][0]], today)
    out = {"repeats_of_children": repeats,
           "families": judge_families(town, looks), "homes": judge_homes(town, looks),
           "adults_around": {"planted": len(adults["planted"]), "found": len(adults["found"]),
                             "others": len(adults["others"])}}
    told = set(town.of_child())
    # Whose rate began to rise in the first half of the looks, and who was told of.
    first, middle = (datetime.date.fromisoformat(looks[i][0]["day"]) for i in (0, len(looks) // 2))
    rising = {}
    for child, row in town.processes.items():
        if row["process"] == "escalating" and row["onset"] and child in told:
            onset = datetime.date.fromisoformat(row["onset"])
            if first <= onset < middle:
                rising[child] = onset
    base = share(sum(town.processes[c]["outcome"] == "1" for c in told), len(told))
    for kind, children in flagged.items():
        true = [c for c in children if town.processes[c]["outcome"] == "1"]
        lead = [(children[c] - onset).days for c, onset in rising.items()
                if c in children and children[c] >= onset]
        out[kind] = {
            "children": len(children), "harmed": share(len(true), len(children)),
            "harmed_of_all_told_of": base,
            "rising": len(rising), "of_them": len(lead),
            "days_after_onset": statistics.median(lead) if lead else None,
            "by_group": by_group(town, children)}
    return out


def look(openmash, bench, folder, *, seed, days, people, until):
    """A town in this folder, which is emptied, and what was found on each day of the last year."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([openmash, "simulate", "--seed", str(seed), "--hubs", "barnfield", "--days",
                    str(days), "--people", str(people), "--until", until.isoformat(), "--out",
                    str(folder)], check=True, stdout=subprocess.DEVNULL)
    town = Town(folder)
    town.write()
    when = [months_before(until, count).isoformat() for count in range(11, -1, -1)]
    done = subprocess.run([bench, folder / "cases.tsv", folder / "said.tsv", *when], check=True,
                          stdout=subprocess.PIPE, text=True)
    looks = []
    for line in map(json.loads, done.stdout.splitlines()):
        if "day" in line:
            looks.append((line, []))
        else:
            looks[-1][1].append(line)
    return town, looks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("openmash")
    parser.add_argument("bench")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[901, 902, 903])
    parser.add_argument("--days", type=int, default=1095)
    parser.add_argument("--people", type=int, default=60000)
    parser.add_argument("--until", type=datetime.date.fromisoformat,
                        default=datetime.date(2026, 1, 1))
    args = parser.parse_args()
    for seed in args.seeds:
        town, looks = look(args.openmash, args.bench, args.folder, seed=seed, days=args.days,
                           people=args.people, until=args.until)
        last, found = looks[-1]
        kinds = collections.Counter(f["kind"] for f in found)
        print(json.dumps({"seed": seed, "last": last, "kinds": kinds, **judge(town, looks)}))
    shutil.rmtree(args.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
