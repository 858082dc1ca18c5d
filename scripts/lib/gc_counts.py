"""The cases of scripts/test-gc.sh for counted references: random coroutines of tests/gc/counts, under the address sanitizer.

Each module is split in several pipelines, and run: every coroutine is dropped at each of its suspensions, by its owner and by the
collector of cycles. With tracked pointers instead of owned references, or without maps, the runtime must notice.
"""

import re
import subprocess
import sys

import coro_build
from coro_build import ROOT, StepFailed
from gc_build import TESTS
from gc_case import Outcome

COUNTS = TESTS / "counts"
SEEDS = range(6)
SIMPLIFY = "function(sroa,instcombine,simplifycfg,gvn,instcombine,simplifycfg)"
# The split alone, after the passes that move choices between references, where it stands in a standard pipeline, and with LLVM's
# own passes after it.
PIPELINES = ("coro-early,{split}", f"coro-early,{SIMPLIFY},{{split}},default<O2>", "default<O2>", "default<O0>")


def check(builder):
    major = builder.tools.major
    for seed in SEEDS:
        problems = [problem for pipeline in PIPELINES if (problem := _run(builder, seed, pipeline))]
        yield Outcome(f"LLVM {major}: counts/{seed} gc-coro", "\n".join(problems))
    yield _must_fail(builder, "tracked pointers for owned references", PIPELINES[1], "gc-coro-split", "--no-own")
    yield _must_fail(builder, "fault=empty-maps", PIPELINES[0], "gc-coro-split<fault=empty-maps>")


def _must_fail(builder, what, pipeline, split, *options):
    said = [_run(builder, seed, pipeline, split, *options) for seed in SEEDS[:2]]
    noticed = [found[0] for problem in said if (found := re.search(r"program\d+, stopped at .*", problem))]
    note = noticed[0] if noticed else ""
    return Outcome(f"LLVM {builder.tools.major}: counts/ {what} must fail", "" if noticed else "nobody noticed", note=note)


def _run(builder, seed, pipeline, split="gc-coro-split", *options):
    """What a tool or the runtime says against it."""
    scratch, clang = builder.scratch, builder.tools.tool("clang")
    source, done, runtime, program = (scratch / f"counts.{end}" for end in ("ll", "bc", "o", "out"))
    passes = pipeline.format(split=split)
    try:
        made = coro_build.run([sys.executable, COUNTS / "generate.py", "--seed", seed, *options])
        source.write_text(builder.spelled(made))
        opt = [builder.tools.tool("opt"), f"-load-pass-plugin={builder.plugin}", "-verify-each", f"-passes={passes}"]
        coro_build.run([*opt, source, "-o", done])
        if not runtime.exists():
            flags = ["-O1", "-g", "-Wall", "-Wextra", "-Werror", "-fsanitize=address", "-I", ROOT / "include"]
            coro_build.run([clang, *flags, "-c", COUNTS / "runtime.c", "-o", runtime])
        coro_build.run([clang, "-w", "-O1", "-fsanitize=address", done, runtime, "-o", program])
    except StepFailed as failure:
        return f"{passes}: {failure}"
    # Without a limit of memory: the sanitizer reserves more than there is.
    ran = subprocess.run([program], capture_output=True, timeout=coro_build.TIME_LIMIT_S, text=True, errors="replace")
    return f"{passes}: {ran.stdout}{ran.stderr}" if ran.returncode else ""
