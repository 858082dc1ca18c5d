#!/usr/bin/env python3
"""The phases of all tests: which there are, and for which LLVM each runs; scripts/test.sh calls this.

    test_phases.py [--quick|--full] [--only PHASE,...] [--list] MAJOR...

scripts/test.sh --help explains it. phase_scheduler.py runs the phases.
"""

import argparse
import os
import pathlib
import signal
import sys

sys.dont_write_bytecode = True

from phase_scheduler import Phase, Scheduler, summary  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOGS = ROOT / "target" / "test-logs"
SUPPORTED = (22, 19, 16)
NEWEST = SUPPORTED[0]
# clang 16 is too old for the C++ programs.
WITH_CLANG = (22, 19)
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
    yield Phase("format", ("scripts/check.sh", "format"), 5, processors=1)
    yield Phase("layers", ("scripts/check.sh", "layers"), 1, processors=1)
    yield Phase("core", cargo("core"), 20)


def unit(major):
    return Phase(f"unit-{major}", cargo("unit", major), 90, resource=debug_build(major))


def quick(majors):
    """A little of each kind of test, for the time after each change."""
    yield from without_llvm()
    for major in majors:
        plugin = (f"build-{major}",)
        yield unit(major)
        yield Phase(f"lit-{major}", script("test-lit", major, "exec", "gc", "await"), 40, plugin)
        yield Phase(f"oracle-{major}", script("test-oracle", major, "--seeds", "0..20"), 40, plugin)
        if major in WITH_CLANG:
            yield Phase(f"cxx-{major}", script("test-cxx", major, "--levels", "O2", "--without-debug", "--no-memcheck",
                                               "--no-asio", "--filter", "^(generator_s|task_|local_l|try_)"), 40, plugin)
            yield Phase(f"gc-{major}", script("fuzz-gc", major, "--seeds", "0..40"), 20, plugin)


def on_each(major, everything, full):
    """The phases of one LLVM. `everything` is false for an older LLVM beside the newest: it leaves out what that tells as well."""
    plugin = (f"build-{major}",)
    # What differs between the LLVMs is in one place, and 22 and 16 are its ends.
    if everything or major != 19:
        yield Phase(f"clippy-{major}", cargo("clippy", major), 45, resource=debug_build(major))
        yield unit(major)
    yield Phase(f"lit-{major}", script("test-lit", major), 75, plugin)
    # A host refuses the plugins of the other LLVMs.
    yield Phase(f"hosts-{major}", script("test-hosts", major), 60,
                (*(f"build-{other}" for other in SUPPORTED), f"faults-{major}"), processors=1)
    yield Phase(f"markers-{major}", script("test-markers", major), 10, plugin, processors=1)
    yield Phase(f"toy-{major}", script("test-toy", major), 30, plugin, processors=1)
    if everything:
        yield Phase(f"oracle-{major}", script("test-oracle", major), 240, plugin)
        yield mutants(major, full)


def mutants(major, full):
    """Without --full a few of them, with fixed seeds, of inputs that are made at once."""
    options = ("--seeds", "0..800", "--time-limit", "60", "--no-cxx")
    if full:
        options = ("--seeds", "0..50000" if major == NEWEST else "0..15000")
    return Phase(f"mutants-{major}", script("fuzz-mutants", major, *options), 8000 if full else 180)


def with_clang(major, everything, full, of_all):
    """The C++ programs, the collectors and the random programs of one LLVM."""
    plugin = (f"build-{major}",)
    yield from cxx(major, everything, full, of_all, plugin)
    if everything:
        yield Phase(f"gc-{major}", script("test-gc", major, "--mmtk", "--memcheck", "cpp/"), 500,
                    (f"faults-{major}", "build-mmtk"))
    else:
        yield Phase(f"gc-{major}", script("test-gc", major), 250, (f"faults-{major}",))
    for name, options in (("fuzz", ("--seeds", "0..240")),
                          ("fuzz-julia", ("--flavour", "julia", "--seeds", "0..240")),
                          ("fuzz-unpacked", ("--parameters", "no-packing", "--seeds", "240..400"))):
        yield Phase(f"{name}-{major}", script("fuzz-gc", major, *options), 60, plugin)
    # With fixed seeds; a slow machine makes fewer of them.
    count, seconds = (2000, 3600) if full else (240, 240) if everything else (80, 80)
    yield Phase(f"random-cxx-{major}",
                script("fuzz-cxx", major, "--seeds", f"0..{count}", "--time-limit", str(seconds)), seconds, plugin)
    if everything:
        yield Phase(f"sanitizers-{major}", script("test-sanitizers", major, "--random", "500" if full else "12"),
                    3000 if full else 400, plugin)
        yield Phase(f"bench-{major}", ("scripts/bench.sh", "--quick", "--llvm", str(major)), 90, plugin, alone=True)
    yield Phase(f"debugger-{major}", script("test-debug", major), 20, plugin, processors=1)


def cxx(major, everything, full, of_all, plugin):
    """All cases, but for "all" without --full: no programs at -O0 with -g, and of the older LLVM no program at -O0 either."""
    if not of_all or full:
        yield Phase(f"cxx-{major}", script("test-cxx", major), 900, plugin)
    elif everything:
        yield Phase(f"cxx-{major}", script("test-cxx", major, "--without-debug"), 600, plugin)
        yield Phase(f"cxx-g-{major}", script("test-cxx", major, "--levels", "O2", "--with-debug"), 250, plugin)
    else:
        yield Phase(f"cxx-{major}", script("test-cxx", major, "--levels", "O2", "--without-debug"), 300, plugin)


def default(majors, full):
    of_all = len(majors) > 1
    yield from without_llvm()
    clang = [major for major in majors if major in WITH_CLANG]
    if clang:
        yield Phase("mmtk", cargo("mmtk", clang[0]), 90, resource=MMTK)
    for major in majors:
        everything = full or not of_all or major == NEWEST
        yield from on_each(major, everything, full)
        if major in WITH_CLANG:
            yield from with_clang(major, everything, full, of_all)
    if NEWEST in majors:
        # The documents show the output of the newest LLVM.
        yield Phase("documents", ("scripts/test-docs.sh",), 40, (f"build-{NEWEST}",), processors=1)
    shown = majors[0]
    yield Phase(f"run-{shown}", script("run", shown), 40,
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
    try:
        outcomes = Scheduler(phases, LOGS, ROOT, {**os.environ, "GC_CORO_BUILT": built}).run()
    except KeyboardInterrupt:
        sys.exit("\ninterrupted")
    print(f"\nsummary, LLVM {' '.join(map(str, options.majors))}\n{summary(outcomes)}")
    sys.exit(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    main()
