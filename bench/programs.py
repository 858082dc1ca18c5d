"""The C++ inputs, and what is measured of each: frames by either split, code, instructions per resume.

Everything up to the split is done once and kept in target/bench/; the two splits share it. Whole pipelines are in whole.py.
"""

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import coro_build
import cxx_case
from coro_build import ROOT
from measure import OURS, STOCK, Failed, executed

KEPT = ROOT / "target" / "bench"
HEADERS = ROOT / "tests" / "cxx" / "include"
HERE = Path(__file__).resolve().parent
SPLITS = (OURS, STOCK)
# Rounds of the measured programs: the difference leaves out what a program does before and after.
FEW, MORE = 100, 600


@dataclass(frozen=True)
class Input:
    """A C++ program. `flags` are beside -std=c++20, -O2 and -g."""

    name: str  # with its folder before it if it is a measured one
    source: Path
    flags: tuple = ()

    @property
    def is_measured(self):
        """Whether it has `run` of measured.hpp: it takes a number of rounds."""
        return self.source.parent.name in ("runtime", "elision")

    @property
    def file_name(self):
        return self.name.replace("/", "-")

    def case(self, tools, debug=False):
        return cxx_case.Case(cxx_case.Program(self.source, self.flags, None), tools, "O2", debug)


@dataclass(frozen=True)
class FrameSize:
    """Bytes of one coroutine's frame by either split, and what no packing can go below: of all, without the values, and
    without the variables either."""

    function: str
    ours: int
    stock: int
    bound: int
    variables: int
    fixed: int


@dataclass(frozen=True)
class Built:
    """An executable and the bytes of code in its object."""

    program: Path
    text: int


def _with_flags(source, *more, prefix=""):
    return Input(prefix + source.stem, source, (*cxx_case.Program.read(source).flags, *more))


def test_programs():
    return [_with_flags(source) for source in sorted((ROOT / "tests" / "cxx").glob("*.cpp"))]


def library_programs():
    echo = ROOT / "examples" / "asio-echo" / "echo.cpp"
    return [Input("asio_echo", echo, _with_flags(echo).flags),
            *(_with_flags(source) for source in sorted((HERE / "libraries").glob("*.cpp")))]


def measured_programs():
    flags = ("-DCORO_PLAIN_FRAMES", f"-I{HEADERS}")
    return [_with_flags(source, *flags, prefix="bench/") for source in sorted((HERE / "runtime").glob("*.cpp"))]


def elision_programs():
    """Programs whose ramps may be inlined, and whose frames may be elided."""
    return [_with_flags(source, f"-I{HERE / 'runtime'}", prefix="elision/") for source in sorted((HERE / "elision").glob("*.cpp"))]


