# tier: 5
# Functions of many lines, variables, constants and blocks: long jumps, arguments of more than a byte, 300 locals live across a suspension.
from harness.instrument import compile_instrumented
from harness.show import attempt

HEADS = {"plain": "def f(x):", "generator": "def f(x):", "coroutine": "async def f(x):"}
SUSPENDS = {"plain": "pass", "generator": "total += (yield total) or 0", "coroutine": "total += await P()"}


class P:
    def __await__(self):
        return (yield "suspended") or 1


def made(kind, lines):
    text = [HEADS[kind], "    total = 0", *lines, f"    {SUSPENDS[kind]}", "    return total"]
    module = {"P": P}
    exec(compile_instrumented("\n".join(text), "made.py"), module)
    return module["f"]


def many_variables(kind):
    lines = []
    for i in range(300):
        lines += [f"    v{i} = x + {i * 7}", f"    if v{i} % {i % 5 + 2}:", f"        total += v{i} * {1000 + i}"]
    lines += [f"    {SUSPENDS[kind]}"] + [f"    total -= v{i}" for i in range(300)]
    return made(kind, lines)


def long_loop(kind):
    lines = ["    for i in range(3):", "        try:"]
    lines += [f"            total += i * {n} if x > {n} else {n}.5" for n in range(300)]
    lines += [f"            {SUSPENDS[kind]}", "            if i == 1: continue", "        finally:"]
    lines += [f"            total += {n}" for n in range(100)]
    return made(kind, lines)


def deep_blocks(kind):
    lines = []
    for depth in range(8):
        pad = "    " * (depth + 1)
        lines += [f"{pad}for i{depth} in range(1, 3):", f"{pad}    total += i{depth}", f"{pad}    if total > 200: break"]
    lines.append("    " * 9 + f"total += {'+'.join(f'i{d}' for d in range(8))}")
    return made(kind, lines)


def wide_calls(kind):
    arguments = ", ".join(map(str, range(260)))
    return made(kind, [f"    total = max({arguments}) + len([{arguments}]) + sum(({arguments}))", f"    total += len({{{arguments}}})",
                       f"    total += max(*range(300), *[x, {arguments}])"])


def run(kind, f):
    found = f(50)
    if kind == "plain":
        return found
    out = []
    try:
        out.append(found.send(None))
        while True:
            out.append(found.send(3))
    except StopIteration as stop:
        return out, stop.value


for make in (many_variables, long_loop, deep_blocks, wide_calls):
    for kind in HEADS:
        print(make.__name__, kind, run(kind, make(kind)))
attempt(many_variables("plain"), "text")
