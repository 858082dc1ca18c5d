#!/usr/bin/env python3
"""Draws the pictures of the documents from what opt and the plugin print today, as SVG in docs/figures.

    doc_figures.py --update    writes them

    frame.svg         a frame over its suspend points (examples/figures/phases.ll)
    descriptor.svg    a frame, the path to its descriptor, and the pointer maps (examples/lost-pointer/hold.ll)
    await.svg         a frame of the await dialect, and calls of its handle (examples/tutorials/await/queens.ll)
    before-after.svg  a loop with a suspend point, and the resume clone (examples/tutorials/generator.ll)

scripts/test-docs.sh compares them with what this program would write.
"""

import html
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs/figures"
OPT = os.environ.get("LLVM_SYS_221_PREFIX", "/usr/lib/llvm-22") + "/bin/opt"
PLUGIN = ROOT / "target/llvm-22/libgc_coro-22.so"
WORD = 8

COLOURS = {"resume": "#d8dde3", "destroy": "#d8dde3", "index": "#d8dde3", "tracked": "#f4b9a7", "value": "#b5d3ec",
           "promise": "#cfe6c2", "alloca": "#e7d6f0", "maps": "#fbe3db", "plain": "#f3f5f7"}


def opt(file, passes, *options):
    """What opt prints."""
    command = [OPT, f"-load-pass-plugin={PLUGIN}", *options, f"-passes={passes}", ROOT / file]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def frame_of(file, before="coro-early"):
    """The first frame of a file, as print<gc-coro-frames;json> has it after the pass `before`."""
    return json.loads(opt(file, f"{before},print<gc-coro-frames;json>", "-disable-output"))[0]


class Picture:
    """An SVG with its own background, so that it can be read on any page."""

    def __init__(self, width, height, title):
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" font-family="sans-serif" font-size="13">',
            f"<title>{html.escape(title)}</title>",
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0 L10 5 L0 10 z" fill="#444"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>']

    def box(self, x, y, width, height, text="", kind="plain", mono=False):
        self.parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{COLOURS[kind]}" stroke="#666"/>')
        if text:
            self.text(x + width / 2, y + height / 2 + 4.5, text, "middle", mono)

    def text(self, x, y, text, anchor="start", mono=False, weight="normal", colour="#111"):
        family = ' font-family="monospace" font-size="12"' if mono else ""
        self.parts.append(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"{family} '
                          f'xml:space="preserve">{html.escape(text)}</text>')

    def arrow(self, *points):
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="#444" stroke-width="1.5" marker-end="url(#arrow)"/>')

    def svg(self):
        return "\n".join([*self.parts, "</svg>", ""])


# ---- a frame over its suspend points ----

