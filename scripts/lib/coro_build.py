"""The steps that turn a C++ source into an object with a coroutine split of one's choice.

  front    clang, without any pass of LLVM: bitcode with unsplit coroutines
  before   opt: the default pipeline up to the split (see pipeline.py), for ours with gc-coro-prepare at its start
  split    opt: coro-split, or the plugin's gc-coro-split
  after    opt: the rest of the default pipeline
  codegen  clang, again without passes: an object

Each step is one method that writes one file, so that callers can share the first step between splits.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import llvm_tools
import pipeline
from llvm_tools import ROOT

LEVELS = ("O0", "O1", "O2", "O3", "Os", "Oz")
SPLITS = ("gc-coro", "stock", "clang")
# A pass that runs wild must not take the machine with it.
MEMORY_LIMIT_KB = 6 * 1024 * 1024
TIME_LIMIT_S = 300


class StepFailed(Exception):
    """A tool ended with an error; says its command and the head of what it said."""

    def __init__(self, command, status, output):
        # LLVM's own stack says nothing without symbols.
        lines = [line for line in output.strip().splitlines() if not re.match(r"\s*#\d+ 0x", line)]
        if len(lines) > 40:
            lines[30:] = [f"... ({len(lines) - 30} lines more)"]
        super().__init__("\n".join([_shown(command), *lines, f"(exit status {status})"]))


def _shown(command):
    """The command for a reader: the default pipelines are pages long."""
    words = (word if len(word) < 200 else word[:80] + "...(cut here)" for word in map(str, command))
    return shlex.join(words)


@dataclass(frozen=True)
class Frame:
    """A coroutine's frame, as its resume function declares it."""

    function: str
    bytes: int
    align: int


def plugin_flags(major, plugin):
    """Toolchain.plugin_flags, for a plugin that is named."""
    early = ["-Xclang", "-load", "-Xclang", str(plugin)] if int(major) < 22 else []
    return [f"-fpass-plugin={plugin}", *early, "-mllvm", "-gc-coro-split-all"]


def cache_dir():
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "gc-coro" if base else ROOT / "target" / "cxx-pipelines"


