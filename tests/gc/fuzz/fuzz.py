"""The command after scripts/fuzz-gc.sh; that one's --help says what it does."""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "scripts" / "lib"))

import arguments
import coro_build
import julia
import whole
from bench import FLAVOURS, Bench
from control import FEATURES
from counts import Counts
from shrink import shrink


def features_of(text):
    names = frozenset(filter(None, text.split(",")))
    unknown = sorted(names - set(FEATURES))
    if unknown:
        raise argparse.ArgumentTypeError(f"no such feature: {', '.join(unknown)}; there are {', '.join(FEATURES)}")
    return names


def options_of_command_line():
    parser = arguments.oracle_parser(whole.SIZE, shrink=60)
    parser.add_argument("--batch", type=int, default=40)
    parser.add_argument("--levels", type=lambda text: text.split(","), default=["bare", "O2"])
    parser.add_argument("--flavour", choices=FLAVOURS, default=FLAVOURS[0])
    parser.add_argument("--without", type=features_of, default=frozenset())
    parser.add_argument("--parameters", default="")
    parser.add_argument("--most", type=int, default=10)
    return parser.parse_args()


class Hunt:
    """One run over the seeds."""

    def __init__(self, options, scratch):
        self.options = options
        self.bench = Bench(options.llvm, options.plugin, scratch, options.levels, options.parameters, options.flavour)
        self.without = options.without | (julia.WITHOUT if options.flavour == "julia" else frozenset())
        self.begin = time.monotonic()
        self.done, self.failed, self.shown = 0, set(), 0

    def make(self, seed):
        return whole.make(seed, self.without, self.options.size)

    def batch(self, seeds):
        """The failures of a batch. None is begun once the time is over."""
        if time.monotonic() - self.begin > self.options.time_limit:
            return []
        self.done += len(seeds)
        return self.bench.check([(seed, self.make(seed)) for seed in seeds], f"batch{seeds[0]}")

    def run(self):
        seeds, size = self.options.seeds, self.options.batch
        batches = [seeds[at:at + size] for at in range(0, len(seeds), size)]
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for failures in pool.map(self.batch, batches):
                for failure in failures:
                    self.report(failure)

    def report(self, failure):
        if failure.seed in self.failed:
            return
        self.failed.add(failure.seed)
        print(f"FAIL seed {failure.seed} at {failure.level}: {failure.detail.splitlines()[0][:300]}")
        for line in failure.detail.splitlines()[1:8]:
            print(f"     {line}")
        print(f"     again: {self.again(failure)}", flush=True)
        if self.options.keep and self.shown < self.options.most:
            self.shown += 1
            self.write(failure)

    def again(self, failure):
        options = self.options
        words = ["scripts/fuzz-gc.sh", "--llvm", options.llvm, "--seeds", str(failure.seed), "--size", str(options.size)]
        words += ["--flavour", options.flavour] if options.flavour != FLAVOURS[0] else []
        words += ["--without", ",".join(sorted(options.without))] if options.without else []
        words += ["--parameters", f"'{options.parameters}'"] if options.parameters else []
        return " ".join(words + ["--levels", failure.level if failure.level != "reference" else "bare", "--keep", "DIR"])

    def write(self, failure):
        """The failing program and what is left of it when it has been made smaller."""
        keep, spelled = self.options.keep, self.bench.spelled
        program = self.make(failure.seed)
        (keep / f"{failure.seed}.ll").write_text(spelled([program]))
        small = shrink(program, lambda one: self.bench.same_failure(one, failure, f"shrink{failure.seed}"), self.options.shrink)
        head = [f"seed {failure.seed}, {failure.level}: {failure.detail}", f"opt -passes='{self.bench.passes(failure.level)}'"]
        text = "; " + "\n; ".join("\n".join(head).split("\n"))
        (keep / f"{failure.seed}.small.ll").write_text(text + "\n" + spelled([small]))
        print(f"     written: {keep / str(failure.seed)}.ll and .small.ll", flush=True)


def main():
    options = options_of_command_line()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gc-coro-fuzz-") as scratch:
        try:
            hunt = Hunt(options, scratch)
        except coro_build.StepFailed as failure:
            sys.exit(f"the runtime cannot be built: {failure}")
        hunt.run()
    count, failed = hunt.done, len(hunt.failed)
    spent = time.monotonic() - hunt.begin
    print(f"LLVM {options.llvm}: {count} of {len(options.seeds)} programs at {', '.join(options.levels)}, {spent:.0f} s")
    return Counts(count - failed, failed).finish()


if __name__ == "__main__":
    sys.exit(main())
