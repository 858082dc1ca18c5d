"""What the splits and coro-elide say in clang's optimization record (YAML)."""

import re
from dataclasses import dataclass, field

# Which passes to record: LLVM's and ours.
PASSES = "^(coro-split|coro-elide|coro-annotation-elide|gc-coro.*|await-size)$"
# LLVM's own name for a remark, ours.
SPLIT = ("CoroSplit", "CoroutineSplit")
ELIDED = ("CoroElide", "CoroAnnotationElide", "CoroutineElided")


@dataclass
class Record:
    """Of one compilation: function -> bytes of its frame; (callee, caller) of each call whose frame is elided."""

    frames: dict = field(default_factory=dict)
    elided: list = field(default_factory=list)


def read(text):
    record = Record()
    for remark in re.split(r"^--- ", text, flags=re.M):
        name = re.search(r"^Name: +(\S+)$", remark, re.M)
        if not remark.startswith("!Passed") or not name:
            continue
        keys = {key.lower(): value for key, value in re.findall(r"^  - (\w+): +(?:'?)(.*?)'?$", remark, re.M)}
        if name[1] in SPLIT:
            record.frames[keys["function"]] = int(keys.get("framebytes") or keys["frame_size"])
        elif name[1] in ELIDED and "callee" in keys and "caller" in keys:
            record.elided.append((keys["callee"], keys["caller"]))
    return record
