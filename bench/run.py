"""Runs gc-coro beside LLVM's own split and compares. Called by scripts/bench.sh, which explains the options."""

import os
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts" / "lib"))

import arguments  # noqa: E402
import collect  # noqa: E402
import goals  # noqa: E402
import plot  # noqa: E402
import report  # noqa: E402
from counts import Counts  # noqa: E402

DOCS = ROOT / "docs"


def options_of_command_line():
    parser = arguments.parser("--llvm", "--filter", majors="+")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write-docs", action="store_true")
    return parser.parse_args()


def main():
    options = options_of_command_line()
    # It shares the machine with others; what is measured is CPU time.
    os.nice(5)
    counts = Counts()
    for major in options.llvm:
        started = time.monotonic()
        results = collect.Collector(major, options.filter, options.quick, collect.progress).collect()
        rows = goals.rows(results, goals.QUICK if options.quick else goals.FULL)
        for row in rows:
            counts.add(row.met)
        if options.quick:
            show_quick(rows)
        else:
            write(results, report.markdown(results), options)
        print(f"LLVM {major}: {time.monotonic() - started:.0f} s", flush=True)
    if options.quick:
        sys.exit(counts.finish())
    print(f"{counts.passed} goals met, {counts.failed} missed")


def show_quick(rows):
    for row in rows:
        numbers = ", ".join(f"{name} {value}" for name, value in (("ours", row.ours), ("clang", row.stock), ("ratio", row.ratio))
                            if value)
        print(f"{'PASS' if row.met else 'FAIL'} {row.measure}: {numbers} (goal {row.goal})", flush=True)


def write(results, text, options):
    print(text)
    folder = ROOT / "target" / "bench"
    (folder / f"results-{results.major}.md").write_text(text)
    image = plot.svg(results) if results.shapes else None
    if image:
        (folder / f"split-time-{results.major}.svg").write_text(image)
    if options.write_docs:
        report.write_docs(DOCS / "benchmarks.md", results, text)
        (DOCS / f"split-time-{results.major}.svg").write_text(image)


main()
