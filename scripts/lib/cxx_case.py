"""One test case of scripts/test-cxx.sh: one C++ program, built twice, its two builds compared.

The front end runs once; from there on there are two builds, the reference and the candidate. By clang's own pipeline they
are clang without the plugin ("clang") and with it ("plugin"); by the pipeline that is cut in two they are LLVM's coro-split
("stock") and gc-coro-split ("gc-coro") at the same place.
"""

import difflib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import coro_build
import remarks
from coro_build import ROOT, StepFailed

RUN_LIMIT_S = 20
MEMCHECK_LIMIT_S = 180
MEMCHECK_STATUS = 99
# Without the synonym valgrind puts its own operator new in the place of the program's.
VALGRIND = ["valgrind", "-q", "--soname-synonyms=somalloc=nouserintercepts", f"--error-exitcode={MEMCHECK_STATUS}", "--leak-check=full",
            "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"]
# By clang's own pipeline, without and with the plugin.
WHOLE = ("clang", "plugin")
FAILURES = ROOT / "target" / "cxx-failures"


@dataclass(frozen=True)
class Program:
    """A C++ source, with what its comments say about it."""

    source: Path
    flags: tuple
    expect: str | None  # what it must print, if it says so
    larger: tuple = ()  # functions whose frame may be larger than the reference's, for the reason the program gives
    is_wrong_with_llvm: bool = False  # only the candidate is asked for what it must print
    races: tuple = ()  # flags with which it has a race that ThreadSanitizer must report

    @property
    def name(self):
        return self.source.stem

    @staticmethod
    def read(source):
        text = source.read_text()
        flags = [flag for line in re.findall(r"^// FLAGS: *(.*)$", text, re.M) for flag in shlex.split(line)]
        lines = re.findall(r"^// EXPECT:(?: (.*))?$", text, re.M)
        larger = tuple(re.findall(r"^// LARGER: *([^ ]+): .*$", text, re.M))
        expect = "".join(line + "\n" for line in lines) if lines else None
        is_wrong_with_llvm = re.search(r"^// WRONG WITH LLVM: .", text, re.M) is not None
        races = tuple(flag for line in re.findall(r"^// RACES: *(.*)$", text, re.M) for flag in shlex.split(line))
        return Program(source, tuple(flags), expect, larger, is_wrong_with_llvm, races)


@dataclass(frozen=True)
class Plan:
    """What to do with each case."""

    reference: str = "stock"  # or "clang"
    candidate: str = "gc-coro"  # or "plugin", "stock"
    memcheck: str = "valgrind"  # or "asan", "none"
    split_only: bool = False


@dataclass(frozen=True)
class Case:
    program: Program
    tools: coro_build.Toolchain
    level: str = "O0"
    debug: bool = False
    memcheck: bool = True
    count_heap: bool = True

    @property
    def flags(self):
        return ["-std=c++20", f"-{self.level}", *(["-g"] if self.debug else []), *self.program.flags]

    def __str__(self):
        return f"{self.program.name} LLVM {self.tools.major} -{self.level}{' -g' if self.debug else ''}"


@dataclass
class Result:
    case: Case
    problems: list = field(default_factory=list)
    frames: dict = field(default_factory=dict)  # split -> [Frame]
    elided: dict = field(default_factory=dict)  # split -> {(callee, caller)} of elided frames
    records: dict = field(default_factory=dict)  # "clang", "plugin" -> remarks.Record


@dataclass(frozen=True)
class Outcome:
    """What a program did when it ran."""

    status: object  # exit status, or words
    stdout: str
    stderr: str


def check(case, plan):
    """Run one case; never raises for what the tools do."""
    result = Result(case)
    _kept(case).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="gc-coro-test-") as scratch:
        try:
            _check(case, plan, result, Path(scratch))
        except StepFailed as problem:
            result.problems.append(str(problem))
        except (ValueError, OSError, subprocess.SubprocessError) as problem:
            result.problems.append(f"{type(problem).__name__}: {problem}")
        if result.problems:
            result.problems += _how_to_reproduce(case, plan, Path(scratch))
    return result


