#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks every Mustache template below a folder: usage check_templates.py ROOT.

Mustache escapes text and quoted attributes, nothing else. So: no unescaped tag but {{{content}}} in
a layout and {{{svg}}} in mash/picture, which libs/picture has escaped; every attribute quoted, no
tag inside <script> or <style>, no inline script or style, and no dotted name (which would be looked
up in the data around a component).
"""
import pathlib
import re
import sys

SKIP = {"node_modules", "build", ".git"}
TAG = re.compile(r"\{\{\{.*?\}\}\}|\{\{.*?\}\}", re.S)
ELEMENT = re.compile(r"<[a-zA-Z][^<>]*>", re.S)
UNQUOTED = re.compile(r"""[\s\w-]=(?!["'])""")
INLINE = re.compile(r"""\s(style|on[a-z]+)=["']""", re.I)
SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.S | re.I)
ADDRESS = re.compile(r"""\s(?:href|src|action)=["']\s*(?:javascript|data):""", re.I)


def faults_of(text, may_show):
    """The rules that a template breaks; `may_show` is the one tag that needs no escaping there."""
    for tag in TAG.findall(text):
        unescaped = tag.startswith("{{{") or re.match(r"\{\{\s*&", tag)
        if unescaped and tag != may_show:
            yield f"unescaped tag {tag}"
        if re.match(r"\{\{\s*=", tag):
            yield f"other delimiters {tag}"
        if re.match(r"\{\{[#^]?\s*\w+\.\w", tag):
            yield f"dotted name {tag}"
    for name, _, body in SCRIPT.findall(text):
        if body.strip():
            yield f"something inside <{name}>"
    if re.search(r"<style\b", text, re.I):
        yield "<style> element"
    # A section inside a start tag may hold '<' or '>' of its own only through a mistake.
    plain = TAG.sub("x", text)
    for element in ELEMENT.findall(plain):
        unquoted = re.sub(r"\"[^\"]*\"|'[^']*'", '""', element)
        if UNQUOTED.search(unquoted):
            yield f"attribute without quotes in {element}"
        if INLINE.search(element):
            yield f"inline style or script in {element}"
        if ADDRESS.search(element):
            yield f"address that runs in {element}"


def main(root):
    count = bad = 0
    for file in sorted(pathlib.Path(root).rglob("*.mustache")):
        relative = file.relative_to(root)
        if SKIP & set(relative.parts):
            continue
        count += 1
        may_show = "{{{content}}}" if file.parent.name == "layout" else None
        if file.parts[-4:] == ("html", "templates", "mash", "picture.mustache"):
            may_show = "{{{svg}}}"
        for fault in faults_of(file.read_text(encoding="utf-8"), may_show):
            bad += 1
            print(f"{relative}: {fault}")
    print(f"{count} templates, {bad} faults")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
