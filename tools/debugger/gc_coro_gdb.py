"""Commands of gdb for suspended coroutines: coro list, coro info HANDLE, coro bt HANDLE.

    (gdb) source tools/debugger/gc_coro_gdb.py
    (gdb) coro list

docs/debugging.md shows them.
"""

import os
import re
import sys

import gdb

sys.path.insert(0, os.path.dirname(os.path.abspath(os.path.expanduser(__file__))))

import gc_coro_elf  # noqa: E402
import gc_coro_frames as frames  # noqa: E402
from gc_coro_frames import Layout, Member, Problem  # noqa: E402

ELEMENTS = 60


class Debugger:
    """What gdb knows of the program, for gc_coro_frames."""

    def __init__(self):
        self.layouts = {}

    def read(self, address, size):
        try:
            return bytes(gdb.selected_inferior().read_memory(address, size))
        except gdb.error:
            raise Problem(f"the {size} bytes at {address:#x} cannot be read") from None

    def symbols(self):
        found = {}
        for objfile in gdb.objfiles():
            own = gc_coro_elf.symbols(objfile.filename) if objfile.filename else {}
            ramps = {name[:-len(frames.RESUME)] for name in own if name.endswith(frames.RESUME)}
            wanted = {name: value for name, (value, _) in own.items() if _is_of_coroutine(name) or name in ramps}
            distance = self.distance(wanted)
            found.update({name: value + distance for name, value in wanted.items()})
        return found

    def distance(self, symbols):
        """How far the file is loaded from its own addresses."""
        for name, value in symbols.items():
            try:
                return int(gdb.parse_and_eval(f"(unsigned long)&'{name}'")) - value
            except gdb.error:
                continue
        return 0

    def layout(self, function):
        if function not in self.layouts:
            self.layouts[function] = self.find_layout(function)
        return self.layouts[function]

    def find_layout(self, function):
        # gdb would take the name of the type for a mangled one: the variable leads to it.
        type = next(filter(None, (_frame_type(address) for address in frames.code_of(function, self.addresses))), None)
        if type is None:
            return None
        fields = {field.name: field for field in type.fields()}
        live = frames.live_of(_enumerators(fields.get(frames.LIVE)).values())
        members = [Member(field.name, field.bitpos // 8, field.type.sizeof, field.type, live.get(field.name)) for field in type.fields()]
        return Layout(type.sizeof, members, _enumerators(fields.get(frames.INDEX) or fields.get(frames.STATES)))

    def value(self, address, member):
        return gdb.Value(address + member.offset).cast(member.type.pointer()).dereference()

    def show(self, address, member):
        return f"{self.value(address, member).format_string(max_elements=ELEMENTS)} ({member.type})"

    def handles(self, address, member):
        return list(_handles(self.value(address, member), ""))

    def readable(self, function):
        try:
            return gdb.execute(f"demangle -l c++ -- {function}", to_string=True).strip()
        except gdb.error:
            return function

    def writable(self):
        """Ranges of memory that the program can write."""
        try:
            text = gdb.execute("info proc mappings", to_string=True)
            found = re.findall(r"^\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+)\s+\S+\s+\S+\s+rw", text, re.M)
        except gdb.error:
            found = []
        if not found:  # a core file
            text = gdb.execute("maintenance info sections", to_string=True)
            found = re.findall(r"(0x[0-9a-f]+)->(0x[0-9a-f]+) at \S+ load\S* ALLOC LOAD (?!READONLY)", text)
        return [(int(begin, 16), int(end, 16)) for begin, end in found]


def _frame_type(address):
    """The type of the frame, in the function at an address."""
    block = gdb.block_for_pc(address)
    while block and not block.function:
        block = block.superblock
    found = [symbol for symbol in block or () if symbol.name == frames.FRAME]
    return found[0].type.strip_typedefs() if found else None


def _enumerators(field):
    """number -> name, of a member that is an enumeration or an array of it."""
    type = field.type.strip_typedefs() if field else None
    if type and type.code == gdb.TYPE_CODE_ARRAY:
        type = type.target()
    return {value.enumval: value.name for value in type.fields()} if type and type.code == gdb.TYPE_CODE_ENUM else {}


def _is_of_coroutine(name):
    return name.endswith((frames.RESUME, frames.DESTROY, frames.CLEANUP, frames.DESCRIPTOR))


def _handles(value, name):
    """Pairs (name of the member, address) of all std::coroutine_handle in a value, of its bases too."""
    type = value.type.strip_typedefs()
    if type.code != gdb.TYPE_CODE_STRUCT:
        return
    if frames.HANDLE_TYPE.match(str(type)):
        yield name, _address_in(value)
        return
    for field in type.fields():
        if hasattr(field, "bitpos"):  # not static
            yield from _handles(value[field], name if field.is_base_class else field.name or name)


def _address_in(handle):
    """What a std::coroutine_handle has: a pointer, in itself or in a base."""
    for field in handle.type.strip_typedefs().fields():
        if not hasattr(field, "bitpos"):
            continue
        member = handle[field]
        kind = member.type.strip_typedefs().code
        if kind == gdb.TYPE_CODE_PTR:
            return int(member)
        if kind == gdb.TYPE_CODE_STRUCT:
            return _address_in(member)
    return 0


def _evaluate(expression):
    try:
        value = gdb.parse_and_eval(expression)
        if value.type.strip_typedefs().code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_REF):
            value = value.referenced_value() if value.type.code == gdb.TYPE_CODE_REF else value
            return next((address for _, address in _handles(value, "")), 0)
        return int(value)
    except gdb.error as error:
        raise Problem(str(error)) from None


class Coro(gdb.Command):
    """Suspended coroutines: coro list, coro info HANDLE, coro bt HANDLE.

HANDLE is a std::coroutine_handle, or the address of a frame."""

    def __init__(self):
        super().__init__("coro", gdb.COMMAND_DATA)

    def invoke(self, text, from_tty):
        try:
            lines = frames.Coroutines(Debugger()).run(text, _evaluate)
        except Problem as problem:
            raise gdb.GdbError(str(problem)) from None
        print("\n".join(lines))


Coro()
