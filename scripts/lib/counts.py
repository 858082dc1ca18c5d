#!/usr/bin/env python3
"""How many checks have passed and failed: the one place that counts them, and that writes and reads "N passed, N failed".

    counts.py cargo LOG      the sum of what cargo's test programs say
    counts.py lit JSON...    the sum of lit's reports
    counts.py closing LOG    the lines with which the runners of a log end

A script prints such a line as its last one. scripts/lib/common.sh reads it with add_counts and prints it with finish_counts.
"""

import json
import re
import sys
from pathlib import Path

LINE = re.compile(r"(\d+) passed, (\d+) failed")
CARGO = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed;", re.MULTILINE)
# The last lines of cargo, lit, unittest and the project's own scripts, but for test programs without a test.
CLOSING = re.compile(
    r"^(?:test result: (?!ok\. 0 passed; 0 failed).*|Total Discovered Tests: \d+|  [A-Z][A-Za-z ]+: +\d+ \(\d+\.\d+%\)"
    r"|Ran \d+ tests? in .*|(?:.*: )?\d+ passed, \d+ failed)$", re.MULTILINE)
LIT_PASSED = ("PASS", "XFAIL")
LIT_FAILED = ("FAIL", "XPASS", "UNRESOLVED", "TIMEOUT")


class Counts:
    def __init__(self, passed=0, failed=0):
        self.passed, self.failed = passed, failed

    def add(self, ok):
        if ok:
            self.passed += 1
        else:
            self.failed += 1

    def add_all(self, other):
        self.passed, self.failed = self.passed + other.passed, self.failed + other.failed

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed"

    def finish(self):
        """Prints the line, and gives the exit status. Where nothing has passed, nothing was tested."""
        print(self, flush=True)
        return 0 if self.passed and not self.failed else 1


def last_in(text):
    """The counts that the text says last, or None."""
    found = LINE.findall(text)
    return Counts(*map(int, found[-1])) if found else None


def of_cargo(text):
    found = [tuple(map(int, pair)) for pair in CARGO.findall(text)]
    return Counts(sum(passed for passed, _ in found), sum(failed for _, failed in found))


def of_lit(report):
    codes = [test["code"] for test in json.loads(report)["tests"]]
    return Counts(sum(code in LIT_PASSED for code in codes), sum(code in LIT_FAILED for code in codes))


def closing_lines(text):
    return CLOSING.findall(text)


def report(checks):
    """Prints each (title, problem or None) as it comes, then the counts, and ends the program."""
    counts = Counts()
    for title, problem in checks:
        counts.add(problem is None)
        print(f"ok: {title}" if problem is None else f"FAILED: {title}: {problem}", flush=True)
    sys.exit(counts.finish())


def main(kind, *files):
    texts = [Path(file).read_text(errors="replace") for file in files]
    if kind == "closing":
        print("\n".join(line for text in texts for line in closing_lines(text)))
        return
    counts = Counts()
    for text in texts:
        counts.add_all({"cargo": of_cargo, "lit": of_lit}[kind](text))
    print(counts)


if __name__ == "__main__":
    main(*sys.argv[1:])
