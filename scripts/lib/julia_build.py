"""From an example of examples/julia/ to an executable with MMTk under it.

Julia's late lowering is not to be had outside of Julia. lowered() stands in its place: it turns the code that it would get into
code for RewriteStatepointsForGC and for the functions of examples/julia/runtime.c. Everything before it is as for Julia.

  verify     opt: gc-coro-verify
  before     opt: default<O2>, or nothing
  split      opt: gc-coro-split, await-size, gc-coro-verify
  after      opt: default<O2>, or nothing
  lower      lowered()
  statepoints, codegen, link   as for the programs of tests/gc (gc_build.py)
"""

import os
import re
import subprocess
from pathlib import Path

import coro_build
import gc_build
from coro_build import ROOT, StepFailed

EXAMPLES = ROOT / "examples" / "julia"
RUNTIME = EXAMPLES / "runtime.c"
# Both move everything at a collection of the whole heap.
PLANS = ("SemiSpace", "Immix")
# Bytes of allocation between two collections: the long runs make millions of objects.
STRESS = "65536"
SPLIT = "gc-coro-split,await-size,gc-coro-verify"
OPTIMIZED = "default<O2>"
# What gc-coro and its examples use of the operations that Julia lowers late, and the functions that stand for them.
OPERATIONS = {
    "julia.get_pgcstack": "jl_get_pgcstack",
    "julia.gc_alloc_obj": "jl_gc_alloc_obj",
    "julia.write_barrier": "gc_await_written",
}
# What never collects.
LEAVES = ("jl_get_pgcstack", "gc_await_written", "jl_push_await_buffer", "jl_pop_await_buffer")
RUN_LIMIT_S = 100


class Example:
    """A file of examples/julia: what it says about itself, and its executables."""

    def __init__(self, source):
        self.source = Path(source)
        text = self.source.read_text()
        self.steps = (re.findall(r"^; STEPS: (.*)$", text, re.M) or [""])[0]
        self.promised = "".join(line + "\n" for line in re.findall(r"^; EXPECT: (.*)$", text, re.M))

    def outputs(self, build, runtime):
        """What it prints: as it is and optimised before the split and after it, under each plan, by the variant's name."""
        found = {}
        for name, passes in (("-O0", None), ("-O2", OPTIMIZED)):
            executable = self.executable(build, runtime, passes)
            for plan in PLANS:
                found[f"{name}, {plan}"] = self.run(executable, plan)
        return found

    def executable(self, build, runtime, optimize):
        split, text, program = (build.scratch / f"{self.source.stem}.{name}" for name in ("split.bc", "ll", "bc"))
        opt(build, "gc-coro-verify,gc-coro-prepare", self.source, split)
        if optimize:
            build.opt(optimize, split, split)
        opt(build, SPLIT, split, split)
        if optimize:
            build.opt(optimize, split, split)
        text.write_text(lowered(build.tools.text(split)))
        build.opt("rewrite-statepoints-for-gc,verify", text, program)
        build.check_roots(program)
        build.codegen(program, program.with_suffix(".o"))
        executable = program.with_suffix(".out")
        build.link([program.with_suffix(".o"), *runtime], executable, ["-Wl,--wrap=gc_frames_visit"])
        return executable

    def run(self, executable, plan):
        environment = {**os.environ, "GC_PLAN": plan, "GC_STRESS": STRESS, "STEPS": self.steps}
        done = subprocess.run([executable], env=environment, capture_output=True, text=True, timeout=RUN_LIMIT_S)
        ending = f"(exit status {done.returncode})\n" if done.returncode else ""
        return done.stdout + done.stderr + ending


def runtime_objects(build, mmtk):
    """What is linked to each example; `mmtk` is the binding's archive."""
    return [build.runtime_object(RUNTIME), *build.common_runtime(), mmtk]


def opt(build, passes, source, output):
    """opt with the plugin."""
    options = [f"-load-pass-plugin={build.plugin}", "-verify-each", f"-passes={passes}"]
    coro_build.run([build.tools.tool("opt"), *options, source, "-o", output])


def lowered(text):
    """Split code in Julia's spelling as code for RewriteStatepointsForGC.

    Tracked and derived pointers come to be of one space, which is how that pass knows them. Fields of objects are one word further
    on: Julia's objects begin after their type word, those of the test collectors with it. Accesses to fields are the ones with a
    `!tbaa` (Julia puts one on each); frames begin where their address says, and accesses to them have none.
    """
    text = text.replace("-ni:10:11:12:13", "-ni:1")
    text = "\n".join(after_the_type(line, number) for number, line in enumerate(text.split("\n")))
    text = re.sub(r"\baddrspace\(1[0-3]\)", "addrspace(1)", text)
    text = re.sub(r"\baddrspacecast ptr addrspace\(1\) (\S+) to ptr addrspace\(1\)",
                  r"bitcast ptr addrspace(1) \1 to ptr addrspace(1)", text)
    for operation, function in OPERATIONS.items():
        text = text.replace(f"@{operation}(", f"@{function}(")
    left = set(re.findall(r"@(?:julia|llvm\.julia|gc\.coro)\.[\w.]+", text))
    used = sorted(name for name in left if re.search(rf"\bcall [^\n]*{re.escape(name)}\(", text))
    if used:
        raise StepFailed(["lower"], 1, f"nothing stands for {', '.join(used)}")
    text = re.sub(rf"^(declare [^\n]*@(?:{'|'.join(LEAVES)})\([^\n]*)", r'\1 "gc-leaf-function"', text, flags=re.M)
    return text.replace(' gc "julia"', f' "frame-pointer"="all" gc "{gc_build.COLLECTOR}"')


FIELD = re.compile(r"^(?P<access>\s+(?:%\S+ = load|store) .*, )ptr addrspace\((?P<space>1[01])\) (?P<pointer>%[\w.]+)"
                   r"(?P<rest>, .*!tbaa .*)$")


def after_the_type(line, number):
    """An access to an object's field, with the field one word further on."""
    field = FIELD.match(line)
    if not field:
        return line
    kind, moved = f"ptr addrspace({field['space']})", f"%after.type.{number}"
    step = f"  {moved} = getelementptr i8, {kind} {field['pointer']}, i64 8"
    return f"{step}\n{field['access']}{kind} {moved}{field['rest']}"
