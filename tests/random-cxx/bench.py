"""Compiles a random program in the way that its seed draws, runs it, and says how it failed."""

import os
import random
import re
import shlex
import signal
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import coro_build
from program import Both, Function, Node, Program

HERE = Path(__file__).resolve().parent
# Seconds of the processor: the machine may be busy with other things.
COMPILE_LIMIT_S = 60
RUN_LIMIT_S = 20
WALL_LIMIT_S = 900
MEMORY_LIMIT_KB = 6 * 1024 * 1024
LEVELS = {"O0": 15, "O1": 25, "O2": 35, "O3": 5, "Os": 20}
WAYS = ("plugin", "cut")
# Whether frames are kept in those of their callers, by the plugin: as always, with the runtime that checks it, or not at all.
ELIDE = {"on": 40, "checked": 40, "off": 20}
ELIDE_OPTIONS = {"on": [], "checked": ["-gc-coro-check-elision"], "off": ["-gc-coro-elide=false"]}
# What some programs are compiled with besides.
EXTRA = ("-ftrivial-auto-var-init=pattern", "-fno-inline", "-fstack-protector-all", "-fno-stack-protector -fno-plt",
         "-Xclang -disable-lifetime-markers", "-mllvm -inline-threshold=2000", "-fno-omit-frame-pointer -fno-vectorize")
SANITIZE = ("-fsanitize=address,undefined", "-fsanitize-address-use-after-scope", "-fno-sanitize-recover=all")


@dataclass(frozen=True)
class Setup:
    """How one program is compiled."""

    level: str
    way: str  # "plugin", "cut" (scripts/cxx says what that is), or "stock": LLVM's own split
    debug: bool
    sanitize: bool
    extra: str = ""
    elide: str = "on"  # of the way "plugin"

    @property
    def flags(self):
        flags = ["-std=c++20", f"-{self.level}", "-w", "-fcoro-aligned-allocation", *(["-g"] if self.debug else []), *self.extra.split()]
        return flags + (list(SANITIZE) if self.sanitize else [])

    def __str__(self):
        return " ".join([f"-{self.level}", *(["-g"] if self.debug else []), *self.extra.split(), f"by {self.way}",
                         *([f"with elision {self.elide}"] if self.way == "plugin" else []), *(["with sanitizers"] if self.sanitize else [])])


@dataclass(frozen=True)
class Failure:
    kind: str  # "compiler" or "program"
    detail: str

    @property
    def like(self):
        """Equal for failures that look the same: what the shrinker must keep."""
        return self.kind, re.sub(r"\d+", "N", self.detail.splitlines()[0])[:80] if self.kind == "compiler" else ""


def draw(seed, sanitize=False, level=None, way=None, debug=None, elide=None):
    """The setup of a seed, where nothing else is said."""
    rng = random.Random(f"setup {seed}")
    levels = {"O0": 1, "O2": 1} if sanitize else LEVELS
    drawn = Setup(rng.choices(list(levels), levels.values())[0], rng.choice(WAYS), rng.random() < 0.3, sanitize,
                  rng.choice(EXTRA) if rng.random() < 0.3 else "", rng.choices(list(ELIDE), ELIDE.values())[0])
    given = {"level": level, "way": way, "debug": debug, "elide": elide}
    return replace(drawn, **{name: value for name, value in given.items() if value is not None})


