#!/usr/bin/env python3
"""Compares the variables that gdb sees in programs split by gc-coro and by LLVM; scripts/compare-variables.sh explains it."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import arguments  # noqa: E402
import coro_build  # noqa: E402
import llvm_tools  # noqa: E402

SCRIPT = Path(__file__).resolve().parent / "gdb_variables.py"
INCLUDE = llvm_tools.ROOT / "tests" / "cxx" / "include"
# Of one program; a program may wait for ever in a debugger.
STOPS, SECONDS = 400, 120
COUNTS = ("places", "seen by LLVM", "seen by gc-coro", "lost", "won", "unlisted")


def seen_by(options, source, level, flags, work):
    """(function, line) -> name -> whether it has a value at some stop; None if the program cannot be run."""
    program, output = work / source.stem, work / f"{source.stem}.json"
    clang = llvm_tools.tool(options.llvm, "clang++")
    command = [clang, "-std=c++20", f"-{level}", "-g", f"-I{INCLUDE}", f"-I{source.parent}", *flags, source, "-o", program]
    if subprocess.run(command, capture_output=True).returncode:
        return None
    setting = f"VARIABLES = ({str(source)!r}, {str(output)!r}, {STOPS})"
    debugger = ["gdb", "-q", "-batch", "-nx", "-ex", f"python {setting}", "-x", SCRIPT, program]
    try:
        subprocess.run(debugger, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    if not output.exists():
        return None
    places = {}
    for stop in json.loads(output.read_text()):
        names = places.setdefault((stop["function"], stop["line"]), {})
        for name, value in stop["variables"].items():
            names[name] = names.get(name, False) or value is not None
    return places


def compare(options, source, level):
    """The counts of one program, and the names of what is lost."""
    counts, lost = Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / name for name in ("ours", "llvm")]
        for folder in folders:
            folder.mkdir()
        ours = seen_by(options, source, level, coro_build.plugin_flags(options.llvm, options.plugin), folders[0])
        llvms = seen_by(options, source, level, [], folders[1])
    if ours is None or llvms is None:
        counts["not run"] += 1
        return counts, lost
    for place in sorted(ours.keys() & llvms.keys()):
        mine, theirs = ours[place], llvms[place]
        counts["places"] += 1
        counts["seen by LLVM"] += sum(theirs.values())
        counts["seen by gc-coro"] += sum(mine.values())
        gone = [name for name, is_seen in theirs.items() if is_seen and not mine.get(name)]
        counts["lost"] += len(gone)
        counts["won"] += sum(1 for name, is_seen in mine.items() if is_seen and not theirs.get(name))
        counts["unlisted"] += sum(1 for name, is_seen in theirs.items() if not is_seen and name not in mine)
        lost += [f"{source.name} -{level}: '{name}' in {place[0]} at line {place[1]}" for name in gone]
    return counts, lost


def main():
    parser = arguments.parser("--llvm", "--plugin", "--jobs")
    parser.add_argument("--levels", default="O0 O1 O2")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("programs", nargs="+", type=lambda text: Path(text).resolve())
    options = parser.parse_args()
    os.environ.setdefault("DEBUGINFOD_URLS", "")
    for level in options.levels.split():
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda source: compare(options, source, level), options.programs))
        counts = sum((found for found, _ in results), Counter())
        print(f"-{level}: " + ", ".join(f"{name} {counts[name]}" for name in COUNTS)
              + (f"; {counts['not run']} programs do not run in gdb" if counts["not run"] else ""), flush=True)
        if options.list:
            print("\n".join(f"  {text}" for _, lost in results for text in lost))


if __name__ == "__main__":
    main()
