#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether the time of a refusal tells what is there: the real hub over HTTPS, asked in pairs, once
for what somebody may not know of and once for what does not exist, in random order, over one
connection. Prints one JSON object a route: the median of the differences in microseconds with its
interval of 95 % (by ranks), and of what one request takes. The interval is as wide as the machine
is busy: give more pairs. `same` asks twice for what does not exist, and shows what the bench itself
can tell apart. Standard library only.

usage: MASH_BINARY=build/release/openmash bench/timing.py FOLDER [--pairs 20000]
FOLDER is emptied.
"""
import argparse
import asyncio
import math
import random
import re
import socket
import time

from busy_hub import Team
from load import UNCHECKED, Line, Place, add_staff, fresh, say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Wire:
    """One connection that stays open; asks, and waits for the whole answer."""

    def __init__(self, port, cookie):
        plain = socket.create_connection(("127.0.0.1", port))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = UNCHECKED.wrap_socket(plain)
        self.rest = f"Host: hub.localhost:{port}\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n"

    def ask(self, path):
        """Status, body's length and seconds."""
        data = f"GET {path} HTTP/1.1\r\n{self.rest}".encode()
        begin = time.perf_counter()
        self.socket.sendall(data)
        answer = self.socket.recv(65536)
        while b"\r\n\r\n" not in answer:
            answer += self.more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        while len(body) < length:
            body += self.more()
        return int(head.split()[1]), length, time.perf_counter() - begin

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise AssertionError("the hub has closed the connection")
        return part


def absent(identifier, dice):
    """An id of the same moment that nothing bears."""
    tail = "".join(dice.choice(ALPHABET) for _ in range(8))
    return identifier[:-8] + tail


def median_with_interval(values):
    values = sorted(values)
    count = len(values)
    reach = 0.98 * math.sqrt(count)  # 1.96 * sqrt(n) / 2 ranks to either side
    low, high = int(count / 2 - reach), min(count - 1, math.ceil(count / 2 + reach))
    return values[count // 2], values[low], values[high]


def pairs(wire, name, hidden, template, count, dice):
    """Asks for what `hidden` gives and for something absent, `count` times; prints the
    difference."""
    differences, single, first_slower = [], [], 0
    for number in range(count + 50):
        there = hidden()
        paths = [(True, template.format(there)),
                 (False, template.format(absent(there, dice)))]
        dice.shuffle(paths)
        took, answers = {}, []
        for is_hidden, path in paths:
            status, length, seconds = wire.ask(path)
            answers.append((status, length))
            took[is_hidden] = seconds * 1e6
        if answers[0] != answers[1] or answers[0][0] != 404:
            raise AssertionError(f"{name}: {answers}, not twice the same 404")
        if number < 50:  # warm
            continue
        differences.append(took[True] - took[False])
        single.append(took[False])
        first_slower += took[True] > took[False]
    middle, low, high = median_with_interval(differences)
    say(name, pairs=count, median_difference_us=round(middle, 2),
        interval_us=[round(low, 2), round(high, 2)],
        request_us=round(sorted(single)[count // 2], 1),
        hidden_was_slower=round(first_slower / count, 4))


async def something_hidden(place):
    """A case that nobody was asked about, and a request and a draft of the police in another."""
    officer = await Line(place.hub_port, "hub").sign_in("u05")
    team = Team(place)
    while team.to_ask.empty():
        await team.takes(officer)
    await team.asks(officer)
    police = await Line(place.hub_port, "hub").sign_in("u07")
    request = re.search(rb"/requests/([0-9A-Z]+)", await police.page("/requests"))[1].decode()
    await police.post(f"/requests/{request}/item", {
        "facts": "Four call-outs since September.", "source": "Own records", "sensitivity": "1"})
    item = re.search(rb"/items/([0-9A-Z]+)", await police.page("/requests/" + request))[1].decode()
    rows = (await officer.get("/queue"))["rows"]
    cases = [re.match(r"/case/([^/]+)", row["href"])[1] for row in rows]
    health = await Line(place.hub_port, "hub").sign_in("u09")
    for case in cases:
        status, _, _ = await health.send("GET", f"/case/{case}", headers={"Accept": "text/html"})
        if status == 404:
            return case, request, item, health.cookie
    raise AssertionError("the health desk is in every case")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--pairs", type=int, default=20000)
    arguments = parser.parse_args()
    dice = random.Random(20261128)
    folder = fresh(arguments.folder)
    config, _ = add_staff(folder, 0)
    with Place(folder, config) as place:
        case, request, item, cookie = asyncio.run(something_hidden(place))
        wire = Wire(place.hub_port, cookie)
        routes = (("same", lambda: absent(case, dice), "/case/{}/notification"),
                  ("a case: its notification", lambda: case, "/case/{}/notification"),
                  ("a case: its log", lambda: case, "/case/{}/log"),
                  ("a case: its chronology", lambda: case, "/case/{}"),
                  ("another desk's request", lambda: request, "/requests/{}"),
                  ("another agency's draft or item", lambda: item, "/items/{}"))
        for name, hidden, template in routes:
            pairs(wire, name, hidden, template, arguments.pairs, dice)


if __name__ == "__main__":
    main()
