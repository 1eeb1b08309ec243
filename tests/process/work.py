# SPDX-License-Identifier: MIT
"""People who go on working while hub and gate are killed under them, and the book of what they were
told has happened."""
import collections
import itertools
import random
import secrets
import threading
import time

from installation import LOST, Refused, Site

PATIENCE = 120  # seconds; whoever gets no answer for so long has found a fault


class AnswerLost(Exception):
    pass


class Browser(Site):
    """What is cut off is sent again, the same answers under the same key, until it is answered.

    The moment between a commit and its answer is short. So that it is met in a short test too, some
    answers to acts are lost on their way, as if the kill had come just then."""
    LOSES = 0.1
    dice = random.Random()

    def __init__(self, port, name):
        super().__init__(port, name)
        self.cuts = 0  # kills, while something was under way
        self.lost = 0  # answers on their way

    def arrived(self, method):
        if method == "POST" and self.dice.random() < self.LOSES:
            self.lost += 1
            raise AnswerLost

    def request(self, *words, **more):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = super().request(*words, **more)
                if answer[0] != 503:
                    return answer
                what = Refused(503, words[1], answer[1])
            except AnswerLost:
                continue
            except ConnectionRefusedError as away:
                what = away
            except LOST as lost:
                what = lost
                self.cuts += 1
            if time.monotonic() > end:
                raise AssertionError(f"no answer from {words[1]} for {PATIENCE} s") from what
            threading.Event().wait(0.02)

    def post(self, path, body=None):
        return super().post(path, {**(body or {}), "idempotency_key": secrets.token_hex(16)})


class Worker(threading.Thread):
    """Does its step again and again until told to stop, with a breath between."""
    PAUSE = 0.1

    def __init__(self, place, book):
        super().__init__(daemon=True)
        self.place, self.book = place, book
        self.done, self.failure, self.sites = 0, None, []

    def run(self):
        try:
            while not self.book.stop.is_set():
                if self.step():
                    self.done += 1
                self.book.stop.wait(self.PAUSE)
        except Exception as failure:  # told to the test, which fails
            self.failure = failure

    def step(self):
        """One whole act; true if there was something to do."""
        raise NotImplementedError

    def sits_at(self, site):
        self.sites.append(site)
        return site

    def cuts(self):
        return sum(site.cuts for site in self.sites)

    def lost(self):
        return sum(site.lost for site in self.sites)


class Book:
    """What was acknowledged. Each thing has words with a number of its own."""

    def __init__(self):
        self.stop = threading.Event()
        self.numbers = itertools.count(1)
        self.case = None  # the prepared case that is worked on
        self.cases = []  # all prepared cases
        self.told = {}  # words of a notification -> (reference, receipt code)
        self.taken = []  # cases, by the screening officer
        self.to_tell = collections.deque()  # taken cases whose referrer waits for an answer
        self.answered = {}  # case -> words of the notification that was answered
        self.to_read = collections.deque()  # (reference, code) whose answer is on its way
        self.read = []  # (reference, code) whose referrer has read the answer
        self.files = 0  # that went with a notification
        self.uploads = []  # rows of files that were uploaded
        self.imports = []  # files whose command said that it was done
        self.cut_imports = []  # files whose command was cut off and not given again
        self.acts = {}  # (product, version) -> ("accepted", None) or ("rejected", words)
        self.overtaken = []  # (product, version) whose answer was refused: a newer one had come

    def number(self):
        return next(self.numbers)


def words_for(what, number):
    return f"{what}, number {number} of the kill test."


def letters(number):
    """A surname for each number: "Abc"."""
    out = ""
    while True:
        number, rest = divmod(number, 26)
        out = chr(ord("a") + rest) + out
        if number == 0:
            return "Test" + out
