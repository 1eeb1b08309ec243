#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A hub and its gate, the real program over HTTPS, while a hundred people work, agencies' systems
send fifty notifications a second, and five hundred pages listen. Notifications are sent when their
moment has come, whether or not the ones before were answered, and times count from that moment.
Prints one JSON object a measurement. Standard library only.

usage: MASH_BINARY=build/release/openmash bench/busy_hub.py FOLDER [--db URL] [--seconds 60]
           [--rate 50] [--people 100] [--streams 500]
FOLDER is emptied; it has to be on the disk that is measured.
"""
import argparse
import asyncio
import itertools
import json
import random
import re
import sqlite3
import subprocess
import time

from listen import Listeners
from load import Line, Place, Times, add_staff, expect, figures, fresh, say, synced_writes

GIVEN = ["Amara", "Tobi", "Elif", "Jakub", "Harriet", "Imran", "Nadia", "Owen", "Zofia", "Kwame"]
SURNAMES = ["Okafor", "Atherley", "Yildiz", "Nowak", "Pettigrew", "Hussain", "Rahman", "Vale"]
DESKS = ["u07", "u09", "u11"]  # police, health, education: whom cases ask
PAUSE = 8.0  # seconds on average between what somebody did and what they do next


def notification(number, dice):
    children = [{"given_name": dice.choice(GIVEN), "surname": dice.choice(SURNAMES),
                 "dob": f"{dice.randint(2010, 2024)}-{dice.randint(1, 12):02}-14"}
                for _ in range(dice.randint(1, 3))]
    return {"danger": "no", "children": children, "where_now": "At school until three",
            "narrative": f"Number {number}. " + "She came in late and would not say why. " * 10,
            "concerns": ["neglect"], "informed": "no", "why_not_informed": "Not yet seen today",
            "referrer": {"name": "Iris Vale", "role": "Sergeant", "phone": "020 7946 0155"}}


class Senders:
    """Agencies' systems with so many connections between them."""
    LINES = 24

    def __init__(self, place, token):
        self.token, self.numbers, self.dice = token, itertools.count(1), random.Random(1)
        self.lines = asyncio.Queue()
        for _ in range(self.LINES):
            self.lines.put_nowait(Line(place.gate_port, "gate"))

    async def one(self, due, times):
        number = next(self.numbers)
        body = json.dumps(notification(number, self.dice)).encode()
        line = await self.lines.get()
        try:
            status, _, content = await line.send("POST", "/api/v1/notifications", body, {
                "Authorization": "Bearer " + self.token, "Content-Type": "application/json",
                "Idempotency-Key": f'"{number}-{time.time_ns()}"'})
        finally:
            self.lines.put_nowait(line)
        expect(status, 201, "the gate", content)
        times.add("acknowledged", time.monotonic() - due)

    async def send(self, rate, seconds, times):
        begin = time.monotonic() + 0.1
        tasks = []
        for n in range(int(rate * seconds)):
            due = begin + n / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.append(asyncio.create_task(self.one(due, times)))
        await asyncio.gather(*tasks)


