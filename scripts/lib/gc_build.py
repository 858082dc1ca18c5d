"""From a program of tests/gc/ to an executable with a collector that reads stack maps.

  front      clang without any pass of LLVM (C++), or the text itself (IR)
  prepare    the text becomes code for a collector: see prepare()
  before     opt: the default pipeline up to the split (see pipeline.py)
  split      opt: coro-split, or the plugin's gc-coro-split with the parameters wanted
  after      opt: the rest of the default pipeline
  statepoints  opt: gc-coro-landing-pads, rewrite-statepoints-for-gc
  codegen    llc, objcopy (the stack map's symbol is local in what llc writes), and the link with a runtime
"""

import re
from dataclasses import dataclass
from pathlib import Path

import coro_build
from coro_build import ROOT, StepFailed

TESTS = ROOT / "tests" / "gc"
COLLECTOR = "statepoint-example"
# What never collects: no statepoint is needed, and none is made.
LEAVES = ("gc_store", "gc_frame_new", "gc_frame_delete", "gc_frames_alive", "gc_watch", "gc_watch_alive",
          "gc_collections", "gc_moves", "gc_fail", "gc_await_written", "gc_await_made", "register_buffer",
          "unregister_buffer", "gc_share", "gc_shared", "gc_refused")
# A walk along rbp needs it in every activation.
FRAME_POINTERS = ["-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer"]
# Before LLVM 22 llvm.coro.end has a result, and lifetimes have a size.
OLDER_SPELLING = (
    (r"\b(call|declare) void @llvm\.coro\.end\(", r"\1 i1 @llvm.coro.end("),
    (r"\b(declare void @llvm\.lifetime\.\w+\.p0)\(ptr", r"\1(i64, ptr"),
    (r"\b(call void @llvm\.lifetime\.\w+\.p0)\(ptr", r"\1(i64 -1, ptr"),
)
# The line of an IR program where the declarations come in.
DECLARATIONS_WANTED = "; DECLARATIONS"
# A level beside O0, O2, ...: no optimization at all around the split.
BARE = "bare"
# The pass before everything that stands between a frontend and the split.
PREPARE = "gc-coro-prepare"
# The pass after gc-coro-split that answers who asks for the size of a frame.
SIZES = "await-size"
# The pass directly before rewrite-statepoints-for-gc: references may be live where exceptions are caught.
LANDING_PADS = "gc-coro-landing-pads"
LANDING_PADS_FAULT = "fault=stale-landing-pads"
STATEPOINTS = "rewrite-statepoints-for-gc,verify"
# Levels of the await programs, whose split has no place of its own in LLVM's pipelines: all of default<O2> after the split, or
# once before it and once after.
SPLIT_O2, O2_SPLIT_O2 = "split-O2", "O2-split-O2"
WHOLE_PIPELINE = "default<O2>"
# A split for collectors with code between a call and the return, whose clones call the function with their body.
SHADOW_STACK = "gc=tracked:1/roots:shadow-stack"
CODEGEN = ["-O2", "-filetype=obj", "-relocation-model=static"]


@dataclass(frozen=True)
class Split:
    """Which split is in the middle; `parameters` are those of gc-coro-split."""

    name: str = "gc-coro"
    parameters: str = ""

    def passes(self):
        if self.name == "stock":
            return "cgscc(coro-split)"
        split = f"gc-coro-split<{self.parameters}>" if self.parameters else "gc-coro-split"
        return f"{split},{SIZES}"

    def __str__(self):
        return self.name + (f" {self.parameters}" if self.parameters else "")


STOCK = Split("stock")
OURS = Split()
MEMCHECK = ("valgrind", "-q", "--error-exitcode=99")


