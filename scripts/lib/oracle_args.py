"""The options that all random oracles in Python share, with the same names and meanings."""

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


def parser(size, shrink):
    """A parser with the shared options. `size` and `shrink` are the oracle's own defaults."""
    options = argparse.ArgumentParser(allow_abbrev=False)
    options.add_argument("--llvm", required=True)
    options.add_argument("--plugin", required=True)
    options.add_argument("--seeds", type=seeds_of, default=seeds_of("0..1000"))
    options.add_argument("--time-limit", type=float, default=float("inf"), metavar="SECONDS")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--size", type=int, default=size)
    options.add_argument("--keep", type=Path, metavar="DIR")
    options.add_argument("--shrink", type=float, default=shrink, metavar="SECONDS")
    return options