def runs_of(numbers):
    """[(first, last)] of the runs of consecutive numbers."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def frame_picture():
    frame = frame_of("examples/figures/phases.ll")
    left, top, column, row = 90, 56, 120, 34
    columns, words = len(frame["suspends"]), frame["size"] // WORD
    picture = Picture(left + column * columns + 20, top + row * words + 70,
                      f"The {frame['size']} bytes of a frame, at each of its {columns} suspend points")
    picture.text(left, 20, f"frame of {frame['function']}: {frame['size']} bytes", weight="bold")
    for number in range(columns):
        picture.text(left + column * (number + 0.5), 44, f"suspend point {number}", "middle")
    for word in range(words):
        picture.text(left - 10, top + row * (word + 0.5) + 5, f"byte {word * WORD}", "end", colour="#555")
        for number in range(columns):
            picture.box(left + column * number, top + row * word, column, row)
    for slot in frame["slots"]:
        for first, last in runs_of(slot["live"]):
            y = top + row * slot["offset"] / WORD
            size = "" if slot["size"] == WORD else f" ({slot['size']} byte{'s' * (slot['size'] > 1)})"
            picture.box(left + column * first, y, column * (last - first + 1), row * max(slot["size"], WORD) / WORD,
                        slot["name"] + size, slot["kind"])
    y = top + row * words + 24
    for index, (kind, text) in enumerate([("resume", "header and state"), ("tracked", "tracked pointer"), ("value", "other value")]):
        picture.box(left + 160 * index, y, 16, 16, "", kind)
        picture.text(left + 160 * index + 22, y + 13, text)
    return picture.svg()


# ---- a frame, its descriptor, the maps ----

FIELDS = ["version", "flags", "frame_size", "frame_align", "pointers_offset", "pointer_count", "bytes_offset", "byte_count",
          "state_offset", "state_size", "suspend_count", "maps", "map_words", "map_origin", "pointer_size", "name"]


def descriptor_of(text, function):
    """The fields of the descriptor in a split module, and its maps."""
    constant = re.search(rf"^@{function}\.gc_coro = .*? <\{{ (i32 1, .*) \}}>, align", text, re.M).group(1)
    numbers = [int(number) for number in re.findall(r"i(?:32|64) (-?\d+)", constant)]
    return dict(zip(FIELDS, numbers)), numbers[len(FIELDS):]


def descriptor_picture():
    file = "examples/lost-pointer/hold.ll"
    frame = frame_of(file)
    function = frame["function"]
    fields, maps = descriptor_of(opt(file, "coro-early,gc-coro-split", "-S"), function)
    row, top = 26, 52
    picture = Picture(820, top + row * len(FIELDS) + 100, f"The frame of {function}, its descriptor and its pointer maps")
    # The frame.
    picture.text(30, 24, "frame", weight="bold")
    picture.text(30, 42, "memory of the runtime", colour="#555")
    for word in range(frame["size"] // WORD):
        picture.box(70, top + row * word, 130, row)
        picture.text(64, top + row * word + 17, str(word * WORD), "end", colour="#555")
    for slot in frame["slots"]:
        picture.box(70, top + row * slot["offset"] / WORD, 130, row * max(slot["size"], WORD) / WORD, slot["name"], slot["kind"])
    # The destroy clone, with its prefix data.
    picture.text(270, 24, f"{function}.destroy", weight="bold")
    picture.text(270, 42, "code", colour="#555")
    for index, (place, text) in enumerate([("-16", "01 gc-coro"), ("-8", "0"), ("-4", "distance")]):
        picture.box(310, top + row * index, 130, row, text, "resume")
        picture.text(304, top + row * index + 17, place, "end", colour="#555")
    picture.box(310, top + row * 3, 130, row * 2, "instructions")
    picture.text(304, top + row * 3 + 17, "0", "end", colour="#555")
    picture.arrow((200, top + row * 1.5), (250, top + row * 1.5), (250, top + row * 3.2), (309, top + row * 3.2))
    # The descriptor.
    picture.text(530, 24, f"{function}.gc_coro", weight="bold")
    picture.text(530, 42, "constant", colour="#555")
    for index, name in enumerate(FIELDS):
        picture.box(530, top + row * index, 150, row, name)
        picture.box(680, top + row * index, 110, row, str(fields[name]))
    picture.arrow((440, top + row * 2.5), (485, top + row * 2.5), (485, top + 4), (529, top + 4))
    y = top + row * len(FIELDS)
    for state, bits in enumerate(maps):
        before = " (before the first suspension)" if state == fields["suspend_count"] else ""
        picture.box(530, y + row * state, 150, row, f"map of state {state}", "maps")
        picture.box(680, y + row * state, 110, row, f"{bits:b}", "maps", mono=True)
        picture.text(522, y + row * state + 17, before.strip(), "end", colour="#555")
    # The path from a state to a map, and from a bit to a word.
    index = next(slot for slot in frame["slots"] if slot["kind"] == "index")
    picture.text(70, y - 160, "How a collector goes from a frame to its roots:", weight="bold")
    steps = ["1. The second word is the destroy clone.", "2. Four bytes before it: the distance to the descriptor.",
             f"3. The byte at {index['offset']} is the state; it chooses the map.",
             f"4. Bit i of the map is the word at {fields['map_origin']} + {WORD} i."]
    for number, text in enumerate(steps):
        picture.text(70, y - 136 + 20 * number, text)
    return picture.svg()


# ---- IR before and after ----

def lines_between(text, first, last):
    """The lines from the one that begins with `first` to the one that begins with `last`, which is left out."""
    lines = text.splitlines()
    begin = next(index for index, line in enumerate(lines) if line.startswith(first))
    end = next(index for index in range(begin + 1, len(lines)) if lines[index].startswith(last))
    return [line for line in lines[begin:end] if line.strip()]


def before_after_picture():
    file = "examples/tutorials/generator.ll"
    before = lines_between((ROOT / file).read_text(), "loop:", "destroyed:")
    split = opt(file, "coro-early,gc-coro-split,coro-cleanup,function(simplifycfg)", "-S")
    after = lines_between(split, "define internal fastcc void @count.resume", "}") + ["}"]
    after = [line.replace("noundef nonnull align 8 dereferenceable(32) ", "").replace(" #0 {", " {") for line in after]
    row, top, width = 19, 76, 500
    place = next(slot["offset"] for slot in frame_of(file)["slots"] if slot["name"] == "number")
    notes = {"%number.reload = load": "reload", "store i64 %next, ptr %number.spill": "spill", "%next = add": "the loop's body",
             "store i64 %next, ptr %yielded": "the promise", "ret void": "the next suspension"}
    height = top + row * max(len(before), len(after)) + 24
    picture = Picture(2 * width + 190, height, "The loop of a generator before the split, and its resume clone")
    picture.text(20, 24, "before the split", weight="bold")
    picture.text(20, 44, "one function; the value %number is live across the suspend point", colour="#555")
    picture.text(width + 30, 24, "after the split: the resume clone", weight="bold")
    picture.text(width + 30, 44, f"from one suspension to the next; %number is in the frame at byte {place}", colour="#555")
    picture.box(14, top - 20, width, height - top + 6)
    picture.box(width + 24, top - 20, width, height - top + 6)
    for index, line in enumerate(before):
        picture.text(24, top + row * index, line, mono=True)
    for index, line in enumerate(after):
        picture.text(width + 34, top + row * index, line, mono=True)
        for start, note in notes.items():
            if line.strip().startswith(start):
                picture.text(2 * width + 34, top + row * index, "← " + note, colour="#b3401c")
    return picture.svg()


# ---- an await ----

def await_picture():
    frame = frame_of("examples/tutorials/await/queens.ll", "gc-coro-prepare")
    function, handles = frame["function"], 3
    row, top, left = 30, 60, 330
    # A variable of many words is drawn as two.
    heights = [row * min(max(slot["size"] // WORD, 1), 2) for slot in frame["slots"]]
    height = sum(heights)
    variable = next(slot for slot in frame["slots"] if slot["kind"] == "alloca")
    picture = Picture(900, top + max(height, 240) + 40, f"A frame that an await of {function} has made, and calls of its handle")
    picture.text(20, 24, f"{function}: the first path", weight="bold")
    picture.text(20, 42, "an activation on the stack", colour="#555")
    picture.box(20, top, 200, row * 3, f"variable {variable['name']}", "alloca")
    picture.box(20, top + row * 3, 200, row, "handle", "tracked")
    picture.text(left, 24, f"the frame: {frame['size']} bytes", weight="bold")
    picture.text(left, 42, "an object of the heap", colour="#555")
    y, at = top, {}
    names = {"resume": f"{function}.await.{frame['await']}", "descriptor": "descriptor"}
    for slot, tall in zip(frame["slots"], heights):
        name = names.get(slot["kind"]) or slot["name"].split(".reload")[0]
        picture.box(left, y, 200, tall, name, {"resume": "resume", "descriptor": "resume"}.get(slot["kind"], slot["kind"]))
        picture.text(left - 8, y + tall / 2 + 5, str(slot["offset"]), "end", colour="#555")
        at[slot["kind"]] = y + tall / 2
        y += tall
    picture.arrow((220, top + row * 3.5), (262, top + row * 3.5), (262, top + 8), (left - 1, top + 8))
    picture.text(640, 24, "calls of the handle", weight="bold")
    picture.text(640, 42, "activations of the continuation", colour="#555")
    for number in range(handles):
        place = top + number * 84
        picture.box(640, place, 200, 30, f"column = {number}", "plain")
        picture.box(640, place + 30, 200, 34, f"copy of {variable['name']}", "alloca")
        picture.arrow((530, at["alloca"]), (585, at["alloca"]), (585, place + 47), (639, place + 47))
    return picture.svg()


PICTURES = {"frame.svg": frame_picture, "descriptor.svg": descriptor_picture, "await.svg": await_picture,
            "before-after.svg": before_after_picture}


def checks():
    """(title, problem or None) of each picture."""
    for name, draw in PICTURES.items():
        file = FIGURES / name
        is_current = file.exists() and file.read_text() == draw()
        yield f"docs/figures/{name}", None if is_current else "it is not what scripts/lib/doc_figures.py --update draws"


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        FIGURES.mkdir(parents=True, exist_ok=True)
        for file_name, picture_of in PICTURES.items():
            (FIGURES / file_name).write_text(picture_of())
    else:
        sys.exit(__doc__)