def phases_program(count):
    """`int a = source(); int b = co_await ...; use(a, b);`, `count` times: the frame need not grow with it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"cxx_phases_{count}.cpp"
    file.write_text(f'''// Made by bench/programs.py.
#include <coroutine>
#include <exception>
struct task {{
    struct promise_type {{
        task get_return_object() {{ return {{}}; }}
        std::suspend_never initial_suspend() noexcept {{ return {{}}; }}
        std::suspend_never final_suspend() noexcept {{ return {{}}; }}
        void return_void() {{}}
        void unhandled_exception() {{ std::terminate(); }}
    }};
}};
struct turn {{
    bool await_ready() const noexcept {{ return false; }}
    void await_suspend(std::coroutine_handle<>) const noexcept;
    int await_resume() const noexcept;
}};
int source();
void use(int, int);
task phases() {{
''' + "    { int a = source(); int b = co_await turn{}; use(a, b); }\n" * count + "}\n")
    return Input(f"cxx_phases_{count}", file)


# ---- the steps ----


def unsplit(given, tools, debug=False):
    """The bitcode of a program as it is before the split; made anew when a source, the flags or the LLVM changed."""
    case = given.case(tools, debug)
    folder = KEPT / f"llvm-{tools.major}"
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"{given.file_name}{'-g' if debug else ''}.bc"
    stamp = output.with_suffix(".stamp")
    key = _key(case, tools)
    if not output.exists() or not stamp.exists() or stamp.read_text() != key:
        front = output.with_suffix(".front.bc")
        source = ["-x", "c++", str(given.source)]
        coro_build.run(tools.front_command([*case.flags, *source], front))
        tools.before(front, "O2", "stock", output)  # one module for both splits
        front.unlink()
        stamp.write_text(key)
    return output


def _key(case, tools):
    digest = hashlib.sha256(repr((case.flags, tools.pipelines("O2"))).encode())
    clang = Path(tools.tool("clang++")).resolve()
    digest.update(f"{clang} {clang.stat().st_mtime_ns}".encode())
    headers = [file for folder in (HEADERS, HERE / "runtime") for file in folder.rglob("*.hpp")]
    for file in [case.program.source, *sorted(headers)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def frame_sizes(splitter, bitcode, scratch):
    """([FrameSize], names that have a frame by one of the splits only)."""
    ours, stock = (splitter.split(bitcode, split, scratch / f"{split}.bc") for split in SPLITS)
    bounds = frame_bounds(splitter.tools, bitcode)
    both = sorted(ours.keys() & stock.keys())
    sizes = [FrameSize(name, ours[name], stock[name], *bounds[name]) for name in both]
    return sizes, sorted(ours.keys() ^ stock.keys())


def frame_bounds(tools, bitcode):
    """Function -> sizes in bytes that no frame can go below: with the same contents, without its values, without its
    variables and values."""
    command = [tools.tool("opt"), f"-load-pass-plugin={tools.plugin}", "-passes=print<gc-coro-frames;json>", "-disable-output",
               str(bitcode)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise Failed(f"print<gc-coro-frames> failed on {bitcode}:\n{done.stderr[:2000]}")
    return {frame["function"]: tuple(lower_bound(without(frame, *kinds)) for kinds in ((), ("value",), ("value", "alloca")))
            for frame in json.loads(done.stdout)}


def without(frame, *kinds):
    return frame | {"slots": [slot for slot in frame["slots"] if slot["kind"] not in kinds]}


def lower_bound(frame):
    """What is live at the fullest suspend point, header and promise included, without any gap but the one at the end.

    Variables that may be live at one suspend point but never are together share bytes there: those count once.
    """
    header = max((end(slot) for slot in frame["slots"] if slot["kind"] in ("resume", "destroy", "promise")), default=0)
    fullest = max((covered(point["number"], frame["slots"]) for point in frame["suspends"]), default=0)
    return -(-max(header, fullest) // frame["align"]) * frame["align"]


def end(slot):
    return slot["offset"] + slot["size"]


def covered(point, slots):
    """How many bytes of the frame hold something at a suspend point."""
    count, covered_to = 0, 0
    for slot in sorted(slots, key=lambda slot: slot["offset"]):
        if point in slot["live"]:
            count += max(0, end(slot) - max(covered_to, slot["offset"]))
            covered_to = max(covered_to, end(slot))
    return count


def text_bytes(tools, objects):
    """Bytes of machine code: all sections .text of an object."""
    done = subprocess.run([tools.tool("llvm-size"), "-A", str(objects)], capture_output=True, text=True, check=True)
    return sum(int(size) for size in re.findall(r"^\.text\S* +(\d+)", done.stdout, re.M))


# ---- running the measured programs ----


@dataclass(frozen=True)
class Steps:
    """What a measured program said: resumptions, checksum, nanoseconds of CPU."""

    resumes: int
    checksum: int
    nanoseconds: int


def steps(program, rounds):
    done = subprocess.run([program, str(rounds)], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise Failed(f"{program} {rounds} ended with status {done.returncode}:\n{done.stderr[:2000]}")
    return Steps(*map(int, done.stdout.split()))


def instructions_per_resume(program, output):
    few, more = (steps(program, rounds).resumes for rounds in (FEW, MORE))
    counts = [executed([program, str(rounds)], output) for rounds in (FEW, MORE)]
    return (counts[1] - counts[0]) / (more - few)


def nanoseconds_per_resume(programs, rounds, repeats):
    """compiler -> least nanoseconds per resumption over `repeats` runs of each, in turns. Checks that both computed the same."""
    best, sums = {}, set()
    for _ in range(repeats):
        for split, program in programs.items():
            seen = steps(program, rounds)
            sums.add((seen.resumes, seen.checksum))
            best[split] = min(best.get(split, float("inf")), seen.nanoseconds / seen.resumes)
    if len(sums) != 1:
        raise Failed(f"the splits compute different results: {sums} of {programs}")
    return best
