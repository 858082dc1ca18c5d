"""What a debugger can know of suspended coroutines, whichever debugger it is.

gc_coro_gdb.py and gc_coro_lldb.py give each a Debugger, which reads memory, types and files. Everything else is here:

  * which coroutine a frame belongs to: its first two words are the resume clone, and the destroy or the cleanup clone;
  * in which state it is: its descriptor says where the state is kept (docs/reference/descriptor.md), else its type does;
  * where it waits, and which members are live there: the types that gc-coro makes beside __coro_frame (docs/debugging.md);
  * who waits for it: the std::coroutine_handle in its promise, or what a hook says.
"""

import array
import re
import struct
from dataclasses import dataclass, field

# Functions (debugger, Frame) -> address of the frame that waits for it, or None to ask the next one. A library of tasks
# whose promise has no std::coroutine_handle adds its own.
continuation_hooks = []

# Functions (debugger) -> addresses of frames. A runtime that knows its frames adds one: then memory is not searched.
list_hooks = []

RESUME, DESTROY, CLEANUP, DESCRIPTOR = ".resume", ".destroy", ".cleanup", ".gc_coro"
# The variable that each function of a coroutine has for its frame, and the members whose types tell more.
FRAME, INDEX, STATES, LIVE = "__coro_frame", "__coro_index", "__coro_states", "__coro_live"
# Members of the split's own, which say nothing of the program.
OWN = re.compile(r"__(resume_fn|destroy_fn|coro_index|coro_states|coro_live)$")
PROMISE = "__promise"
# Names of the member that says who waits, best first; any other std::coroutine_handle is a guess.
CONTINUATION = re.compile(r"cont|wait|caller|parent|next|coro", re.IGNORECASE)
HANDLE_TYPE = re.compile(r"^(const )?std::(__\w+::|experimental::)*coroutine_handle<")

# The descriptor up to the maps: version and flags, then the fields, as include/gc_coro.h has them.
HEADER = struct.Struct("<IIQQQQQQQIIIIQII")
VERSIONS = (1, 2)
WORD = 8
# Memory is read in pieces.
PIECE = 1 << 24
# A chain of more waiting coroutines is most likely a circle.
LONGEST_CHAIN = 10_000


class Problem(Exception):
    """What cannot be answered, in words for the user."""


@dataclass
class Member:
    """A member of a frame: `type` is the debugger's own."""

    name: str
    offset: int
    size: int
    type: object
    live: list = None  # pairs (first state, last state); None is all states

    def is_live(self, state):
        return self.live is None or state is None or any(first <= state <= last for first, last in self.live)


@dataclass
class Layout:
    """What debug information says of the frames of one coroutine."""

    size: int
    members: list
    states: dict = field(default_factory=dict)  # number -> place

    def member(self, name):
        return next((member for member in self.members if member.name == name), None)


@dataclass
class Frame:
    """A coroutine that exists: `function` is the linker's name of its ramp."""

    address: int
    function: str
    is_done: bool


