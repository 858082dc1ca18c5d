#!/usr/bin/env python3
"""Runs random programs by the interpreter and by gc_coro_python, and compares all that they log.

A program has plain functions, generators, coroutines and async generators, with loops, exceptions, managers, closures and pattern matching over
mixed types (random_program/). It is driven by scripts of next, send, throw, close and drop, and by asyncio with cancellation. Compared are values,
exceptions with their lines, causes and contexts, and their order.

    random_programs.py --seeds 0..200
    random_programs.py --volume 5000
    random_programs.py --show 17             the text of a program
    random_programs.py --seeds 17 --reduce   a smaller program that fails as well

The last line of the output is "N passed, M failed".
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True

from harness import children, subject  # noqa: E402
from random_program import reduce  # noqa: E402
from random_program.text import Program  # noqa: E402

BATCH = 20
SHOWN = 10


def seeds_of(text):
    """A..B without B, or one number."""
    first, dots, end = text.partition("..")
    try:
        return range(int(first), int(end) if dots else int(first) + 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither A..B nor a number") from None


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subject", default="jit")
    parser.add_argument("--seeds", type=seeds_of, default=range(0, 100), metavar="A..B")
    parser.add_argument("--volume", type=int, metavar="N", help="the seeds 0..N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="begins no more programs after that")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="writes each failing program there")
    parser.add_argument("--show", type=int, metavar="SEED", help="prints a program")
    parser.add_argument("--reduce", action="store_true", help="makes each failing program smaller, and prints it")
    return parser.parse_args()


class Totals:
    """What all workers have found. Calls come from more than one thread."""

    def __init__(self, options):
        self.options = options
        self.lock = threading.Lock()
        self.passed = self.failed = self.functions = self.refused = 0

    def add(self, result):
        with self.lock:
            self.functions += result.get("functions", 0)
            self.refused += len(result.get("refused", ()))
            problem = result["problem"]
            if problem is None:
                self.passed += 1
                return
            self.failed += 1
            if self.failed <= SHOWN:
                self.show(result["seed"], problem)
            if self.options.keep:
                self.options.keep.mkdir(parents=True, exist_ok=True)
                (self.options.keep / f"seed-{result['seed']}.py").write_text(Program(result["seed"]).text())

    def show(self, seed, problem):
        print(f"FAIL: seed {seed}: {problem}\n  again: {sys.executable} {Path(__file__).name} --subject {self.options.subject} --seeds {seed}", flush=True)


def worker(seeds, options, totals):
    """Runs a batch in a process; where it dies, that program has failed, and a new process takes the rest."""
    left = list(seeds)
    while left:
        command = [sys.executable, "-W", "ignore", "-m", "random_program.run_batch", options.subject, *map(str, left)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                                   errors="replace", env=children.environment(), cwd=children.TESTS)
        stdout, stderr = process.communicate()
        for line in stdout.splitlines():
            if line.startswith("{"):
                result = json.loads(line)
                totals.add(result)
                left.remove(result["seed"])
        if not left:
            return
        ended = children.Ended(process.returncode, stdout, stderr)
        last = "\n    ".join(stderr.strip().splitlines()[:4])
        totals.add({"seed": left.pop(0), "problem": f"{ended.ending()}\n    {last}"})


def run_all(options, totals):
    seeds = range(options.volume) if options.volume else options.seeds
    end = time.monotonic() + options.time_limit if options.time_limit else None
    batches = [seeds[i:i + BATCH] for i in range(0, len(seeds), BATCH)][::-1]

    def work():
        while True:
            with totals.lock:
                if not batches or (end and time.monotonic() > end):
                    return
                batch = batches.pop()
            worker(batch, options, totals)

    threads = [threading.Thread(target=work) for _ in range(max(1, options.jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    options = arguments()
    if options.show is not None:
        print(Program(options.show).text(), end="")
        return
    subject.require(options.subject)
    if options.reduce:
        for seed in options.seeds:
            print(reduce.reduced(options.subject, Program(seed).text(), seed))
        return
    totals = Totals(options)
    run_all(options, totals)
    print(f"{totals.functions} functions, {totals.refused} stay with the interpreter")
    print(f"{totals.passed} passed, {totals.failed} failed")
    sys.exit(totals.failed > 0 or not totals.passed)


if __name__ == "__main__":
    main()
