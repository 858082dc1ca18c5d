"""All that one run of the benchmark measures, section by section. What needs a quiet processor runs alone."""

import math
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import await_shapes
import programs
import shapes
import whole
from collect_whole import QUICK_ELISION, QUICK_TESTS, Whole, WholeCollector, chosen
from measure import OURS, ROUNDS, SHORT_ROUNDS, STOCK, Cost, Splitter

# Sizes of each shape; how its input grows from the last but one to the last: by 4 in each.
# In `alluse` both the suspends and the values are N, so that N has to double for that.
SIZES = {
    "straight": (250, 1000, 4000),
    "phases": (400, 1600, 6400),
    "slots": (625, 2500, 10000),
    "slots-unmarked-destroy": (250, 1000, 4000),
    "diamond": (625, 2500, 10000),
    "loops": (250, 1000, 4000),
    "nest": (250, 1000, 4000),
    "dispatch": (250, 1000, 4000),
    "alluse": (250, 500, 1000),
    "chain": (250, 1000, 4000),
    "sums": (250, 1000, 4000),
    "invokes": (250, 1000, 4000),
    "destroyed-where": (250, 1000, 4000),
    "accumulate": (250, 1000, 4000),
    "scopes": (250, 1000, 4000),
    "many": (250, 1000, 4000),
}
QUICK_SIZES = {name: sizes[:2] for name, sizes in SIZES.items()} | {"alluse": (125, 250)}
# Functions with awaits, which LLVM's split does not have.
AWAIT_SIZES = (250, 1000, 4000)
# The frames that the project has set itself a goal for: what makes them, and the goal in bytes.
FRAME_GOALS = (("phases", 100, 32), ("phases", 400, 32), ("sums", 10, 104))
CXX_PHASES, CXX_PHASES_GOAL = 50, 32
# A run of stock that would take minutes is stopped; in a quick run it does not count that early.
CPU_LIMIT_S, QUICK_CPU_LIMIT_S = 30, 4
# A split that takes longer is not run again.
LONG_S, QUICK_LONG_S = 2.0, 0.5
QUICK_PROGRAMS = ("sixty_awaits", "generator_tree_walk", "task_symmetric_chain", "local_live_in_phases", "try_around_await",
                  "local_library_types")
QUICK_MEASURED = ("bench/generator_simple", "bench/generator_phases", "bench/task_chain", "bench/task_sequence")
# How long a measured program should run, for its nanoseconds.
RUN_NS = 60e6
REPEATS = 7


@dataclass(frozen=True)
class ShapeRun:
    """One size of a shape."""

    size: int
    ours: Cost
    stock: Cost


@dataclass(frozen=True)
class AwaitRun:
    """One size of a shape with awaits."""

    size: int
    ours: Cost
    instructions: int  # that the split executes


@dataclass(frozen=True)
class Speed:
    """A measured program: instructions and nanoseconds per resumption, by compiler."""

    name: str
    instructions: dict
    nanoseconds: dict


@dataclass(frozen=True)
class SplitTime:
    """What splitting one C++ program costs."""

    name: str
    debug: bool
    ours: Cost
    stock: Cost


@dataclass
class Results:
    major: str
    version: str
    complete: bool  # nothing was left out
    shapes: dict = field(default_factory=dict)  # shape -> [ShapeRun]
    instructions: dict = field(default_factory=dict)  # shape -> what our split executes for each of the two larger sizes
    awaits: dict = field(default_factory=dict)  # shape -> [AwaitRun]
    chain_output: tuple = ()  # instructions after our split of the two larger chains
    frame_goals: list = field(default_factory=list)  # (label, FrameSize, goal)
    frames: list = field(default_factory=list)  # (program, FrameSize)
    one_sided: list = field(default_factory=list)  # (program, function) with a frame by one split only
    split_times: list = field(default_factory=list)
    whole: Whole = field(default_factory=Whole)
    speeds: list = field(default_factory=list)


