#!/usr/bin/env python3
"""The phases of all tests: which there are, and for which LLVM each runs; scripts/test.sh calls this.

    test_phases.py [--quick|--full] [--only PHASE,...] [--list] MAJOR...

scripts/test.sh --help explains it. phase_scheduler.py runs the phases.
"""

import argparse
import dataclasses
import os
import signal
import sys
import time

sys.dont_write_bytecode = True

import llvm_tools  # noqa: E402
from phase_scheduler import Phase, Scheduler, summary  # noqa: E402

ROOT = llvm_tools.ROOT
LOGS = ROOT / "target" / "test-logs"
SUPPORTED = llvm_tools.supported()
NEWEST = SUPPORTED[0]
WITH_CLANG = llvm_tools.with_clang()
MMTK = "target/mmtk"


def cargo(function, *arguments):
    return ("scripts/lib/test_phases.sh", function, *map(str, arguments))


def script(name, major, *options):
    return (f"scripts/{name}.sh", "--llvm", str(major), *options)


def debug_build(major):
    """Clippy, the unit tests and the plugin with faults write the same files, and cargo lets one in at a time."""
    return f"target/llvm-{major}/debug"


def builds():
    """What other phases need. Of these, only what a chosen phase needs is run."""
    for major in SUPPORTED:
        yield Phase(f"build-{major}", script("build", major), 80, processors=2, builds=True)
        yield Phase(f"faults-{major}", cargo("faults", major), 45, resource=debug_build(major), processors=2, builds=True)
    yield Phase("build-mmtk", cargo("build_mmtk"), 60, resource=MMTK, builds=True)


def without_llvm():
    yield Phase("format", cargo("format"), 5, processors=1)
    yield Phase("layers", ("scripts/check.sh", "layers"), 1, processors=1)
    yield Phase("words", ("scripts/check.sh", "words"), 1, processors=1)
    yield Phase("core", cargo("core"), 20)
    yield Phase("runner", ("python3", "scripts/lib/test_runner.py"), 2, processors=1)


def unit(major):
    return Phase(f"unit-{major}", cargo("unit", major), 40, resource=debug_build(major))


def quick(majors):
    """A little of each kind of test, for the time after each change."""
    yield from without_llvm()
    for major in majors:
        plugin = (f"build-{major}",)
        yield unit(major)
        yield Phase(f"lit-{major}", script("test-lit", major, "exec", "gc", "await"), 70, plugin)
        yield Phase(f"oracle-{major}", script("test-oracle", major, "--seeds", "0..20"), 10, plugin)
        if major in WITH_CLANG:
            yield Phase(f"cxx-{major}", script("test-cxx", major, "--levels", "O2", "--without-debug", "--no-memcheck",
                                               "--no-asio", "--filter", "^(generator_s|task_|local_l|try_)"), 15, plugin)
            yield Phase(f"gc-{major}", script("fuzz-gc", major, "--seeds", "0..40"), 5, plugin)


@dataclasses.dataclass(frozen=True)
class Amount:
    """How much of the tests that could go on for ever is run. Seeds are fixed: each run has the same programs."""

    oracle: int  # seeds of scripts/test-oracle.sh
    mutants: int
    fuzz: int  # seeds of scripts/fuzz-gc.sh, for each of its three phases
    random_cxx: int
    random_cxx_of_older: int
    sanitized: int  # random programs under the sanitizers
    debug_at_O0: bool  # C++ programs at -O0 with -g
    memcheck_at_O0: bool  # C++ programs at -O0 under valgrind
    memchecked_splits: str  # whose split runs under valgrind: ten seconds for each of these programs of tests/gc
    sanitize_all: bool  # all C++ programs under the sanitizers, not only those at -O2


# One LLVM: before a pull request.
FOR_ONE = Amount(oracle=80, mutants=300, fuzz=80, random_cxx=40, random_cxx_of_older=40, sanitized=4,
                 debug_at_O0=False, memcheck_at_O0=False, memchecked_splits="cpp/(elision|leaks)$", sanitize_all=False)
# All LLVMs: what CI runs.
FOR_ALL = Amount(oracle=250, mutants=800, fuzz=240, random_cxx=240, random_cxx_of_older=80, sanitized=12,
                 debug_at_O0=False, memcheck_at_O0=True, memchecked_splits="cpp/", sanitize_all=True)
FULL = Amount(oracle=1000, mutants=50000, fuzz=2000, random_cxx=2000, random_cxx_of_older=2000, sanitized=500,
              debug_at_O0=True, memcheck_at_O0=True, memchecked_splits="cpp/", sanitize_all=True)


