"""The options that the Python programs of the scripts share, with the same names and meanings."""

import argparse
import os
from pathlib import Path


def seeds_of(text):
    """A..B, without B, or one seed."""
    first, dots, end = text.partition("..")
    try:
        return range(int(first), int(end) if dots else int(first) + 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is neither a number nor two with .. between them")


def parser(*names, majors=1):
    """A parser with some of the shared options. `majors` is how many LLVMs there are: 1 or "+", then each with a plugin of its own."""
    count = {"nargs": majors} if majors != 1 else {}
    shared = {
        "--llvm": {"required": True, **count},
        "--plugin": {"required": True, **count},
        "--filter": {"default": "", "metavar": "RE"},
        "--jobs": {"type": int, "default": int(os.environ.get("GC_CORO_JOBS") or len(os.sched_getaffinity(0)))},
    }
    options = argparse.ArgumentParser(allow_abbrev=False)
    for name in names:
        options.add_argument(name, **shared[name])
    return options


def oracle_parser(size, shrink):
    """A parser with what all random oracles share. `size` and `shrink` are the oracle's own defaults."""
    options = parser("--llvm", "--plugin", "--jobs")
    options.add_argument("--seeds", type=seeds_of, default=seeds_of("0..1000"))
    options.add_argument("--time-limit", type=float, default=float("inf"), metavar="SECONDS")
    options.add_argument("--size", type=int, default=size)
    options.add_argument("--keep", type=Path, metavar="DIR")
    options.add_argument("--shrink", type=float, default=shrink, metavar="SECONDS")
    return options
