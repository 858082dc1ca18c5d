"""Splits the examples with gc-coro, shows their frames beside LLVM's, and runs them.

Called by scripts/run.sh, which installs what is needed and explains what is shown.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

import coro_build  # noqa: E402
import cxx_case  # noqa: E402
import gc_build  # noqa: E402
import julia_build  # noqa: E402
import llvm_tools  # noqa: E402
from coro_build import ROOT, StepFailed  # noqa: E402
from counts import Counts  # noqa: E402

LEVEL = "O2"
GENERATOR = ROOT / "examples" / "generator.cpp"
BUFFERED = ROOT / "examples" / "stack_buffer.cpp"
COLLECTED = ROOT / "examples" / "gc_generator.cpp"
FIDELITY = ROOT / "examples" / "fidelity"
DOCUMENT = ROOT / "lit-tests" / "exec"
INPUTS = ROOT / "lit-tests" / "Inputs"
RUN_LIMIT_S = 60
# In the order of the discussion: the generator with an allocation for each step, with one, with none; then the questions.
JULIA = ("generator_fresh", "generator_prealloc", "generator_acquire", "await_buffer",
         "return_scope", "slots_forked", "heap_shared")
CXX16 = """\
Left out on LLVM 16: the explicit pipelines of scripts/cxx are those of LLVM 22 and 19. (clang 16 can load the
plugin: see docs/install.md.)"""


@dataclass
class Outcome:
    """What an example printed, and what it should have."""

    output: str
    promised: str

    @property
    def is_right(self):
        return self.output == self.promised != ""


def main():
    tools = coro_build.Toolchain(sys.argv[1])
    results = []
    with tempfile.TemporaryDirectory(prefix="gc-coro-run-") as scratch:
        scratch = Path(scratch)
        heading("A C++20 generator, compiled by clang and split by gc-coro")
        if tools.major == "16":
            print(CXX16)
        else:
            results.append(attempt(generator, tools, GENERATOR, scratch))
            heading("A generator in a buffer on its caller's stack, which asks for the frame's size")
            results.append(attempt(generator, tools, BUFFERED, scratch))
            heading("A generator of collected objects, all of which move at every step")
            results.append(attempt(collected, tools, COLLECTED, scratch))
        if tools.major != "16":
            heading("The generator of Julia's await proposal, in Julia's spelling, with one of MMTk's collectors")
            results += julia_examples(tools, scratch)
        if tools.major == "22":
            heading("F# async as a freestanding program: the frames of children are inside of their parents'")
            results.append(attempt(fidelity, tools, FIDELITY / "programs" / "document.fs", scratch))
        heading(f"The examples of LLVM's coroutine document, split by gc-coro on LLVM {tools.major}")
        runtime = build_runtime(scratch)
        for source in sorted(DOCUMENT.glob("doc-*.ll")):
            results.append(attempt(example, tools, source, scratch, runtime))
    print()
    sys.exit(Counts(results.count(True), results.count(False)).finish())


def heading(text):
    print(f"\n{text}\n{'=' * len(text)}", flush=True)


def attempt(show, tools, source, *more):
    """Whether an example went through all steps and printed what it promises."""
    try:
        outcome = show(tools, source, *more)
    except (StepFailed, OSError, subprocess.SubprocessError) as problem:
        print(f"\nFAILED: {source.name}: {problem}", flush=True)
        return False
    show_output(outcome)
    return outcome.is_right


# ---- the two kinds of examples ----


def generator(tools, source, scratch):
    """A C++ program: its frames from the explicit steps, the program itself from scripts/cxx."""
    front, unsplit, of_stock, program = (
        scratch / name for name in ("front.bc", "unsplit.bc", "unsplit-stock.bc", source.stem))
    flags = ["-std=c++20", f"-{LEVEL}"]
    coro_build.run(tools.front_command([*flags, "-fno-discard-value-names", str(source)], front))
    tools.before(front, LEVEL, "gc-coro", unsplit)
    tools.before(front, LEVEL, "stock", of_stock)
    show_frames(tools, source, unsplit, of_stock, scratch)
    command = [ROOT / "scripts" / "cxx", *flags, source, "-o", program]
    print("$ CXX=scripts/cxx;", "$CXX", *flags, source.relative_to(ROOT), f"-o {source.stem} && ./{source.stem}")
    environment = {**os.environ, "GC_CORO_LLVM": tools.major, "GC_CORO_SPLIT": "gc-coro"}
    subprocess.run(command, check=True, env=environment)
    return Outcome(run([program]), cxx_case.Program.read(source).expect or "")


def collected(tools, source, scratch):
    """A C++ program with a collector: statepoints for the stack, gc-coro's maps for the frames."""
    prepared, unsplit, statepoints, program = (
        scratch / name for name in ("gc.ll", "gc-unsplit.bc", "gc.bc", "gc_generator"))
    build = gc_build.Builder(tools.major, tools.plugin, scratch)
    build.front(source, prepared, LEVEL, flags=["-fno-discard-value-names"])
    build.before(prepared, unsplit, LEVEL)
    show_frames(tools, source, unsplit, unsplit, scratch)
    build.split(unsplit, statepoints, gc_build.OURS, LEVEL)
    build.check_roots(statepoints)
    build.codegen(statepoints, statepoints.with_suffix(".o"))
    collector = build.runtime_object(gc_build.TESTS / "runtime" / "semispace.c")
    build.link([*build.common_runtime(), collector, statepoints.with_suffix(".o")], program)
    return Outcome(run([program]), cxx_case.Program.read(source).expect or "")


