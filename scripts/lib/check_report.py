"""What the tests of documents and examples print: a line for each check, and their number at the end."""

import sys


def report(checks):
    """Prints each (title, problem or None) as it comes, then "N passed, N failed", and ends the program."""
    failed = passed = 0
    for title, problem in checks:
        passed, failed = (passed + 1, failed) if problem is None else (passed, failed + 1)
        print(f"ok: {title}" if problem is None else f"FAILED: {title}: {problem}", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)
