# SPDX-License-Identifier: MIT
"""The judges of bench/judges, built with the Go project's packages that Debian has."""
import os
import pathlib
import subprocess

JUDGES = pathlib.Path(__file__).parents[2] / "bench" / "judges"


def build_judge(name, folder):
    """The path of the judge `name`, built in this folder."""
    program = pathlib.Path(folder) / f"judge-{name}"
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
                                "GOCACHE": f"{folder}/go-cache", "GOFLAGS": ""}
    subprocess.run(["/usr/bin/go", "build", "-o", program, JUDGES / name / "judge.go"],
                   env=environment, check=True)
    return program