def _check(case, plan, result, scratch):
    start = scratch / "front.bc"
    _front(case, start)
    programs = {}
    for split in (plan.reference, plan.candidate):
        if split not in WHOLE:
            case.tools.before(start, case.level, split, _unsplit(scratch, split))
        programs[split] = _build(case, plan, split, scratch, result)
    by_clang = plan.candidate in WHOLE
    if by_clang:
        _compare_records(result, plan)
    elif plan.reference != "clang":
        _compare_frames(result, plan)
    if plan.split_only:
        return
    if not by_clang:
        _compare_elision(result, plan)
    outcomes = {split: _run([program], RUN_LIMIT_S) for split, program in programs.items()}
    if case.program.is_wrong_with_llvm and plan.candidate != "stock":
        outcomes[plan.reference] = outcomes[plan.candidate]
    _compare_outcomes(case, plan, outcomes, result)
    # clang's pipeline splits callee by callee: a ramp may be elided in a coroutine that is not yet split.
    # With one pass over the whole module it cannot, whichever split that is.
    if case.count_heap and (by_clang or plan.reference != "clang") and not result.problems:
        _compare_heap(programs, plan, result)
    if case.memcheck and plan.memcheck == "valgrind":
        _memcheck(_run([*VALGRIND, programs[plan.candidate]], MEMCHECK_LIMIT_S), outcomes[plan.reference], result)
    elif case.memcheck and plan.memcheck == "asan":
        program = _build_with_asan(case, plan, scratch)
        _memcheck(_run([program], MEMCHECK_LIMIT_S), outcomes[plan.reference], result)


# ---- building ----


def _front(case, output, extra=()):
    source = ["-x", "c++", str(case.program.source)]
    coro_build.run(case.tools.front_command([*case.flags, *extra, *source], output))


def _unsplit(scratch, split):
    return scratch / f"{split}.unsplit.bc"


def _build(case, plan, split, scratch, result):
    """The program, from the unsplit bitcode on; notes frames and elisions in `result`."""
    tools, program = case.tools, scratch / split
    if split in WHOLE:
        record = scratch / f"{split}.remarks"
        options = [*remarks.options(record), *(tools.plugin_flags if split == "plugin" else ())]
        command = tools.codegen_command(scratch / "front.bc", [*case.flags, *options], scratch / f"{split}.o", passes=True)
        sys.stderr.write(coro_build.run(command))
        result.records[split] = read = remarks.read(record.read_text() if record.exists() else "")
        result.frames[split] = sorted(read.frames.values(), key=lambda frame: frame.function)
    else:
        done, final, elided = (scratch / f"{split}.{name}" for name in ("split.bc", "final.bc", "remarks"))
        # After each function of a large module, as it is for a call-graph pass, the verifier takes minutes.
        verify_each = split == plan.candidate
        ir = tools.split(_unsplit(scratch, split), case.level, split, done, verify_each)
        result.frames[split] = coro_build.frames(ir)
        if plan.split_only:
            return program
        tools.after(done, case.level, final, remarks=elided)
        result.elided[split] = coro_build.elisions(elided.read_text())
        tools.codegen(final, case.flags, scratch / f"{split}.o")
    _link(case, scratch / f"{split}.o", program)
    return program


def _build_with_asan(case, plan, scratch):
    tools, level = case.tools, case.level
    start, unsplit, done, final, program = (scratch / f"asan.{n}" for n in ("0.bc", "1.bc", "2.bc", "3.bc", "out"))
    flags = ["-fsanitize=address", "-fno-omit-frame-pointer"]
    _front(case, start, flags)
    if plan.candidate in WHOLE:
        options = [*flags, *(tools.plugin_flags if plan.candidate == "plugin" else ())]
        coro_build.run(tools.codegen_command(start, [*case.flags, *options], scratch / "asan.o", passes=True))
        _link(case, scratch / "asan.o", program, flags)
        return program
    tools.before(start, level, plan.candidate, unsplit)
    tools.split(unsplit, level, plan.candidate, done, verify_each=True)
    tools.after(done, level, final, sanitize_address=True)
    tools.codegen(final, [*case.flags, *flags], scratch / "asan.o")
    _link(case, scratch / "asan.o", program, flags)
    return program


def _link(case, objects, program, extra=()):
    quiet = "-Wno-unused-command-line-argument"
    coro_build.run([case.tools.tool("clang++"), *case.flags, *extra, quiet, objects, "-o", program])


# ---- comparing ----


def _compare_frames(result, plan):
    ours, theirs = ({f.function: f.bytes for f in result.frames[split]} for split in (plan.candidate, plan.reference))
    for function in sorted(ours):
        if function not in theirs:
            result.problems.append(f"frame: {function} has one of {ours[function]} bytes, with {plan.reference} none")
        elif ours[function] > theirs[function] and not any(function.startswith(n) for n in result.case.program.larger):
            result.problems.append(
                f"frame: {function} takes {ours[function]} bytes, {theirs[function]} with {plan.reference}")
    if theirs and not ours:
        result.problems.append("frame: nothing was split")


