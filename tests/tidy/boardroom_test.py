# SPDX-License-Identifier: MIT
"""Goal: from the pages of a Board there is no path to a case: neither its folder nor what its
process is made of knows a database, the way of a request, or a slice of a hub or a gate."""

import re
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LAYERS = tomllib.loads((ROOT / "layers.toml").read_text())["layers"]
SLICES = {p.name for side in ("hub", "gate") for p in (ROOT / side).iterdir() if p.is_dir()}
WITH_CASES = SLICES | {"pipeline", "db", "packages", "login", "signatures", "copies", "server"}
# What of the server makes up the process of a Board.
PROCESS = ("board_node", "board_shelf", "board_serve_command")


def reach(layers, begin):
    out, todo = set(), [begin]
    while todo:
        for one in layers.get(todo.pop(), []):
            if one not in out:
                out.add(one)
                todo.append(one)
    return out


class BoardroomTest(unittest.TestCase):
    def test_G08_nothing_with_cases_is_reached(self):
        self.assertIn("boardroom", LAYERS)
        self.assertEqual(reach(LAYERS, "boardroom") & WITH_CASES, set())

    def test_the_check_would_see_a_path(self):
        self.assertIn("cases", WITH_CASES)
        longer = LAYERS | {"picture": ["html", "needs"]}
        self.assertTrue({"needs", "cases", "db"} <= reach(longer, "boardroom") & WITH_CASES)

    def test_the_linker_is_given_nothing_more(self):
        text = (ROOT / "boardroom" / "CMakeLists.txt").read_text()
        uses = re.search(r"USES ([\w\s]+?)\s+LINKS", text).group(1).split()
        self.assertEqual(sorted(uses), sorted(LAYERS["boardroom"]))

    def test_its_process_includes_no_slice(self):
        for name in PROCESS:
            for ending in (".h", ".cpp"):
                text = (ROOT / "server" / (name + ending)).read_text()
                for target in re.findall(r'#include "mash/([\w]+)/', text):
                    self.assertNotIn(target, SLICES | {"pipeline", "db", "packages", "login"},
                                     name + ending)


if __name__ == "__main__":
    unittest.main()
