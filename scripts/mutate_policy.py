#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: show that no line of the policy kernel can be changed without a test that fails.

Makes mutants of libs/policy/src/kernel.cpp, compiles each one, links it to the test objects of an
existing build and runs the comparison with the specification. A mutant that passes it, or that
does not compile, is reported and the script ends with 1.

    scripts/mutate_policy.py --build build/dev               all mutants
    scripts/mutate_policy.py --build build/dev --sample 10   ten of them, always the same ones
    scripts/mutate_policy.py --build build/dev --list        only say which there are

The build folder needs a compile_commands.json and a built target policy_test.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TEST_FILTER = "--gtest_filter=Specification.*"
SEARCH_SECONDS = 120

OPPOSITES = {"==": "!=", "!=": "==", "&&": "||", "||": "&&", "<": "<=", ">=": ">"}
# Comparisons stand between spaces; template brackets do not.
OPERATOR = re.compile(r"(?<= )(==|!=|&&|\|\||<|>=)(?= )")
NAMED_SET = re.compile(r"k_(?:front_door|desk|releaser|manager|outside)\b")


@dataclasses.dataclass(frozen=True)
class Mutant:
    start: int
    end: int
    text: str
    what: str

    def apply(self, source):
        return source[: self.start] + self.text + source[self.end :]


def blank(source, pattern):
    """The source with what matches turned into spaces, so that positions stay."""
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m.group()), source, flags=re.S | re.M)


def closing(source, opening):
    """The position of the bracket that closes the one at `opening`."""
    pairs = {"(": ")", "{": "}"}
    left, right = source[opening], pairs[source[opening]]
    depth = 0
    for position in range(opening, len(source)):
        depth += (source[position] == left) - (source[position] == right)
        if depth == 0:
            return position
    raise ValueError("bracket is not closed")


def end_of_branch(source, position):
    """The end of the statement that an `if` governs."""
    start = position + re.match(r"\s*", source[position:]).end()
    if source[start] == "{":
        return closing(source, start) + 1
    return source.index(";", start) + 1


def mutants_of_branches(code):
    for found in re.finditer(r"\bif \(", code):
        opening = found.end() - 1
        last = closing(code, opening)
        condition = code[opening + 1 : last]
        yield Mutant(found.start(), end_of_branch(code, last + 1), "", f"deleted: if ({condition})")
        yield Mutant(opening + 1, last, f"!({condition})", f"negated: if ({condition})")


def mutants_of_clauses(code):
    """Clauses that are not the condition of an `if`."""
    for found in re.finditer(r"(?<!if \()\bwhen\(\d+, ", code):
        last = closing(code, code.index("(", found.start()))
        condition = code[found.end() : last]
        for text in (f"!({condition})", "false", "true"):
            yield Mutant(found.end(), last, text, f"clause {condition} is {text}")


def mutants_of_sets(code):
    for found in re.finditer(r"acts\(\{(.*?)\}\)", code, re.S):
        entries = [entry.strip() for entry in found.group(1).split(",")]
        for index, entry in enumerate(entries):
            rest = ", ".join(entries[:index] + entries[index + 1 :])
            yield Mutant(found.start(1), found.end(1), rest, f"entry removed: {entry}")
    for found in NAMED_SET.finditer(code):
        if not code[: found.start()].endswith("constexpr Acts "):
            yield Mutant(found.start(), found.end(), "Acts{0}", f"set emptied: {found.group()}")


def mutants_of_operators(code):
    for found in OPERATOR.finditer(code):
        other = OPPOSITES[found.group()]
        yield Mutant(found.start(), found.end(), other, f"{found.group()} became {other}")


def mutants_of_answers(code):
    for found in re.finditer(r"(?:return|\?|:) (Rule::\w+)", code):
        other = "Rule::erased" if found.group(1) == "Rule::barred" else "Rule::barred"
        yield Mutant(found.start(1), found.end(1), other, f"{found.group(1)} became {other}")


def all_mutants(source):
    code = blank(source, r"//[^\n]*$")
    # The switch of decide_mutated serves other tests, and names decide nothing.
    code = blank(code, r"^struct Plain .*?^};$")
    code = blank(code, r"^struct Mutated .*?^};$")
    code = blank(code, r"^std::string_view name_of\(.*?^}$")
    code = blank(code, r"^static_assert[^\n]*$")
    makers = (mutants_of_branches, mutants_of_clauses, mutants_of_sets, mutants_of_operators,
              mutants_of_answers)
    return [mutant for maker in makers for mutant in maker(code)]


class Bench:
    """Compiles, links and runs one version of the kernel with the commands of the build."""

    def __init__(self, build, folder):
        self.folder = pathlib.Path(folder)
        entries = json.loads((build / "compile_commands.json").read_text())
        self.source = None
        self.objects = []
        for entry in entries:
            file = pathlib.Path(entry["file"])
            if file.parts[-4:-1] != ("libs", "policy", "src"):
                continue
            words = shlex.split(entry["command"])
            if file.name == "kernel.cpp":
                self.source, command = file, words
            elif file.name.endswith("_test.cpp"):
                written = words[words.index("-o") + 1]
                if "policy_test.dir" in written:  # other tests compile the specification, too
                    self.objects.append(str(pathlib.Path(entry["directory"]) / written))
        if self.source is None:
            sys.exit("no kernel.cpp in compile_commands.json")
        first = next(i for i, word in enumerate(command) if "clang" in word or "g++" in word)
        self.compiler = command[first]
        self.flags = [word for word in command[first + 1 :]
                      if word.startswith(("-I", "-D", "-std", "-fPIC", "-fsanitize"))]

    def passes(self, text, name):
        """Whether the kernel with this text passes the comparison; None if it does not compile."""
        source = self.folder / f"{name}.cpp"
        binary = self.folder / name
        source.write_text(text)
        compile_line = [self.compiler, *self.flags, "-w", "-O0", "-c", source, "-o", f"{source}.o"]
        if subprocess.run(compile_line, stderr=subprocess.DEVNULL, check=False).returncode != 0:
            return None
        sanitizers = [flag for flag in self.flags if flag.startswith("-fsanitize")]
        subprocess.run([self.compiler, *sanitizers, "-fuse-ld=lld", f"{source}.o", *self.objects,
                        "-lgtest_main", "-lgmock", "-lgtest", "-lpthread", "-o",
                        binary], check=True)
        try:
            ended = subprocess.run([binary, TEST_FILTER], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, timeout=SEARCH_SECONDS, check=False)
            return ended.returncode == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            binary.unlink()
            pathlib.Path(f"{source}.o").unlink()


def line_of(source, mutant):
    return source.count("\n", 0, mutant.start) + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.build.resolve(), folder)
        source = bench.source.read_text()
        mutants = all_mutants(source)
        if arguments.sample:
            mutants = [mutants[i * len(mutants) // arguments.sample]
                       for i in range(arguments.sample)]
        if arguments.list:
            for mutant in mutants:
                print(f"{line_of(source, mutant)}: {' '.join(mutant.what.split())}")
            return 0
        if bench.passes(source, "original") is not True:
            sys.exit("the kernel itself fails its test")

        def kill(numbered):
            number, mutant = numbered
            return mutant, bench.passes(mutant.apply(source), f"mutant{number}")

        survivors = 0
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            for mutant, passed in pool.map(kill, enumerate(mutants)):
                if passed is False:
                    continue
                survivors += 1
                word = "survived" if passed else "does not compile"
                print(f"line {line_of(source, mutant)} {word}: {' '.join(mutant.what.split())}")
        print(f"mutants killed: {len(mutants) - survivors} of {len(mutants)}")
        return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
