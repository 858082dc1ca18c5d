"""Reads the descriptors @*.gc_coro of a module (LLVM IR on stdin) as include/gc_coro.h says, and prints them.

Fails where a descriptor contradicts itself, or the JSON of print<gc-coro-frames;json> given as an argument.
"""

import json
import re
import sys

FIELDS = [  # name, bytes: in the order of gc_coro_descriptor
    ("version", 4), ("flags", 4), ("frame_size", 8), ("frame_align", 8), ("pointers_offset", 8), ("pointer_count", 8),
    ("bytes_offset", 8), ("byte_count", 8), ("state_offset", 8), ("state_size", 4), ("suspend_count", 4), ("maps", 4),
    ("map_words", 4), ("map_origin", 8), ("pointer_size", 4), ("name", 4),
]
# The clones of a coroutine whose symbols may be replaced have a copy of their own.
CONSTANT = re.compile(
    r'^@"?(?P<symbol>[^"=]*\.gc_coro)(?P<own>\.own)?"? = .*?constant <\{ .*? \}> <\{ (?P<values>.*) \}>')
FIELD = re.compile(r"(i32|i64|\[\d+ x i64\]|\[\d+ x i8\]) (\[[^]]*\]|c\"[^\"]*\"|zeroinitializer|-?\d+)")


def image(values):
    """The bytes of the packed struct."""
    data = bytearray()
    for kind, value in FIELD.findall(values):
        if kind in ("i32", "i64"):
            data += (int(value) % 2**64).to_bytes(int(kind[1:]) // 8, "little")
            continue
        count, width = (int(n) for n in re.match(r"\[(\d+) x i(\d+)\]", kind).groups())
        if value == "zeroinitializer":
            data += bytes(count * width // 8)
        elif value.startswith("c"):
            text = re.sub(r"\\([0-9A-F]{2})", lambda m: chr(int(m.group(1), 16)), value[2:-1])
            data += text.encode("latin-1")
        else:
            for word in re.findall(r"i64 (-?\d+)", value):
                data += (int(word) % 2**64).to_bytes(8, "little")
    return bytes(data)


def read(data):
    """The fields, and the offsets that each map names."""
    fields, at = {}, 0
    for name, size in FIELDS:
        fields[name] = int.from_bytes(data[at:at + size], "little")
        at += size
    require(at == 96, "the fields take %d bytes" % at)
    maps = []
    for state in range(fields["suspend_count"] + 1):
        offsets = []
        for word in range(fields["map_words"]):
            place = fields["maps"] + 8 * (state * fields["map_words"] + word)
            bits = int.from_bytes(data[place:place + 8], "little")
            require(place + 8 <= len(data), "the map of state %d is cut off" % state)
            words = [64 * word + bit for bit in range(64) if bits >> bit & 1]
            offsets += [fields["map_origin"] + word * fields["pointer_size"] for word in words]
        maps.append(offsets)
    name = data[fields["name"]:]
    require(name.endswith(b"\0") and name.count(b"\0") == 1, "the name does not end where the descriptor ends")
    return fields, maps, name[:-1].decode("latin-1")


def check(fields, maps):
    size, pointer = fields["frame_size"], fields["pointer_size"]
    area = range(fields["pointers_offset"], fields["pointers_offset"] + fields["pointer_count"] * pointer)
    named = sorted({offset for offsets in maps for offset in offsets})
    require(size % fields["frame_align"] == 0, "the size is no multiple of the alignment")
    require(area.stop <= size, "the pointer area ends past the frame")
    require(fields["bytes_offset"] + fields["byte_count"] == size, "the byte area does not end where the frame does")
    is_own = all(2 * pointer <= o and o + pointer <= size and o % pointer == 0 for o in named)
    require(is_own, "a map names what is no word of the frame's own")
    require(bool(fields["flags"] & 2) == all(o in area for o in named), "the flag AREA_ONLY is wrong")
    state = range(fields["state_offset"], fields["state_offset"] + fields["state_size"])
    require(fields["state_size"] in (1, 2, 4) or not named, "tracked words, but no state")
    require(state.stop <= size, "the state ends past the frame")
    require(not named or fields["suspend_count"] < 256 ** fields["state_size"], "a state does not fit")
    shares = any(o < state.stop and state.start < o + pointer for o in named)
    require(not shares, "the state shares bytes with a pointer")


def require(holds, what):
    if not holds:
        sys.exit("descriptors.py: " + what)


def main():
    tables = json.load(open(sys.argv[1])) if len(sys.argv) > 1 else None
    found = 0
    constants = [match for match in map(CONSTANT.match, sys.stdin) if match]
    exported = {match["symbol"]: match["values"] for match in constants if not match["own"]}
    for match in constants:
        if match["own"]:
            require(match["values"] == exported.get(match["symbol"]), "the copy of %s is another" % match["symbol"])
            continue
        found += 1
        fields, maps, name = read(image(match["values"]))
        check(fields, maps)
        print("%s: %s" % (name, " ".join("%s=%d" % (key, fields[key]) for key, _ in FIELDS)))
        for state, offsets in enumerate(maps):
            print("%s: state %d:%s" % (name, state, "".join(" %d" % o for o in offsets) or " none"))
        if tables is not None:
            table = next(t for t in tables if t["function"] == name)
            size = (fields["frame_size"], fields["frame_align"])
            require(size == (table["size"], table["align"]), "the table has another size")
            want = table.get("pointers", {"maps": [[]] * len(maps)})["maps"]
            require(maps == want, "the table has other maps: %s, not %s" % (want, maps))
    print("descriptors: %d" % found)


main()
