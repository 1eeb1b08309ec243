#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The house rules as a test: names each line that breaks one, and what to do instead.

usage: scripts/tidy.py [--fix] [ROOT]

--fix takes arrows that nobody uses out of layers.toml. Standard library only; two seconds.
"""

import ast
import os
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tidy_cpp import Source, line_of  # noqa: E402
from tidy_layers import check_layers, drop_unused, is_test  # noqa: E402

SKIPPED = {".git", "build", "node_modules", "demo-data", "test-results", "__pycache__"}
CODE = {".c", ".cmake", ".cpp", ".h", ".js", ".mjs", ".py", ".scss", ".sh", ".sql", ".ts"}
TEXT = CODE | {".css", ".html", ".json", ".md", ".mustache", ".toml", ".txt"}
DRAINS = {"common", "helper", "helpers", "misc", "shared", "util", "utils"}
MAX_COLUMNS, MAX_FILE_LINES, MAX_FUNCTION_LINES = 100, 500, 70


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Forbidden:
    """Code that only its owners (files, or folders with all below) may contain."""

    pattern: re.Pattern
    owners: tuple[str, ...]
    fix: str
    tests_too: bool = False


FORBIDDEN = (
    Forbidden(
        re.compile(r"\bsystem_clock\b|(?<![\w.>])time\((?:nullptr|NULL|0)\)|\bgettimeofday\b|"
                   r"\bCLOCK_REALTIME\b|\b(?:local|gm)time(?:_r)?\("),
        ("libs/base/src/time.cpp",),
        "the time is passed in: take a Clock&",
        tests_too=True,
    ),
    Forbidden(
        re.compile(r"\b(?:steady|high_resolution)_clock::now\b|\bclock_gettime\b"),
        ("libs/base/src", "libs/db/src", "libs/http/src", "libs/render/src", "server"),
        "elapsed time is measured at the edges only: take a Clock&",
    ),
    Forbidden(
        re.compile(r"\bs?rand\(|\brandom_device\b|\bgetrandom\(|\barc4random|\brandombytes_"),
        ("libs/crypto/src",),
        "randomness is passed in: take a Random&",
        tests_too=True,
    ),
    Forbidden(
        re.compile(r"\bmt19937|\bminstd_rand\b|\buniform_\w+_distribution\b"),
        ("libs/crypto/src",),
        "randomness is passed in: take a Random&",
    ),
    Forbidden(
        re.compile(r"\b(?:secure_)?getenv\(|\benviron\b"),
        ("server",),
        "settings are passed in: read the environment in server/",
    ),
    Forbidden(
        re.compile(r"\bstd::(?:cout|cerr|clog)\b|\bf?printf\(|\bf?puts\(|\bputchar\(|"
                   r"\bfmt::print\("),
        ("libs/base/src", "server"),
        "call mash::log, or return the text: only server/ talks to the terminal",
    ),
    Forbidden(
        re.compile(r"\bsetlocale\(|\bstd::locale\b|\bstrto[dfl]|\bato[fil]\(|\bstd::sto[a-z]+\(|"
                   r"\bstd::(?:to|is)(?:lower|upper|alpha|alnum|digit|space)\b"),
        (),
        "this depends on the locale or throws: use std::from_chars or compare the characters",
    ),
    Forbidden(
        re.compile(r"\bsleep(?:_for|_until)?\("),
        ("libs/db/src/reader_pool.cpp",),
        "no sleep: wait for the event itself, or advance a FixedClock",
        tests_too=True,
    ),
    Forbidden(
        re.compile(r"\b(?:GTEST_SKIP|DISABLED_\w+)"),
        (),
        "no skipped tests: make it run or delete it",
        tests_too=True,
    ),
)

# Brackets keep these patterns from finding themselves.
TEXT_RULES = (
    (re.compile(r"\b(?:FIX[M]E|TO[D]O|XX[X]|HAC[K])\b"), "do it now or drop it"),
    (re.compile(r"(?<![\w.}])/(?:work|tmp/b|tmp/w)/"), "no path of one machine"),
    (re.compile(r"https?://(?:registry|deb|static|proxy|files)\."),
     "no address of a package mirror"),
    (
        re.compile(r"\b(?:cl[a]ude|language[ ]model|ai[ ]assistant|developer'?s?[ -]session)\b",
                   re.IGNORECASE),
        "say what the product does, not how it was written",
    ),
)

SQL = re.compile(
    r"\b(?:select|SELECT)\s[^;]*\b(?:from|FROM)\s|"
    r"\b(?:insert|INSERT)\s+(?:or\s+\w+\s+)?(?:into|INTO)\s|"
    r"\b(?:update|UPDATE)\s+\w+\s+(?:set|SET)\s|\b(?:delete|DELETE)\s+(?:from|FROM)\s|"
    r"\b(?:create|CREATE)\s+(?:table|TABLE|index|INDEX)\s"
)
CALL = re.compile(r"\b(?:log::(?:info|error|warning|debug)|(?:mash::)?invalid|Error)\s*[({]")


class File:
    def __init__(self, root: Path, path: Path):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.suffix = ".cmake" if path.name == "CMakeLists.txt" else path.suffix
        if not self.suffix and self.text.startswith("#!"):
            self.suffix = ".sh"
        self.is_cpp = self.suffix in (".cpp", ".h")
        self.is_bench = "bench" in path.relative_to(root).parts
        self.is_test = is_test(self.path) or "#include <gtest/" in self.text

    @cached_property
    def source(self) -> Source:
        return Source(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def below(self, owners: tuple[str, ...]) -> bool:
        return any(self.path == owner or self.path.startswith(owner + "/") for owner in owners)

    def problem(self, line: int, text: str) -> Problem:
        return Problem(self.path, line, text)


def check_shape(file: File):
    """Sizes, licence line, words."""
    if file.suffix in CODE:
        if "SPDX-License-Identifier: MIT" not in "\n".join(file.lines[:3]):
            yield file.problem(1, "begin with the line SPDX-License-Identifier: MIT")
        for number, line in enumerate(file.lines, 1):
            if len(line) > MAX_COLUMNS:
                yield file.problem(number, f"{len(line)} columns: at most {MAX_COLUMNS}")
    if (file.suffix in CODE or file.suffix == ".mustache") and len(file.lines) > MAX_FILE_LINES:
        yield file.problem(MAX_FILE_LINES + 1, f"{len(file.lines)} lines: split into files of one "
                           f"idea, at most {MAX_FILE_LINES} lines")
    for pattern, fix in TEXT_RULES:
        for match in pattern.finditer(file.text):
            yield file.problem(line_of(file.text, match.start()), f"{match.group()}: {fix}")


def check_forbidden(file: File):
    for rule in FORBIDDEN:
        if file.below(rule.owners) or file.is_bench or (file.is_test and not rule.tests_too):
            continue
        for match in rule.pattern.finditer(file.source.code):
            line = line_of(file.source.code, match.start())
            yield file.problem(line, f"{match.group().rstrip('(')}: {rule.fix}")


def check_functions(file: File):
    for function in file.source.functions():
        if function.lines > MAX_FUNCTION_LINES:
            yield file.problem(function.line, f"{function.name} has {function.lines} lines: split "
                               f"it, at most {MAX_FUNCTION_LINES}")


def check_python_functions(file: File):
    for node in ast.walk(ast.parse(file.text)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield file.problem(node.lineno, f"{node.name} has {lines} lines: split it, at "
                                   f"most {MAX_FUNCTION_LINES}")


def check_sql(file: File):
    free = file.is_test or file.is_bench or file.below(("libs/db",))
    if free or file.path.endswith("_store.cpp"):
        return
    for position, literal in file.source.literals:
        if SQL.search(literal):
            yield file.problem(line_of(file.text, position), "SQL stands only in *_store.cpp and "
                               ".sql: give the slice's store a function")


def check_personal(file: File):
    """Nothing about a person may reach a log or an error's text."""
    code = file.source.code
    for call in CALL.finditer(code):
        depth, end = 0, call.end() - 1
        while end < len(code):
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(code[end], 0)
            end += 1
            if depth == 0:
                break
        leak = re.search(r"\breveal\(|\bSensitive\b", code[call.end() : end])
        if leak:
            yield file.problem(line_of(code, call.end() + leak.start()),
                               "text about a person must not reach logs or error texts: say which "
                               "record by its id")


