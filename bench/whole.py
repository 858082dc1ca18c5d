"""Programs compiled by clang's own pipeline, with and without the plugin: one flag is the difference.

  front     clang, without any pass: IR as text, with a mark on each allocation of a frame (see front.py); kept in target/bench/
  compiled  clang -O1|-O2|-O3|-Os from there, its whole pipeline: an object or optimised IR, and what the splits said
  built     the executable to be timed, and one that counts its allocations

The front end's part is the same with and without the plugin, so that it is done once. Only where the time of clang is
measured, clang compiles the source itself.
"""

import hashlib
import os
import resource
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import coro_build
import cxx_case
import front
import remarks
from measure import Failed, OURS
from programs import FEW, HEADERS, HERE, KEPT, Built, text_bytes

CLANG = "clang"
COMPILERS = (OURS, CLANG)
LEVELS = ("O1", "O2", "O3", "Os")
RUN_LIMIT_S = 120
COUNTER = HERE / "allocations.cpp"


@dataclass(frozen=True)
class Counts:
    """What a whole run of a program allocates. Of many runs it is the least, and `most_calls` the most."""

    calls: int
    bytes: int
    frames: int
    frame_bytes: int
    most_calls: int = 0


@dataclass(frozen=True)
class Compiled:
    """One program at one level: bytes of its code, and the record of its splits."""

    text: int
    record: remarks.Record


def case_of(given, tools, level):
    return cxx_case.Case(cxx_case.Program(given.source, given.flags, None), tools, level)


def marked_front(given, tools, level):
    """The IR of a program before any pass; made anew when a source, the flags or the LLVM changed."""
    case = case_of(given, tools, level)
    folder = KEPT / f"llvm-{tools.major}" / "fronts"
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"{given.file_name}-{level}.ll"
    stamp = output.with_suffix(".stamp")
    key = _key(case, tools)
    if not output.exists() or not stamp.exists() or stamp.read_text() != key:
        flags = [*case.flags, "-fno-discard-value-names", "-S", "-emit-llvm", "-Xclang", "-disable-llvm-passes"]
        coro_build.run([tools.tool("clang++"), *flags, "-x", "c++", str(given.source), "-o", output])
        output.write_text(front.marked(output.read_text()))
        stamp.write_text(key)
    return output


def _key(case, tools):
    clang = Path(tools.tool("clang++")).resolve()
    digest = hashlib.sha256(f"{case.flags} {clang} {clang.stat().st_mtime_ns}".encode())
    headers = sorted(file for folder in (HEADERS, HERE / "runtime", HERE / "elision") for file in folder.rglob("*.hpp"))
    for file in (case.program.source, *headers, HERE / "front.py"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def compile_ir(source, case, compiler, output, emit=("-c",), elide=True):
    """clang's whole pipeline over IR. Returns the record. With `elide` off, the plugin moves no frame into its caller's."""
    tools, record = case.tools, Path(f"{output}.yaml")
    words = [tools.tool("clang++"), *case.flags, "-Wno-unused-command-line-argument", *(tools.plugin_flags if compiler == OURS else ()),
             *remarks.options(record), "-x", "ir", str(source), *emit, "-o", str(output)]
    coro_build.run(words if elide else ["env", "GC_CORO_ELIDE=0", *words])
    read = remarks.read(record.read_text())
    record.unlink()
    return read


def compiled(given, tools, compiler, level, scratch):
    case, output = case_of(given, tools, level), scratch / f"{given.file_name}.{compiler}.{level}.o"
    record = compile_ir(marked_front(given, tools, level), case, compiler, output)
    text = text_bytes(tools, output)
    output.unlink()
    return Compiled(text, record)


def frames(given, tools, compiler, level, scratch):
    """The record of the frames as they are without those of other coroutines."""
    case, output = case_of(given, tools, level), scratch / f"{given.file_name}.{compiler}.{level}.bc"
    record = compile_ir(marked_front(given, tools, level), case, compiler, output, ("-c", "-emit-llvm"), elide=False)
    output.unlink()
    return record


def built(given, tools, compiler, scratch, level="O2"):
    """(Built, the program that counts, the record): from one run of the pipeline, so that both have the same code."""
    case = case_of(given, tools, level)
    final, objects, program, counting = (scratch / f"{given.file_name}.{compiler}.{end}" for end in ("ll", "o", "out", "count"))
    record = compile_ir(marked_front(given, tools, level), case, compiler, final, ("-S", "-emit-llvm"))
    tools.codegen(final, case.flags, objects)
    cxx_case._link(case, objects, program)
    text = text_bytes(tools, objects)
    final.write_text(front.counted(final.read_text()))
    tools.codegen(final, case.flags, objects)
    cxx_case._link(case, objects, counting, [_counter(tools)])
    final.unlink()
    objects.unlink()
    return Built(program, text), counting, record


def _counter(tools):
    output = KEPT / f"llvm-{tools.major}" / "allocations.o"
    if not output.exists() or output.stat().st_mtime_ns < COUNTER.stat().st_mtime_ns:
        # No builtins: malloc must not be taken for the one that it replaces.
        words = ["-std=c++20", "-O2", "-fno-builtin", "-c", str(COUNTER), "-o", f"{output}.{os.getpid()}"]
        coro_build.run([tools.tool("clang++"), *words])
        os.replace(f"{output}.{os.getpid()}", output)
    return output


def run_counting(program, arguments=(), repeats=1):
    """(Counts, what it printed) of `repeats` runs: programs that wait for sockets and timers do not allocate alike in each."""
    seen = []
    for _ in range(repeats):
        file = Path(f"{program}.counts")
        done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                              timeout=RUN_LIMIT_S, env=os.environ | {"GC_CORO_COUNTS": str(file)})
        if done.returncode or not file.exists():
            raise Failed(f"{program} ended with status {done.returncode}, and counted nothing:\n{done.stderr[:2000]}")
        seen.append((Counts(*map(int, file.read_text().split())), done.stdout))
        file.unlink()
    least, said = min(seen, key=lambda one: (one[0].calls, one[0].bytes))
    return replace(least, most_calls=max(counts.calls for counts, _ in seen)), said


def arguments_of(given):
    return [str(FEW)] if given.is_measured else []


def printed(given, text):
    """What must be the same by both; the last word of a measured program is its time."""
    return text.split()[:-1] if given.is_measured else text


def clang_seconds(given, tools, compiler, output):
    """User seconds of one clang with its defaults, from the source to an object."""
    case = case_of(given, tools, "O2")
    words = [tools.tool("clang++"), *case.flags, *(tools.plugin_flags if compiler == OURS else ()), "-c", str(given.source), "-o", str(output)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(words)} ended with status {done.returncode}:\n{done.stderr[:2000]}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def least_clang_seconds(given, tools, scratch, repeats):
    """compiler -> the least of `repeats` runs, in turns."""
    best = dict.fromkeys(COMPILERS, float("inf"))
    for _ in range(repeats):
        for compiler in COMPILERS:
            best[compiler] = min(best[compiler], clang_seconds(given, tools, compiler, scratch / "timed.o"))
    return best


# ---- comparing ----


def elided_temporaries(sites, record):
    """How many of the awaited temporaries `sites` have their frame in their caller's, by a record."""
    left, count = list(record.elided), 0
    for site in sites:
        if site in left:
            left.remove(site)
            count += 1
    return count
