"""Runs the C++ programs under sanitizers. scripts/test-sanitizers.sh calls it, and explains the options."""

import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

import arguments  # noqa: E402
import coro_build  # noqa: E402
from coro_build import ROOT, StepFailed  # noqa: E402
from counts import Counts  # noqa: E402
from cxx_case import Program  # noqa: E402

RUN_LIMIT_S = 120
MEMORY = ("address,undefined", ("-fsanitize=address,undefined", "-fsanitize-address-use-after-scope", "-fno-sanitize-recover=all"))
THREADS = ("thread", ("-fsanitize=thread",))
# What these report, they report with LLVM's own split as well. Each is looked at again by every run: where LLVM's split
# gives no report, ours may give none.
KNOWN = {}
# Not built here, for these reasons.
LEFT_OUT = {
    "gc_generator": "it needs statepoints and a collector; scripts/run.sh runs it",
}


@dataclass(frozen=True)
class Check:
    program: Program
    sanitizer: tuple
    level: str
    # Flags with which the program has a race, and must give a report.
    races: tuple = ()

    @property
    def flags(self):
        return ["-std=c++20", f"-{self.level}", "-g", "-w", *self.program.flags, *self.races, *self.sanitizer[1]]

    def __str__(self):
        return f"{self.program.name} -{self.level} {self.sanitizer[0]}" + (" must report" if self.races else "")


def all_checks(matches, levels):
    sources = [*sorted((ROOT / "tests" / "cxx").glob("*.cpp")), *sorted((ROOT / "examples").glob("*.cpp")),
               *sorted((ROOT / "examples" / "asio-echo").glob("*.cpp"))]
    programs = [Program.read(source) for source in sources if matches(source.stem) and source.stem not in LEFT_OUT]
    threaded = [program for program in programs if "-pthread" in program.flags]
    right = [Check(program, sanitizer, level) for sanitizer, chosen in ((MEMORY, programs), (THREADS, threaded))
             for program in chosen for level in levels]
    return right + [Check(program, THREADS, level, program.races) for program in threaded if program.races for level in levels]


class Runner:
    def __init__(self, options, scratch):
        self.tools = coro_build.Toolchain(options.llvm)
        self.plugin, self.scratch = options.plugin, Path(scratch)

    def command(self, check, split, output):
        words = [self.tools.tool("clang++"), *check.flags]
        if split == "gc-coro":
            words += coro_build.plugin_flags(self.tools.major, self.plugin)
        return [*words, str(check.program.source), "-o", str(output)]

    def problem(self, check, split):
        """What is wrong with one program when it is split like this, or None."""
        output = self.scratch / re.sub(r"\W+", "-", f"{check} {split}")
        try:
            coro_build.run(self.command(check, split, output))
            done = subprocess.run([output], stdin=subprocess.DEVNULL, capture_output=True, timeout=RUN_LIMIT_S)
        except StepFailed as failed:
            return f"does not compile\n{failed}"
        except subprocess.TimeoutExpired:
            return f"still running after {RUN_LIMIT_S} s"
        finally:
            output.unlink(missing_ok=True)
        said = done.stderr.decode("utf-8", "replace")
        report = re.search(r"^.*(?:ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error:).*$", said, re.M)
        if report or done.returncode:
            return f"{report[0] if report else 'no report'} (exit status {done.returncode})\n{said}"
        expect = check.program.expect
        if expect is not None and done.stdout.decode("utf-8", "replace") != expect:
            return "not what its EXPECT lines say"
        return None

    def check(self, check):
        """(word, text): PASS, FAIL, or KNOWN for what LLVM's own split reports as well."""
        problem = self.problem(check, "gc-coro")
        if check.races:
            reports = problem is not None and "WARNING: ThreadSanitizer: data race" in problem
            return "PASS" if reports else "FAIL", str(check)
        if problem is None:
            return "PASS", str(check)
        control = self.problem(check, "stock")
        shown = "\n".join("    " + line for line in problem.splitlines()[:16])
        if control is not None and check.program.name in KNOWN:
            return "KNOWN", f"{check}: {KNOWN[check.program.name]}"
        other = "no report with LLVM's split" if control is None else f"LLVM's split: {control.splitlines()[0]}"
        again = " ".join(self.command(check, "gc-coro", "a.out"))
        return "FAIL", f"{check}\n{shown}\n    {other}\n    again: {again} && ./a.out"


def main():
    parser = arguments.parser("--llvm", "--plugin", "--filter", "--jobs")
    parser.add_argument("--levels", default="O0 O2")
    options = parser.parse_args()
    checks, counts, known = all_checks(re.compile(options.filter).search, options.levels.split()), Counts(), 0
    for name, reason in sorted(LEFT_OUT.items()):
        print(f"not run: {name}: {reason}")
    with tempfile.TemporaryDirectory(prefix="gc-coro-sanitizers-") as scratch, ThreadPoolExecutor(options.jobs) as pool:
        for word, text in pool.map(Runner(options, scratch).check, checks):
            if word == "KNOWN":
                known += 1
            else:
                counts.add(word == "PASS")
            print(f"{word} {text}", flush=True)
    print(f"{known} programs report with LLVM's split as well")
    return counts.finish()


if __name__ == "__main__":
    sys.exit(main())