def check_headers(file: File):
    if file.suffix == ".h" and "#pragma once" not in file.text:
        yield file.problem(1, "a header begins with #pragma once")
    if file.suffix == ".h":
        for match in re.finditer(r"^using namespace\b", file.source.code, re.MULTILINE):
            yield file.problem(line_of(file.source.code, match.start()),
                               "using namespace in a header reaches everyone: name what you use")


def check_folders(root: Path, folders: list[str]):
    for folder in folders:
        if Path(folder).name in DRAINS:
            yield Problem(folder, 0, "a folder for everything: name it for its one idea")


CPP_CHECKS = (check_forbidden, check_functions, check_sql, check_personal, check_headers)


def read_tree(root: Path) -> tuple[list[File], list[str]]:
    files, folders = [], []
    for folder, names, leaves in os.walk(root):
        names[:] = sorted(n for n in names if n not in SKIPPED)
        folders += [(Path(folder) / n).relative_to(root).as_posix() for n in names]
        for leaf in sorted(leaves):
            path = Path(folder) / leaf
            known = path.suffix in TEXT or (not path.suffix and os.access(path, os.X_OK))
            if known and leaf != "package-lock.json" and path.is_file():
                files.append(File(root, path))
    return files, folders


def check(root: Path) -> list[Problem]:
    files, folders = read_tree(root)
    problems = list(check_folders(root, folders))
    for file in files:
        problems += check_shape(file)
        if file.is_cpp:
            for rule in CPP_CHECKS:
                problems += rule(file)
        if file.suffix == ".py":
            problems += check_python_functions(file)
    sources = {f.path: f.source.includes() for f in files if f.is_cpp}
    problems += [Problem(*found) for found in check_layers(root / "layers.toml", sources)]
    return sorted(problems)


def main(arguments: list[str]) -> int:
    fix = "--fix" in arguments
    places = [a for a in arguments if a != "--fix"]
    root = Path(places[0] if places else Path(__file__).parent.parent).resolve()
    if fix:
        files, _ = read_tree(root)
        drop_unused(root / "layers.toml", {f.path: f.source.includes() for f in files if f.is_cpp})
    problems = check(root)
    for problem in problems:
        print(f"{problem.path}:{problem.line}: {problem.text}")
    print(f"tidy: {len(problems)} to mend")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
