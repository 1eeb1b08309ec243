# SPDX-License-Identifier: MIT
"""Reads just enough of C++ for tidy.py: literals, includes, and where functions begin and end."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>//(?:[^\n\\]|\\.)*|/\*.*?\*/)
      | (?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=mark)"
      | "(?P<string>(?:\\.|[^"\\\n])*)"
      | (?<![0-9a-zA-Z])'(?:\\.|[^'\\\n])+'""",
    re.DOTALL | re.VERBOSE,
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]', re.MULTILINE)
_SCOPE = re.compile(
    r"(?:template\s*<.*>\s*)?(?:namespace|class|struct|union|enum|extern)\b", re.DOTALL
)
_NAME = re.compile(r"([~\w]+(?:\s*(?:==|<=>|<<|>>|[-+*/!<>=()\[\]]+))?)\s*\(")


@dataclass(frozen=True)
class Function:
    name: str
    line: int
    lines: int


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


class Source:
    """One C++ file. `code` is `text` with comments and the insides of literals made blank, so that
    positions and line numbers agree. `literals` are (position, text), neighbours joined."""

    def __init__(self, text: str):
        self.text = text
        self.literals: list[tuple[int, str]] = []
        parts, last = [], 0
        for token in _TOKEN.finditer(text):
            gap = text[last : token.start()]
            parts.append(gap)
            if token.group("comment"):
                parts.append(_blank(token.group()))
            else:
                self._add_literal(token, joined=not "".join(parts[-1:]).strip())
                parts.append('"' + _blank(token.group()[1:-1]) + '"')
            last = token.end()
        parts.append(text[last:])
        self.code = "".join(parts)

    def _add_literal(self, token: re.Match, joined: bool) -> None:
        value = token.group("raw") or token.group("string") or ""
        if joined and self.literals:
            position, before = self.literals[-1]
            self.literals[-1] = (position, before + value)
        else:
            self.literals.append((token.start(), value))

    def includes(self) -> list[tuple[int, str]]:
        return [(line_of(self.text, m.start(1)), m.group(1)) for m in _INCLUDE.finditer(self.text)]

    def functions(self) -> list[Function]:
        """Outermost function bodies, found by counting braces; lambdas count with their owner."""
        code = _DIRECTIVE.sub(lambda m: _blank(m.group()), self.code)
        found: list[Function] = []
        stack: list[tuple[str, int, str]] = []  # kind of brace, start of what heads it, name
        head = 0
        for brace in re.finditer(r"[{};]", code):
            position = brace.start()
            if brace.group() == "{":
                before = code[head:position]
                kind = self._kind(before, inside_function=any(s[0] == "body" for s in stack))
                name = _NAME.search(before)
                stack.append((kind, head, name.group(1) if name else "function"))
                if kind != "value":
                    head = position + 1
            elif brace.group() == "}" and stack:
                kind, start, name = stack.pop()
                if kind == "body":
                    first = line_of(code, start + len(code[start:]) - len(code[start:].lstrip()))
                    found.append(Function(name, first, line_of(code, position) - first + 1))
                if kind == "value":
                    head = start
                else:
                    head = position + 1
            elif brace.group() == ";" and not any(s[0] == "value" for s in stack):
                head = position + 1
        return found

    @staticmethod
    def _kind(before: str, inside_function: bool) -> str:
        """What an opening brace begins: a scope, a function's body, or a value. Relies on the
        layout: a value's brace follows its name at once, a body's brace follows a space."""
        head = before.strip()
        if inside_function:
            return "inner"
        if head.endswith(("=", ",", "(", "{")) or re.search(r"[\w>]$", before):
            return "value"
        if not head or _SCOPE.match(head) or ")" not in head:
            return "scope"
        return "body"
