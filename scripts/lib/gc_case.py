"""The cases of scripts/test-gc.sh: programs of tests/gc/, each built with different splits and run with a collector.

A program says in comments at the beginning of a line (`//` or `;`) what is to be done with it:

  ENV: NAME=VALUE ...     variables for its run
  FLAGS: ...              flags for its compilation (C++)
  RUNTIMES: NAME ...      only with these collectors (default: semispace mmtk)
  WITH: FILE              a C++ file that is linked, beside the program
  LEVELS: O2 bare ...     the pipelines to go through (default: O2 for C++, O2 and bare for IR; bare: only the split; for awaits
                          bare, split-O2 and O2-split-O2)
  SHADOW-STACK: yes       also with a split for collectors with a shadow stack, under the strictest collector
  STOCK: right            LLVM's coro-split does no harm to it (default: with LLVM's split it must fail; it has none for awaits)
  STOCK: LEVEL ...        LLVM's coro-split must do harm at these levels
  FAULTS: NAME ...        with this fault in the split it must fail
  FAULTS-FROM: N          these only with LLVM N and later: older ones do not come to what the fault breaks
  MMTK-FAULTS: NAME ...   with this fault it must also fail under each generational plan of MMTk
  FAULT-LEVEL: LEVEL      the pipeline for these (default: the first of the levels)
  THREADS: yes            it has threads, so that runs differ: --repeat says how often a right build runs
  LANDING-PADS: needed    rewrite-statepoints-for-gc must make invalid code of it, if gc-coro-landing-pads does not run before
  REFUSED: TEXT           gc-coro-split must refuse it, with this in its message
"""

import re
import shlex
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import gc_build
from coro_build import StepFailed
from gc_build import BARE, O2_SPLIT_O2, SPLIT_O2, TESTS

RUN_LIMIT_S = 100
# Of a program that is told how many suspensions to make.
LONG_RUN_LIMIT_S = 7200
KINDS = ("cpp", "ir", "pairs", "await")
LINKED_BESIDE = ("support.cpp", "thrower.cpp")
WRONG, FAILED = 1, 86  # see gc_runtime.h
# Where the pipeline is not LLVM's own with the split in its place.
WHOLE_LEVELS = (BARE, SPLIT_O2, O2_SPLIT_O2)


@dataclass(frozen=True)
class Program:
    source: Path
    settings: dict = field(hash=False)

    @property
    def folder(self):
        return self.source.parent.name

    @property
    def name(self):
        return f"{self.folder}/{self.source.stem}"

    @property
    def is_ir(self):
        return self.source.suffix == ".ll"

    def words(self, key, otherwise=""):
        return shlex.split(self.settings.get(key, otherwise))

    @property
    def is_await(self):
        return self.folder == "await"

    @property
    def support(self):
        """The folder whose support.cpp is linked to an IR program."""
        return "await" if self.is_await else "ir"

    @property
    def levels(self):
        if self.is_await:
            return self.words("LEVELS", f"{BARE} {SPLIT_O2} {O2_SPLIT_O2}")
        return self.words("LEVELS", f"O2 {BARE}" if self.is_ir else "O2")

    @staticmethod
    def read(source):
        settings = dict(re.findall(r"^(?://|;) ([A-Z-]+): *(.*)$", source.read_text(), re.M))
        return Program(source, settings)


def programs():
    found = [path for kind in KINDS for path in (TESTS / kind).glob("*") if path.suffix in (".cpp", ".ll")]
    return [Program.read(path) for path in sorted(found) if path.name not in LINKED_BESIDE]


@dataclass(frozen=True)
class Variant:
    """One build of a program and what is expected of it."""

    split: gc_build.Split
    level: str
    fails: bool = False
    # It is for MMTk's generational plans, not for the strictest collector.
    generational: bool = False

    def __str__(self):
        return f"-{self.level} {self.split}" + (" must fail" if self.fails else "")


def variants(program, major):
    """What to build of a program for LLVM `major`."""
    found = [Variant(gc_build.OURS, level) for level in program.levels]
    if "REFUSED" in program.settings:
        return found
    if "SHADOW-STACK" in program.settings:
        found += [Variant(gc_build.Split("gc-coro", gc_build.SHADOW_STACK), level) for level in program.levels]
    stock = program.words("STOCK", "right" if program.is_await else " ".join(program.levels))
    if stock != ["right"]:
        found += [Variant(gc_build.STOCK, level, True) for level in stock]
    level = program.settings.get("FAULT-LEVEL", program.levels[0])
    has_faults = int(major) >= int(program.settings.get("FAULTS-FROM", 0))
    for fault in program.words("FAULTS") if has_faults else ():
        found.append(Variant(gc_build.Split("gc-coro", f"fault={fault}"), level, True))
    for fault in program.words("MMTK-FAULTS"):
        found.append(Variant(gc_build.Split("gc-coro", f"fault={fault}"), level, True, True))
    return found


@dataclass
class Outcome:
    label: str
    problem: str = ""
    note: str = ""


def optimized_support(builder):
    """By folder: the support of IR programs where it is no subject itself, and must not keep references in memory."""
    made = {}
    for source in sorted(TESTS.glob("*/support.cpp")):
        folder = source.parent.name
        front, made[folder] = (builder.scratch / f"{folder}.support.{suffix}" for suffix in ("ll", "bc"))
        builder.front(source, front)
        builder.opt("default<O2>", front, made[folder])
    return made


