# SPDX-License-Identifier: MIT
"""A process of its own that holds many streams of events open and writes down when each heard what.
Its own reading is part of the time. Standard library only."""
import json
import multiprocessing
import re
import select
import socket
import ssl
import time

from load import UNCHECKED

QUEUE = re.compile(rb"event: queue\r?\ndata: (\{[^\n]*\})")


def counted(data):
    """Of the newest day that it tells of, how many cases have come."""
    arrivals = json.loads(data)
    return arrivals[max(arrivals)]


class Stream:
    def __init__(self, port, cookie, number):
        # The server takes a quarter of its connections from one address.
        address = f"127.0.{1 + number // 200}.1"
        plain = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
        self.socket = UNCHECKED.wrap_socket(plain)
        self.socket.sendall(f"GET /events HTTP/1.1\r\nHost: hub.localhost:{port}\r\n"
                            f"Cookie: {cookie}\r\n\r\n".encode())
        self.text = b""
        while not QUEUE.search(self.text):
            more = self.socket.recv(4096)
            if not more:
                raise SystemExit(f"no stream: {self.text[:200]!r}")
            self.text += more
        self.first = self.count = counted(QUEUE.search(self.text)[1])
        self.text = b""
        self.socket.setblocking(False)

    def heard(self):
        """[(from, to)]: how many had come before and after, for each event."""
        while True:
            try:
                more = self.socket.recv(16384)
            except ssl.SSLWantReadError:
                break
            if not more:
                raise SystemExit("a stream ended")
            self.text += more
        out = []
        *events, self.text = re.split(rb"\r?\n\r?\n", self.text)
        for event in events:
            found = QUEUE.search(event)
            if found:
                out.append((self.count, counted(found[1])))
                self.count = out[-1][1]
        return out


def listen(pipe, port, cookies, count):
    streams = [Stream(port, cookies[n % len(cookies)], n) for n in range(count)]
    pipe.send([s.first for s in streams])
    poll = select.epoll()
    by_number = {s.socket.fileno(): (place, s) for place, s in enumerate(streams)}
    for number in by_number:
        poll.register(number, select.EPOLLIN)
    poll.register(pipe.fileno(), select.EPOLLIN)
    events = []
    while True:
        for number, _ in poll.poll():
            if number == pipe.fileno():
                pipe.send(events)
                return
            place, stream = by_number[number]
            moment = time.time()
            events += [(place, moment, *span) for span in stream.heard()]


class Listeners:
    """`count` streams of people who are signed in, each with at most six."""

    def __init__(self, port, cookies, count):
        self.pipe, there = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("spawn").Process(
            target=listen, args=(there, port, cookies, count), daemon=True)
        self.process.start()
        self.first = self.pipe.recv()  # what each heard at once

    def end(self):
        """[(stream, moment, count before, count after)]"""
        self.pipe.send("end")
        events = self.pipe.recv()
        self.process.join(30)
        return events
