#!/usr/bin/env python3
"""Shows that the tests can fail: interpreters that are wrong on purpose (harness/faults.py) must be noticed, and none may be tested with itself.

The last line of the output is "N passed, M failed".
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
# The program of a fault, and the test that has to fail with it.
NOTICED = (
    ("fault-finally", "run_programs.py", "--filter", "^generator_close$"),
    ("fault-cancel", "run_programs.py", "--filter", "^cancellation$"),
    ("fault-lines", "run_programs.py", "--filter", "^exceptions_basics$"),
    ("fault-context", "run_programs.py", "--filter", "^exceptions_context$"),
    ("fault-add", "run_programs.py", "--filter", "^closures$"),
    ("fault-await", "run_programs.py", "--filter", "^coroutine_basics$"),
    ("fault-leak", "leaks.py", "--count", "2000", "--filter", "^coroutine with"),
    ("fault-finally", "random_programs.py", "--seeds", "0..40"),
    ("fault-lines", "random_programs.py", "--seeds", "0..40"),
    ("fault-finally", "cpython_tests.py", "--modules", "test.test_generators"),
)
TESTS = ("run_programs.py", "leaks.py", "random_programs.py", "cpython_tests.py")
IDENTITY = """
def jit(function=None, *, strict=False):
    return jit if function is None else function

def llvm(function):
    return "nothing"
"""


def run(script, *options, **environment):
    done = subprocess.run([sys.executable, HERE / script, *options], capture_output=True, text=True, env={**os.environ, **environment})
    return done.returncode, done.stdout + done.stderr


def is_noticed(fault, script, *options):
    """The problem, or None."""
    status, output = run(script, "--subject", fault, *options)
    counts = re.findall(r"(\d+) passed, (\d+) failed", output)
    if not counts or status == 0 or counts[-1][1] == "0":
        return f"{script} does not notice {fault}: {output.strip().splitlines()[-1:]}"
    return None


def is_refused(script, subject, words, **environment):
    status, output = run(script, "--subject", subject, **environment)
    if status == 0 or words not in output or "Traceback" in output:
        return f"{script} does not refuse {subject}: {output.strip().splitlines()[-1:]}"
    return None


def checks():
    for fault, script, *options in NOTICED:
        if script == "cpython_tests.py" and not has_test_files():
            continue
        yield f"{fault} is noticed by {script}", is_noticed(fault, script, *options)
    for script in TESTS:
        yield f"{script} refuses the interpreter", is_refused(script, "interpreter", "proves nothing")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "gc_coro_python.py").write_text(IDENTITY)
        yield "a jit that does nothing is refused", is_refused("run_programs.py", "jit", "has not translated", PYTHONPATH=folder)
    yield "programs say the same twice", stable()


def stable():
    status, output = run("run_programs.py", "--stable")
    return None if status == 0 else f"programs whose output changes from run to run: {output[-600:]}"


def has_test_files():
    return run_code("import test.test_generators") == 0


def run_code(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True).returncode


def main():
    passed = failed = 0
    for title, problem in checks():
        if problem:
            failed += 1
            print(f"FAIL: {title}: {problem}")
        else:
            passed += 1
            print(f"ok: {title}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
