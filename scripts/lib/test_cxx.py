"""Runs C++ coroutine programs split by gc-coro beside the same programs split by LLVM; cxx_case.py says how.

Called by scripts/test-cxx.sh, which installs what is needed and explains the options.
"""

import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

sys.dont_write_bytecode = True

import arguments  # noqa: E402
import coro_build  # noqa: E402
import cxx_case  # noqa: E402
import cxx_report  # noqa: E402
from coro_build import ROOT  # noqa: E402
from counts import Counts  # noqa: E402

PROGRAMS = ROOT / "tests" / "cxx"
ASIO = ROOT / "examples" / "asio-echo" / "echo.cpp"


def options_of_command_line():
    parser = arguments.parser("--llvm", "--filter", "--jobs", majors="+")
    parser.add_argument("--levels", default="O0 O2")
    parser.add_argument("--debug-levels")
    parser.add_argument("--memcheck-levels")
    parser.add_argument("--memcheck", choices=("valgrind", "asan", "none"), default="valgrind")
    parser.add_argument("--split-only", action="store_true")
    parser.add_argument("--phase", choices=("all", "programs", "asio"), default="all")
    parser.add_argument("--debug", choices=("both", "with", "without"), default="both")
    parser.add_argument("--reference", choices=("stock", "clang"), default="stock")
    parser.add_argument("--candidate", choices=("gc-coro", "plugin", "stock"), default="gc-coro")
    parser.add_argument("--programs", type=Path, default=PROGRAMS)
    options = parser.parse_args()
    if options.reference == options.candidate:
        parser.error("reference and candidate are the same")
    if options.candidate == "plugin" and options.reference != "clang":
        parser.error("the plugin in clang is compared with clang: --reference clang")
    return options


def main():
    options = options_of_command_line()
    levels = options.levels.split()
    unknown = set(levels) - set(coro_build.LEVELS)
    if unknown:
        sys.exit(f"test-cxx: unknown level {' '.join(unknown)}; there are {' '.join(coro_build.LEVELS)}")
    plan = cxx_case.Plan(options.reference, options.candidate, options.memcheck, options.split_only)
    cases = all_cases(options, levels)
    if not cases:
        sys.exit("test-cxx: there is no program to test")
    started = time.monotonic()
    results = run_all(cases, plan, options.jobs)
    wrong = sum(bool(result.problems) for result in results)
    counts = Counts(len(results) - wrong, wrong + report_debug_changes(results, plan))
    for major in options.llvm:
        write_table(results, plan, levels, major, complete=not options.filter and options.phase == "all")
    print(f"{len(cases)} cases in {time.monotonic() - started:.0f} s")
    sys.exit(counts.finish())


def all_cases(options, levels):
    """All that is asked for; the slow ones first, so that no job waits for the last of them."""
    debug = {"both": (False, True), "with": (True,), "without": (False,)}[options.debug]
    with_debug, with_memcheck = (levels if text is None else text.split() for text in (options.debug_levels, options.memcheck_levels))
    matches = re.compile(options.filter).search
    toolchains = [coro_build.Toolchain(major) for major in options.llvm]
    cases = []
    if options.phase != "programs" and matches(ASIO.stem):
        program = cxx_case.Program.read(ASIO)
        # Debug information of this program is large and tells nothing new; neither does a second memory check.
        # How often it allocates depends on how the sockets cut its messages.
        cases += [cxx_case.Case(program, tools, level, False, (tools, level) == (toolchains[0], levels[-1]), False)
                  for tools in toolchains for level in levels]
    if options.phase != "asio":
        programs = map(cxx_case.Program.read, sorted(options.programs.glob("*.cpp")))
        cases += [cxx_case.Case(program, tools, level, g, not g and level in with_memcheck, not g and level != "O0")
                  for program in programs if matches(program.name)
                  for tools in toolchains for level in levels for g in debug if not g or level in with_debug]
    return cases


def run_all(cases, plan, jobs):
    results = {}
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        futures = [pool.submit(cxx_case.check, case, plan) for case in cases]
        try:
            for done in as_completed(futures):
                result = done.result()
                results[result.case] = result
                show(result)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [results[case] for case in cases]


def show(result):
    print(f"{'FAIL' if result.problems else 'PASS'} {result.case}", flush=True)
    for problem in result.problems:
        print("    " + problem.replace("\n", "\n    "), flush=True)


def report_debug_changes(results, plan):
    """-g must not change what is stored: where it changes our frames but not LLVM's, that is a failure."""
    by_case = {(r.case.program, r.case.tools.major, r.case.level, r.case.debug): r for r in results}
    failed = 0
    for (program, major, level, debug), plain in by_case.items():
        with_g = by_case.get((program, major, level, True))
        if debug or with_g is None or with_g.frames.get(plan.reference) != plain.frames.get(plan.reference):
            continue
        ours = [{f.function: f.bytes for f in r.frames.get(plan.candidate, ())} for r in (plain, with_g)]
        changed = [f for f in sorted(ours[0].keys() & ours[1].keys()) if ours[0][f] != ours[1][f]]
        for function in changed:
            print(f"FAIL {plain.case}: -g changes the frame of {function} "
                  f"from {ours[0][function]} to {ours[1][function]} bytes")
        failed += bool(changed)
    return failed


def write_table(results, plan, levels, major, complete):
    chosen = [r for r in results if r.case.tools.major == major and not r.case.debug]
    if not any(r.frames.get(plan.reference) and r.frames.get(plan.candidate) for r in chosen):
        return
    text = cxx_report.table(chosen, plan, levels)
    print(f"\nframes, LLVM {major}:\n\n{text}")
    if complete:  # a table of some cases must not replace that of all
        file = ROOT / "target" / f"cxx-frames-{major}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"# Frames of the C++ programs, LLVM {major}\n\n{text}")
        print(f"written to {file.relative_to(ROOT)}\n")


main()
