"""What stands in a program's IR as the front end made it, and how frames' allocations are told from others.

All of it is text of LLVM IR: `clang -S -emit-llvm -Xclang -disable-llvm-passes -fno-discard-value-names`. The last of these
options keeps the front end's own names, such as %ref.tmp of a temporary.
"""

import re
from dataclasses import dataclass

# On the call that allocates a frame. LLVM keeps unknown string attributes of a call wherever it moves or copies it, and
# no pass looks at them.
MARK = '"gc-coro-bench-frame"'
COUNT = "gc_coro_bench_frame"
NAME = r'@("[^"]+"|[-\w$.]+)'
DEFINE = re.compile(rf"^define [^@\n]*{NAME}\(.*$", re.M)
CALL = re.compile(rf"\b(?:call|invoke)\b[^@\n]*{NAME}\((.*)")
# Allocators, as a mangled name begins. Their first argument is the size; of these last ones it is the second.
ALLOCATOR = re.compile(r"(?:_Znwm|_Znam|malloc$|memalign$|aligned_alloc$)")
SIZE_IS_SECOND = ("memalign", "aligned_alloc")


@dataclass
class Function:
    """A function's definition: its name, its first line, and the lines of its body."""

    name: str
    head: str
    lines: list


def functions(ir):
    """The functions that the IR text defines, in their order."""
    found, current = [], None
    for line in ir.splitlines():
        if current is None:
            match = DEFINE.match(line)
            if match:
                current = Function(match[1].strip('"'), line, [])
        elif line == "}":
            found.append(current)
            current = None
        else:
            current.lines.append(line)
    return found


def coroutines(ir):
    """name -> Function of those that are still to be split."""
    groups = set(re.findall(r"^attributes (#\d+) = \{[^\n]* presplitcoroutine\b", ir, re.M))
    return {one.name: one for one in functions(ir) if groups & set(re.findall(r"#\d+", one.head))}


# ---- frames' allocations ----


def marked(ir):
    """The IR with MARK on each call that allocates a frame: one whose size is llvm.coro.size.

    Where a promise has its own operator new, what that calls is marked: the call itself is gone once it is inlined. A
    function that others call too is left alone, so that nothing but frames is counted.
    """
    lines = ir.splitlines()
    frames, sizes, inner, calls = set(), set(), {}, {}
    caller = None
    for number, line in enumerate(lines):
        definition = DEFINE.match(line)
        if definition:
            caller, sizes = definition[1].strip('"'), set()
        size = re.match(r"\s+(%[-\w.$]+) = call i64 @llvm\.coro\.size\.i64\(\)", line)
        if size:
            sizes.add(size[1])
        call = CALL.search(line)
        if not call:
            continue
        callee = call[1].strip('"')
        calls.setdefault(callee, []).append(number)
        first = re.match(r"i64 (?:noundef )?(%[-\w.$]+)", call[2])
        # operator delete gets the size as its second argument.
        if first and first[1] in sizes:
            frames.add(number)
        elif ALLOCATOR.match(callee):
            inner.setdefault(caller, []).append(number)
    allocating = {CALL.search(lines[number])[1].strip('"') for number in frames}
    for name in allocating:
        if not ALLOCATOR.match(name) and set(calls[name]) <= frames:
            frames.update(inner.get(name, ()))
    for number in frames:
        if ALLOCATOR.match(CALL.search(lines[number])[1].strip('"')):
            lines[number] = _with_mark(lines[number])
    return "\n".join(lines) + "\n"


def _with_mark(line):
    """An attribute stands after the arguments: before what an operand bundle or metadata adds."""
    end = _closing(line, line.index("(", line.index("@")))
    return f"{line[:end + 1]} {MARK}{line[end + 1:]}"


def _closing(text, opening):
    depth = 0
    for position in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise ValueError(f"no end of the arguments: {text}")


def counted(ir):
    """The optimised IR with a call of COUNT before each marked call."""
    groups = {name for name, text in re.findall(r"^attributes (#\d+) = \{([^\n]*)\}", ir, re.M) if MARK in text}
    if not groups:
        return ir
    lines = []
    for line in ir.splitlines():
        call = CALL.search(line)
        if call and groups & set(re.findall(r"#\d+", line)):
            lines.append(f"  call void @{COUNT}(i64 {_size(call)})")
        lines.append(line)
    return "\n".join([*lines, f"declare void @{COUNT}(i64)", ""])


def _size(call):
    """The operand that says how many bytes a call of an allocator asks for."""
    operands = re.findall(r"\bi64 (?:(?:noundef|range\([^)]*\)|\w+) )*(%[-\w.$]+|\d+)", call[2])
    return operands[call[1] in SIZE_IS_SECOND]


# ---- awaited temporaries ----


def awaited_temporaries(ir):
    """(callee, caller) of each `co_await child(...)` in a coroutine, once for each place in the source.

    The callee is a coroutine of this module that suspends before its body begins (a lazy task), and the temporary that
    it returns is awaited itself, by its own await_ready, by its operator co_await, or through the promise's await_transform.
    """
    all_of_them = coroutines(ir)
    lazy = {name for name, one in all_of_them.items() if _is_lazy(one)}
    found = []
    for caller, one in all_of_them.items():
        awaited = set()
        for line in one.lines:
            call = CALL.search(line)
            if call and re.search(r"await_ready|await_transform|awEv$", call[1]):
                awaited.update(re.findall(r"%[-\w.$]+", call[2]))
        for line in one.lines:
            call = CALL.search(line)
            if call and call[1].strip('"') in lazy:
                result = re.search(r"\bsret\(.*?\) align \d+ (%ref\.tmp\d*)", call[2])
                if result and result[1] in awaited:
                    found.append((call[1].strip('"'), caller))
    return found


def without_recursion(sites):
    """Those of `sites` whose callee does not lead back to its caller by others of them. No frame can contain itself."""
    called_by = {}
    for callee, caller in sites:
        called_by.setdefault(caller, set()).add(callee)

    def leads_to(start, goal):
        seen, work = set(), [start]
        while work:
            at = work.pop()
            if at == goal:
                return True
            if at not in seen:
                seen.add(at)
                work.extend(called_by.get(at, ()))
        return False

    return [(callee, caller) for callee, caller in sites if not leads_to(callee, caller)]


def _is_lazy(function):
    """Whether the initial suspend point awaits std::suspend_always."""
    before = []
    for line in function.lines:
        if line.startswith("init.suspend:") or "label %init.suspend" in line:
            return any("14suspend_always11await_readyEv" in one for one in before)
        before.append(line)
    return False