class Bench:
    def __init__(self, major, plugin, scratch):
        self.tools = coro_build.Toolchain(major)
        self.plugin, self.scratch = str(plugin), Path(scratch)
        self.elision_check = build_elision_check()
        self.support = "\n".join((HERE / name).read_text() for name in ("support.h", "coroutines.h", "compare.h"))
        self.check_that_it_splits()
        self.check_that_it_notices()

    def command(self, setup, source, output):
        """(environment, command) that compile and link one program."""
        flags = [*setup.flags, str(source), "-o", str(output)]
        if setup.way == "cut":
            environment = {"GC_CORO_LLVM": self.tools.major, "GC_CORO_SPLIT": "cut", "GC_CORO_PLUGIN": self.plugin}
            return environment, [str(coro_build.ROOT / "scripts" / "cxx"), *flags]
        words = [self.tools.tool("clang++"), *flags]
        if setup.way == "plugin":
            words += coro_build.plugin_flags(self.tools.major, self.plugin)
            words += [word for option in ELIDE_OPTIONS[setup.elide] for word in ("-mllvm", option)]
            words += [str(self.elision_check)] if setup.elide == "checked" else []
        return {}, words

    def shown(self, setup, source):
        environment, command = self.command(setup, source, "a.out")
        return shlex.join([*(f"{name}={value}" for name, value in environment.items()), *command])

    def check(self, program, setup, name):
        """None, or the Failure of a program."""
        source, output = self.scratch / f"{name}.cpp", self.scratch / f"{name}.out"
        source.write_text(program.text(self.support))
        try:
            return self.check_file(source, output, setup)
        finally:
            for file in (source, output):
                file.unlink(missing_ok=True)

    def check_file(self, source, output, setup):
        environment, command = self.command(setup, source, output)
        status, said = execute(command, COMPILE_LIMIT_S, environment, MEMORY_LIMIT_KB)
        if status != 0:
            return Failure("compiler", f"{first_error(said)}\n{said}\n({status})")
        status, said = execute([str(output)], RUN_LIMIT_S)
        if status != 0:
            return Failure("program", f"{said.strip()}\n({status})")
        return None

    def check_that_it_splits(self):
        """That the plugin takes the programs' coroutines: else each of them would be right."""
        source, output = self.scratch / "first.cpp", self.scratch / "first.o"
        source.write_text(Program([], {}).text(self.support))
        setup = Setup("O1", "plugin", False, False)
        environment, command = self.command(setup, source, output)
        status, said = execute([*command, "-c", "-Rpass=gc-coro"], COMPILE_LIMIT_S, environment)
        if status != 0 or "remark" not in said:
            raise SystemExit(f"fuzz-cxx: {self.plugin} does not split a first program ({status}):\n{said}")

    def check_that_it_notices(self):
        """That a difference between the two is seen."""
        different = Node(Both("co_return in;", "return PTask<u64>(in + 1);"))
        root = Function("root", "u64", "", [("u64", "in")], [different])
        failure = self.check(Program([root], {}), Setup("O0", "plugin", False, False), "notices")
        if failure is None or "event 0 is different" not in failure.detail:
            raise SystemExit(f"fuzz-cxx: a program whose two results differ is not noticed: {failure}")


def build_elision_check():
    """The runtime that checks elision, compiled to where a failing program's command can name it."""
    runtime, done = coro_build.ROOT / "examples" / "runtime" / "elision_check.c", coro_build.ROOT / "target" / "elision_check.o"
    new = done.with_suffix(f".{os.getpid()}.o")
    subprocess.run(["cc", "-std=c11", "-O1", f"-I{coro_build.ROOT / 'include'}", "-c", str(runtime), "-o", str(new)], check=True)
    return new.replace(done)


def first_error(said):
    lines = [line for line in said.splitlines() if re.search(r"error|ERROR|Assertion|panicked|Stack dump", line)]
    return (lines or said.splitlines() or ["nothing is said"])[0].strip()


def execute(command, limit, environment=None, memory_kb=None):
    """(exit status or words, what it said)."""
    memory = f"ulimit -v {memory_kb}; " if memory_kb else ""
    limited = ["sh", "-c", f'ulimit -c 0; ulimit -St {limit}; {memory}exec "$@"', "sh", *command]
    try:
        done = subprocess.run(limited, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=WALL_LIMIT_S, env=os.environ | (environment or {}))
    except subprocess.TimeoutExpired as late:
        return f"still running after {WALL_LIMIT_S} s", (late.stdout or b"").decode("utf-8", "replace")[-4000:]
    said = done.stdout.decode("utf-8", "replace")
    ended = {-signal.SIGXCPU: f"still running after {limit} s", -signal.SIGKILL: "killed"}
    return ended.get(done.returncode, done.returncode if done.returncode >= 0 else f"signal {-done.returncode}"), said