class Toolchain:
    """clang and opt of one LLVM major."""

    def __init__(self, major):
        self.major = str(major)

    def tool(self, name):
        return llvm_tools.tool(self.major, name)

    @cached_property
    def plugin(self):
        return llvm_tools.plugin(self.major)

    @property
    def plugin_flags(self):
        """What makes clang split all coroutines by the plugin; clang 19 and older parse -mllvm before they load plugins."""
        return plugin_flags(self.major, self.plugin)

    def pipelines(self, level):
        """The texts (before, after) for an optimization level like "O2"."""
        return pipeline.cut(pipeline.default_pipeline(self.tool("opt"), level, cache_dir()))

    # ---- the steps ----

    def front_command(self, arguments, output):
        """How to make unsplit bitcode from the C++ compilation that `arguments` describe."""
        own = ["-c", "-emit-llvm", "-Xclang", "-disable-llvm-passes", "-o", str(output)]
        return [self.tool("clang++"), *arguments, *own]

    def before(self, bitcode, level, split, output):
        passes, options = self.pipelines(level)[0], []
        if split == "gc-coro":  # where the plugin's own pipelines have it
            passes, options = f"gc-coro-prepare<unwinding>,{passes}", [f"-load-pass-plugin={self.plugin}"]
        self._opt(passes, bitcode, output, options)

    def split_command(self, bitcode, level, split, output, verify_each=False):
        options = ["-verify-each"] if verify_each else []
        if split == "gc-coro":
            passes = "gc-coro-split,await-size"
            options.append(f"-load-pass-plugin={self.plugin}")
        elif level == "O0":
            passes = "cgscc(coro-split)"
        else:
            # Where LLVM has it, an elide-safe call gets its frame while its caller is still to be split: later it
            # would be too late. gc-coro-split does both.
            elide = ",coro-annotation-elide" if "coro-annotation-elide" in self.pipelines(level)[1] else ""
            passes = f"cgscc(coro-split<reuse-storage>{elide})"
        return [self.tool("opt"), *options, f"-passes={passes}", str(bitcode), "-o", str(output)]

    def split(self, bitcode, level, split, output, verify_each=False):
        """Returns the IR after the split as text, for frames()."""
        command = self.split_command(bitcode, level, split, output, verify_each)
        sys.stderr.write(run(command))
        ir = self.text(output)
        left = unsplit(ir)
        if left:
            raise StepFailed(command, 0, f"left unsplit: {', '.join(left)}")
        return ir

    def after(self, bitcode, level, output, sanitize_address=False, remarks=None):
        """`remarks`: a file for what coro-elide says."""
        passes, options = self.pipelines(level)[1], []
        if sanitize_address:  # clang's own place for it: after everything else
            passes, options = passes + ",asan", ["-asan-use-after-scope"]
        if remarks:
            options += [f"-pass-remarks-output={remarks}", "-pass-remarks-filter=^coro-elide$"]
        self._opt(passes, bitcode, output, options)

    def codegen_command(self, bitcode, arguments, output, emit="-c", passes=False):
        quiet = ["-Wno-unused-command-line-argument", "-fno-crash-diagnostics"]
        own = [*quiet, "-x", "ir", str(bitcode), emit, "-o", str(output)]
        if not passes:
            own = ["-Xclang", "-disable-llvm-passes", *own]
        return [self.tool("clang++"), *arguments, *own]

    def codegen(self, bitcode, arguments, output):
        run(self.codegen_command(bitcode, arguments, output))

    def _opt(self, passes, source, output, options=()):
        run([self.tool("opt"), *options, f"-passes={passes}", str(source), "-o", str(output)])

    # ---- what the results say ----

    def text(self, bitcode):
        """The IR of `bitcode` as text."""
        done = subprocess.run([self.tool("llvm-dis"), str(bitcode), "-o", "-"], check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace")


def run(command):
    """Run one tool under a limit of memory and time; returns what it said on stderr."""
    limited = ["sh", "-c", f'ulimit -v {MEMORY_LIMIT_KB}; ulimit -c 0; exec "$@"', "sh", *map(str, command)]
    try:
        done = subprocess.run(limited, capture_output=True, timeout=TIME_LIMIT_S)
    except subprocess.TimeoutExpired:
        raise StepFailed(command, "none", f"still running after {TIME_LIMIT_S} s")
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        raise StepFailed(command, done.returncode, said)
    return said


def has_coroutines(bitcode):
    """Whether the bitcode declares llvm.coro.id: the names of functions stand in it as plain bytes."""
    return b"llvm.coro.id" in Path(bitcode).read_bytes()


RESUME = re.compile(
    r'^define [^@\n]*@(?P<name>"[^"]+\.resume"|[-\w$.]+\.resume)\('
    r"ptr (?P<attributes>(?:[^%()]|\([^()]*\))*)%",
    re.MULTILINE,
)


def frames(ir):
    """The frames of all coroutines split in the IR text, read from the resume functions' argument 0."""
    found = []
    for match in RESUME.finditer(ir):
        attributes = match["attributes"]
        size = re.search(r"dereferenceable\((\d+)\)", attributes)
        align = re.search(r"\balign (\d+)", attributes)
        if not size or not align:
            raise ValueError(f"{match['name']} has no dereferenceable or align on its frame: {attributes}")
        found.append(Frame(match["name"].strip('"').removesuffix(".resume"), int(size[1]), int(align[1])))
    return sorted(found, key=lambda frame: frame.function)


def unsplit(ir):
    """The coroutines of the IR text that no split has touched: code generation would crash on them."""
    groups = re.findall(r"^attributes (#\d+) = \{[^\n]* presplitcoroutine\b", ir, re.M)
    marked = re.compile(rf'^define [^@\n]*@("[^"]+"|[-\w$.]+)\([^\n]* (?:{"|".join(groups)})\b', re.M)
    return [name.strip('"') for name in marked.findall(ir)] if groups else []


def elisions(remarks):
    """(callee, caller) of each frame that coro-elide took off the heap, by its remarks (YAML text)."""
    return {(names["callee"], names["caller"])
            for remark in remarks.split("\n--- ") if "!Passed" in remark
            for names in [dict(re.findall(r"^  - (callee|caller): +'?(.*?)'?$", remark, re.M))]}