def _compare_records(result, plan):
    """As _compare_frames. clang's elisions differ by what it inlines where: what the program allocates decides about those."""
    ours, theirs = (result.records[split] for split in (plan.candidate, plan.reference))
    for function, (size, other) in remarks.compared_frames(ours, theirs)[0].items():
        if size > other and not any(function.startswith(n) for n in result.case.program.larger):
            result.problems.append(f"frame: {function} takes {size} bytes, {other} with {plan.reference}")
    if theirs.frames and plan.candidate == "plugin" and not ours.by_plugin:
        result.problems.append("frame: nothing was split by the plugin")


def _compare_elision(result, plan):
    """Not by counting calls of operator new: inlining copies them, and inlines more where frames are small."""
    missing = result.elided.get(plan.reference, set()) - result.elided[plan.candidate]
    for callee, caller in sorted(missing):
        result.problems.append(f"elision: {callee} has its frame on the heap in {caller}, but not with {plan.reference}")


def _compare_heap(programs, plan, result):
    ours, theirs = (_heap_calls(programs[split]) for split in (plan.candidate, plan.reference))
    if ours > theirs:
        result.problems.append(f"elision: the program allocates {ours} times, {theirs} times with {plan.reference}")


def _heap_calls(program):
    """How often the program calls malloc when it runs, by glibc's own counting library."""
    said = _run(["env", "LD_PRELOAD=libmemusage.so", "MEMUSAGE_NO_TIMER=1", program], RUN_LIMIT_S).stderr
    counted = re.search(r"^ *malloc\| +(\d+)", re.sub(r"\x1b\[[\d;]*m", "", said), re.M)
    if not counted:
        raise ValueError(f"libmemusage.so did not count: {_tail(said)}")
    return int(counted[1])


def _compare_outcomes(case, plan, outcomes, result):
    reference, candidate = outcomes[plan.reference], outcomes[plan.candidate]
    expected = case.program.expect
    for split, outcome in outcomes.items():
        if expected is not None and outcome.stdout != expected:
            result.problems.append(f"{split}: not what the program's EXPECT lines say\n"
                                   + _diff(expected, outcome.stdout, "expected", split))
        if outcome.status != 0:
            result.problems.append(f"{split}: exit status {outcome.status}\n{_tail(outcome.stderr)}".rstrip())
    if expected is None and candidate.stdout != reference.stdout:
        difference = _diff(reference.stdout, candidate.stdout, plan.reference, plan.candidate)
        result.problems.append("another output\n" + difference)


def _memcheck(outcome, reference, result):
    if outcome.status != reference.status or outcome.stdout != reference.stdout:
        result.problems.append(f"memory check: exit status {outcome.status}\n{_tail(outcome.stderr)}"
                               + _diff(reference.stdout, outcome.stdout, "without it", "under it"))


def _diff(old, new, old_name, new_name):
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), old_name, new_name, "", "", 1, "")
    return "\n".join(list(lines)[:24])


def _tail(text, lines=30):
    return "\n".join(text.splitlines()[:lines]) + "\n" if text.strip() else ""


def _run(command, limit):
    command = [str(word) for word in command]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired as late:
        return Outcome(f"none after {limit} s", _text(late.stdout), _text(late.stderr))
    return Outcome(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(data):
    return (data or b"").decode("utf-8", "replace")


def _kept(case):
    return FAILURES / (re.sub(r"\W+", "-", str(case)) + ".bc")


def _how_to_reproduce(case, plan, scratch):
    """Commands, and the module as it was before the split, kept for the developer."""
    source = case.program.source
    source = source.relative_to(ROOT) if source.is_relative_to(ROOT) else source
    lines = ["to reproduce:"]
    for split in (plan.candidate, plan.reference):
        setting = {"gc-coro": "cut", "plugin": "gc-coro"}.get(split, split)
        lines.append(f"  GC_CORO_LLVM={case.tools.major} GC_CORO_SPLIT={setting} GC_CORO_VERIFY_EACH=1 scripts/cxx "
                     f"{shlex.join(case.flags)} {source} -o /tmp/{split} && /tmp/{split}")
    unsplit = _unsplit(scratch, plan.candidate)
    if unsplit.exists():
        FAILURES.mkdir(parents=True, exist_ok=True)
        kept = _kept(case)
        shutil.copyfile(unsplit, kept)
        command = case.tools.split_command(kept.relative_to(ROOT), case.level, plan.candidate, "/dev/null", True)
        lines.append(f"  {shlex.join(command)}")
    return ["\n".join(lines)]
