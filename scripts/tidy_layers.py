# SPDX-License-Identifier: MIT
"""Checks includes against layers.toml: arrows, cycles, owners of foreign headers, stale lines."""

import re
import tomllib
from pathlib import Path

Found = tuple[str, int, str]  # path, line, what to do
Includes = dict[str, list[tuple[int, str]]]  # path -> (line, header as written)

# C++'s own headers have neither a dot nor a slash.
_FOREIGN = re.compile(r"[./]")


def component(path: str) -> str:
    """The name in layers.toml of the folder that holds `path`."""
    parts = path.split("/")
    return parts[1] if parts[0] in ("libs", "hub", "gate", "tests") and len(parts) > 2 else parts[0]


def is_test(path: str) -> bool:
    """Whether `path` is for tests alone: the word stands in its name, or it is below tests/."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return path.startswith("tests/") or bool({"test", "tests"} & set(stem.split("_")))


def _side(path: str) -> str:
    return path.split("/")[0]


class Layers:
    def __init__(self, path: Path, includes: Includes):
        data = tomllib.loads(path.read_text())
        self.file = path.name
        self.allowed: dict[str, list[str]] = data["layers"]
        self.for_tests: dict[str, list[str]] = data.get("test_layers", {})
        self.third_party: dict[str, list[str]] = data.get("third_party", {})
        self.includes = includes
        self.sides = {component(p): _side(p) for p in includes}
        self.used: set[tuple[str, str, str]] = set()  # table, key, value

    def check(self) -> list[Found]:
        found: list[Found] = []
        for path, includes in self.includes.items():
            for line, header in includes:
                text = self._check_include(path, header)
                if text:
                    found.append((path, line, text))
        found += self._cycles() + self._unused()
        return found

    def _check_include(self, path: str, header: str) -> str | None:
        if header.startswith(".."):
            return f"{header}: include public headers as \"mash/<folder>/...\""
        if _side(path) in ("bench", "tests"):  # they drive the whole, from outside
            return None
        if header.startswith("mash/"):
            return self._check_arrow(path, header.split("/")[1])
        return self._check_foreign(path, header)

    def _check_arrow(self, path: str, target: str) -> str | None:
        source = component(path)
        if source == target:
            return None
        sides = (_side(path), self.sides.get(target))
        if sides[1] == "tests" and is_test(path):
            return None
        if sides[1] == "tests":
            return f"{target} is for tests: only tests may include it"
        if sides in (("gate", "hub"), ("hub", "gate")):
            return f"{source} must not include {target}: hub and gate meet in packages"
        if source not in self.allowed:
            return f"{source} is not in {self.file}: add it with the folders it may include"
        tables = [("layers", self.allowed)]
        if is_test(path):
            tables.append(("test_layers", self.for_tests))
        for table, rows in tables:
            for value in (target, "*"):
                if value in rows.get(source, []):
                    self.used.add((table, source, value))
                    return None
        return f"{source} may not include {target}: move the noun down, or add the arrow to " \
               f"{self.file} and say why in a decision record"

    def _check_foreign(self, path: str, header: str) -> str | None:
        if "/bench/" in path:
            return None
        keys = [k for k in self.third_party if header.startswith(k)]
        if not keys:
            if not _FOREIGN.search(header) or self._is_own(path, header):
                return None
            return f"{header}: name its owners under third_party in {self.file}"
        key = max(keys, key=len)
        in_public = "/include/" in path
        for owner in self.third_party[key]:
            inside = owner == "*" or path == owner or path.startswith(owner + "/")
            if inside and (not in_public or "include" in owner):
                self.used.add(("third_party", key, owner))
                return None
        if in_public:
            return f"{header}: foreign headers stand in .cpp files, not in public headers"
        return f"{header}: only {', '.join(self.third_party[key])} may include it"

    def _is_own(self, path: str, header: str) -> bool:
        """A private header beside the file, or anywhere in its folder."""
        folder = path.split("/")[: 2 if _side(path) in ("libs", "hub", "gate") else 1]
        start = "/".join(folder) + "/"
        return any(p.startswith(start) and p.endswith("/" + header) for p in self.includes)

    def _cycles(self) -> list[Found]:
        state: dict[str, int] = {}
        found: list[Found] = []

        def visit(name: str, trail: list[str]) -> None:
            if state.get(name) == 1:
                ring = " -> ".join(trail[trail.index(name) :] + [name])
                found.append((self.file, 0, f"{ring} is a cycle: move what both need down"))
            if name in state:
                return
            state[name] = 1
            for target in self.allowed.get(name, []):
                visit(target, trail + [name])
            state[name] = 2

        for name in self.allowed:
            visit(name, [])
        return found

    def unused(self) -> list[tuple[str, str, str]]:
        tables = {"layers": self.allowed, "test_layers": self.for_tests,
                  "third_party": self.third_party}
        return [
            (table, key, value)
            for table, rows in tables.items()
            for key, values in rows.items()
            for value in values
            if value != "*" and (table, key, value) not in self.used
        ]

    def _unused(self) -> list[Found]:
        rows: dict[tuple[str, str], list[str]] = {}
        for table, key, value in self.unused():
            rows.setdefault((table, key), []).append(value)
        return [
            (self.file, 0, f"[{table}] {key}: nothing uses {', '.join(values)}: "
             "take it out (scripts/tidy.py --fix)")
            for (table, key), values in rows.items()
        ]


def check_layers(path: Path, includes: Includes) -> list[Found]:
    return Layers(path, includes).check()


def drop_unused(path: Path, includes: Includes) -> None:
    """Takes every arrow that nobody uses out of layers.toml; a row stands on one line."""
    layers = Layers(path, includes)
    layers.check()
    unused = layers.unused()
    table, lines = "", []
    for line in path.read_text().splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        row = re.match(r'"?([^"=]+?)"? = \[', line)
        for where, key, value in unused:
            if row and where == table and key == row.group(1):
                start, values = line.split(" = ", 1)
                kept = [v for v in tomllib.loads(f"x = {values}")["x"] if v != value]
                line = f"{start} = [" + ", ".join(f'"{v}"' for v in kept) + "]"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n")
