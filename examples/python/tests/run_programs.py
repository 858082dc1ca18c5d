#!/usr/bin/env python3
"""Runs the programs of programs/ by the interpreter and by gc_coro_python: their output must be equal.

A program says at its top, in comments:

    # tier: 2              what it needs (README.md lists the tiers)
    # python: 3.12         the oldest Python that runs it (without: 3.11)
    # flags: -X dev        options of the interpreter
    # stays: f, C.m        functions that may stay with the interpreter, and nothing else may

A program fails where its output or exit status differs, or where a function stays with the interpreter that does not say so.
The last line of the output is "N passed, M failed".
"""

import argparse
import concurrent.futures
import dataclasses
import json
import os
import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from harness import children, outcome, subject  # noqa: E402

PROGRAMS = Path(__file__).resolve().parent / "programs"
LIMIT_S = 60


@dataclasses.dataclass
class Program:
    path: Path
    tier: int
    oldest: tuple
    flags: list
    stays: set

    @classmethod
    def read(cls, path):
        says = dict(re.findall(r"^# (tier|python|flags|stays): (.*)$", path.read_text(encoding="utf-8"), re.M))
        if "tier" not in says:
            sys.exit(f"{path.name} does not say its tier: add a line '# tier: N'")
        oldest = tuple(map(int, says.get("python", "3.11").split(".")))
        stays = {name.strip() for name in says.get("stays", "").split(",") if name.strip()}
        return cls(path, int(says["tier"]), oldest, says.get("flags", "").split(), stays)


@dataclasses.dataclass
class Result:
    program: Program
    # Why it failed, or None.
    failure: str
    translated: int
    refused: list


def run_with(name, program):
    """The outcome of one run, and the report on its functions."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ended = children.run(["-m", "harness.run_one", name, program.path, report], LIMIT_S, flags=program.flags)
        functions = json.loads(report.read_text()) if report.exists() else {"refused": [], "translated": []}
    return ended, functions


def compare(name, program):
    expected, _ = run_with(subject.REFERENCE, program)
    if expected.crashed() or expected.status != 0:
        return Result(program, f"the interpreter itself: {expected.ending()}\n{expected.stderr[-600:]}", 0, [])
    found, functions = run_with(name, program)
    failure = outcome.difference(outcome.normal(expected.text()), outcome.normal(found.text())) or None
    refused = [entry for entry in functions["refused"] if entry[0] not in program.stays]
    if failure is None and refused:
        failure = "\n".join(f"stays with the interpreter: {function} (line {line}): {reason}" for function, line, reason in refused)
    if failure is None and not functions["translated"] and not program.stays:
        failure = "no function was given to the subject"
    return Result(program, failure, len(functions["translated"]), functions["refused"])


def is_stable(program):
    """Whether the interpreter says the same twice."""
    first, second = (run_with(subject.REFERENCE, program)[0] for _ in range(2))
    failure = outcome.difference(outcome.normal(first.text()), outcome.normal(second.text())) or None
    if failure is None and first.status != 0:
        failure = f"{first.ending()}\n{first.stderr[-600:]}"
    return Result(program, failure, 0, [])


def summary(results):
    for tier in sorted({result.program.tier for result in results}):
        of_tier = [result for result in results if result.program.tier == tier]
        equal = sum(result.failure is None for result in of_tier)
        translated = sum(result.translated for result in of_tier)
        refused = sum(len(result.refused) for result in of_tier)
        print(f"tier {tier}: {equal} of {len(of_tier)} programs equal; {translated} functions translated, {refused} stay")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subject", default="jit", help="jit (default), or fault-NAME of harness/faults.py")
    parser.add_argument("--filter", default="", help="only programs whose name matches this regular expression")
    parser.add_argument("--tier", type=int, help="only programs of tiers up to this one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--stable", action="store_true", help="runs each program by the interpreter twice: it must say the same")
    parser.add_argument("--quiet", action="store_true", help="one line for each failure")
    return parser.parse_args()


def chosen(options):
    programs = [Program.read(path) for path in sorted(PROGRAMS.glob("*.py"))]
    return [program for program in programs
            if re.search(options.filter, program.path.stem) and program.oldest <= sys.version_info[:2]
            and (options.tier is None or program.tier <= options.tier)]


def main():
    options = arguments()
    programs = chosen(options)
    if options.stable:
        check = is_stable
    else:
        subject.require(options.subject)
        check = lambda program: compare(options.subject, program)  # noqa: E731
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(check, programs))
    for result in results:
        if result.failure:
            shown = result.failure.splitlines()[0] if options.quiet else result.failure
            print(f"FAIL: {result.program.path.name}: {shown}")
    if not options.stable:
        summary(results)
    failed = sum(result.failure is not None for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(failed > 0 or not results)


if __name__ == "__main__":
    main()
