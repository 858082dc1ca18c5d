"""Commands of lldb for suspended coroutines: coro list, coro info HANDLE, coro bt HANDLE.

    (lldb) command script import tools/debugger/gc_coro_lldb.py
    (lldb) coro list

docs/debugging.md shows them.
"""

import os
import sys

import lldb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import gc_coro_elf  # noqa: E402
import gc_coro_frames as frames  # noqa: E402
from gc_coro_frames import Layout, Member, Problem  # noqa: E402


class Debugger:
    """What lldb knows of the program, for gc_coro_frames."""

    def __init__(self, target):
        self.target, self.process = target, target.GetProcess()
        self.layouts = {}

    def read(self, address, size):
        error = lldb.SBError()
        data = self.process.ReadMemory(address, size, error)
        if error.Fail() or data is None or len(data) < size:
            raise Problem(f"the {size} bytes at {address:#x} cannot be read")
        return data

    def symbols(self):
        found = {}
        for module in self.target.module_iter():
            own = gc_coro_elf.symbols(module.GetFileSpec().fullpath)
            ramps = {name[:-len(frames.RESUME)] for name in own if name.endswith(frames.RESUME)}
            for name, (value, _) in own.items():
                if name in ramps or name.endswith((frames.RESUME, frames.DESTROY, frames.CLEANUP, frames.DESCRIPTOR)):
                    address = module.ResolveFileAddress(value).GetLoadAddress(self.target)
                    if address != lldb.LLDB_INVALID_ADDRESS:
                        found[name] = address
        return found

    def layout(self, function):
        if function not in self.layouts:
            self.layouts[function] = self.find_layout(function)
        return self.layouts[function]

    def find_layout(self, function):
        type = next(filter(None, map(self.frame_type, frames.code_of(function, self.addresses))), None)
        if type is None:
            return None
        fields = [type.GetFieldAtIndex(number) for number in range(type.GetNumberOfFields())]
        types = {field.GetName(): field.GetType() for field in fields}
        live = frames.live_of(_enumerators(types.get(frames.LIVE)).values())
        members = [Member(field.GetName(), field.GetOffsetInBytes(), field.GetType().GetByteSize(), field.GetType(), live.get(field.GetName()))
                   for field in fields]
        return Layout(type.GetByteSize(), members, _enumerators(types.get(frames.INDEX) or types.get(frames.STATES)))

    def frame_type(self, address):
        """The type of the frame, in the function at an address."""
        function = self.target.ResolveLoadAddress(address).GetFunction()
        variables = function.GetBlock().GetVariables(self.target, True, True, True) if function.IsValid() else []
        return next((value.GetType() for value in variables if value.GetName() == frames.FRAME), None)

    def value(self, address, member):
        place = lldb.SBAddress(address + member.offset, self.target)
        return self.target.CreateValueFromAddress(member.name, place, member.type)

    def show(self, address, member):
        value = self.value(address, member)
        simple = value.GetSummary() or value.GetValue()
        return f"{simple or _compound(value)} ({member.type.GetName()})"

    def handles(self, address, member):
        return list(_handles(self.value(address, member), ""))

    def readable(self, function):
        found = self.target.FindSymbols(function + frames.RESUME)
        symbol = found.GetContextAtIndex(0).GetSymbol() if found.GetSize() else None
        name = symbol.GetName() if symbol and symbol.IsValid() else function
        return name.removesuffix(frames.RESUME).replace(" (.resume)", "").replace(" [clone .resume]", "")

    def writable(self):
        """Ranges of memory that the program can write."""
        regions, info = self.process.GetMemoryRegions(), lldb.SBMemoryRegionInfo()
        for number in range(regions.GetSize()):
            regions.GetMemoryRegionAtIndex(number, info)
            if info.IsWritable() and info.IsMapped():
                yield info.GetRegionBase(), info.GetRegionEnd()


def _enumerators(type):
    """number -> name, of an enumeration or an array of it."""
    if type is not None and type.IsArrayType():
        type = type.GetArrayElementType()
    members = type.GetEnumMembers() if type is not None else None
    found = [members.GetTypeEnumMemberAtIndex(number) for number in range(members.GetSize())] if members else []
    return {member.GetValueAsUnsigned(): member.GetName() for member in found}


def _compound(value):
    """The members of a struct or an array, in one line."""
    children = [value.GetChildAtIndex(number) for number in range(min(value.GetNumChildren(), 60))]
    return "{" + ", ".join(f"{child.GetName()} = {child.GetSummary() or child.GetValue() or _compound(child)}" for child in children) + "}"


def _handles(value, name):
    """Pairs (name of the member, address) of all std::coroutine_handle in a value, of its bases too."""
    value = value.GetNonSyntheticValue()
    type = value.GetType().GetCanonicalType()
    if frames.HANDLE_TYPE.match(type.GetName() or ""):
        yield name, _address_in(value)
        return
    if type.GetTypeClass() not in (lldb.eTypeClassStruct, lldb.eTypeClassClass):
        return
    bases = type.GetNumberOfDirectBaseClasses()
    for number in range(value.GetNumChildren()):
        child = value.GetChildAtIndex(number)
        yield from _handles(child, name if number < bases else child.GetName() or name)


def _address_in(handle):
    """What a std::coroutine_handle has: a pointer, in itself or in a base."""
    for number in range(handle.GetNumChildren()):
        child = handle.GetChildAtIndex(number).GetNonSyntheticValue()
        if child.GetType().GetCanonicalType().IsPointerType():
            return child.GetValueAsUnsigned()
        if child.GetNumChildren():
            return _address_in(child)
    return 0


def _evaluator(context):
    def evaluate(expression):
        frame = context.GetFrame()
        value = frame.EvaluateExpression(expression) if frame.IsValid() else context.GetTarget().EvaluateExpression(expression)
        if value.GetError().Fail():
            raise Problem(value.GetError().GetCString())
        handles = list(_handles(value, ""))
        return handles[0][1] if handles else value.GetValueAsUnsigned()
    return evaluate


def coro(debugger, text, context, result, _):
    """Suspended coroutines: coro list, coro info HANDLE, coro bt HANDLE."""
    try:
        lines = frames.Coroutines(Debugger(context.GetTarget())).run(text, _evaluator(context))
    except Problem as problem:
        result.SetError(str(problem))
        return
    result.AppendMessage("\n".join(lines))


def __lldb_init_module(debugger, _):
    debugger.HandleCommand(f"command script add -o -f {__name__}.coro coro")
