"""The case of scripts/test-gc.sh for include/gc_coro.h and for examples/runtime/frames.c."""

import coro_build
from coro_build import ROOT, StepFailed
from gc_build import OURS, TESTS
from gc_case import Outcome

HEADER = TESTS / "header"
STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-I", ROOT / "include", "-I", ROOT / "examples/runtime"]


def check(builder):
    """Compiles examples/runtime/frames.c with strict C99, and walks real frames with it; the header is C++ as well."""
    label = f"LLVM {builder.tools.major}: header/walk, with examples/runtime/frames.c"
    scratch = builder.scratch
    split, coroutine, walk, program = (scratch / f"walk.{end}" for end in ("bc", "ll.o", "c.o", "out"))
    try:
        (scratch / "walk.ll").write_text(builder.spelled((HEADER / "walk.ll").read_text()))
        passes = f"coro-early,{OURS.passes()},gc-coro-verify,coro-cleanup"
        opt = [builder.tools.tool("opt"), f"-load-pass-plugin={builder.plugin}", "-verify-each", f"-passes={passes}"]
        coro_build.run([*opt, scratch / "walk.ll", "-o", split])
        # Position-independent, as libraries are: no load that leads to a descriptor needs a relocation at run time.
        llc = [builder.tools.tool("llc"), "-filetype=obj", "-relocation-model=pic"]
        coro_build.run([*llc, split, "-o", coroutine])
        clang = builder.tools.tool("clang")
        coro_build.run([clang, "-std=c99", "-O2", *STRICT, "-c", HEADER / "walk.c", "-o", walk])
        coro_build.run([clang, "-std=c++11", *STRICT, "-fsyntax-only", "-include", "gc_coro.h", "-x", "c++", "/dev/null"])
        coro_build.run([clang, "-pie", walk, coroutine, "-Wl,-z,text", "-o", program])
        coro_build.run([program])
    except StepFailed as failure:
        return Outcome(label, str(failure))
    return Outcome(label)

