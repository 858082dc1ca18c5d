#!/usr/bin/env python3
"""The benchmark: gc_coro_python beside the interpreter. Prints tables in Markdown.

Each cell is a ratio: time of the interpreter / time of the subject, above 1 where the subject is faster. Both run in one process by turns.

    run.py [--seconds 2] [--rows REGEX] [--with-mypyc] [--with-justjit]

--with-mypyc and --with-justjit install these by pip into the environment that runs this, and add a column.
"""

import argparse
import json
import math
import platform
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import micro  # noqa: E402

HERE = Path(__file__).resolve().parent
EVERYDAY = sorted(path.stem for path in (HERE / "everyday").glob("*.py"))
LIMIT_S = 300
GOALS = {"await sleep(0)": 1.0, "await of a ready coroutine": 1.3, "send, per suspension, into an awaitable with a generator": 1.5,
         "int generator, consumed by a compiled loop": 6, "float accumulation over a NumPy buffer, 1000 suspensions": 20}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2, help="of measuring for each cell")
    parser.add_argument("--rows", default="", metavar="REGEX")
    parser.add_argument("--with-mypyc", action="store_true")
    parser.add_argument("--with-justjit", action="store_true")
    return parser.parse_args()


def installed(package):
    """Whether pip installs it here."""
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *package], capture_output=True, text=True)
    if done.returncode:
        print(f"{package[0]} does not install for this Python: its column is left out", file=sys.stderr)
    return done.returncode == 0


def child(*command):
    """The JSON that a process prints last, or why there is none."""
    try:
        done = subprocess.run([sys.executable, "-W", "ignore", *map(str, command)], capture_output=True, text=True, timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        return {"problem": "does not end"}
    lines = done.stdout.strip().splitlines()
    if done.returncode == 0 and lines:
        return json.loads(lines[-1])
    said = done.stderr.strip().splitlines()
    return {"problem": f"status {done.returncode}", "said": said[-1] if said else ""}


def cell(subject, row, options):
    """The text of a cell, the measurement, and its notes."""
    found = child(HERE / "measure.py", subject, row, options.seconds)
    if "problem" in found:
        return "–", found, f"{subject}, {row}: {found['problem']}: {found['said'] if 'said' in found else ''}"
    note = ""
    if not found["equal"]:
        note = f"{subject}, {row}: another result than the interpreter's"
    elif found["refused"]:
        note = f"{subject}, {row}: {found['refused']} functions stay with the interpreter"
    return f"{found['interpreter'] / found['subject']:.2f}", found, note


def table(title, unit, scale, rows, subjects, options):
    """Prints it; gives the ratios of the first subject, and notes."""
    print(f"\n| {title} | interpreter, {unit} | gc-coro, {unit} | " + " | ".join(subjects) + " | goal |")
    print("|---|" + "---:|" * (len(subjects) + 3))
    ratios, notes = [], []
    for row in rows:
        texts, times = [], ["–", "–"]
        for subject in subjects:
            text, found, note = cell(subject, row, options)
            texts.append(text)
            if note:
                notes.append(note)
            if subject == "jit" and "problem" not in found:
                ratios.append(found["interpreter"] / found["subject"])
                times = [f"{found[key] / scale:.{1 if scale > 1 else 0}f}" for key in ("interpreter", "subject")]
        print(f"| {row.replace('_', ' ')} | {' | '.join([*times, *texts])} | {goal(row)} |", flush=True)
    return ratios, notes


def goal(row):
    if row in GOALS:
        return f"≥ {GOALS[row]}"
    return "≥ 0.95" if row in EVERYDAY else ""


def main():
    options = arguments()
    subjects = ["jit"]
    if options.with_mypyc and installed(["mypy", "setuptools"]):
        subjects.append("mypyc")
    if options.with_justjit and installed(["justjit"]):
        subjects.append("justjit")
    print(f"CPython {platform.python_version()}, {platform.machine()}. A cell of a subject is: time of the interpreter / its time.")
    rows = [row for row in micro.ROWS if re.search(options.rows, row)]
    _, notes = table("operation", "ns", 1, rows, subjects, options)
    programs = [row for row in EVERYDAY if re.search(options.rows, row)]
    ratios, more = table("program", "ms", 1e6, programs, subjects, options)
    if ratios:
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        print(f"\nGeometric mean of {len(ratios)} programs: {mean:.2f} (goal: ≥ 1.1); the lowest: {min(ratios):.2f}.")
    if not options.rows:
        found = child(HERE / "compile_time.py")
        if "problem" in found:
            notes.append(f"compile time: {found}")
        else:
            print(f"A function of 100 lines compiles in {found['median']:.0f} ms (worst of 7: {found['worst']:.0f} ms; goal: ≤ 100 ms).")
    for note in [*notes, *more]:
        print(f"* {note}")


if __name__ == "__main__":
    main()
