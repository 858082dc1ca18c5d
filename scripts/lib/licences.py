"""Checks the licences of all crates against deny.toml, without cargo-deny and without the network.

    python3 scripts/lib/licences.py deny.toml
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path


def packages():
    """The packages of Cargo.lock that are used on this platform."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    command += ["--filter-platform", "x86_64-unknown-linux-gnu"]
    offline = subprocess.run([*command, "--offline"], capture_output=True, text=True)
    done = offline if offline.returncode == 0 else subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return json.loads(done.stdout)["packages"]


def is_allowed(expression, allowed):
    """Whether an SPDX expression can be met: every side of AND, one side of OR. "/" is an old spelling of OR."""
    words = re.findall(r"[()]|AND|OR|[^()\s]+(?:\s+WITH\s+[^()\s]+)?", expression.replace("/", " OR "))

    def either():
        met = both()
        while words and words[0] == "OR":
            words.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while words and words[0] == "AND":
            words.pop(0)
            met = one() and met
        return met

    def one():
        word = words.pop(0)
        if word != "(":
            return re.sub(r"\s+", " ", word) in allowed
        met = either()
        words.pop(0)
        return met

    return either()


def main(rules):
    allowed = set(tomllib.loads(Path(rules).read_text())["licenses"]["allow"])
    bad, seen = [], set()
    for package in packages():
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or "no licence"
        if not is_allowed(licence, allowed):
            bad.append(f"{name}: {licence}")
        seen.add(name)
    print("\n".join(sorted(bad)), file=sys.stderr, end="\n" if bad else "")
    print(f"licences of {len(seen)} crates, {len(bad)} not allowed", file=sys.stderr)
    return 1 if bad or not seen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