@dataclasses.dataclass(frozen=True)
class Target:
    """One LLVM and what is run on it."""

    major: int
    amount: Amount
    # False for an older LLVM beside the newest: it leaves out what the newest tells as well.
    everything: bool

    @property
    def plugin(self):
        return (f"build-{self.major}",)

    def phase(self, name, command, cost, **more):
        return Phase(f"{name}-{self.major}", command, cost, **{"needs": self.plugin, **more})

    def script(self, name, *options):
        return script(name, self.major, *map(str, options))


def on_each(on):
    """The phases of an LLVM that needs no clang."""
    # What differs between the LLVMs is in one place, and 22 and 16 are its ends.
    if on.everything or on.major != 19:
        yield on.phase("clippy", cargo("clippy", on.major), 45, needs=(), resource=debug_build(on.major))
        yield unit(on.major)
    yield on.phase("lit", on.script("test-lit"), 110)
    # Of LLVM 16 none of these tests runs: it has no llvm.coro.await.suspend.*.
    if on.major != 16:
        yield on.phase("lit-faults", on.script("test-lit", "--faults", "elide"), 10, needs=(f"faults-{on.major}",))
    # A host refuses the plugins of the other LLVMs.
    yield on.phase("hosts", on.script("test-hosts"), 20, processors=1,
                   needs=(*(f"build-{other}" for other in SUPPORTED), f"faults-{on.major}"))
    yield on.phase("api", on.script("test-api"), 15, processors=1, needs=(f"build-{on.major}", f"faults-{on.major}"))
    if on.major == NEWEST:
        yield on.phase("command", on.script("test-command"), 60)
    yield on.phase("markers", on.script("test-markers"), 10, processors=1)
    if on.major == NEWEST:
        yield on.phase("targets", on.script("test-targets", "--quick"), 25)
    yield on.phase("toy", on.script("test-toy"), 30, processors=1)
    if on.major == NEWEST:
        yield Phase("fidelity", ("scripts/test-fidelity.sh",), 170)
    if on.everything:
        yield on.phase("oracle", on.script("test-oracle", "--seeds", f"0..{on.amount.oracle}"), 20 + on.amount.oracle // 5)
        yield mutants(on)
    # It needs a wheel of 25 MB from a registry of packages.
    if on.amount is FULL:
        yield on.phase("julia", on.script("test-julia"), 300, needs=())


def mutants(on):
    count = on.amount.mutants
    # --full also takes the inputs that clang makes, which needs minutes.
    if on.amount is FULL:
        options = ("--seeds", f"0..{count if on.major == NEWEST else count * 3 // 10}")
    else:
        options = ("--seeds", f"0..{count}", "--time-limit", "240", "--no-cxx")
    return on.phase("mutants", on.script("fuzz-mutants", *options), 60 + count // 6)


def with_clang(on):
    """The C++ programs, the collectors and the random programs of an LLVM."""
    yield cxx(on)
    if on.everything:
        watched = on.amount.memchecked_splits
        repeat = 20 if on.amount is FULL else 1
        yield on.phase("gc", on.script("test-gc", "--mmtk", "--memcheck", watched, "--repeat", repeat), 380 if watched == "cpp/" else 160,
                       needs=(f"faults-{on.major}", "build-mmtk"))
    else:
        yield on.phase("gc", on.script("test-gc"), 110, needs=(f"faults-{on.major}",))
    if on.amount is FULL:
        yield on.phase("volume", on.script("test-gc", "--mmtk", "--volume", 100_000_000), 120,
                       needs=(f"faults-{on.major}", "build-mmtk"))
    count = on.amount.fuzz
    for name, options in (("fuzz", ("--seeds", f"0..{count}")),
                          ("fuzz-julia", ("--flavour", "julia", "--seeds", f"0..{count}")),
                          ("fuzz-unpacked", ("--parameters", "no-packing", "--seeds", f"{count}..{count * 5 // 3}"))):
        yield on.phase(name, on.script("fuzz-gc", *options), 5 + count // 4)
    count = on.amount.random_cxx if on.everything else on.amount.random_cxx_of_older
    # A slow machine makes fewer of them.
    limit = 3600 if on.amount is FULL else max(240, 3 * count)
    yield on.phase("random-cxx", on.script("fuzz-cxx", "--seeds", f"0..{count}", "--time-limit", limit), 2 * count)
    if on.everything:
        yield sanitizers(on)
        yield on.phase("bench", ("scripts/bench.sh", "--quick", "--llvm", str(on.major)), 90, alone=True)
    yield on.phase("debugger", on.script("test-debug"), 20, processors=1)
    # The page is the same whatever LLVM the report comes from.
    yield on.phase("report", on.script("test-report", *(() if on.everything else ("--no-browser",))), 60, processors=1)


def sanitizers(on):
    levels = () if on.amount.sanitize_all else ("--levels", "O2")
    return on.phase("sanitizers", on.script("test-sanitizers", *levels, "--random", on.amount.sanitized),
                    (400 if on.amount.sanitize_all else 200) + 4 * on.amount.sanitized)


def cxx(on):
    """All programs; on an older LLVM beside the newest only at -O2 without -g. It is one phase: it compares cases with and without -g."""
    if not on.everything:
        return on.phase("cxx", on.script("test-cxx", "--levels", "O2", "--without-debug"), 190)
    options = (*(() if on.amount.debug_at_O0 else ("--debug-levels", "O2")),
               *(() if on.amount.memcheck_at_O0 else ("--memcheck-levels", "O2")))
    cost = 350 + 150 * on.amount.debug_at_O0 + 90 * on.amount.memcheck_at_O0
    return on.phase("cxx", on.script("test-cxx", *options), cost)


def default(majors, full):
    of_all = len(majors) > 1
    amount = FULL if full else FOR_ALL if of_all else FOR_ONE
    yield from without_llvm()
    clang = [major for major in majors if major in WITH_CLANG]
    if clang:
        yield Phase("mmtk", cargo("mmtk", clang[0]), 90, resource=MMTK)
    for major in majors:
        on = Target(major, amount, everything=full or not of_all or major == NEWEST)
        yield from on_each(on)
        if major in WITH_CLANG:
            yield from with_clang(on)
    if NEWEST in majors:
        # It builds the package of examples/python for each CPython that is found.
        yield Phase("python", ("scripts/test-python.sh", *(["--full"] if full else [])), 400)
        # The documents show the output of the newest LLVM.
        yield Phase("documents", ("scripts/test-docs.sh",), 10, (f"build-{NEWEST}",), processors=1)
    # Without --full the newest of them and an old one: the others cost as much again.
    if of_all:
        yield Phase("llvm-others", ("scripts/versions.sh", "--llvm", "others" if full else "23,18", *(() if full else ("--quick",))), 900 if full else 300)
    shown = majors[0]
    yield Phase(f"run-{shown}", script("run", shown), 20,
                (f"build-{shown}", *(("build-mmtk",) if shown in WITH_CLANG else ())), processors=1)


def chosen(phases, only):
    """The phases, or those of --only (by name, or by name without LLVM), with the builds that they need."""
    phases = list(phases)
    buildable = {phase.name: phase for phase in builds()}
    if only:
        names = {name for phase in (*phases, *buildable.values()) for name in (phase.name, phase.name.rsplit("-", 1)[0])}
        unknown = [name for name in only if name not in names]
        if unknown:
            sys.exit(f"no phase {', '.join(unknown)}: there are {', '.join(phase.name for phase in phases)}")
        phases = [phase for phase in (*phases, *buildable.values())
                  if phase.name in only or phase.name.rsplit("-", 1)[0] in only]
    here = {phase.name for phase in phases}
    needed = {need for phase in phases for need in phase.needs} - here
    return [*(buildable[name] for name in buildable if name in needed), *phases]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("majors", type=int, nargs="+", choices=SUPPORTED)
    return parser.parse_args()


def interrupt(*_):
    raise KeyboardInterrupt


def main():
    options = arguments()
    table = quick(options.majors) if options.quick else default(options.majors, options.full)
    phases = chosen(table, [name for name in options.only.split(",") if name])
    if options.list:
        print("\n".join(f"{phase.name:<20} {' '.join(phase.command)}" for phase in phases))
        return
    built = " ".join(phase.name.removeprefix("build-") for phase in phases if phase.name.startswith("build-"))
    signal.signal(signal.SIGTERM, interrupt)
    start = time.monotonic()
    try:
        outcomes = Scheduler(phases, LOGS, ROOT, {**os.environ, "GC_CORO_BUILT": built}).run()
    except KeyboardInterrupt:
        sys.exit("\ninterrupted")
    processors = sum(outcome.processor_seconds for outcome in outcomes)
    print(f"\nsummary, LLVM {' '.join(map(str, options.majors))}: {time.monotonic() - start:.0f} s, {processors:.0f} s of processors")
    print(summary(outcomes))
    sys.exit(any(outcome.counts.failed for outcome in outcomes))


if __name__ == "__main__":
    main()
