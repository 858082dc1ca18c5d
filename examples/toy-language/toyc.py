#!/usr/bin/env python3
"""toyc: compiles a program of the toy language to LLVM IR, on stdout.

    toyc.py [--llvm N] [--no-collector] PROGRAM.toy

--llvm N         the LLVM that will read the IR (default 22); llvm.coro.end is spelled differently in each
--no-collector   values are plain pointers, and no function has a collector

The stages are in compiler/: lexer.py, parser.py (to the tree of syntax.py), codegen.py.
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "compiler"))

from codegen import Target, generate  # noqa: E402
from lexer import ToyError  # noqa: E402
from parser import parse  # noqa: E402


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--llvm", type=int, default=22)
    options.add_argument("--no-collector", action="store_true")
    options.add_argument("program", type=pathlib.Path)
    arguments = options.parse_args()
    try:
        functions = parse(arguments.program.read_text())
        print(generate(functions, Target(arguments.llvm, collector=not arguments.no_collector)), end="")
    except ToyError as error:
        sys.exit(f"{arguments.program}: {error}")


if __name__ == "__main__":
    main()
