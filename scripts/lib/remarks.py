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
    """Of one compilation: function -> Frame; (callee, caller) of each call whose frame is elided."""

    frames: dict = field(default_factory=dict)
    elided: list = field(default_factory=list)


def options(file):
    """The options of clang that write the record of one compilation into `file`."""
    return ["-fsave-optimization-record", f"-foptimization-record-file={file}", f"-foptimization-record-passes={PASSES}"]


def read(text, splits=SPLIT):
    """The Record; frames only of those whose remark is one of `splits`."""
    record = Record()
    for remark in re.split(r"^--- ", text, flags=re.M):
        name = re.search(r"^Name: +(\S+)$", remark, re.M)
        if not remark.startswith("!Passed") or not name:
            continue
        keys = {key.lower(): value for key, value in re.findall(r"^  - (\w+): +(?:'?)(.*?)'?$", remark, re.M)}
        if name[1] in splits:
            size, align = (int(keys.get(ours) or keys[llvms]) for ours, llvms in (("framebytes", "frame_size"), ("framealign", "align")))
            record.frames[keys["function"]] = Frame(keys["function"], size, align)
        elif name[1] in ELIDED and "callee" in keys and "caller" in keys:
            record.elided.append((keys["callee"], keys["caller"]))
    return record
