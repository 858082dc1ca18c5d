"""Builds and runs many programs at once, and says which of them are not what they should be.

  reference   LLVM's coro-split, no statepoints, a runtime that moves nothing (still.c)
  subject     gc-coro-split, gc-coro-verify, gc-coro-landing-pads, rewrite-statepoints-for-gc, the collector that moves everything
              (../runtime/semispace.c), at several levels of optimization

A program is right if both write the same. (In Julia's flavour it is only split and verified.) All programs of a batch are one module and one process; where a tool fails, the
batch is halved until the program is found, and where a process ends early, it goes on after the program that ended it.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import coro_build
import gc_build
import whole
from gc_build import BARE, TESTS

REFERENCE = "reference"
FLAVOURS = ("statepoints", "julia")
TIME_LIMIT_S = 60
# The programs' objects are many and live long.
ENVIRONMENT = {"GC_SPACE": str(1 << 20)}
FUZZ = TESTS / "fuzz"


@dataclass(frozen=True)
class Failure:
    """`kind` is the part of it that stays the same when the program shrinks."""

    seed: int
    level: str
    kind: str
    detail: str


class Bench:
    """One LLVM, one plugin, and a directory to write to."""

    def __init__(self, major, plugin, scratch, levels, parameters="", flavour="statepoints"):
        self.flavour = flavour
        self.builder = gc_build.Builder(major, plugin, scratch)
        self.levels, self.parameters = levels, parameters
        self.scratch = self.builder.scratch
        runtime, own = TESTS / "runtime", FUZZ
        moving = [runtime / f"{name}.c" for name in ("main", "stackmap", "frames", "semispace")]
        objects = {source: self.runtime_object(source) for source in [*moving, own / "still.c", own / "support.c"]}
        support = objects[own / "support.c"]
        self.moving = [objects[source] for source in moving] + [support]
        self.still = [objects[moving[0]], objects[own / "still.c"], support]

    def runtime_object(self, source):
        output = self.scratch / f"{source.stem}.o"
        includes = ["-I", TESTS / "runtime", "-I", gc_build.ROOT / "include"]
        flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", *gc_build.FRAME_POINTERS, *includes]
        coro_build.run([self.builder.tools.tool("clang"), *flags, "-c", source, "-o", output])
        return output

    # ---- from a module to what it writes ----

    def passes(self, level):
        """The pipeline of a level as one text. The reference is not optimized: whatever LLVM thinks of the program, it is
        what is written there."""
        if level == REFERENCE:
            return "coro-early,cgscc(coro-split),coro-cleanup"
        before, after = ("coro-early", "coro-cleanup") if level == BARE else self.builder.tools.pipelines(level)
        split = gc_build.Split(parameters=self.parameters).passes()
        verify = "" if "fault=" in split else "gc-coro-verify,"
        return f"{before},{split},{verify}{after},{gc_build.LANDING_PADS},{gc_build.STATEPOINTS}"

    def build(self, source, level):
        """An executable. Raises StepFailed, also where a pass says anything."""
        tools, stem = self.builder.tools, source.with_suffix(f".{level}")
        bitcode, output = Path(f"{stem}.bc"), Path(f"{stem}.o")
        options = [] if level == REFERENCE else [f"-load-pass-plugin={self.builder.plugin}"]
        command = [tools.tool("opt"), *options, f"-passes={self.passes(level)}", source, "-o", bitcode]
        said = coro_build.run(command)
        if said.strip():
            raise coro_build.StepFailed(command, 0, said)
        generate = "-O2" if level not in (BARE, REFERENCE) else "-O0"
        coro_build.run([tools.tool("llc"), generate, "-filetype=obj", "-relocation-model=static", bitcode, "-o", output])
        if level != REFERENCE:
            coro_build.run([tools.tool("llvm-objcopy"), "--globalize-symbol=__LLVM_StackMaps", output])
        objects = self.still if level == REFERENCE else self.moving
        coro_build.run([tools.tool("clang"), "-no-pie", output, *objects, "-o", stem])
        return stem

    def run(self, executable, count, unbuffered=False):
        """For each program its trace as a list of lines, or what went wrong as text."""
        results, first = [], 0
        while first < count:
            settings = {**os.environ, **ENVIRONMENT, "FUZZ_FIRST": str(first)}
            if unbuffered:
                settings["FUZZ_UNBUFFERED"] = "1"
            try:
                done = subprocess.run([executable], env=settings, capture_output=True, timeout=TIME_LIMIT_S, text=True)
                status, said, errors = done.returncode, done.stdout, done.stderr.strip()
            except subprocess.TimeoutExpired as late:
                status, said, errors = "none", (late.stdout or b"").decode(), f"still running after {TIME_LIMIT_S} s"
            traces = re.split(r"^program \d+\n", said, flags=re.M)[1:]
            results.extend(trace.split("\n") if trace.endswith("\nend\n") else f"exit status {status}: {errors}" for trace in traces)
            if not traces or (status != 0 and not isinstance(results[-1], str)):
                results.append(f"exit status {status}: {errors}")
            first = len(results)
        return results

    # ---- many programs ----

    def spelled(self, programs):
        return self.builder.spelled(whole.module(programs, self.flavour == "julia"))

    def traces(self, programs, level, tag):
        """What each program writes at a level: a list of lines, or text that says what is wrong."""
        source = self.scratch / f"{tag}.ll"
        source.write_text(self.spelled(programs))
        try:
            executable = self.build(source, level)
        except coro_build.StepFailed as failure:
            if len(programs) == 1:
                return [f"not built: {failure}"]
            middle = len(programs) // 2
            return self.traces(programs[:middle], level, tag) + self.traces(programs[middle:], level, tag)
        return self.run(executable, len(programs))

    def verified(self, programs, level, tag):
        """For each program of Julia's flavour "", or what the passes had to say."""
        source = self.scratch / f"{tag}.ll"
        source.write_text(self.spelled(programs))
        before = "coro-early" if level == BARE else self.builder.tools.pipelines(level)[0]
        split = gc_build.Split(parameters=self.parameters).passes()
        command = [self.builder.tools.tool("opt"), f"-load-pass-plugin={self.builder.plugin}", "-verify-each", "-disable-output",
                   f"-passes={before},{split},gc-coro-verify", source]
        try:
            said = coro_build.run(command).strip()
        except coro_build.StepFailed as failure:
            said = f"not built: {failure}"
        if not said or len(programs) == 1:
            return [said] * len(programs)
        middle = len(programs) // 2
        return self.verified(programs[:middle], level, tag) + self.verified(programs[middle:], level, tag)

    def check(self, programs, tag, levels=None):
        """The failures of these programs, which are pairs (seed, program)."""
        try:
            return self.compared(programs, tag, self.levels if levels is None else levels)
        finally:
            for left in self.scratch.glob(f"{tag}.*"):
                left.unlink()

    def compared(self, programs, tag, levels):
        trees = [program for _, program in programs]
        if self.flavour == "julia":
            return [Failure(seed, level, *difference([], said)) for level in levels
                    for (seed, _), said in zip(programs, self.verified(trees, level, tag)) if said]
        expected = self.traces(trees, REFERENCE, tag)
        failures = [Failure(seed, REFERENCE, "reference", trace)
                    for (seed, _), trace in zip(programs, expected) if isinstance(trace, str)]
        for level in levels:
            for (seed, _), wanted, found in zip(programs, expected, self.traces(trees, level, tag)):
                if not isinstance(wanted, str) and wanted != found:
                    failures.append(Failure(seed, level, *difference(wanted, found)))
        return failures

    def same_failure(self, program, failure, tag):
        """Whether this program fails as that one did."""
        levels = [] if failure.level == REFERENCE else [failure.level]
        return any(found.kind == failure.kind for found in self.check([(failure.seed, program)], tag, levels))


def difference(wanted, found):
    """(kind, detail) of a wrong result."""
    if isinstance(found, str):
        lines = [line for line in found.splitlines() if not line.startswith("not built: ")] or [found]
        return re.sub(r"%[\w.]+|@[\w.]+|'[^']*'|\d+", "", lines[0]), found
    for index, (one, other) in enumerate(zip(wanted, found)):
        if one != other:
            return "wrong", f"line {index + 1} of the trace is {other}, not {one}"
    return "wrong", f"the trace has {len(found)} lines, not {len(wanted)}"
