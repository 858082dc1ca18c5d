"""Runs programs in processes of their own, with a limit of time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


class Ended:
    """What a process left: its output, and how it ended."""

    def __init__(self, status, stdout, stderr):
        self.status, self.stdout, self.stderr = status, stdout, stderr

    def text(self):
        return f"{self.stdout}--- stderr\n{self.stderr}--- {self.ending()}\n"

    def ending(self):
        if self.status == "timeout":
            return "still running at the limit of time"
        if self.status < 0:
            return f"ended by {signal.Signals(-self.status).name}"
        return f"exit status {self.status}"

    def crashed(self):
        return self.status == "timeout" or self.status < 0


def environment(**more):
    """The caller's, without what changes how Python runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "",
            **more}


def run(arguments, limit, python=sys.executable, flags=(), **more):
    """One Python process to its end. It and what it started are ended at the limit (seconds)."""
    with subprocess.Popen([python, *flags, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          text=True, errors="replace", env=environment(**more), cwd=TESTS, start_new_session=True) as process:
        try:
            stdout, stderr = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            return Ended("timeout", stdout, stderr)
        return Ended(process.returncode, stdout, stderr)