class Builder:
    """The steps for one LLVM, one plugin and one directory for what they write."""

    def __init__(self, major, plugin, scratch):
        self.tools = coro_build.Toolchain(major)
        self.plugin = plugin
        self.scratch = Path(scratch)

    # ---- the runtime ----

    def runtime_object(self, source):
        """An object of one file of the runtime."""
        output = self.scratch / f"{Path(source).stem}.o"
        flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", *FRAME_POINTERS, "-I", ROOT / "include"]
        coro_build.run([self.tools.tool("clang"), *flags, "-c", source, "-o", output])
        return output

    def common_runtime(self):
        """What both runtimes need."""
        return [self.runtime_object(TESTS / "runtime" / f"{name}.c") for name in ("main", "stackmap", "frames")]

    # ---- a program ----

    def front(self, source, output, level="O2", flags=()):
        """The program's IR as text, prepared for the collector."""
        source = Path(source)
        if source.suffix == ".ll":
            output.write_text(prepare(self.spelled(declared(source.read_text()))))
            return
        raw = output.with_suffix(".raw.ll")
        includes = ["-I", TESTS / "include", "-I", TESTS / "runtime"]
        own = ["-std=c++20", f"-{level}", "-fno-exceptions", "-Wall", "-Wextra", *FRAME_POINTERS, *includes, *flags]
        command = self.tools.front_command([*map(str, own), str(source)], raw)
        coro_build.run([word if word != "-c" else "-S" for word in command])
        output.write_text(prepare(raw.read_text()))

    def spelled(self, text):
        """IR programs are written in the spelling of LLVM 22."""
        if int(self.tools.major) < 22:
            for pattern, older in OLDER_SPELLING:
                text = re.sub(pattern, older, text)
        return text

    def join(self, sources, output):
        coro_build.run([self.tools.tool("llvm-link"), *sources, "-o", output])

    def before(self, source, output, level):
        """What runs before the split; `level` "bare" is nothing but what a split needs."""
        if level in (BARE, SPLIT_O2):
            self.opt("coro-early", source, output)
        elif level == O2_SPLIT_O2:
            prepared = output.with_suffix(".prepared.bc")
            coro_build.run([self.tools.tool("opt"), f"-load-pass-plugin={self.plugin}", f"-passes={PREPARE}", source, "-o", prepared])
            # Without the plugin: with it, LLVM's pipeline has the split in it.
            self.opt(WHOLE_PIPELINE, prepared, output)
        else:
            # For all splits: no exception leaves these coroutines, so that gc-coro-prepare has nothing to do.
            self.tools.before(source, level, "stock", output)

    def split(self, source, output, split, level, memcheck=False):
        """From there to bitcode with statepoints in it, through the rest of the pipeline; `memcheck`: see run_split()."""
        done, after = (output.with_suffix(suffix) for suffix in (".split.bc", ".after.bc"))
        self.run_split(source, done, split, memcheck)
        if level == BARE:
            self.opt("coro-cleanup", done, after)
        elif level in (SPLIT_O2, O2_SPLIT_O2):
            self.opt(WHOLE_PIPELINE, done, after)
        else:
            self.tools.after(done, level, after)
        if split.name == "stock" or SHADOW_STACK in split.parameters:
            text = leave_tail_calls_alone(find_clones(self.tools.text(after)))
            after = output.with_suffix(".tails.ll")
            after.write_text(text)
        separated = output.with_suffix(".separated.bc")
        # A fault of this pass is no matter of the split, which takes it without a word.
        faulty = f"{LANDING_PADS}<{split.parameters}>" if split.parameters == LANDING_PADS_FAULT else LANDING_PADS
        load = f"-load-pass-plugin={self.plugin}"
        coro_build.run([self.tools.tool("opt"), load, f"-passes={faulty},verify", after, "-o", separated])
        self.opt(STATEPOINTS, separated, output)

    def needs_separation(self, output):
        """Whether split() has made `output` of code that rewrite-statepoints-for-gc makes invalid code of by itself."""
        after = output.with_suffix(".after.bc")
        try:
            self.opt(STATEPOINTS, after, output.with_suffix(".invalid.bc"))
        except StepFailed as failure:
            return "Call parameter type does not match function signature" in str(failure)
        return False

    def run_split(self, source, output, split, memcheck=False):
        """The split alone; with `memcheck` it fails where the pass uses memory that it does not have."""
        options = ["-verify-each"]
        if split.name != "stock":
            options.append(f"-load-pass-plugin={self.plugin}")
        watch = MEMCHECK if memcheck else []
        command = [*watch, self.tools.tool("opt"), *options, f"-passes={split.passes()}", source, "-o", output]
        coro_build.run(command)
        left = coro_build.unsplit(self.tools.text(output))
        if left:
            raise StepFailed(command, 0, f"left unsplit: {', '.join(left)}")

    def opt(self, passes, source, output):
        coro_build.run([self.tools.tool("opt"), f"-passes={passes}", source, "-o", output])

    def codegen(self, bitcode, output):
        coro_build.run([self.tools.tool("llc"), *CODEGEN, bitcode, "-o", output])
        coro_build.run([self.tools.tool("llvm-objcopy"), "--globalize-symbol=__LLVM_StackMaps", output])

    def check_roots(self, bitcode):
        problems = roots_out_of_sight(self.tools.text(bitcode))
        if problems:
            raise StepFailed(["check_roots", bitcode], 1, "\n".join(problems))

    def link(self, objects, output, extra=()):
        coro_build.run([self.tools.tool("clang++"), "-no-pie", *FRAME_POINTERS, *objects, *extra, "-o", output])


