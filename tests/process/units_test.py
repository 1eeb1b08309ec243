#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the units of hub, gate and witness are what systemd reads, name only what the program
takes, give each process a user and a folder of its own, and shut it in: each line of that is
needed."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from installation import BINARY

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
ROOMS = {"hub": ["hub"], "gate": ["gate"], "witness": ["witness", "serve"]}
INSTALLED = "/usr/bin/openmash"
EXPOSURE = 12  # tenths: what is left is that it has a network, sockets and the system's folders

YES = {"yes"}
CONFINED = {
    "ProtectSystem": {"strict"}, "ProtectHome": YES, "PrivateTmp": YES, "PrivateMounts": YES,
    "PrivateDevices": YES, "DevicePolicy": {"closed"}, "ProtectProc": {"invisible"},
    "ProcSubset": {"pid"}, "NoExecPaths": {"/"}, "ProtectKernelTunables": YES,
    "ProtectKernelModules": YES, "ProtectKernelLogs": YES, "ProtectControlGroups": YES,
    "ProtectClock": YES, "ProtectHostname": YES, "NoNewPrivileges": YES,
    "CapabilityBoundingSet": {""}, "AmbientCapabilities": {""}, "PrivateUsers": YES,
    "RestrictSUIDSGID": YES, "RestrictNamespaces": YES, "RestrictRealtime": YES,
    "LockPersonality": YES, "KeyringMode": {"private"}, "RemoveIPC": YES,
    "SystemCallArchitectures": {"native"}, "SystemCallErrorNumber": {"EPERM"},
    "SystemCallFilter": {
        "@system-service", "~@privileged @resources @keyring @chown @setuid",
        "seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self"},
    "MemoryDenyWriteExecute": YES, "RestrictAddressFamilies": {"AF_INET AF_INET6 AF_UNIX"},
    "LimitCORE": {"0"}, "MemorySwapMax": {"0"}, "LimitMEMLOCK": {"64M"},
    "UMask": {"0077"}, "StateDirectoryMode": {"0700"},
}
LIBRARIES = "/usr/lib -/lib -/lib64 -/usr/lib64"
PROGRAMS = {"hub": f"{INSTALLED} /usr/bin/pdftoppm {LIBRARIES}", "gate": f"{INSTALLED} {LIBRARIES}",
            "witness": f"{INSTALLED} {LIBRARIES}"}


def unit(room):
    return (PACKAGING / "systemd" / f"openmash-{room}.service").read_text()


def settings(text):
    """Each setting with all of its values, a continued line as one."""
    out = {}
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            out.setdefault(name, set()).add(value)
    return out


def faults(room, text):
    said = settings(text)
    user = f"openmash-{room}"
    wanted = CONFINED | {
        "User": {user}, "Group": {user}, "StateDirectory": {user},
        "ExecPaths": {PROGRAMS[room]},
        "InaccessiblePaths": {" ".join(f"-/var/lib/openmash-{other}" for other in ROOMS
                                       if other != room)}}
    if room == "hub":
        wanted["LoadCredential"] = {f"{name}:/etc/openmash/{name}" for name in (
            "hub.json", "alerts.json", "smtp-password", "notify-secret")}
    return [name for name, value in wanted.items() if said.get(name) != value]


class UnitsTest(unittest.TestCase):
    def test_each_shuts_its_process_in(self):
        for room in ROOMS:
            self.assertEqual(faults(room, unit(room)), [], room)

    def test_no_line_of_that_can_be_left_out_or_loosened(self):
        for room in ROOMS:
            lines = re.sub(r"\\\n\s*", "", unit(room)).splitlines()
            begin = lines.index(f"User=openmash-{room}")
            end = lines.index("[Install]")
            free = {"Restart=always", "RestartSec=2s", "TimeoutStopSec=30s", "LimitNOFILE=16384",
                    "TasksMax=256"}
            for at in range(begin, end):
                line = lines[at]
                if not line or line.startswith("#") or line in free:
                    continue
                without = "\n".join(lines[:at] + lines[at + 1:])
                self.assertNotEqual(faults(room, without), [], f"{room} without {line}")
                loose = "\n".join(lines[:at] + [line + " more"] + lines[at + 1:])
                self.assertNotEqual(faults(room, loose), [], f"{room} with {line} more")

    def test_systemd_reads_them(self):
        with tempfile.TemporaryDirectory() as folder:
            for room in ROOMS:
                place = pathlib.Path(folder, f"openmash-{room}.service")
                place.write_text(unit(room).replace(INSTALLED, os.path.abspath(BINARY)))
                done = self.analyse("verify", "--recursive-errors=no", str(place))
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), room)
            place.write_text(unit("witness").replace("ProtectHome=yes", "ProtectHouse=yes"))
            done = self.analyse("verify", "--recursive-errors=no", str(place))
            self.assertIn("ProtectHouse", done.stderr)

    def test_systemd_finds_little_exposed(self):
        for room in ROOMS:
            path = str(PACKAGING / "systemd" / f"openmash-{room}.service")
            done = self.analyse("security", "--offline=true", f"--threshold={EXPOSURE}", path)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn("exposure level", done.stdout)

    def test_the_program_takes_what_they_name(self):
        for room, words in ROOMS.items():
            (start,) = settings(unit(room))["ExecStart"]
            program, *rest = start.split()
            self.assertEqual((program, rest[:len(words)]), (INSTALLED, words))
            told = subprocess.run([BINARY, *words, "--help"], capture_output=True, text=True,
                                  check=True).stdout
            known = set(re.findall(r"--[a-z-]+", told))
            asked = [word for word in rest if word.startswith("--")]
            self.assertIn("--data", asked)
            self.assertLessEqual(set(asked), known)
            self.assertIn(f"/var/lib/openmash-{room}", rest)
            self.assertNotIn("--demo", asked)

    def test_each_has_a_user_and_dials_what_it_must(self):
        users = (PACKAGING / "sysusers.d" / "openmash.conf").read_text()
        rules = (PACKAGING / "nftables" / "openmash.nft").read_text()
        for room in ROOMS:
            self.assertRegex(users, rf"(?m)^u openmash-{room} ")
        allowed = re.findall(r"meta skuid (\S+) ip daddr \$(\S+) .*accept", rules)
        self.assertEqual(len(allowed), len(re.findall(r"skuid.*accept", rules)))
        self.assertEqual({to for user, to in allowed if user == "openmash-gate"},
                         {"identity_providers", "name_servers"})
        self.assertEqual({user for user, _ in allowed}, {"openmash-hub", "openmash-gate"})
        self.assertRegex(rules, r"meta skuid \{ openmash-hub, openmash-gate, openmash-witness \} "
                                r"counter reject")

    def test_no_secret_is_readable_by_others(self):
        modes = dict(re.findall(r"(?m)^z (\S+)\s+(\d+) root root",
                                (PACKAGING / "tmpfiles.d" / "openmash.conf").read_text()))
        for value in settings(unit("hub"))["LoadCredential"]:
            self.assertEqual(modes[value.split(":")[1]], "0600", value)

    @staticmethod
    def analyse(*words):
        return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True,
                              env=os.environ | {"SYSTEMD_COLORS": "0", "LC_ALL": "C.UTF-8"},
                              check=False)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed != 0)
