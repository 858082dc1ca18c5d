"""Runs the await programs of tests/threads/ under ThreadSanitizer. scripts/test-sanitizers.sh calls it.

A program is split before ThreadSanitizer's pass, as in clang's pipeline, or after it. What it must do is in CASES.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

import arguments  # noqa: E402
import coro_build  # noqa: E402
from coro_build import ROOT, StepFailed  # noqa: E402
from counts import Counts  # noqa: E402

RUN_LIMIT_S = 60
THREADS = ROOT / "tests" / "threads"
SINGLE_THREADED = '"gc-coro-single-threaded"'
SPLIT = ("gc-coro-prepare", "gc-coro-split", "await-size")
SANITIZE = ("tsan-module", "function(tsan)")
# The accesses to frames that the split makes are in code that ThreadSanitizer sees, or not.
BEFORE, AFTER = "split before tsan", "split after tsan"
# (attribute, order of the passes, mode of tests/threads/harness.c, whether it must report)
CASES = (
    ("", BEFORE, "handed", False),
    ("", BEFORE, "called", False),
    ("", BEFORE, "racy", True),
    (SINGLE_THREADED, BEFORE, "handed", False),
    (SINGLE_THREADED, BEFORE, "called", True),
    (SINGLE_THREADED, BEFORE, "racy", True),
    ("", AFTER, "handed", False),
    ("", AFTER, "called", False),
    ("", AFTER, "racy", True),
    (SINGLE_THREADED, AFTER, "handed", False),
)


@dataclass(frozen=True)
class Case:
    attribute: str
    order: str
    mode: str
    reports: bool
    level: str

    def __str__(self):
        words = ["threads/awaits", f"-{self.level}", self.attribute.strip('"') or "atomic", f"({self.order})", self.mode]
        return " ".join([*words, *(["must report"] if self.reports else [])])


class Runner:
    def __init__(self, major, plugin, scratch):
        self.tools, self.plugin, self.scratch = coro_build.Toolchain(major), plugin, Path(scratch)

    def opt(self, passes, source, output, *options):
        coro_build.run([self.tools.tool("opt"), *options, f"-passes={','.join(passes)}", "-S", source, "-o", output])

    def build(self, case):
        """The path of the program, for all cases with the same attribute, order and level."""
        name = self.scratch / re.sub(r"\W+", "-", f"{case.attribute}{case.order}{case.level}")
        source, split, lowered, done = (name.with_suffix(f".{step}.ll") for step in ("source", "split", "lowered", "done"))
        source.write_text((THREADS / "awaits.ll").read_text().replace("ATTRIBUTE }", f"{case.attribute} }}"))
        load, levels = f"-load-pass-plugin={self.plugin}", (f"default<{case.level}>",)
        if case.order == BEFORE:
            self.opt(SPLIT, source, split, load)
            after = levels + SANITIZE
        else:
            # A coroutine leaves its activations elsewhere than it enters them, so calls are not traced.
            self.opt(SPLIT[:1] + SANITIZE + SPLIT[1:], source, split, load, "-tsan-instrument-func-entry-exit=0")
            after = levels
        lowered.write_text(without_collector(split.read_text()))
        self.opt(after, lowered, done)
        flags = ["-g", "-O1", "-w", "-pthread", "-fsanitize=thread", "-I", ROOT / "include"]
        coro_build.run([self.tools.tool("clang"), *flags, THREADS / "harness.c", done, "-o", name])
        return name

    def problem(self, case, program):
        environment = dict(os.environ, TSAN_OPTIONS="halt_on_error=1" if case.reports else "")
        try:
            done = subprocess.run([program, case.mode], env=environment, capture_output=True, timeout=RUN_LIMIT_S)
        except subprocess.TimeoutExpired:
            return f"still running after {RUN_LIMIT_S} s"
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if case.reports:
            return "" if "WARNING: ThreadSanitizer: data race" in said else f"no report\n{said}"
        return said if done.returncode or "ThreadSanitizer" in said else ""


def without_collector(text):
    """As a lowering for a collector would leave it: ThreadSanitizer knows no other address spaces."""
    text = re.sub(r"^declare .*@llvm\.memcpy.*\n", "", text.replace(" addrspace(1)", ""), flags=re.M)
    return re.sub(r"\.p1\b", ".p0", text)


def main():
    parser = arguments.parser("--llvm", "--plugin", "--filter", "--jobs")
    parser.add_argument("--levels", default="O0 O2")
    options = parser.parse_args()
    cases = [Case(*case, level) for level in options.levels.split() for case in CASES]
    cases = [case for case in cases if re.search(options.filter, str(case))]
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="gc-coro-threads-") as scratch, ThreadPoolExecutor(options.jobs) as pool:
        runner, programs = Runner(options.llvm, options.plugin, scratch), {}
        for case in cases:
            programs.setdefault((case.attribute, case.order, case.level), case)
        try:
            built = dict(zip(programs, pool.map(runner.build, programs.values())))
        except StepFailed as failure:
            sys.exit(f"tests/threads cannot be built: {failure}")
        problems = pool.map(lambda case: runner.problem(case, built[case.attribute, case.order, case.level]), cases)
        for case, problem in zip(cases, problems):
            counts.add(not problem)
            print(f"{'FAIL' if problem else 'PASS'} {case}" + (f"\n{problem}" if problem else ""), flush=True)
    return counts.finish()


if __name__ == "__main__":
    sys.exit(main())
