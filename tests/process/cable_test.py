#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: two real hubs with their gates, each pair in a network of its own, joined by a cable. While
it is pulled letters wait on both sides and nobody is told that they are delivered; within a minute
of its being plugged in again each has arrived, once."""
import contextlib
import pathlib
import sys
import tempfile
import time
import unittest

import cable
from hubs_test import NAMES, Place, agree
from installation import Site, wait_until
from reckoning import rows_of

PORT = 8447  # of both gates: each has its own network
CONVERGED = 60  # seconds (design of the exchange, G-X3)


class PlaceInRoom(Place):
    """A hub and its gate in a network namespace."""

    def __init__(self, folder, name, room):
        self.room = room
        super().__init__(folder, name, PORT, PORT)
        self.arguments = [*room.enter, *self.arguments]

    def hub(self, persona, browser=Site):
        room = self.room

        class SiteInRoom(browser):
            def request(self, *words, **more):
                with room.inside():
                    return super().request(*words, **more)

        return super().hub(persona, SiteInRoom)


class CableTest(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        folder = pathlib.Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        rooms = [self.stack.enter_context(contextlib.closing(cable.Room())) for _ in NAMES]
        self.cable = cable.Cable(*rooms)
        self.one, self.two = self.places = [
            self.stack.enter_context(PlaceInRoom(folder, name, room))
            for name, room in zip(NAMES, rooms)]
        for room, address in zip(rooms, cable.Cable.ADDRESSES):
            room.forward(address, PORT)
        agree(folder, self.places, cable.Cable.ADDRESSES)

    def delivered(self, place, subject):
        return place.state(subject).startswith("Delivered")

    def test_what_waits_while_the_cable_is_pulled_arrives_once_within_a_minute(self):
        self.one.write("tarnwick", "Before")
        wait_until("the first letter", lambda: self.delivered(self.one, "Before"))
        self.cable.pull()
        subjects = [f"While it is pulled {n}" for n in range(3)]
        for subject in subjects:
            self.one.write("tarnwick", subject)
            self.two.write("barnfield", subject)
        for place in self.places:
            wait_until("its gate to have tried", lambda p=place: "relay.not_taken" in p.log_text())
            for subject in subjects:
                self.assertEqual(place.state(subject), "Not delivered yet")
                self.assertEqual(place.count(subject), 1, "its own alone")
        self.cable.plug()
        plugged = time.monotonic()
        for place in self.places:
            for subject in subjects:
                wait_until(f"{subject} to be delivered", lambda p=place, s=subject: p.letter_sent(
                    s)["state"].startswith("Delivered"), CONVERGED)
        self.assertLess(time.monotonic() - plugged, CONVERGED)
        print(f"all delivered {time.monotonic() - plugged:.1f} s after the cable was plugged in")
        for place in self.places:
            for subject in subjects:
                self.assertEqual(place.count(subject), 2, "its own and the other's, once")
            wait_until("nothing to wait at the gate", lambda p=place: rows_of(
                p, "gate", "select count(*) from relay_waiting") == [(0,)])
            self.assertEqual(place.hubs("list").returncode, 0)


if __name__ == "__main__":
    cable.begin()
    sys.exit(unittest.main())
