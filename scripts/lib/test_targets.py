"""Compiles coroutines for other targets and runs them; scripts/test-targets.sh installs what is needed and explains the options."""

import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

import arguments  # noqa: E402
import coro_build  # noqa: E402
import cxx_case  # noqa: E402
from coro_build import ROOT, StepFailed  # noqa: E402
from counts import Counts  # noqa: E402
from gc_build import OLDER_SPELLING  # noqa: E402

HERE = ROOT / "tests" / "targets"
WALK = ROOT / "tests" / "gc" / "header"
RUN_LIMIT_S = 120
# Of a program that is for other targets: it is no case.
NOT_FOR_TARGET = object()
QUICK = re.compile("^(exceptions|sixty_awaits|task_symmetric_chain|local_over|try_around_await|generator_recursive)")
# How the documents mark the table that this writes.
BEGIN, END = "<!-- targets: written by scripts/test-targets.sh --write-docs -->", "<!-- end of targets -->"


@dataclass(frozen=True)
class Target:
    name: str
    triple: str
    emulator: str | None = None  # of Debian's qemu-user-static; there are cross compilers then
    flags: tuple = ()
    note: str = ""


TARGETS = (
    Target("aarch64", "aarch64-linux-gnu", "qemu-aarch64-static"),
    Target("armhf", "arm-linux-gnueabihf", "qemu-arm-static", note="32 bits"),
    Target("thumb", "arm-linux-gnueabihf", "qemu-arm-static", ("-mthumb",), "armhf in Thumb code"),
    Target("i386", "i686-linux-gnu", "qemu-i386-static", note="32 bits"),
    Target("riscv64", "riscv64-linux-gnu", "qemu-riscv64-static"),
    Target("s390x", "s390x-linux-gnu", "qemu-s390x-static", note="big-endian"),
    Target("ppc64le", "powerpc64le-linux-gnu", "qemu-ppc64le-static"),
    Target("wasm32", "wasm32-unknown-unknown", note="32 bits, in Node.js; functions are indices, so no runtime finds a descriptor"),
    Target("windows-msvc", "x86_64-pc-windows-msvc"),
    Target("windows-gnu", "x86_64-w64-windows-gnu"),
    Target("macos", "arm64-apple-macosx14.0"),
)


