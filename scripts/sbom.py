#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The components of the program as a bill of materials: CycloneDX 1.5, JSON.

usage: scripts/sbom.py [ROOT]    prints it

Says what scripts/build-packages.txt names and what this pulls in, in the versions that dpkg has
installed here, and what package-lock.json pins, with its hashes. What only helps to build is
"excluded"; what is compiled in, linked or started is "required". No network, no time and nothing
random: the same machine gives the same bytes. Standard library only.
"""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

# Run while building and leave nothing in the program.
TOOLS = {"ccache", "clang-19", "cmake", "lld-19", "ninja-build", "nodejs", "npm", "pkg-config",
         "python3"}
NPM_IN_PROGRAM = {"better-sqlite3", "govuk-frontend"}
FIELDS = "${Package}\t${db:Status-Status}\t${Version}\t${Architecture}\t${Provides}\t" \
         "${Pre-Depends}\t${Depends}\n"


def names_of(relation: str) -> list[list[str]]:
    """"a (>= 1) | b, c:any" as [["a", "b"], ["c"]]."""
    return [[re.split(r"[ :(]", choice.strip(), maxsplit=1)[0] for choice in part.split("|")]
            for part in relation.split(",") if part.strip()]


def read_packages(table: str) -> tuple[dict, dict]:
    """What dpkg-query prints with FIELDS: packages by name, and who provides a name."""
    packages, providers = {}, {}
    for line in table.splitlines():
        name, status, version, architecture, provides, before, depends = line.split("\t")
        if status != "installed":
            continue
        packages[name] = {"version": version, "architecture": architecture,
                          "needs": names_of(before) + names_of(depends)}
        for (virtual, *_) in names_of(provides):
            providers.setdefault(virtual, name)
    return packages, providers


def needs_of(name: str, packages: dict, providers: dict) -> list[str]:
    found = set()
    for choices in packages[name]["needs"]:
        real = [c if c in packages else providers.get(c) for c in choices]
        found.update([r for r in real if r][:1])
    return sorted(found - {name})


def closure(names, packages: dict, providers: dict) -> set[str]:
    reached, waiting = set(), [n for n in names if n in packages]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs_of(name, packages, providers)
    return reached


def debian_reference(name: str, package: dict) -> str:
    version = quote(package["version"], safe="~.")
    return f"pkg:deb/debian/{quote(name, safe='.')}@{version}?arch={package['architecture']}"


def debian(wanted: list[str], packages: dict, providers: dict) -> tuple[list, list, list]:
    """Components, their dependencies, and the references of those that are named themselves."""
    missing = [name for name in wanted if name not in packages and name not in TOOLS]
    if missing:
        raise SystemExit(f"sbom: not installed: {' '.join(missing)}. Run ./run --build-only first")
    required = closure(set(wanted) - TOOLS, packages, providers)
    names = sorted(required | closure(wanted, packages, providers))
    reference = {name: debian_reference(name, packages[name]) for name in names}
    components = [{"type": "library", "bom-ref": reference[name], "name": name,
                   "version": packages[name]["version"], "purl": reference[name],
                   "scope": "required" if name in required else "excluded"} for name in names]
    edges = [{"ref": reference[name],
              "dependsOn": [reference[n] for n in needs_of(name, packages, providers)]}
             for name in names]
    return components, edges, [reference[name] for name in wanted if name in reference]


def npm_component(path: str, entry: dict) -> dict:
    name = path.rpartition("node_modules/")[2]
    space, _, rest = name.rpartition("/")
    group = quote(space, safe="") + "/" if space else ""
    purl = f"pkg:npm/{group}{rest}@{entry['version']}"
    component = {"type": "library", "bom-ref": f"{purl}#{path}", "name": rest,
                 "version": entry["version"], "purl": purl,
                 "scope": "required" if path == f"node_modules/{name}" and name in NPM_IN_PROGRAM
                 else "excluded"}
    if space:
        component["group"] = space
    if "license" in entry:
        component["licenses"] = [{"expression": entry["license"]}]
    kind, _, digest = entry.get("integrity", "").partition("-")
    if kind == "sha512":
        component["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]
    return component


def npm(lock: dict) -> tuple[list, list]:
    entries = {path: entry for path, entry in lock["packages"].items() if path}
    components = [npm_component(path, entries[path]) for path in sorted(entries)]
    direct = [f"node_modules/{name}" for kind in ("dependencies", "devDependencies")
              for name in lock["packages"][""].get(kind, {})]
    known = {c["bom-ref"].partition("#")[2]: c["bom-ref"] for c in components}
    return components, [known[path] for path in direct]


def bill(wanted: list[str], table: str, lock: dict) -> dict:
    components, edges, direct = debian(wanted, *read_packages(table))
    more, more_direct = npm(lock)
    root = {"type": "application", "bom-ref": "openmash", "name": lock["name"],
            "version": lock["version"], "licenses": [{"license": {"id": "MIT"}}]}
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {"component": root}, "components": components + more,
            "dependencies": [{"ref": "openmash", "dependsOn": direct + more_direct}] + edges}


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else Path(__file__).parent.parent).resolve()
    lines = (root / "scripts/build-packages.txt").read_text().splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    table = subprocess.run(["dpkg-query", "-W", "-f", FIELDS], check=True, capture_output=True,
                           text=True).stdout
    lock = json.loads((root / "package-lock.json").read_text())
    print(json.dumps(bill(wanted, table, lock), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
