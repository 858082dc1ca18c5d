"""What a run gave, in a form that can be compared.

Removed: addresses; the caret lines of tracebacks (they show columns; the tests promise lines); and where a warning points, with the line of source
below it (it is the innermost frame of the interpreter, and compiled functions have none). Everything else must be equal.
"""

import difflib
import re

ADDRESS = re.compile(r"\b0x[0-9a-f]{4,}\b")
CARETS = re.compile(r"^\s+[~^]+[~^ ]*\n", re.M)
WARNING = re.compile(r"^\S+:\d+: (\w+Warning: .*\n)(?:  .*\n)?", re.M)
ENABLE = re.compile(r"^RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n", re.M)
ID = re.compile(r"\bid=\d+")


def normal(text):
    """The text without what differs from run to run."""
    text = ENABLE.sub("", WARNING.sub(r"\1", text))
    return ID.sub("id=N", ADDRESS.sub("0xADDRESS", CARETS.sub("", text)))


def difference(expected, found, limit=12):
    """The first lines that differ, or nothing."""
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "interpreter", "subject", lineterm="", n=2)
    lines = list(lines)
    return "\n".join(lines[:limit] + ([f"... {len(lines) - limit} more lines"] if len(lines) > limit else []))
