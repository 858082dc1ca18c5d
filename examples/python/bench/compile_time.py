"""How long a function of 100 lines takes from decoration to the end of its first call. Prints JSON: milliseconds, median and worst."""

import json
import statistics
import time

import gc_coro_python

LINES = (
    "total = total + i * {0}",
    "if total % {1}: items.append(total & 0xffff)",
    "name = f'{{total}}-{0}'",
    "table[name] = table.get(name, 0) + len(items)",
    "try: value = items[{0} % 7]",
    "except IndexError: value = {1}",
    "if value > {0}: await pause()",
    "left, right = value // {1}, str(value)",
    "items[:] = items[-5:]",
)


def source(number, lines=100):
    text = [f"async def dense_{number}(pause, i):", "    total, items, table = 0, [], {}"]
    while len(text) < lines - 1:
        text += ["    " + line.format(len(text) + number, len(text) % 5 + 2) for line in LINES]
    return "\n".join([*text[:lines - 1], "    return total, value, left, right"]) + "\n"


async def pause():
    pass


def first_call(number):
    module = {}
    exec(compile(source(number), f"dense_{number}.py", "exec"), module)
    begun = time.perf_counter()
    function = gc_coro_python.jit(strict=True)(module[f"dense_{number}"])
    try:
        function(pause, 3).send(None)
    except StopIteration:
        pass
    return (time.perf_counter() - begun) * 1000


def main():
    first_call(0)
    times = [first_call(number) for number in range(1, 8)]
    print(json.dumps({"median": statistics.median(times), "worst": max(times)}))


if __name__ == "__main__":
    main()
