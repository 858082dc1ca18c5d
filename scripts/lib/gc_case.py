"""The cases of scripts/test-gc.sh: programs of tests/gc/, each built with several splits and run with a collector.

A program says in comments at the beginning of a line (`//` or `;`) what is to be done with it:

  ENV: NAME=VALUE ...     variables for its run
  FLAGS: ...              flags for its compilation (C++)
  RUNTIMES: NAME ...      only with these collectors (default: semispace mmtk)
  WITH: FILE              a C++ file that is linked, beside the program
  LEVELS: O2 bare ...     the pipelines to go through (default: O2 for C++, O2 and bare for IR; bare: only the split)
  STOCK: right            LLVM's coro-split does no harm to it (default: with LLVM's split it must fail)
  STOCK: LEVEL ...        LLVM's coro-split must do harm at these levels
  FAULTS: NAME ...        with this fault in the split it must fail
  FAULT-LEVEL: LEVEL      the pipeline for these (default: the first of the levels)
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
from gc_build import BARE, TESTS

RUN_LIMIT_S = 100
KINDS = ("cpp", "ir", "pairs")
LINKED_BESIDE = ("support.cpp", "thrower.cpp")
WRONG, FAILED = 1, 86  # see gc_runtime.h


@dataclass(frozen=True)
class Program:
    source: Path
    settings: dict = field(hash=False)

    @property
    def name(self):
        return f"{self.source.parent.name}/{self.source.stem}"

    @property
    def is_ir(self):
        return self.source.suffix == ".ll"

    def words(self, key, otherwise=""):
        return shlex.split(self.settings.get(key, otherwise))

    @property
    def levels(self):
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

    def __str__(self):
        return f"-{self.level} {self.split}" + (" must fail" if self.fails else "")


def variants(program):
    """What to build of a program."""
    found = [Variant(gc_build.OURS, level) for level in program.levels]
    if "REFUSED" in program.settings:
        return found
    stock = program.words("STOCK", " ".join(program.levels))
    if stock != ["right"]:
        found += [Variant(gc_build.STOCK, level, True) for level in stock]
    level = program.settings.get("FAULT-LEVEL", program.levels[0])
    for fault in program.words("FAULTS"):
        found.append(Variant(gc_build.Split("gc-coro", f"fault={fault}"), level, True))
    return found


@dataclass
class Outcome:
    label: str
    problem: str = ""
    note: str = ""


class Runner:
    """Builds and runs the variants of programs for one LLVM with one plugin."""

    def __init__(self, major, plugin, runtimes):
        self.major, self.plugin, self.runtimes = major, plugin, runtimes

    def check(self, program):
        """The outcomes of all variants of a program; never raises for what the tools do."""
        with tempfile.TemporaryDirectory(prefix="gc-coro-gc-") as scratch:
            builder = gc_build.Builder(self.major, self.plugin, scratch)
            inputs = {}
            return [outcome for variant in variants(program)
                    for outcome in self._variant(builder, program, variant, inputs)]

    def _variant(self, builder, program, variant, inputs):
        label = f"LLVM {self.major}: {program.name} {variant}"
        refused = program.settings.get("REFUSED")
        try:
            if variant.level not in inputs:
                inputs[variant.level] = self._unsplit(builder, program, variant.level)
            program_object = self._object(builder, variant, inputs[variant.level])
        except StepFailed as failure:
            if refused and refused in str(failure):
                return [Outcome(label, note="refused")]
            return [Outcome(label, str(failure))]
        if refused:
            return [Outcome(label, f"was split; should be refused with: {refused}")]
        return self._runs(builder, program, variant, program_object, label)

    def _runs(self, builder, program, variant, program_object, label):
        """Links with each runtime and runs; a variant that must fail does so with the first of them, the strictest."""
        outcomes = []
        extra = [TESTS / program.source.parent.name / name for name in program.words("WITH")]
        wanted = program.words("RUNTIMES", "semispace mmtk")
        runtimes = [runtime for runtime in self.runtimes if runtime.name in wanted]
        for runtime in runtimes[:1] if variant.fails else runtimes:
            executable = builder.scratch / f"{runtime.name}.out"
            try:
                builder.link([program_object, *runtime.objects], executable, [*runtime.link, *extra])
            except StepFailed as failure:
                outcomes.append(Outcome(label, str(failure)))
                continue
            for name, environment in runtime.modes:
                shown = label + (f" on {name}" if name else "")
                outcomes.append(_run(executable, program, variant, environment, shown))
        return outcomes

    def _unsplit(self, builder, program, level):
        """Everything before the split, once for all splits."""
        front, unsplit = (builder.scratch / f"{level}.{name}" for name in ("front.ll", "unsplit.bc"))
        optimized = level if level != BARE else "O2"
        builder.front(program.source, front, optimized, program.words("FLAGS"))
        if program.is_ir:
            support, joined = (builder.scratch / f"{level}.{name}" for name in ("support.ll", "joined.bc"))
            builder.front(TESTS / "ir" / "support.cpp", support, optimized)
            if level == BARE:  # the support itself is no subject here, and it must not keep references in memory
                builder.opt("default<O2>", support, support.with_suffix(".bc"))
                support = support.with_suffix(".bc")
            builder.join([front, support], joined)
            front = joined
        builder.before(front, unsplit, level)
        return unsplit

    def _object(self, builder, variant, unsplit):
        bitcode, output = builder.scratch / "program.bc", builder.scratch / "program.o"
        builder.split(unsplit, bitcode, variant.split, variant.level)
        if not variant.fails:
            builder.check_roots(bitcode)
        builder.codegen(bitcode, output)
        return output


def _run(executable, program, variant, environment, label):
    settings = dict(environment, **dict(word.split("=", 1) for word in program.words("ENV")))
    command = ["env", *(f"{name}={value}" for name, value in sorted(settings.items())), str(executable)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=RUN_LIMIT_S)
    except subprocess.TimeoutExpired:
        return Outcome(label, f"still running after {RUN_LIMIT_S} s")
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    said = [line for line in said if line.startswith(("WRONG", "gc_fail"))] or said[-3:]
    if not variant.fails:
        return Outcome(label, "" if done.returncode == 0 else "\n".join([*said, f"(exit status {done.returncode})"]))
    # Whatever the fault is, a collector or the comparison of results must have noticed: no other end is safe.
    if done.returncode not in (WRONG, FAILED):
        return Outcome(label, "\n".join([*said, f"(exit status {done.returncode}: nobody noticed)"]))
    return Outcome(label, note=said[0] if said else "")
