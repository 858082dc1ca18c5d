"""Runs one program with one subject: python -m harness.run_one SUBJECT PROGRAM REPORT.

The program's output is this process's. REPORT is written at the end: JSON with the functions that the subject refused and how many it took.
"""

import atexit
import json
import sys

from . import subject
from .instrument import compile_instrumented


def report(chosen, path):
    with open(path, "w", encoding="utf-8") as file:
        refused = [[*key, reason] for key, reason in chosen.refused().items()]
        json.dump({"refused": refused, "translated": [list(key) for key in chosen.translated()]}, file)


def main():
    name, program, path = sys.argv[1:]
    chosen = subject.named(name, tested=False)
    chosen.install()
    # As `python program.py` has it; the report is written after the program's own exit functions.
    sys.argv = [program]
    atexit.register(report, chosen, path)
    with open(program, "rb") as file:
        code = compile_instrumented(file.read(), program, transform=chosen.transform)
    module = type(sys)("__main__")
    module.__file__ = program
    module.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


if __name__ == "__main__":
    main()
