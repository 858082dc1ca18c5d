#!/usr/bin/env python3
"""Tests the debugger commands of tools/debugger on programs with suspended coroutines; scripts/test-debug.sh calls this.

    test_debugger.py --llvm MAJOR --plugin FILE --work DIR
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import arguments  # noqa: E402
import coro_build  # noqa: E402
import llvm_tools  # noqa: E402
from counts import report  # noqa: E402

ROOT = llvm_tools.ROOT
SERVER = ROOT / "examples" / "questions" / "server.cpp"
TOOLS = ROOT / "tools" / "debugger"
HOLD = ROOT / "examples" / "lost-pointer"
TOY = ROOT / "examples" / "toy-language" / "runtime"
# Each command comes after a line of its own.
MARK = "@@ "


@dataclass
class Debugger:
    """A debugger in batch mode."""

    name: str
    program: str

    def run(self, executable, stops, commands, setup=()):
        """What each of `commands` prints, where the program has stopped at the last of the functions `stops`."""
        words = self.gdb(stops, commands, setup) if self.name == "gdb" else self.lldb(stops, commands, setup)
        environment = {**os.environ, "TOY_COLLECT": "never"}
        done = subprocess.run([self.program, *words, str(executable)], capture_output=True, text=True, cwd=ROOT, timeout=300, env=environment)
        text = done.stdout + done.stderr
        pieces = re.split(rf"^(?:\(lldb\) script print\(.*\n)?{MARK}(\d+)\n", text, flags=re.M)
        found = dict(zip(pieces[1::2], pieces[2::2]))
        return [self.without_echo(found.get(str(number), f"(nothing; all of it: {text})")) for number in range(len(commands))]

    def without_echo(self, text):
        return "\n".join(line for line in text.splitlines() if not line.startswith("(lldb) ")).strip()

    def gdb(self, stops, commands, setup):
        words = ["-q", "-batch", "-nx", "-ex", "set debuginfod enabled off", "-ex", "set width 0"]
        script = TOOLS / "gc_coro_gdb.py"
        steps = [*(f"tbreak {stop}" for stop in stops), "run", *("continue" for _ in stops[1:]), f"source {script}", *setup]
        for number, command in enumerate(commands):
            # gdb prints what goes wrong on stderr, and goes on.
            steps += [f"python print('{MARK}{number}', flush=True)", f"python gc_coro_try({command!r})"]
        helper = ROOT / "scripts" / "lib" / "gdb_try.py"
        return [*words, "-ex", f"source {helper}", *(word for step in steps for word in ("-ex", step))]

    def lldb(self, stops, commands, setup):
        steps = [*(f"breakpoint set -n {stop}" for stop in stops), "run", *("continue" for _ in stops[1:]),
                 f"command script import {TOOLS / 'gc_coro_lldb.py'}", *setup]
        for number, command in enumerate(commands):
            steps += [f"script print('{MARK}{number}', flush=True)", f"script lldb_try.run({command!r})"]
        helper = ROOT / "scripts" / "lib" / "lldb_try.py"
        return ["-b", "-x", "-o", f"command script import {helper}", *(word for step in steps for word in ("-o", step))]


class Checks:
    """Titles with what is wrong, or None."""

    def __init__(self):
        self.done = []

    def equal(self, title, found, expected):
        self.done.append((title, None if found == expected else f"{found} instead of {expected}"))

    def has(self, title, text, *patterns):
        missing = [pattern for pattern in patterns if not re.search(pattern, text, re.M)]
        self.done.append((title, f"nothing matches {missing} in\n{text}" if missing else None))

    def lacks(self, title, text, pattern):
        self.done.append((title, f"'{pattern}' matches in\n{text}" if re.search(pattern, text, re.M) else None))


def line_of(pattern):
    return next(number for number, line in enumerate(SERVER.read_text().splitlines(), 1) if re.search(pattern, line))


def compiled(options, name, *flags):
    """server.cpp as a program."""
    program = options.work / name
    clang = llvm_tools.tool(options.llvm, "clang++")
    command = [clang, "-std=c++20", *flags, *coro_build.plugin_flags(options.llvm, options.plugin), SERVER, "-o", program]
    subprocess.run(command, check=True, cwd=ROOT)
    return program


def places():
    """function -> where it waits, while nothing is to be read."""
    source = r"examples/questions/server\.cpp"
    return {"receive": rf"{source}:{line_of('co_await Ready')}:\d+", "serve": rf"{source}:{line_of('// STOP')}:\d+",
            "session": rf"{source}:{line_of('co_await serve')}:\d+"}


def check_server(checks, debugger, options, level):
    """Three coroutines, each of which waits for the next, with debug information."""
    title = f"LLVM {options.llvm}, {debugger.name}, {level}"
    program = compiled(options, f"server{level}", level, "-g")
    listed, chain, info = debugger.run(program, ["wait_for_data"], ["coro list", "coro bt parked", "coro info parked"])
    where = places()
    lines = [rf"^0x[0-9a-f]+ {name}\(int\), state 1 at {place}$" for name, place in where.items()]
    checks.has(f"{title}: list", listed, *lines)
    checks.equal(f"{title}: list has no more", len(listed.splitlines()), 3)
    order = [rf"^#{number} 0x[0-9a-f]+ {name}\(int\), state 1 at {where[name]}$" for number, name in enumerate(("receive", "serve", "session"))]
    checks.has(f"{title}: bt", chain, *order)
    checks.equal(f"{title}: bt has no more", len(chain.splitlines()), 3)
    checks.has(f"{title}: info", info, r"^0x[0-9a-f]+ receive\(int\), state 1", r"^  socket = 7 \(int\)$")
    waiting = re.search(r"^#1 (0x[0-9a-f]+)", chain, re.M)
    (of_serve,) = debugger.run(program, ["wait_for_data"], [f"coro info {waiting[1] if waiting else 0}"])
    checks.has(f"{title}: info of the one that waits", of_serve, r"^  bytes = 15 \(int\)$", r"^  path = .*/index\.html", r"^  buffer = .*GET /index\.html")
    # Bytes that belong to another state.
    if level == "-O2":
        checks.lacks(f"{title}: what is not live is not shown", of_serve, r"^  socket = ")


def check_without_debug_information(checks, debugger, options):
    title = f"LLVM {options.llvm}, {debugger.name}, without -g"
    program = compiled(options, "server-stripped", "-O2")
    listed, = debugger.run(program, ["wait_for_data"], ["coro list"])
    checks.has(f"{title}: list", listed, *(rf"^0x[0-9a-f]+ {name}\(int\), state 1$" for name in ("receive", "serve", "session")))
    address = re.search(r"^(0x[0-9a-f]+) serve", listed, re.M)
    info, = debugger.run(program, ["wait_for_data"], [f"coro info {address[1] if address else 0}"])
    checks.has(f"{title}: info", info, r"frame of 4\d\d\d bytes", "variables are not known")


def check_wrong_use(checks, debugger, options):
    title = f"LLVM {options.llvm}, {debugger.name}"
    wrong = ["coro", "coro info", "coro info 16", "coro bt (long)&parked", "coro info nothing_of_this_name"]
    usage, without, nowhere, other, unknown = debugger.run(options.work / "server-O2", ["wait_for_data"], wrong)
    checks.has(f"{title}: usage", usage, "usage: coro list")
    checks.has(f"{title}: usage of info", without, "usage: coro list")
    checks.has(f"{title}: unreadable memory", nowhere, "0x10 is no frame of a coroutine: its memory cannot be read")
    checks.has(f"{title}: other memory", other, "is no frame of a coroutine that this program has symbols of")
    checks.has(f"{title}: another name", unknown, "nothing_of_this_name")


def check_tracked(checks, debugger, options):
    """Hand-written IR without debug information, whose frame has a pointer of a collector."""
    title = f"LLVM {options.llvm}, {debugger.name}, hand-written IR"
    info_of_hold = [f"coro info {address}" for address in held(debugger, options)]
    checks.equal(f"{title}: one frame", len(info_of_hold), 1)
    info = "".join(debugger.run(options.work / "hold", ["toy_integer"], info_of_hold))
    checks.has(f"{title}: info", info, r"^0x[0-9a-f]+ hold, state 0$", r"^  frame of 32 bytes$", r"^  tracked pointer at 16: 0x[0-9a-f]{4,}$")
    checks.equal(f"{title}: one tracked pointer", info.count("tracked pointer"), 1)


def held(debugger, options):
    """The addresses of the frames in the program of examples/lost-pointer, which is built here."""
    work, source = options.work, options.work / "hold.ll"
    since = (int(file.stem.rpartition("-")[2]) for file in (ROOT / "lit-tests/Inputs").glob("coro-end-*.sed"))
    spelling = ROOT / f"lit-tests/Inputs/coro-end-{max(major for major in since if major <= int(options.llvm))}.sed"
    source.write_text(subprocess.run(["sed", "-f", spelling, HOLD / "hold.ll"], capture_output=True, text=True, check=True).stdout)
    passes = "coro-early,gc-coro-split,coro-cleanup,rewrite-statepoints-for-gc"
    opt, llc = llvm_tools.tool(options.llvm, "opt"), llvm_tools.tool(options.llvm, "llc")
    subprocess.run([opt, f"-load-pass-plugin={options.plugin}", source, "-o", work / "split.bc", f"-passes={passes}"], check=True)
    subprocess.run([llc, "-O2", "-frame-pointer=all", "-filetype=obj", work / "split.bc", "-o", work / "hold.o"], check=True)
    runtime = [TOY / f"{name}.c" for name in ("objects", "coroutines", "heap_copying", "stack_map")]
    subprocess.run(["cc", "-O1", "-fno-omit-frame-pointer", "-no-pie", f"-I{ROOT / 'include'}", f"-I{TOY}", HOLD / "main.c", *runtime,
                    work / "hold.o", "-o", work / "hold"], check=True)
    listed, = debugger.run(work / "hold", ["toy_integer"], ["coro list"])
    return re.findall(r"^(0x[0-9a-f]+) hold, state 0$", listed, re.M)


def main():
    options = arguments.parser("--llvm", "--plugin")
    options.add_argument("--work", type=Path, required=True)
    options = options.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    checks = Checks()
    for debugger in (Debugger("gdb", "gdb"), Debugger("lldb", llvm_tools.tool(options.llvm, "lldb"))):
        for level in ("-O0", "-O2"):
            check_server(checks, debugger, options, level)
        check_without_debug_information(checks, debugger, options)
        check_wrong_use(checks, debugger, options)
        check_tracked(checks, debugger, options)
    return report(checks.done)


if __name__ == "__main__":
    sys.exit(main())
