"""Prints the JSON of print<gc-coro-frames;json> line by line, so that FileCheck can read it."""

import json
import sys

for frame in json.load(open(sys.argv[1])):
    print(frame["function"], "size=%d" % frame["size"], "align=%d" % frame["align"])
    for suspend in frame["suspends"]:
        print("suspend", suspend["number"], "final=%s" % suspend["final"])
    for slot in frame["slots"]:
        print(slot["offset"], slot["size"], slot["kind"], slot["name"], slot["live"])