def prepare(text):
    """Makes IR text that knows no collector into code for one.

    Address space 1 becomes non-integral, every function gets the collector, and the runtime's leaves are marked. Every
    function has a frame pointer; what stands in IR programs already is left alone.
    """
    text = re.sub(r'^target datalayout = "(?![^"]*-ni:)([^"]*)"', r'target datalayout = "\1-ni:1"', text, flags=re.M)
    return "\n".join(_prepare_line(line) for line in text.split("\n"))


def declared(text):
    """IR programs need not declare what the runtime, their support and LLVM have: the list is one file for all of them."""
    if DECLARATIONS_WANTED not in text:
        return text
    needed = []
    for line in (TESTS / "ir" / "declarations.inc").read_text().splitlines():
        name = re.search(r"@([\w.$]+)\(", line)
        if line.startswith("target "):
            needed.append(line)
        elif name and re.search(rf'@{re.escape(name[1])}\b(?!\.)|="{re.escape(name[1])}"', text):
            needed.append(line)
    return text.replace(DECLARATIONS_WANTED, "\n".join(needed))


def _prepare_line(line):
    if line.startswith("declare "):
        name = re.search(r"@([\w.$]+)\(", line)
        if name and name[1] in LEAVES and "gc-leaf-function" not in line:
            return _with_attribute(line, '"gc-leaf-function"')
    elif line.startswith("define ") and ' gc "' not in line:
        head, brace, rest = line.rpartition(" {")
        words = ' "frame-pointer"="all"' if " #" not in head else ""
        place = re.search(r" personality | !dbg ", head)
        cut = place.start() if place else len(head)
        attributes, after = _before_section(head[:cut])
        return f'{attributes}{words}{after} gc "{COLLECTOR}"{head[cut:]}{brace}{rest}'
    return line


def _before_section(head):
    """Function attributes stand before section, comdat and align."""
    place = re.search(r" (section |comdat\b|align \d)[^)]*$", head)
    return (head[: place.start()], head[place.start() :]) if place else (head, "")


def _with_attribute(line, attribute):
    """A declaration with one more function attribute, before its attribute group if it has one."""
    place = re.search(r" #\d+", line)
    cut = place.start() if place else len(line.rstrip())
    return f"{line[:cut]} {attribute}{line[cut:]}"


def leave_tail_calls_alone(text):
    """Marks tail calls that must be ones: they can be no statepoints. (gc-coro-split does so itself.)

    The activation that makes such a call is gone before the callee runs, so there is nothing in it to be found.
    """
    return re.sub(r"^( *(?:%[\w.]+ = )?musttail call [^\n]*?\))((?: #\d+)?)((?:, ![^\n]*)?)$",
                  r'\1 "gc-leaf-function"\2\3', text, flags=re.M)


def find_clones(text):
    """Gives clones that a shadow stack leaves without collector one again: a walk of the stack has to know each return address."""
    def found(line):
        return line[0] if ' gc "' in line[0] else f'{line[1]} gc "{COLLECTOR}"{line[2]}'

    # What stands after the attributes of a function begins at one of these.
    return re.sub(r"^(define internal fastcc void @[^\n]*?)((?: prefix | personality | !dbg | \{$)[^\n]*)$", found, text, flags=re.M)


def roots_out_of_sight(text):
    """Stack memory with tracked pointers in it: RewriteStatepointsForGC leaves it out without a word."""
    types = dict(re.findall(r'^(%[\w.":]+|%"[^"]+") = type (.*)$', text, re.M))
    managed = set()
    while True:
        more = {name for name, body in types.items()
                if name not in managed and ("addrspace(1)" in body or any(m in body for m in managed))}
        if not more:
            break
        managed |= more
    function, problems = "", []
    for line in text.split("\n"):
        if line.startswith("define "):
            function = re.search(r'@("[^"]+"|[\w.$]+)\(', line)[1]
        kind = re.match(r"\s*%\S+ = alloca ([^,]+(?:\{[^}]*\})?)", line)
        if kind and ("addrspace(1)" in line.split(", align")[0] or any(m == kind[1].strip() for m in managed)):
            problems.append(f"{function}: stack memory holds a tracked pointer: {line.strip()}")
    return problems