class Team:
    """People who work until told to stop. Who is refused, since somebody was faster, goes on."""

    def __init__(self, place):
        self.place, self.dice = place, random.Random(2)
        self.members, self.tasks = [], []
        self.stop = asyncio.Event()
        self.times, self.refused = Times(), []
        self.to_ask = asyncio.Queue()

    async def gather(self, officers, count):
        for n in range(count):
            if n % 10 == 8:
                persona, day = "u05", self.asks
            elif n % 10 == 9:
                persona, day = DESKS[n // 10 % len(DESKS)], self.answers
            else:
                persona, day = officers[n], self.screens
            line = await Line(self.place.hub_port, "hub", f"127.0.0.{2 + n % 8}").sign_in(persona)
            self.members.append((line, day))

    def begin(self):
        self.times, self.refused = Times(), []
        self.stop.clear()
        self.tasks = [asyncio.create_task(self.works(*member)) for member in self.members]

    async def end(self):
        self.stop.set()
        await asyncio.gather(*self.tasks)
        done = sum(len(times) for times in self.times.all.values())
        if len(self.refused) > done / 20:
            raise AssertionError(f"{len(self.refused)} refused: {self.refused[:3]}")
        return self.times.figures()

    async def works(self, line, day):
        while not self.stop.is_set():
            try:
                await asyncio.wait_for(self.stop.wait(), self.dice.expovariate(1 / PAUSE))
                return
            except asyncio.TimeoutError:
                pass
            try:
                await day(line)
            except AssertionError as refused:
                self.refused.append(str(refused))

    async def page(self, line, name, path):
        return await self.times.of(name, line.page(path))

    async def act(self, line, name, path, body):
        return await self.times.of(name, line.post(path, body))

    async def screens(self, line):
        await self.page(line, "queue page", "/queue")
        choice = self.dice.random()
        if choice < 0.3:
            await self.takes(line)
        elif choice < 0.5:
            await self.page(line, "tasks", "/tasks")
        elif choice < 0.7:
            found = await self.act(line, "search by reference", "/queue/search",
                                   {"reference": f"MIS/26/{self.dice.randint(1, 999999)}"})
            await self.page(line, "what was found", found["location"])
        else:
            await self.reads(line)

    async def reads(self, line):
        rows = (await line.get("/queue"))["rows"]
        case = re.match(r"/case/[^/]+", self.dice.choice(rows)["href"])[0]
        for name in ("notification", "family", "log"):
            await self.page(line, name, f"{case}/{name}")

    async def takes(self, line):
        there = (await self.act(line, "take the next", "/queue/next", {}))["location"]
        if not there.startswith("/case/"):
            return
        case = re.match(r"/case/[^/]+", there)[0]
        await self.page(line, "notification", case + "/notification")
        while waiting := (await line.get(case + "/family"))["waiting"]:
            find = waiting[0]["find"]
            there = (await self.act(line, "look somebody up", find["action"],
                                    {"statement": find["statement"]}))["location"]
            await self.page(line, "who it may be", there)
            await self.act(line, "say who it is", there, {"outcome": "new"})
        form = await line.get(case + "/basis")
        answers = {"version": form["version"], "threshold": "SAFETY", "basis": ["CA89_S47_9_11"]}
        for n, slot in enumerate(form["slots"], 1):
            answers[f"who-{n}"] = slot["key"]
            answers[f"inform-{n}"] = "CONSENT_GIVEN"
        await self.act(line, "why we may ask", case + "/basis", answers)
        self.to_ask.put_nowait(case)

    async def asks(self, line):
        await self.page(line, "queue page", "/queue")
        if self.to_ask.empty():
            return
        case = self.to_ask.get_nowait()
        await self.act(line, "ask agencies", case + "/ask", {
            "agencies": ["police", "health", "education"], "subjects": ["everybody"]})

    async def answers(self, line):
        content = await self.page(line, "requests", "/requests")
        requests = sorted(set(re.findall(rb'href="(/requests/[0-9A-Za-z]+)"', content)))
        if not requests:
            return
        path = self.dice.choice(requests).decode()
        form = (await self.times.of("one request", line.get(path)))["answer_form"]
        if not form:
            return
        await self.act(line, "a fact", path + "/item", {
            "facts": "Four call-outs since September.", "source": "Own records",
            "sensitivity": "1"})
        form = (await line.get(path))["answer_form"]
        await self.act(line, "answer", path + "/answer",
                       {"kind": "KNOWN", "version": form["version"]})


def taken_in(place, postgres, since):
    """[(when the gate took it, when the hub did)] in seconds, in the order of the hub."""
    sql = ("select received_at, entered_at from {}notification where received_at >= "
           f"{int(since * 1e6)} order by entered_at")
    if postgres:
        out = subprocess.run(["psql", "-AtF,", postgres, "-c", sql.format("hub.")],
                             capture_output=True, text=True, check=True).stdout
        rows = [map(int, line.split(",")) for line in out.split()]
    else:
        connection = sqlite3.connect(f"file:{place.data}/hub/hub.db?mode=ro", uri=True)
        rows = connection.execute(sql.format("")).fetchall()
        connection.close()
    return [(received / 1e6, entered / 1e6) for received, entered in rows]


async def all_in(place, postgres, since, count):
    """Until the hub has so many; what a stream is told of then is what it was told of last."""
    end = time.monotonic() + 120
    while len(rows := taken_in(place, postgres, since)) < count:
        if time.monotonic() > end:
            raise AssertionError(f"the hub has {len(rows)} of {count}")
        await asyncio.sleep(0.5)
    await asyncio.sleep(1)
    return rows


def deliveries(listeners, events, rows):
    """Milliseconds from the moment at which the hub began to take one in until a stream heard of
    it, for each and each stream."""
    out = []
    for stream, moment, before, after in events:
        first = listeners.first[stream]
        for number in range(before - first, after - first):
            out.append((moment - rows[number][1]) * 1000)
    return out


class Bench:
    def __init__(self, arguments, place, officers):
        self.arguments, self.place, self.officers = arguments, place, officers
        self.senders = self.team = None

    def memory(self):
        return {f"{name}_mib": round(self.place.memory(name), 1) for name in ("hub", "gate")}

    async def phase(self, name, seconds, sending, working, streams=0):
        since = time.time()
        used = {side: self.place.processor(side) for side in ("hub", "gate")}
        listeners = None
        more = {}
        if streams:
            cookies = [(await Line(self.place.hub_port, "hub").sign_in(person)).cookie
                       for person in self.officers]
            before = self.place.memory("hub")
            listeners = await asyncio.to_thread(Listeners, self.place.hub_port, cookies, streams)
            more["streams"] = streams
            more["kib_a_stream"] = round((self.place.memory("hub") - before) * 1024 / streams, 1)
        begin = time.monotonic()
        times = Times()
        if working:
            self.team.begin()
        if sending:
            await self.senders.send(self.arguments.rate, seconds, times)
        else:
            await asyncio.sleep(seconds)
        if working:
            more["people"] = await self.team.end()
        if sending:
            rows = await all_in(self.place, self.arguments.db, since, int(
                self.arguments.rate * seconds))
            more.update(times.figures())
            more["in_the_hub"] = figures([(e - r) * 1000 for r, e in rows])
        if listeners:
            more["heard"] = figures(deliveries(listeners, listeners.end(), rows))
        took = time.monotonic() - begin
        for side, before in used.items():
            more[f"{side}_cores"] = round((self.place.processor(side) - before) / took, 2)
        say(name, **self.memory(), **more)

    async def run(self):
        a, place = self.arguments, self.place
        self.senders = Senders(place, place.token("police", "Records system"))
        self.team = Team(place)
        await asyncio.sleep(5)
        say("at rest", **self.memory(), disk=synced_writes(place.folder))
        await self.team.gather(self.officers, a.people)
        short = a.seconds / 3
        await self.phase("intake alone", short, True, False)
        await self.phase("people alone", short, False, True)
        await self.phase("intake and people", a.seconds, True, True)
        await self.phase("intake, people and streams", a.seconds, True, True, a.streams)
        say("the disk afterwards", disk=synced_writes(place.folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--db")
    for name, value in (("seconds", 60), ("rate", 50), ("people", 100), ("streams", 500)):
        parser.add_argument("--" + name, type=int, default=value)
    arguments = parser.parse_args()
    folder = fresh(arguments.folder)
    config, officers = add_staff(folder, max(arguments.people, arguments.streams // 5))
    with Place(folder, config, arguments.db) as place:
        asyncio.run(Bench(arguments, place, officers).run())


if __name__ == "__main__":
    main()
