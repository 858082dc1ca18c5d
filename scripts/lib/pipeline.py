"""The optimizer's default pipelines, cut in two around the coroutine split.

`opt -passes='default<On>' -print-pipeline-passes` prints what LLVM would run. The text is a tree
(`name<parameters>(children)`, separated by commas); this module parses it, takes out coro-split, and
returns what has to run before a split that is a pass of its own, and what has to run after it:

  before   everything up to the call-graph group that holds coro-split (with that group, but without
           the passes that only make sense after a split)
  after    that same group once more, now with coro-elide, then coro-cleanup and all the rest

The group runs twice because in the stock pipeline it is the split in its middle that makes it run
again over ramps and clones: ramps get inlined and their frames elided in the second round.
"""

import os
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

SPLIT = "coro-split"
NEED_A_SPLIT = {"coro-elide", "coro-annotation-elide"}


@dataclass(frozen=True)
class Pass:
    """One pass of a pipeline: its name, its `<parameters>` as text, the passes nested in it."""

    name: str
    parameters: str = ""
    children: tuple = field(default=())
    nests: bool = False

    def __str__(self):
        nested = f"({','.join(map(str, self.children))})" if self.nests else ""
        return self.name + self.parameters + nested

    def contains(self, name):
        return self.name == name or any(child.contains(name) for child in self.children)


def parse(text):
    """The list of passes that `text` spells."""
    passes, rest = _parse_list(text.strip())
    if rest:
        raise ValueError(f"pipeline text goes on after its end: {rest[:60]!r}")
    return passes


def _parse_list(text):
    passes = []
    while True:
        one, text = _parse_pass(text)
        passes.append(one)
        if not text.startswith(","):
            return passes, text
        text = text[1:]


def _parse_pass(text):
    end = next((i for i, c in enumerate(text) if c in "<(),"), len(text))
    name, text = text[:end], text[end:]
    if not name:
        raise ValueError(f"a pass name was expected at {text[:60]!r}")
    parameters = ""
    if text.startswith("<"):
        end = _closing_angle(text) + 1
        # LLVM prints "<a;b;>" for some passes and does not parse it back.
        parameters, text = text[:end].replace(";>", ">"), text[end:]
    if not text.startswith("("):
        return Pass(name, parameters), text
    children, text = _parse_list(text[1:])
    if not text.startswith(")"):
        raise ValueError(f"')' was expected at {text[:60]!r}")
    return Pass(name, parameters, tuple(children), True), text[1:]


def _closing_angle(text):
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "<") - (char == ">")
        if depth == 0:
            return index
    raise ValueError(f"'>' is missing in {text[:60]!r}")


def without(passes, names):
    """`passes` without those called one of `names`, and without groups that this leaves empty."""
    kept = []
    for one in passes:
        if one.name in names:
            continue
        if one.nests:
            children = tuple(without(one.children, names))
            if not children:
                continue
            one = replace(one, children=children)
        kept.append(one)
    return kept


def cut(text):
    """The texts (before, after) of the default pipeline `text`."""
    passes = []
    for one in parse(text):
        # At -O0 LLVM guards the coroutine passes by "is there a coroutine?"; there is one here.
        passes.extend(one.children if one.name == "coro-cond" else [one])
    middle = next((i for i, one in enumerate(passes) if one.contains(SPLIT)), None)
    if middle is None:
        raise ValueError("there is no coro-split in this pipeline")
    group = passes[middle]
    before = passes[:middle] + without([group], NEED_A_SPLIT | {SPLIT})
    again = without([group], {SPLIT})
    after = (_prerequisites(passes[:middle]) if again else []) + again + passes[middle + 1 :]
    return ",".join(map(str, before)), ",".join(map(str, after))


def _prerequisites(passes):
    """The analyses that stand directly before the call-graph group: it looks for their cached results."""
    first = len(passes)
    while first and ("require<" in str(passes[first - 1]) or "invalidate<" in str(passes[first - 1])):
        first -= 1
    return passes[first:]


def default_pipeline(opt, level, cache_dir):
    """What `opt` prints for `default<level>`, kept in `cache_dir` for the next time."""
    stamp = os.stat(opt).st_mtime_ns
    cached = Path(cache_dir) / f"{str(opt).strip('/').replace('/', '_')}-{stamp:x}-{level}.txt"
    try:
        return cached.read_text()
    except OSError:
        pass
    command = [opt, f"-passes=default<{level}>", "-print-pipeline-passes", "-disable-output", os.devnull]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=cached.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, cached)  # compilers may run at the same time
    except OSError:
        pass  # a cache that cannot be written only costs time
    return text
