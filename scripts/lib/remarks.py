"""What the splits and coro-elide say in clang's optimization record (YAML)."""

import re
from dataclasses import dataclass, field

from coro_build import Frame

# Which passes to record: LLVM's and ours.
PASSES = "^(coro-split|coro-elide|coro-annotation-elide|gc-coro.*|await-size)$"
# LLVM's own name of a remark, and ours.
OURS = "CoroutineSplit"
SPLIT = ("CoroSplit", OURS)
ELIDED = ("CoroElide", "CoroAnnotationElide", "CoroutineElided")


@dataclass
class Record:
    """Of one compilation: function -> Frame; (callee, caller) of each call whose frame is elided; which functions the plugin split."""

    frames: dict = field(default_factory=dict)
    elided: list = field(default_factory=list)
    by_plugin: set = field(default_factory=set)


def options(file):
    """The options of clang that write the record of one compilation into `file`."""
    return ["-fsave-optimization-record", f"-foptimization-record-file={file}", f"-foptimization-record-passes={PASSES}"]


def read(text):
    """The Record of a file."""
    record = Record()
    for remark in re.split(r"^--- ", text, flags=re.M):
        name = re.search(r"^Name: +(\S+)$", remark, re.M)
        if not remark.startswith("!Passed") or not name:
            continue
        keys = {key.lower(): value for key, value in re.findall(r"^  - (\w+): +(?:'?)(.*?)'?$", remark, re.M)}
        if name[1] in SPLIT:
            size, align = (int(keys.get(ours) or keys[llvms]) for ours, llvms in (("framebytes", "frame_size"), ("framealign", "align")))
            record.frames[keys["function"]] = Frame(keys["function"], size, align)
            if name[1] == OURS:
                record.by_plugin.add(keys["function"])
        elif name[1] in ELIDED and "callee" in keys and "caller" in keys:
            record.elided.append((keys["callee"], keys["caller"]))
    return record


def compared_frames(ours, clang):
    """(coroutine -> (bytes by ours, by clang), names of those that one of them has not).

    A coroutine whose frame holds a child's that is not in it by clang is larger for that reason: what the child's own
    frame takes by clang counts there as clang's as well.
    """
    both = sorted(ours.frames.keys() & clang.frames.keys())
    more = dict.fromkeys(both, 0)
    left = list(clang.elided)
    for callee, caller in ours.elided:
        if (callee, caller) in left:
            left.remove((callee, caller))
        elif caller in more:
            more[caller] += clang.frames[callee].bytes if callee in clang.frames else 0
    sizes = {name: (ours.frames[name].bytes, clang.frames[name].bytes + more[name]) for name in both}
    return sizes, sorted(ours.frames.keys() ^ clang.frames.keys())
