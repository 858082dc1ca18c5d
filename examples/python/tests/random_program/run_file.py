"""Compares one program of a file: python -m random_program.run_file SUBJECT FILE. Exit status 1 where it differs."""

import os
import sys

from harness import subject

from . import run_batch


def main():
    name, path = sys.argv[1:]
    chosen = subject.named(name)
    sys.unraisablehook = lambda _: None
    with open(path, encoding="utf-8") as file:
        problem = run_batch.compared(file.read(), os.path.basename(path), chosen)
    print(problem or "equal")
    sys.exit(problem is not None)


if __name__ == "__main__":
    main()