class Coroutines:
    """The commands, for a Debugger."""

    def __init__(self, debugger):
        self.debugger = debugger
        self.addresses = debugger.symbols()
        debugger.addresses = self.addresses
        self.names = {}
        for name, address in self.addresses.items():
            for suffix in (RESUME, DESTROY, CLEANUP):
                if name.endswith(suffix):
                    self.names.setdefault(address, set()).add((name[:-len(suffix)], suffix))

    # ---- one frame ----

    def frame(self, address):
        """The frame at an address."""
        try:
            resume, destroy = struct.unpack("<QQ", self.debugger.read(address, 2 * WORD))
        except Problem:
            raise Problem(f"{address:#x} is no frame of a coroutine: its memory cannot be read") from None
        found = self.functions_of(resume, destroy)
        if not found:
            raise Problem(f"{address:#x} is no frame of a coroutine that this program has symbols of")
        return Frame(address, found[0], resume == 0)

    def functions_of(self, resume, destroy):
        """The coroutines whose frames begin with these words. Several functions may have the same code."""
        ends = {name for name, suffix in self.names.get(destroy, ()) if suffix != RESUME}
        if resume:
            ends &= {name for name, suffix in self.names.get(resume, ()) if suffix == RESUME}
        return sorted(ends)

    def state(self, frame):
        """The number of the suspend point at which it waits; None if it is not known."""
        descriptor = self.descriptor(frame)
        layout = self.debugger.layout(frame.function)
        if frame.is_done and layout:
            finals = [number for number, place in layout.states.items() if place.endswith("(final)")]
            if len(finals) == 1:
                return finals[0]
        if descriptor:
            offset, size = descriptor["state_offset"], descriptor["state_size"]
            return 0 if size == 0 else int.from_bytes(self.debugger.read(frame.address + offset, size), "little")
        index = layout.member(INDEX) if layout else None
        if index:
            return int.from_bytes(self.debugger.read(frame.address + index.offset, index.size), "little")
        return 0 if layout and len(layout.states) == 1 else None

    def descriptor(self, frame):
        """The fields of the descriptor; None if the coroutine has none."""
        address = self.addresses.get(frame.function + DESCRIPTOR)
        if address is None:
            return None
        fields = HEADER.unpack(self.debugger.read(address, HEADER.size))
        names = ("version", "flags", "frame_size", "frame_align", "pointers_offset", "pointer_count", "bytes_offset", "byte_count",
                 "state_offset", "state_size", "suspend_count", "maps", "map_words", "map_origin", "pointer_size", "name")
        descriptor = dict(zip(names, fields))
        descriptor["address"] = address
        return descriptor if descriptor["version"] in VERSIONS else None

    def tracked(self, frame, state):
        """Pairs (offset, word): what a collector finds in the frame now."""
        descriptor = self.descriptor(frame)
        if not descriptor or not descriptor["map_words"] or state is None:
            return []
        words, first = descriptor["map_words"], descriptor["address"] + descriptor["maps"]
        bits = int.from_bytes(self.debugger.read(first + state * words * WORD, words * WORD), "little")
        offsets = [descriptor["map_origin"] + bit * descriptor["pointer_size"] for bit in range(64 * words) if bits >> bit & 1]
        return [(offset, int.from_bytes(self.debugger.read(frame.address + offset, WORD), "little")) for offset in offsets]

    def size(self, frame):
        layout, descriptor = self.debugger.layout(frame.function), self.descriptor(frame)
        return layout.size if layout else descriptor["frame_size"] if descriptor else 2 * WORD

    # ---- all frames ----

    def frames(self):
        """All frames that can be found, by address."""
        known = [address for hook in list_hooks for address in hook(self.debugger)]
        found = {}
        for address in known or self.search():
            found[address] = self.frame(address)
        return [frame for frame in sorted(found.values(), key=lambda frame: frame.address) if not self.is_stale(frame, found)]

    def search(self):
        """Addresses in writable memory at which the two words of a frame stand."""
        ends = {address for address, names in self.names.items() if any(suffix != RESUME for _, suffix in names)}
        for begin, end in self.debugger.writable():
            for at in range(begin, end, PIECE):
                # The words of a frame may stand on both sides of a border.
                try:
                    data = self.debugger.read(at, min(PIECE + WORD, end - at))
                except Problem:
                    continue
                words = array.array("Q", data[:len(data) // WORD * WORD])
                for number, word in enumerate(words):
                    if number and word in ends and self.functions_of(words[number - 1], word):
                        yield at + (number - 1) * WORD

    def is_stale(self, frame, found):
        """Whether it is inside of another frame, in bytes that have another use now."""
        for parent in found.values():
            offset = frame.address - parent.address
            if 0 < offset < self.size(parent):
                layout, state = self.debugger.layout(parent.function), self.state(parent)
                holders = [m for m in layout.members if m.offset <= offset < m.offset + m.size] if layout else []
                if holders and not any(member.is_live(state) for member in holders):
                    return True
        return False

    # ---- what is shown ----

    def title(self, frame):
        """The function, the state and where it waits, in one line."""
        state, layout = self.state(frame), self.debugger.layout(frame.function)
        name = self.debugger.readable(frame.function)
        if frame.is_done:
            return f"{frame.address:#x} {name}, done"
        place = layout.states.get(state) if layout else None
        where = f", state {state}" if state is not None else ""
        return f"{frame.address:#x} {name}{where}{f' at {place}' if place else ''}"

    def list(self):
        frames = self.frames()
        lines = [self.title(frame) for frame in frames]
        return lines or ["no frame of a coroutine was found"]

    def info(self, address):
        frame = self.frame(address)
        state, layout = self.state(frame), self.debugger.layout(frame.function)
        lines = [self.title(frame), f"  frame of {self.size(frame)} bytes"]
        for member in layout.members if layout else []:
            if not OWN.search(member.name) and member.is_live(state):
                lines.append(f"  {member.name} = {self.debugger.show(frame.address, member)}")
        if not layout:
            lines.append("  variables are not known: the coroutine is compiled without debug information")
        for offset, word in self.tracked(frame, state):
            lines.append(f"  tracked pointer at {offset}: {word:#x}")
        return lines

    def bt(self, address):
        frame, seen, lines = self.frame(address), set(), []
        while frame and frame.address not in seen and len(lines) < LONGEST_CHAIN:
            seen.add(frame.address)
            lines.append(f"#{len(lines)} {self.title(frame)}")
            frame = self.waiting_for(frame)
        if frame and frame.address in seen:
            lines.append(f"(back to {frame.address:#x})")
        return lines

    def waiting_for(self, frame):
        """The frame that is resumed when this one is done; None if there is none."""
        for hook in continuation_hooks:
            address = hook(self.debugger, frame)
            if address:
                return self.frame(address)
        layout = self.debugger.layout(frame.function)
        promise = layout.member(PROMISE) if layout else None
        handles = self.debugger.handles(frame.address, promise) if promise else []
        handles.sort(key=lambda handle: not CONTINUATION.search(handle[0]))
        for _, address in handles:
            try:
                return self.frame(address)
            except Problem:
                continue  # null, or std::noop_coroutine
        return None

    def run(self, text, evaluate):
        """The lines that a command prints. `evaluate` gives the address that an expression has."""
        command, _, rest = text.strip().partition(" ")
        if command == "list" and not rest:
            return self.list()
        if command in ("info", "bt") and rest:
            return getattr(self, command)(evaluate(rest))
        raise Problem(USAGE)


USAGE = "usage: coro list | coro info HANDLE | coro bt HANDLE (a std::coroutine_handle, or the address of a frame)"


def code_of(function, addresses):
    """Where the code of a coroutine stands: the functions that have its variable FRAME, the clones first."""
    return [addresses[function + suffix] for suffix in (RESUME, DESTROY, CLEANUP, "") if function + suffix in addresses]


def live_of(enumerators):
    """member -> pairs of states, from the names of the enumerators that LIVE leads to: `name: 0-2 5-5`."""
    found = {}
    for text in enumerators:
        name, _, runs = text.rpartition(": ")
        found[name] = [tuple(map(int, run.split("-"))) for run in runs.split()]
    return found