class Collector:
    """Measures with one LLVM. `say` gets a line for each step."""

    def __init__(self, major, pattern, quick, say):
        self.splitter = Splitter(major, QUICK_LONG_S if quick else LONG_S)
        self.tools = self.splitter.tools
        self.quick, self.say = quick, say
        self.matches = re.compile(pattern).search
        version = subprocess.run([self.tools.tool("opt"), "--version"], capture_output=True, text=True, check=True).stdout
        self.results = Results(str(major), re.search(r"LLVM version (\S+)", version)[1], not (quick or pattern))
        self.kept = programs.KEPT / f"llvm-{major}"
        self.kept.mkdir(parents=True, exist_ok=True)

    def collect(self):
        with tempfile.TemporaryDirectory(prefix="gc-coro-bench-") as scratch:
            self.scratch = Path(scratch)
            self._shapes()
            self._awaits()
            self._frame_goals()
            self._programs()
            self._whole()
            self._speeds()
        return self.results

    # ---- shapes ----

    def _shape(self, shape, size):
        bitcode = self.kept / f"{shape}-{size}.bc"
        text = shapes.module(shape, size, int(self.tools.major))
        subprocess.run([self.tools.tool("llvm-as"), "-o", str(bitcode), "-"], input=text.encode(), check=True)
        return bitcode

    def _shapes(self):
        limit = QUICK_CPU_LIMIT_S if self.quick else CPU_LIMIT_S
        for shape, sizes in (QUICK_SIZES if self.quick else SIZES).items():
            if not self.matches(shape):
                continue
            runs = self.results.shapes[shape] = []
            for size in sizes:
                rounds = ROUNDS if self.quick else SHORT_ROUNDS
                costs = self.splitter.alternate(self._shape(shape, size), cpu_limit=limit, rounds=rounds)
                runs.append(ShapeRun(size, costs[OURS], costs[STOCK]))
                self.say(f"{shape} {size}: {costs[OURS].seconds:.4f} s, stock {costs[STOCK].seconds:.4f} s")
            if shape == "chain":
                self.results.chain_output = tuple(self._output_size(self._shape(shape, size)) for size in sizes[-2:])

        if not self.quick:
            self._count_instructions()

    def _awaits(self):
        for shape in filter(self.matches, await_shapes.SHAPES):
            runs = self.results.awaits[shape] = []
            for size in AWAIT_SIZES[:2] if self.quick else AWAIT_SIZES:
                bitcode = self.kept / f"{shape}-{size}.bc"
                text = await_shapes.module(shape, size)
                subprocess.run([self.tools.tool("llvm-as"), "-o", str(bitcode), "-"], input=text.encode(), check=True)
                cost = self.splitter.own_cost(bitcode)
                count = self.splitter.instructions(bitcode, self.scratch / f"{shape}-{size}.callgrind")
                runs.append(AwaitRun(size, cost, count))
                self.say(f"{shape} {size}: {cost.seconds:.4f} s")

    def _count_instructions(self):
        """Seconds depend on which cache an input fits in; instructions do not."""
        larger = [(shape, run.size) for shape, runs in self.results.shapes.items() for run in runs[-2:]]
        self.say(f"counting the instructions of {len(larger)} splits")
        counted = self._in_parallel(lambda one: self.splitter.instructions(
            self._shape(*one), self.scratch / "{}-{}.callgrind".format(*one)), larger)
        for (shape, _), count in zip(larger, counted):
            self.results.instructions.setdefault(shape, []).append(count)

    def _output_size(self, bitcode):
        ir = self.tools.split(bitcode, "O2", OURS, self.scratch / "output.bc")
        return sum(line.startswith("  ") for line in ir.splitlines())

    def _frame_goals(self):
        inputs = [(f"{shape}, N = {size}", self._shape(shape, size), goal)
                  for shape, size, goal in FRAME_GOALS if self.matches(shape)]
        given = programs.phases_program(CXX_PHASES)
        if self.matches(given.name):
            label = f"C++ `int a = source(); int b = co_await …; use(a, b);` × {CXX_PHASES}"
            inputs.append((label, programs.unsplit(given, self.tools), CXX_PHASES_GOAL))
        for label, bitcode, goal in inputs:
            sizes, _ = programs.frame_sizes(self.splitter, bitcode, self.scratch)
            self.results.frame_goals += [(label, size, goal) for size in sizes]

    # ---- C++ programs ----

    def _programs(self):
        test, library, measured = self._chosen()
        jobs = [(given, debug) for given in (*library, *test, *measured) for debug in (False, True)]
        self.say(f"preparing {len(jobs)} modules of C++ programs (kept in target/bench/)")
        bitcodes = dict(zip(jobs, self._in_parallel(lambda job: programs.unsplit(job[0], self.tools, job[1]), jobs)))
        plain = [given for given, debug in jobs if not debug]
        for given, (sizes, one_sided) in zip(plain, self._in_parallel(
                lambda given: self._frames(given, bitcodes[given, False]), plain)):
            self.results.frames += [(given.name, size) for size in sizes]
            self.results.one_sided += [(given.name, name) for name in one_sided]
        self.say(f"frames of {len(self.results.frames)} coroutines compared; splitting each module {2 * ROUNDS} times")
        for (given, debug), bitcode in bitcodes.items():
            costs = self.splitter.alternate(bitcode)
            self.results.split_times.append(SplitTime(given.name, debug, costs[OURS], costs[STOCK]))

    def _chosen(self):
        def chosen(all_of_them, quick):
            return [given for given in all_of_them
                    if self.matches(given.name) and (not self.quick or given.name in quick)]

        return (chosen(programs.test_programs(), QUICK_PROGRAMS), chosen(programs.library_programs(), ()),
                chosen(programs.measured_programs(), QUICK_MEASURED))

    def _frames(self, given, bitcode):
        with tempfile.TemporaryDirectory(dir=self.scratch) as own:
            return programs.frame_sizes(self.splitter, bitcode, Path(own))

    # ---- whole pipelines ----

    def _whole(self):
        given = chosen(self.matches, self.quick, (*QUICK_TESTS, *QUICK_MEASURED, *QUICK_ELISION))
        collector = WholeCollector(self.tools, self.quick, self.scratch, self._in_parallel, self.say)
        self.results.whole = collector.collect(given)
        if not self.quick:
            collector.time_clang(given)

    def _speeds(self):
        timed = self.results.whole.timed
        counted = self._in_parallel(
            lambda name: {compiler: programs.instructions_per_resume(program, Path(f"{program}.callgrind"))
                          for compiler, program in timed[name].items()}, sorted(timed))
        for name, instructions in zip(sorted(timed), counted):
            few = programs.steps(timed[name][whole.CLANG], 20000)
            rounds = max(1, int(20000 * RUN_NS / max(few.nanoseconds, 1e5)))
            nanoseconds = programs.nanoseconds_per_resume(timed[name], rounds, REPEATS)
            self.results.speeds.append(Speed(name, instructions, nanoseconds))
            self.say(f"{name}: {instructions[OURS]:.1f} instructions per resume, clang {instructions[whole.CLANG]:.1f}")

    def _in_parallel(self, work, items):
        """For what is counted, not timed."""
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count())) as pool:
            return list(pool.map(work, items))


def geometric_mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else float("nan")


def progress(line):
    print(line, file=sys.stderr, flush=True)
