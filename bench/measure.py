"""Runs opt with one split and says what it cost: time of the pass, peak memory, frames.

Time is User+System of the pass and of the analyses that it asks for, as `opt -time-passes` counts them: reading the
input, LLVM's start and the plugin's loading are not in it, and neither is what other processes do meanwhile. Peak
memory is the resident set's, less that of the same opt reading the same input without any pass.
"""

import functools
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import coro_build

OURS, STOCK = "gc-coro", "stock"
MEMORY_LIMIT = 8 << 30
SPAWN = Path(__file__).resolve().parent / "spawn.py"
# How often each split runs; of a shape more often where that is short.
ROUNDS = 3
SHORT_S, SHORT_ROUNDS = 1.0, 9


class Failed(Exception):
    """A tool ended with an error."""


@dataclass(frozen=True)
class Cost:
    """What one run of a split took; `late` when it was stopped at its limit of CPU seconds."""

    seconds: float
    peak_mb: float
    late: bool = False


def run(command, cpu_limit=600):
    """Runs a command; returns (exit status, peak resident set in MB, what it said, seconds of CPU)."""
    own = [sys.executable, "-IS", SPAWN, cpu_limit, MEMORY_LIMIT, shutil.which(command[0])]
    done = subprocess.run([str(word) for word in (*own, *command[1:])], stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        raise Failed(f"{command[0]} could not be run:\n{done.stderr.decode('utf-8', 'replace')[:2000]}")
    used = json.loads(done.stdout)
    return used["status"], used["peak_mb"], done.stderr.decode("utf-8", "replace"), used["cpu"]


def executed(command, output):
    """All instructions that a command executes, by callgrind; the heap's are among them."""
    status, _, said, _ = run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", *command])
    counted = re.search(r"Collected : (\d+)", said)
    if status or not counted:
        raise Failed(f"callgrind ended with status {status} on {' '.join(map(str, command))}:\n{said[:2000]}")
    return int(counted[1])


class Toolchain(coro_build.Toolchain):
    """One that cuts each pipeline once."""

    @functools.cache
    def pipelines(self, level):
        return super().pipelines(level)


class Splitter:
    """opt of one LLVM, with either split. A run that takes longer than `long_s` seconds is not repeated."""

    def __init__(self, major, long_s):
        self.tools = Toolchain(major)
        self.long_s = long_s
        self._reading = {}

    def _passes(self, split, level):
        command = self.tools.split_command("IN", level, split, "OUT")
        return [word for word in command if word.startswith(("-passes=", "-load-pass-plugin="))]

    def cost(self, bitcode, split, level="O2", cpu_limit=60):
        """One run of the split over a bitcode file."""
        with tempfile.NamedTemporaryFile() as report:
            command = [self.tools.tool("opt"), *self._passes(split, level), "-disable-verify", "-disable-output",
                       "-time-passes", f"-info-output-file={report.name}", bitcode]
            status, peak, said, cpu = run(command, cpu_limit)
            above = max(0.0, peak - self.reading_mb(bitcode))
            # LLVM's handler of the first signal may itself end by another one, a little before the limit by the kernel's other clock.
            if status == -signal.SIGXCPU or status < 0 and cpu >= cpu_limit - 1:
                return Cost(cpu_limit, above, late=True)
            if status:
                raise Failed(f"{split} ended with status {status} on {bitcode}:\n{said[:2000]}")
            return Cost(pass_seconds(Path(report.name).read_text()), above)

    def reading_mb(self, bitcode):
        """Peak resident set of opt that only reads the input, the smallest of three runs."""
        if bitcode not in self._reading:
            command = [self.tools.tool("opt"), "-passes=no-op-module", "-disable-verify", "-disable-output", bitcode]
            self._reading[bitcode] = min(run(command)[1] for _ in range(3))
        return self._reading[bitcode]

    def alternate(self, bitcode, level="O2", cpu_limit=60, rounds=ROUNDS):
        """Both splits in turns, ROUNDS times, up to `rounds` while they are short: split -> its least cost. One that takes long
        is not run again."""
        costs = {OURS: [], STOCK: []}
        for number in range(rounds):
            limit = self.long_s if number < ROUNDS else SHORT_S
            for split, seen in costs.items():
                if not seen or seen[-1].seconds < limit:
                    seen.append(self.cost(bitcode, split, level, cpu_limit))
        return {split: least(seen) for split, seen in costs.items()}

    def own_cost(self, bitcode, cpu_limit=60):
        """The least cost of our split alone."""
        return least([self.cost(bitcode, OURS, cpu_limit=cpu_limit) for _ in range(ROUNDS)])

    def instructions(self, bitcode, output):
        """Instructions that opt executes more with our split than without any pass, by callgrind."""
        ours, reading = (executed([self.tools.tool("opt"), *passes, "-disable-verify", "-disable-output", bitcode], output)
                         for passes in (self._passes(OURS, "O2"), ["-passes=no-op-module"]))
        return ours - reading

    def split(self, bitcode, split, output, level="O2"):
        """Splits into `output`; returns function -> bytes of its frame."""
        ir = self.tools.split(bitcode, level, split, output)
        return {frame.function: frame.bytes for frame in coro_build.frames(ir)}


def least(costs):
    """The least of each measure: what noise adds is never negative."""
    late = [cost for cost in costs if cost.late]
    return late[0] if late else Cost(min(c.seconds for c in costs), min(c.peak_mb for c in costs))


def pass_seconds(report):
    """User+System of all passes and analyses in the report of -time-passes; not that of reading the IR."""
    seconds = 0.0
    for title, body in re.findall(r"^ +(\S[^\n]*?)\n===-+===\n(.*?)(?=^===-|\Z)", report, re.M | re.S):
        if not title.endswith("execution timing report"):
            continue
        header = next(line for line in body.splitlines() if "--- Name ---" in line)
        columns = re.findall(r"-+([A-Z][\w+ ]*?)-+(?= |$)", header)
        if "User+System" not in columns:  # left out where all of it is too little to show
            continue
        total = next(line for line in body.splitlines() if line.endswith("  Total"))
        seconds += float(re.findall(r"(\d+\.\d+) \(", total)[columns.index("User+System")])
    return seconds
