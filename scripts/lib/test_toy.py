#!/usr/bin/env python3
"""Runs all programs of examples/toy-language in all stages; scripts/test-toy.sh calls this.

    test_toy.py LLVM

A program's output is in its comments: `# prints: TEXT`. LLVM's own split is the control: without a collector it is as good, and with
a collection at each allocation every program fails. If one did not, this test would find no lost pointer either.
"""

import os
import pathlib
import re
import subprocess
import sys

from counts import report

TOY = pathlib.Path(__file__).resolve().parents[2] / "examples" / "toy-language"
STAGES = ("no-collector", "never-collect", "collect-always", "collect-full")


def run(llvm, program, *options):
    return subprocess.run([TOY / "run.sh", "--llvm", llvm, *options, program], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "TOY_STATISTICS": "1"}, stdin=subprocess.DEVNULL, check=False)


def promised(program):
    return re.findall(r"^# prints: (.*)$", program.read_text(), re.MULTILINE)


def problem_of_output(done, program):
    """What is wrong with a run that has to be right, or None."""
    if done.returncode != 0:
        return f"status {done.returncode}: {done.stderr.strip()}"
    if done.stdout.splitlines() != promised(program):
        return f"it prints {done.stdout!r}"
    return None


def problem_of_collections(done, stage):
    """Says whether the collector has worked as the stage promises."""
    counts = [int(number) for number in re.findall(r"\d+", done.stderr.splitlines()[-1])]
    if stage == "no-collector":
        return None
    collections, moves = counts[:2]
    if stage == "never-collect":
        return "it has collected" if collections else None
    return None if collections and moves else "no object was moved"


def problem_of_abandoned(done, stage):
    """Only a collector frees the frames of coroutines that nobody resumes any more: all but the last few, which the end of
    the program finds alive."""
    made, freed = (int(number) for number in re.findall(r"\d+", done.stderr.splitlines()[-1])[-2:])
    if (made - freed < 5) != (stage == "collect-always"):
        return f"{made} frames were made and {freed} freed"
    return None


def checks(llvm, program):
    """(title, problem or None) of each check of a program."""
    for stage in STAGES:
        done = run(llvm, program, "--stage", stage)
        problem = problem_of_output(done, program) or problem_of_collections(done, stage)
        if problem is None and program.stem == "abandoned" and stage != "collect-full":
            problem = problem_of_abandoned(done, stage)
        yield stage, problem
    done = run(llvm, program, "--split", "llvm", "--stage", "no-collector")
    yield "no-collector, LLVM's own split", problem_of_output(done, program)
    done = run(llvm, program, "--split", "llvm", "--stage", "collect-always")
    problem = None if problem_of_output(done, program) else "it is right, so that this program tests nothing"
    yield "collect-always, LLVM's own split fails", problem


def bad_programs(llvm):
    """A mistake in a program is a message with its line, and no IR."""
    for name, text, message in (
        ("indentation", "def main():\n    x = 1\n  y = 2\n", "line 3: the indentation matches no open block"),
        ("variable", "def main():\n    print(x)\n", "line 2: 'x' has no value yet"),
        ("function", "def main():\n    f(1)\n", "line 2: there is no function 'f'"),
        ("arguments", "def main():\n    print(1, 2)\n", "line 2: 'print' has 1 parameters, not 2"),
        ("both", "def main():\n    yield 1\n    await 2\n", "line 1: a function has 'yield' or 'await', not both"),
        ("character", "def main():\n    x = 1 ? 2\n", "line 2: unexpected character '?'"),
    ):
        done = subprocess.run([sys.executable, TOY / "toyc.py", "--llvm", llvm, "/dev/stdin"], input=text,
                              capture_output=True, text=True, check=False)
        right = done.returncode == 1 and done.stdout == "" and message in done.stderr
        yield f"a mistake: {name}", None if right else f"status {done.returncode}: {done.stderr}"


def all_checks(llvm):
    for program in sorted((TOY / "programs").glob("*.toy")):
        for stage, problem in checks(llvm, program):
            yield f"LLVM {llvm}: {program.name}, {stage}", problem
    for title, problem in bad_programs(llvm):
        yield f"LLVM {llvm}: {title}", problem


if __name__ == "__main__":
    report(all_checks(sys.argv[1]))
