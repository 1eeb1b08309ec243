# SPDX-License-Identifier: MIT
"""Goal: the bill of materials is CycloneDX, names each component that is built in or started with
its version, follows what these need, and tells them from what only helps to build."""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import sbom  # noqa: E402


def line(name: str, version: str = "1.0-1", depends: str = "", provides: str = "",
         status: str = "installed") -> str:
    return "\t".join([name, status, version, "amd64", provides, "", depends]) + "\n"


TABLE = (line("liba-dev", "2:1.0+dfsg-1~deb12u1", "liba1 (= 2:1.0), awk | mawk, libgone") +
         line("liba1", depends="libc6 (>= 2.36), liba1") + line("libc6") +
         line("mawk", provides="awk") + line("cmake", depends="libc6, libonly") +
         line("libonly") + line("libgone", status="config-files"))
LOCK = {"name": "openmash", "version": "0.1.0", "packages": {
    "": {"dependencies": {"better-sqlite3": "1.0.0"}, "devDependencies": {"@a/b": "2.0.0"}},
    "node_modules/better-sqlite3": {"version": "1.0.0", "license": "MIT",
                                    "integrity": "sha512-AAEC"},
    "node_modules/@a/b": {"version": "2.0.0"},
    "node_modules/@a/b/node_modules/better-sqlite3": {"version": "0.9.0"}}}


class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bill = sbom.bill(["cmake", "liba-dev"], TABLE, LOCK)

    def component(self, purl: str) -> dict:
        (found,) = [c for c in self.bill["components"] if c["purl"] == purl]
        return found

    def check_shape(self, bill: dict) -> None:
        """What the schema of CycloneDX 1.5 asks of the parts that are used here."""
        self.assertEqual((bill["bomFormat"], bill["specVersion"], bill["version"]),
                         ("CycloneDX", "1.5", 1))
        self.assertLessEqual(set(bill), {"bomFormat", "specVersion", "version", "metadata",
                                         "components", "dependencies"})
        every = [bill["metadata"]["component"], *bill["components"]]
        for c in every:
            self.assertLessEqual(set(c), {"type", "bom-ref", "group", "name", "version", "purl",
                                          "scope", "licenses", "hashes"})
            self.assertIn(c["type"], ("application", "library"))
            self.assertIn(c.get("scope", "required"), ("required", "excluded"))
            self.assertTrue(c["name"] and c["version"])
            for h in c.get("hashes", []):
                self.assertEqual(h["alg"], "SHA-512")
                self.assertRegex(h["content"], r"^[0-9a-f]+$")
            for said in c.get("licenses", []):
                self.assertTrue("expression" in said or said["license"]["id"])
        references = [c["bom-ref"] for c in every]
        self.assertEqual(len(references), len(set(references)), "each reference once")
        edges = [d["ref"] for d in bill["dependencies"]]
        self.assertEqual(len(edges), len(set(edges)))
        for d in bill["dependencies"]:
            self.assertEqual(len(d["dependsOn"]), len(set(d["dependsOn"])))
            self.assertLessEqual({d["ref"], *d["dependsOn"]}, set(references))

    def test_it_has_the_shape_of_the_format(self):
        self.check_shape(self.bill)

    def test_what_is_needed_is_followed_through_names_that_others_provide(self):
        dev = self.component("pkg:deb/debian/liba-dev@2%3A1.0%2Bdfsg-1~deb12u1?arch=amd64")
        (edge,) = [d for d in self.bill["dependencies"] if d["ref"] == dev["bom-ref"]]
        self.assertEqual(edge["dependsOn"], ["pkg:deb/debian/liba1@1.0-1?arch=amd64",
                                             "pkg:deb/debian/mawk@1.0-1?arch=amd64"])
        self.assertNotIn("libgone", json.dumps(self.bill), "it is not installed")

    def test_what_only_helps_to_build_is_told_from_the_rest(self):
        scope = {c["name"]: c["scope"]
                 for c in self.bill["components"] if c["purl"].startswith("pkg:deb/")}
        self.assertEqual(scope, {"cmake": "excluded", "libonly": "excluded", "libc6": "required",
                                 "liba-dev": "required", "liba1": "required", "mawk": "required"})
        self.assertEqual(self.component("pkg:npm/better-sqlite3@1.0.0")["scope"], "required")
        self.assertEqual(self.component("pkg:npm/better-sqlite3@0.9.0")["scope"], "excluded")
        self.assertEqual(self.component("pkg:npm/%40a/b@2.0.0")["scope"], "excluded")

    def test_hashes_are_those_of_the_lock_file(self):
        self.assertEqual(self.component("pkg:npm/better-sqlite3@1.0.0")["hashes"],
                         [{"alg": "SHA-512", "content": "000102"}])

    def test_each_of_npm_comes_from_its_registry_and_is_pinned_by_its_hash(self):
        lock = json.loads((ROOT / "package-lock.json").read_text())
        for path, entry in lock["packages"].items():
            if path:
                self.assertRegex(entry["integrity"], r"^sha512-[A-Za-z0-9+/]{86}==$", path)
                self.assertNotIn("resolved", entry, path)
                self.assertNotIn("link", entry, path)
        asked = {**lock["packages"][""]["dependencies"], **lock["packages"][""]["devDependencies"]}
        for name, version in asked.items():
            self.assertRegex(version, r"^\d+\.\d+\.\d+$", f"{name} is asked for exactly")
        self.assertIn("ignore-scripts=true", (ROOT / ".npmrc").read_text())

    def test_what_the_program_needs_and_is_not_here_is_named(self):
        with self.assertRaisesRegex(SystemExit, "not installed: libgone"):
            sbom.bill(["libgone", "nodejs"], TABLE, LOCK)

    def test_of_this_machine_it_names_all_that_is_wanted_and_the_same_each_time(self):
        one, other = (subprocess.run([sys.executable, ROOT / "scripts/sbom.py"], check=True,
                                     capture_output=True, text=True).stdout for _ in range(2))
        self.assertEqual(one, other)
        bill = json.loads(one)
        self.check_shape(bill)
        names = {c["name"] for c in bill["components"]}
        wanted = (ROOT / "scripts/build-packages.txt").read_text().split("\n")
        self.assertLessEqual({w for w in wanted if re.match(r"lib|poppler", w)}, names)
        lock = json.loads((ROOT / "package-lock.json").read_text())
        self.assertEqual(sum(c["purl"].startswith("pkg:npm/") for c in bill["components"]),
                         len(lock["packages"]) - 1)


if __name__ == "__main__":
    unittest.main()
