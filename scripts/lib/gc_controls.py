"""The cases of scripts/test-gc.sh for invariants that no collector looks at: what belongs to a task, and regions.

Each program of tests/gc/controls/ prints its EXPECT under the JIT, and something else (or is refused) with its FAULT.
"""

import re

import coro_build
from coro_build import StepFailed
from gc_build import Split, TESTS
from gc_case import Outcome

CONTROLS = TESTS / "controls"


def check(builder):
    return [outcome for source in sorted(CONTROLS.glob("*.ll")) for outcome in _program(builder, source)]


def _program(builder, source):
    text = source.read_text()
    expected = re.search(r"^; EXPECT: (.*)$", text, re.M)[1]
    fault = re.search(r"^; FAULT: (\S+)$", text, re.M)[1]
    label = f"LLVM {builder.tools.major}: controls/{source.stem}"
    printed = _run(builder, source, text, Split())
    yield Outcome(f"{label} gc-coro", "" if printed == expected else f"should print {expected}:\n{printed}")
    broken = _run(builder, source, text, Split("gc-coro", f"fault={fault}"))
    problem = "nobody noticed" if broken == expected else ""
    yield Outcome(f"{label} gc-coro fault={fault} must fail", problem, note=broken.splitlines()[-1][:80] if broken else "")


def _run(builder, source, text, split):
    """What the program prints, or what a tool says against it."""
    unsplit, done = (builder.scratch / f"{source.stem}.{end}" for end in ("ll", "split.ll"))
    unsplit.write_text(builder.spelled(text))
    opt = [builder.tools.tool("opt"), f"-load-pass-plugin={builder.plugin}", "-verify-each", "-S"]
    try:
        coro_build.run([*opt, f"-passes=coro-early,{split.passes()},coro-cleanup", unsplit, "-o", done])
        done.write_text(_lowered(done.read_text()))
        program, beside = builder.scratch / f"{source.stem}.o", builder.scratch / "regions.o"
        coro_build.run([builder.tools.tool("llc"), "-filetype=obj", "-relocation-model=pic", done, "-o", program])
        coro_build.run([builder.tools.tool("clang"), "-c", CONTROLS / "regions.c", "-o", beside])
        executable = builder.scratch / source.stem
        coro_build.run([builder.tools.tool("clang"), "-pie", program, beside, "-o", executable])
        return coro_build.run([executable]).strip()
    except StepFailed as failure:
        return str(failure)


def _lowered(text):
    """Regions become calls, as a lowering after the split makes something else of them: tokens are nothing at run time."""
    text = re.sub(r"%[\w.]+ = call token \(\.\.\.\) @llvm\.julia\.gc_preserve_begin\(ptr addrspace\(10\) ([^)]*)\)",
                  r"call void @region_begin(ptr addrspace(10) \1)", text)
    text = re.sub(r"call void @llvm\.julia\.gc_preserve_end\(token [^)]*\)", "call void @region_end()", text)
    text = re.sub(r"^declare token @llvm\.julia.*$", "declare void @region_begin(ptr addrspace(10))", text, flags=re.M)
    text = re.sub(r"^declare void @llvm\.julia.*$", "declare void @region_end()", text, flags=re.M)
    return text.replace("@julia.get_pgcstack", "@get_task")
