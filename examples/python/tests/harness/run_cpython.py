"""Runs one of CPython's test modules with a subject: python -m harness.run_cpython SUBJECT MODULE RESULTS DONE.

RESULTS gets a line of JSON as each test begins and ends, so that the caller knows where a process died. Tests listed in DONE are not run.
"""

import doctest
import importlib
import io
import json
import sys
import unittest

from . import instrument, subject


class Recorder(unittest.TestResult):
    def __init__(self, file):
        super().__init__()
        self.file = file

    def put(self, *fields):
        self.file.write(json.dumps(fields) + "\n")
        self.file.flush()

    def startTest(self, test):
        super().startTest(test)
        self.outcome = None
        self.put("begin", test.id())

    def stopTest(self, test):
        super().stopTest(test)
        self.put("end", test.id(), self.outcome or "passed")

    def addError(self, test, error):
        super().addError(test, error)
        if self.outcome is None and not hasattr(test, "_testMethodName") and not isinstance(test, doctest.DocTestCase):
            # Of setUpClass and setUpModule: no test begins or ends.
            self.put("end", test.id(), f"error {error[0].__name__}")
        self.outcome = f"error {error[0].__name__}"

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.outcome = f"failed {first_line(error[1]) if isinstance(test, doctest.DocTestCase) else ''}".strip()

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.outcome = "skipped"

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.outcome = "expected failure"

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.outcome = "unexpected success"

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.outcome = f"failed subtest {error[0].__name__}"


def first_line(error):
    """Where a doctest fails first."""
    lines = [line for line in str(error).splitlines() if line.startswith("File ")]
    return lines[1].rsplit("line ", 1)[-1].split(",")[0] if len(lines) > 1 else ""


def instrument_doctests(chosen):
    """The examples of a doctest are compiled one by one; the module's own name `compile` shadows the builtin."""
    def compile_example(source, filename, mode, flags=0, dont_inherit=True):
        return instrument.compile_instrumented(source, filename, mode, flags, chosen.transform, leave_frame_readers=True)

    doctest.compile = compile_example


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def run(module, recorder, done):
    suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(module))
    left = unittest.TestSuite(test for test in tests_of(suite) if test.id() not in done)
    # What tests print is not their result.
    sys.stdout = io.StringIO()
    try:
        left.run(recorder)
    finally:
        sys.stdout = sys.__stdout__


def main():
    name, module, results, done = sys.argv[1:]
    sys.argv = [module]
    chosen = subject.named(name, tested=False)
    chosen.install()
    instrument.hook_imports([module], chosen.transform)
    instrument_doctests(chosen)
    with open(done, encoding="utf-8") as file:
        already = set(file.read().splitlines())
    with open(results, "w", encoding="utf-8") as file:
        recorder = Recorder(file)
        run(module, recorder, already)
        recorder.put("functions", [[list(key), reason] for key, reason in chosen.functions.items()], instrument.left_out())


if __name__ == "__main__":
    main()
