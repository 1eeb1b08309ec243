#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How much memory an open stream of events costs, and how long after a commit all who listen have
heard of it. Prints one JSON object. Standard library only; its own reading is part of the time.

usage: bench/events.py EVENTS_BENCH FOLDER [POSTGRES_URL]
"""
import json
import select
import socket
import ssl
import subprocess
import sys
import time

STREAMS, COMMITS = 500, 40


class Program:
    def __init__(self, arguments):
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        port, self.cookie = self.process.stdout.readline().split(maxsplit=1)
        self.port = int(port)

    def ask(self, word):
        self.process.stdin.write(word + "\n")
        return int(self.process.stdout.readline().split()[0])

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)


def opened(context, program):
    stream = context.wrap_socket(socket.create_connection(("127.0.0.1", program.port)))
    stream.sendall(f"GET /events HTTP/1.1\r\nHost: hub.localhost\r\n"
                   f"Cookie: {program.cookie.strip()}\r\n\r\n".encode())
    text = b""
    while b"data:" not in text:
        text += stream.recv(4096)
    stream.setblocking(False)
    return stream


def heard(poll, streams):
    """The moments at which each stream had the next event."""
    moments = {}
    while len(moments) < len(streams):
        for number, _ in poll.poll(30):
            try:
                text = streams[number].recv(4096)
            except ssl.SSLWantReadError:
                continue
            if b"event: queue" in text:
                moments[number] = time.monotonic_ns()
            elif not text:
                raise SystemExit("a stream ended")
    return moments.values()


def main(arguments):
    program = Program(arguments)
    context = ssl._create_unverified_context()
    first = opened(context, program)
    before = program.ask("memory")
    streams = {s.fileno(): s for s in (opened(context, program) for _ in range(STREAMS))}
    memory = (program.ask("memory") - before) / STREAMS
    poll = select.epoll()
    for number in streams:
        poll.register(number, select.EPOLLIN)
    times = []
    for _ in range(COMMITS):
        durable = program.ask("commit")
        times += [(moment - durable) / 1e6 for moment in heard(poll, streams)]
        time.sleep(0.1)  # each commit is told of by itself
    times.sort()
    program.end()
    first.close()
    print(json.dumps({"name": "stream of events", "streams": STREAMS, "commits": COMMITS,
                      "kilobytes_a_stream": round(memory, 1),
                      "p50_ms": round(times[len(times) // 2], 1),
                      "p99_ms": round(times[len(times) * 99 // 100], 1)}))


main(sys.argv[1:])