class Compiler:
    """clang with the plugin, for one target."""

    def __init__(self, tools, plugin, target, scratch):
        self.tools, self.plugin, self.target, self.scratch = tools, plugin, target, Path(scratch)
        self.own = [f"--target={target.triple}", *target.flags]
        self.split = coro_build.plugin_flags(tools.major, plugin)

    def clang(self, *words, tool="clang"):
        coro_build.run([self.tools.tool(tool), *self.own, *words])

    def run(self, program):
        """(exit status, output) of a program."""
        done = subprocess.run([self.target.emulator, program], capture_output=True, text=True, timeout=RUN_LIMIT_S, errors="replace",
                              check=False, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout

    # ---- C++ ----

    def program(self, program, level):
        """What is wrong with a program of tests/cxx, or None. On this target it may do something else, as by clang alone."""
        try:
            done = self._run_program(program, level, self.split)
        except StepFailed:
            if self._compiles_without(program, level):
                raise
            return NOT_FOR_TARGET
        if done == (0, program.expect) or done == self._run_program(program, level, ()):
            return None
        return "exit status {}, and it prints:\n{}".format(*done)

    def _compiles_without(self, program, level):
        """Whether clang alone compiles it: some targets have no __int128, for example."""
        try:
            self.clang("-std=c++20", f"-{level}", *program.flags, "-c", program.source, "-o", "/dev/null", tool="clang++")
        except StepFailed:
            return False
        return True

    def _run_program(self, program, level, plugin):
        output = self.scratch / f"{self.target.name}-{program.name}-{level}"
        self.clang("-std=c++20", f"-{level}", *program.flags, *plugin, "-static", "-fuse-ld=lld", program.source, "-o", output,
                   tool="clang++")
        done = self.run(output)
        output.unlink()
        return done

    # ---- frames ----

    def _ir(self, source, passes):
        """An object of a file of IR, for this target."""
        name = self.scratch / f"{self.target.name}-{source.stem}"
        text = source.read_text()
        if int(self.tools.major) < 22:
            for pattern, older in OLDER_SPELLING:
                text = re.sub(pattern, older, text)
        plain, split, module = name.with_suffix(".ll"), name.with_suffix(".bc"), name.with_suffix(".o")
        plain.write_text(self._layout() + text)
        coro_build.run([self.tools.tool("opt"), f"-load-pass-plugin={self.plugin}", "-verify-each", f"-passes={passes}", plain, "-o", split])
        self.clang("-w", "-O1", "-c", split, "-o", module)
        return module

    def _layout(self):
        """The lines of IR that name the target."""
        empty = self.scratch / f"{self.target.name}.layout.ll"
        self.clang("-x", "c", "-S", "-emit-llvm", "/dev/null", "-o", empty)
        return "".join(line + "\n" for line in empty.read_text().splitlines() if line.startswith("target "))

    def frames(self, source, main, passes):
        """What is wrong with the frames of the coroutine in `source`, which the program `main` walks, or None."""
        module = self._ir(source, passes)
        output = self.scratch / f"{self.target.name}-{source.stem}.out"
        includes = ["-I", ROOT / "include", "-I", ROOT / "examples" / "runtime"]
        self.clang("-std=c99", "-O1", "-Wall", "-Werror", *includes, main, module, "-static", "-fuse-ld=lld", "-o", output)
        status, said = self.run(output)
        return f"exit status {status}, and it prints:\n{said}" if status else None

    # ---- without libraries ----

    def freestanding(self, level):
        """What is wrong with the program that needs no library, or None."""
        module = self.scratch / f"{self.target.name}-{level}.o"
        self.clang("-std=c++20", f"-{level}", "-fno-exceptions", *self.split, "-c", HERE / "freestanding.cpp", "-o", module, tool="clang++")
        names = subprocess.run([self.tools.tool("llvm-nm"), module], capture_output=True, text=True, check=True).stdout
        missing = [clone for clone in ("leaf", "parent") if not re.search(rf"{clone}.*\.resume$", names, re.M)]
        if missing:
            return f"there is no resume clone of {', '.join(missing)}"
        if not self.target.name.startswith("wasm"):
            return None
        linked = module.with_suffix(".wasm")
        coro_build.run([self.tools.tool("wasm-ld"), "--no-entry", "--export=run", module, "-o", linked])
        done = subprocess.run(["node", HERE / "freestanding.mjs", linked], capture_output=True, text=True, timeout=RUN_LIMIT_S, check=False)
        return done.stdout + done.stderr if done.returncode else None


AWAIT_PASSES = ("gc-coro-prepare,gc-coro-split", "gc-coro-prepare,default<O2>,gc-coro-split,default<O2>")
COROUTINE_PASSES = ("coro-early,gc-coro-split,gc-coro-verify,coro-cleanup", "gc-coro-mark<all>,default<O2>")


def cases(compiler, options, programs):
    """(column of the table, title, what finds its problem)."""
    if compiler.target.emulator is None:
        for level in ("O0", "O2"):
            yield "freestanding", f"freestanding -{level}", lambda level=level: compiler.freestanding(level)
        return
    for level in options.levels.split():
        for program in programs:
            yield "programs", f"{program.name} -{level}", lambda program=program, level=level: compiler.program(program, level)
    for column, source, main, pipelines in (("frames", WALK / "walk.ll", WALK / "walk.c", COROUTINE_PASSES),
                                            ("frames", HERE / "await.ll", HERE / "await.c", AWAIT_PASSES)):
        for passes in pipelines:
            title = f"frames of {source.stem}, {passes}"
            yield column, title, lambda source=source, main=main, passes=passes: compiler.frames(source, main, passes)


def problem_of(find):
    try:
        return find()
    except StepFailed as failure:
        return str(failure)
    except subprocess.TimeoutExpired:
        return f"still running after {RUN_LIMIT_S} s"


def check_target(target, options, tools, programs, pool):
    """(column -> Counts) of one target."""
    columns = {}
    with tempfile.TemporaryDirectory(prefix="gc-coro-targets-") as scratch:
        all_cases = list(cases(Compiler(tools, options.plugin, target, scratch), options, programs))
        # The cases of IR share names of files: one after the other.
        parallel = [pool.submit(problem_of, find) if column == "programs" else None for column, _, find in all_cases]
        for (column, title, find), running in zip(all_cases, parallel):
            problem = running.result() if running else problem_of(find)
            if problem is NOT_FOR_TARGET:
                continue
            columns.setdefault(column, Counts()).add(problem is None)
            if problem is not None or column != "programs":
                print(f"ok: {target.name}: {title}" if problem is None else f"FAILED: {target.name}: {title}: {problem}", flush=True)
    return columns


def row(target, columns):
    cells = []
    for column in ("programs", "frames", "freestanding"):
        counts = columns.get(column)
        total = counts and counts.passed + counts.failed
        cells.append("" if counts is None else f"{counts.passed} of {total}")
    return f"| {target.name} | `{target.triple}` | {' | '.join(cells)} | {target.note} |"


def table(results, major):
    head = (f"| target | triple | C++ programs | walks of frames | freestanding | |\n|---|---|---:|---:|---:|---|")
    return "\n".join([f"LLVM {major}:\n", head, *(row(target, columns) for target, columns in results)])


def write_docs(text):
    file = ROOT / "README.md"
    readme = file.read_text()
    begin, end = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    file.write_text(f"{readme[:begin]}\n{text}\n{readme[end:]}")


def main():
    parser = arguments.parser("--llvm", "--plugin", "--filter", "--jobs")
    parser.add_argument("--targets", default="", metavar="RE")
    parser.add_argument("--levels", default="O2")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write-docs", action="store_true")
    options = parser.parse_args()
    programs = [cxx_case.Program.read(source) for source in sorted((ROOT / "tests" / "cxx").glob("*.cpp"))]
    programs = [program for program in programs if re.search(options.filter, program.name)]
    if options.quick:
        programs = [program for program in programs if QUICK.search(program.name)]
    results, total = [], Counts()
    with ThreadPoolExecutor(max_workers=options.jobs) as pool:
        for target in TARGETS:
            if re.search(options.targets, target.name):
                columns = check_target(target, options, coro_build.Toolchain(options.llvm), programs, pool)
                results.append((target, columns))
                for counts in columns.values():
                    total.add_all(counts)
    text = table(results, options.llvm)
    print(text)
    if options.write_docs and not (options.filter or options.targets or options.quick):
        write_docs(text)
    sys.exit(total.finish())


main()