def fidelity(_tools, source, scratch):
    """A program of examples/fidelity: its compiler has gc-coro as a library, and prints the frames."""
    program = scratch / source.stem
    print(f"$ fidc --frames {source.relative_to(ROOT)} -o {source.stem} && ./{source.stem}", flush=True)
    subprocess.run([os.environ["GC_CORO_FIDC"], "--frames", source.relative_to(ROOT), "-o", program], check=True, cwd=ROOT)
    print(f"the program has {program.stat().st_size} bytes, and needs no library")
    return Outcome(run([program]), source.with_suffix(".expected").read_text().partition("exit status")[0])


def julia_examples(tools, scratch):
    """Those of examples/julia; its README says what they are and what stands for Julia."""
    build = gc_build.Builder(tools.major, tools.plugin, scratch)
    runtime = julia_build.runtime_objects(build, os.environ["GC_CORO_MMTK"])
    return [attempt(julia, tools, julia_build.EXAMPLES / f"{name}.ll", build, runtime) for name in JULIA]


def julia(tools, source, build, runtime):
    """The await dialect: what it prints is the same at both levels and under both plans, or it is wrong."""
    print(f"\n--- {source.relative_to(ROOT)}: {description(source)}\n")
    print(frames_printed(tools, source, ""))
    example = julia_build.Example(source)
    outputs = example.outputs(build, runtime)
    wrong = [f"{variant}:\n{output}" for variant, output in outputs.items() if output != example.promised]
    return Outcome("\n".join(wrong) or example.promised, example.promised)


def example(tools, source, scratch, runtime):
    """A lit test: its frames and its run under the JIT, from the same bitcode."""
    text, unsplit, done, final = (scratch / f"{source.stem}.{name}" for name in ("ll", "1.bc", "2.bc", "3.bc"))
    spelling = llvm_tools.coro_spelling(tools.major)
    spelled = subprocess.run(["sed", "-f", spelling, INPUTS / "prelude.ll", source], check=True, capture_output=True)
    text.write_bytes(spelled.stdout)
    tools.before(text, LEVEL, "stock", unsplit)
    show_frames(tools, source, unsplit, unsplit, scratch)
    tools.split(unsplit, LEVEL, "gc-coro", done, verify_each=True)
    tools.after(done, LEVEL, final)
    return Outcome(run([tools.tool("lli"), f"-dlopen={runtime}", final]), promised_by(source))


def promised_by(source):
    """The output that the test's RUN line of this level checks, line by line."""
    text = source.read_text()
    run_line = re.search(rf"^; RUN: %run-split gc-{LEVEL} .*$", text, re.M)[0]
    prefix = (re.search(r"--check-prefix=(\S+)", run_line) or ["", "CHECK"])[1]
    lines = re.findall(rf"^; {prefix}(?:-NEXT)?: *(.*)$", text, re.M)
    return "".join(line + "\n" for line in lines)


def build_runtime(scratch):
    """What the document's examples call, as a library for lli."""
    library = scratch / "runtime.so"
    source = INPUTS / "runtime.cpp"
    compiler = os.environ.get("CXX", "g++")
    subprocess.run([compiler, "-std=c++17", "-O1", "-fPIC", "-shared", source, "-o", library], check=True)
    return library


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=RUN_LIMIT_S)
    ending = f"(exit status {done.returncode})\n" if done.returncode else ""
    return done.stdout + done.stderr + ending


# ---- showing ----


def show_frames(tools, source, unsplit, of_stock, scratch):
    """The tables of gc-coro, and for each coroutine its bytes beside stock's."""
    print(f"\n--- {source.relative_to(ROOT)}: {description(source)}\n")
    print(demangled(tools, frames_printed(tools, unsplit, "")))
    ours = {frame["function"]: frame["size"] for frame in json.loads(frames_printed(tools, unsplit, ";json"))}
    ir = tools.split(of_stock, LEVEL, "stock", scratch / "stock.bc")
    theirs = {frame.function: frame.bytes for frame in coro_build.frames(ir)}
    names = {name: demangled(tools, name).strip() for name in ours}
    width = max(len("frame of"), *map(len, names.values()))
    print(f"{'frame of':<{width}}   gc-coro   LLVM   ratio")
    for function, size in ours.items():
        stock = theirs.get(function)
        beside = f"{stock:>6}   {size / stock:>5.2f}" if stock else "  none"
        print(f"{names[function]:<{width}}   {size:>7} {beside}")
    print(flush=True)


def description(source):
    """The first sentence of the comment that the file begins with."""
    comment = []
    for line in source.read_text().splitlines():
        text = line.removeprefix("//").removeprefix(";").strip()
        if text == line.strip() or not text:
            break
        comment.append(text)
    return re.split(r"(?<=[.:])(?:\s|$)", " ".join(comment))[0].rstrip(".:")


def frames_printed(tools, unsplit, parameters):
    command = [tools.tool("opt"), f"-load-pass-plugin={tools.plugin}", "-disable-output",
               f"-passes=print<gc-coro-frames{parameters}>", str(unsplit)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=RUN_LIMIT_S)
    if done.returncode:
        raise StepFailed(command, done.returncode, done.stdout + done.stderr)
    return done.stdout


def demangled(tools, text):
    return subprocess.run([tools.tool("llvm-cxxfilt")], input=text, capture_output=True, text=True, check=True).stdout


def show_output(outcome):
    print("prints:")
    print("".join(f"  {line}\n" for line in outcome.output.splitlines()), end="")
    if outcome.is_right:
        print("as promised", flush=True)
        return
    print("FAILED: promised is:")
    print("".join(f"  {line}\n" for line in outcome.promised.splitlines()), end="", flush=True)


main()
