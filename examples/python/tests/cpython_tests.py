#!/usr/bin/env python3
"""Runs CPython's own test files with their functions given to gc_coro_python, and compares each test's result with the interpreter's.

An import hook wraps every function of a test file (harness/instrument.py): the tests, the functions under test, and the examples of its
doctests. Left out are functions that read their own frame (locals(), sys._getframe(), eval and exec without names). A test is equal where its
result (passed, failed, error, skipped, expected failure) is the interpreter's. cpython_differences.txt lists those that are known to
differ, with a reason each; another difference is a failure, and so is a listed one that is gone.

    cpython_tests.py [--modules test.test_generators,...] [--subject jit] [--list-refused]

The last line of the output is "N passed, M failed".
"""

import argparse
import collections
import importlib.util
import json
import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from harness import children, subject  # noqa: E402

MODULES = ("test.test_generators", "test.test_generator_stop", "test.test_coroutines", "test.test_asyncgen", "test.test_contextlib_async",
           "test.test_asyncio.test_tasks", "test.test_asyncio.test_taskgroups", "test.test_asyncio.test_timeouts", "test.test_pep380")
# A name that a version has not is left out. Known differences: see there.
KNOWN = Path(__file__).resolve().parent / "cpython_differences.txt"
LIMIT_S = 600
MOST_CRASHES = 40


def existing(names):
    """Those modules that this Python's distribution has."""
    found = []
    for name in names:
        try:
            if importlib.util.find_spec(name):
                found.append(name)
        except ImportError:
            continue
    return found


def known_differences():
    """(module, test) -> reason. A line is: module test [3.11,3.12] reason."""
    found = {}
    for number, line in enumerate(KNOWN.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = re.match(r"(\S+) (\S+) \[([\d.,]+)\] (.+)$", line)
        if not fields:
            sys.exit(f"{KNOWN.name}:{number}: write it as: module test [3.11,3.12] reason")
        module, test, versions, reason = fields.groups()
        if "%d.%d" % sys.version_info[:2] in versions.split(","):
            found[module, test] = reason
    return found


class Run:
    """The results of one module by one subject. A process that dies is followed by one for the tests that are left."""

    def __init__(self, name, module):
        self.name, self.module = name, module
        self.results, self.functions, self.left_out = {}, {}, 0
        self.problem = None
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(MOST_CRASHES):
                if self.one_process(Path(folder) / "results"):
                    return
        self.problem = f"died {MOST_CRASHES} times"

    def one_process(self, path):
        """Whether all tests have been run."""
        path.unlink(missing_ok=True)
        done = Path(f"{path}.done")
        done.write_text("\n".join(self.results))
        ended = children.run(["-W", "ignore", "-m", "harness.run_cpython", self.name, self.module, path, done], LIMIT_S)
        begun = None
        for line in path.read_text().splitlines() if path.exists() else ():
            kind, *fields = json.loads(line)
            if kind == "begin":
                begun = fields[0]
            elif kind == "end":
                self.results[fields[0]], begun = fields[1], None
            elif kind == "functions":
                self.functions.update({tuple(key): reason for key, reason in fields[0]})
                self.left_out = fields[1]
                return True
        if begun is None:
            self.problem = f"{ended.ending()} between tests: {ended.stderr.strip()[-400:]}"
            return True
        self.results[begun] = f"{ended.ending()}"
        return False


def compare(module, name, known):
    """Prints the module's line and its differences; gives (equal, known, wrong, total)."""
    expected, found = Run(subject.REFERENCE, module), Run(name, module)
    refused = {key: reason for key, reason in found.functions.items() if reason}
    differing = {test: (result, found.results.get(test, "not run")) for test, result in expected.results.items()
                 if found.results.get(test, "not run") != result}
    for test, result in found.results.items():
        if test not in expected.results:
            differing[test] = ("not run", result)
    total = len(expected.results)
    excused = [test for test in differing if (module, test) in known]
    wrong = [test for test in differing if (module, test) not in known]
    stale = [test for (of, test) in known if of == module and test not in differing]
    share = 100 * (total - len(differing)) / total if total else 0
    print(f"{module}: {total - len(differing)} of {total} equal ({share:.1f} %), {len(excused)} known differences; "
          f"{len(found.functions) - len(refused)} functions translated, {len(refused)} stay, {found.left_out} read their frame", flush=True)
    for run in (expected, found):
        if run.problem:
            print(f"  FAIL: {run.name}: {run.problem}")
            wrong.append(run.name)
    for test in wrong:
        if test in differing:
            print(f"  FAIL: {test}: {differing[test][0]} with the interpreter, {differing[test][1]} with {name}")
    for test in excused:
        print(f"  known: {test}: {known[module, test]}")
    for test in stale:
        print(f"  FAIL: {test} is equal now: remove it from {KNOWN.name}")
    return total - len(differing), len(excused), len(wrong) + len(stale), total, refused


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subject", default="jit")
    parser.add_argument("--modules", default=",".join(MODULES))
    parser.add_argument("--list-refused", action="store_true", help="prints each function that stays with the interpreter")
    return parser.parse_args()


def main():
    options = arguments()
    subject.require(options.subject)
    known = known_differences()
    modules = existing(options.modules.split(","))
    if not modules:
        sys.exit("cpython_tests.py: this Python has no test files (on Debian: libpython3-testsuite)")
    equal = excused = wrong = total = 0
    reasons = collections.Counter()
    for module in modules:
        *counts, refused = compare(module, options.subject, known)
        equal, excused, wrong, total = (a + b for a, b in zip((equal, excused, wrong, total), counts))
        reasons.update(re.sub(r"\d+|'[^']*'", "_", reason)[:100] for reason in refused.values())
        if options.list_refused:
            for (function, line), reason in refused.items():
                print(f"  stays: {function}, line {line}: {reason}")
    for reason, count in reasons.most_common(8):
        print(f"stay: {count} times {reason}")
    print(f"{equal} of {total} results equal: {100 * equal / total if total else 0:.1f} %")
    print(f"{equal + excused} passed, {wrong} failed")
    sys.exit(wrong > 0 or not equal)


if __name__ == "__main__":
    main()