class Runner:
    """Builds and runs the variants of programs for one LLVM with one plugin."""

    def __init__(self, major, plugin, runtimes, support, memcheck=None, repeat=1):
        """`support`: see optimized_support(). The split of programs whose names match `memcheck` is watched once."""
        self.major, self.plugin, self.runtimes, self.support, self.repeat = major, plugin, runtimes, support, repeat
        self.memcheck = memcheck
        self.has_mmtk = any(runtime.name == "mmtk" for runtime in runtimes)

    def check(self, program):
        """The outcomes of all variants of a program; never raises for what the tools do."""
        with tempfile.TemporaryDirectory(prefix="gc-coro-gc-") as scratch:
            builder = gc_build.Builder(self.major, self.plugin, scratch)
            inputs = {}
            wanted = [v for v in variants(program, self.major) if self.has_mmtk or not v.generational]
            return [outcome for variant in wanted for outcome in self._variant(builder, program, variant, inputs)]

    def _variant(self, builder, program, variant, inputs):
        label = f"LLVM {self.major}: {program.name} {variant}"
        refused = program.settings.get("REFUSED")
        try:
            if variant.level not in inputs:
                inputs[variant.level] = self._unsplit(builder, program, variant.level)
            is_first = variant == variants(program, self.major)[0]
            memcheck = is_first and self.memcheck and re.search(self.memcheck, program.name)
            needs_separation = "LANDING-PADS" in program.settings
            program_object = self._object(builder, variant, inputs[variant.level], memcheck, needs_separation)
        except StepFailed as failure:
            if refused and refused in str(failure):
                return [Outcome(label, note="refused")]
            return [Outcome(label, str(failure))]
        if refused:
            return [Outcome(label, f"was split; should be refused with: {refused}")]
        return self._runs(builder, program, variant, program_object, label)

    def _runs(self, builder, program, variant, program_object, label):
        """Links with each runtime and runs; a variant that must fail does so with the first of them in its first mode, the strictest,
        or with those plans of MMTk that it is for."""
        outcomes = []
        extra = [TESTS / program.folder / name for name in program.words("WITH")]
        wanted = program.words("RUNTIMES", "semispace mmtk")
        runtimes = [runtime for runtime in self.runtimes if runtime.name in wanted]
        if variant.generational:
            runtimes = [runtime.generational() for runtime in runtimes if runtime.name == "mmtk"]
        elif variant.fails:
            runtimes = [runtime.strictest() for runtime in runtimes[:1]]
        for runtime in runtimes:
            executable = builder.scratch / f"{runtime.name}.out"
            try:
                builder.link([program_object, *runtime.objects], executable, [*runtime.link, *extra])
            except StepFailed as failure:
                outcomes.append(Outcome(label, str(failure)))
                continue
            for name, environment in runtime.modes:
                shown = label + (f" on {name}" if name else "")
                is_repeated = "THREADS" in program.settings and not variant.fails
                outcomes.append(_run_until_wrong(executable, program, variant, environment, shown, self.repeat if is_repeated else 1))
        return outcomes

    def _unsplit(self, builder, program, level):
        """Everything before the split, once for all splits."""
        front, unsplit = (builder.scratch / f"{level}.{name}" for name in ("front.ll", "unsplit.bc"))
        optimized = "O2" if level in WHOLE_LEVELS else level
        builder.front(program.source, front, optimized, program.words("FLAGS"))
        if program.is_ir:
            support, joined = (builder.scratch / f"{level}.{name}" for name in ("support.ll", "joined.bc"))
            if level in WHOLE_LEVELS:
                support = self.support[program.support]
            else:
                builder.front(TESTS / program.support / "support.cpp", support, optimized)
            builder.join([front, support], joined)
            front = joined
        builder.before(front, unsplit, level)
        return unsplit

    def _object(self, builder, variant, unsplit, memcheck, needs_separation):
        bitcode, output = builder.scratch / "program.bc", builder.scratch / "program.o"
        builder.split(unsplit, bitcode, variant.split, variant.level, memcheck)
        if not variant.fails:
            builder.check_roots(bitcode)
            if needs_separation and not builder.needs_separation(bitcode):
                raise StepFailed(["rewrite-statepoints-for-gc", bitcode], 0, "gc-coro-landing-pads was not needed")
        builder.codegen(bitcode, output)
        return output


def _run_until_wrong(executable, program, variant, environment, label, times):
    """The outcome of the last of so many runs, or of the first that is wrong."""
    for _ in range(times):
        outcome = _run(executable, program, variant, environment, label)
        if outcome.problem:
            break
    return outcome


def _run(executable, program, variant, environment, label):
    settings = dict(environment, **dict(word.split("=", 1) for word in program.words("ENV")))
    command = ["env", *(f"{name}={value}" for name, value in sorted(settings.items())), str(executable)]
    try:
        limit = LONG_RUN_LIMIT_S if "GC_SUSPENSIONS" in environment else RUN_LIMIT_S
        done = subprocess.run(command, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return Outcome(label, f"still running after {limit} s")
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    said = [line for line in said if line.startswith(("WRONG", "gc_fail"))] or said[-3:]
    if not variant.fails:
        return Outcome(label, "" if done.returncode == 0 else "\n".join([*said, f"(exit status {done.returncode})"]))
    # Whatever the fault is, a collector or the comparison of results must have noticed: no other end is safe.
    if done.returncode not in (WRONG, FAILED):
        return Outcome(label, "\n".join([*said, f"(exit status {done.returncode}: nobody noticed)"]))
    return Outcome(label, note=said[0] if said else "")
