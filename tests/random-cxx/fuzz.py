"""The command that scripts/fuzz-cxx.sh calls; that one's --help says what it does."""

import sys
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "scripts" / "lib"))

import arguments  # noqa: E402
import bench  # noqa: E402
import whole  # noqa: E402
from counts import Counts  # noqa: E402
from shrink import shrink  # noqa: E402


def options_of_command_line():
    parser = arguments.oracle_parser(whole.SIZE, shrink=0)
    parser.add_argument("--sanitize", action="store_true")
    parser.add_argument("--level", choices=tuple(bench.LEVELS))
    parser.add_argument("--way", choices=(*bench.WAYS, "stock"))
    parser.add_argument("--debug", choices=("yes", "no"))
    parser.add_argument("--elide", choices=tuple(bench.ELIDE))
    options = parser.parse_args()
    options.debug = None if options.debug is None else options.debug == "yes"
    if options.keep is None:
        parser.error("--keep is required")
    return options


class Hunt:
    """One run over the seeds."""

    def __init__(self, options, scratch):
        self.options = options
        self.bench = bench.Bench(options.llvm, options.plugin, scratch)
        self.begin = time.monotonic()
        self.done, self.failed = 0, []

    def setup(self, seed):
        options = self.options
        return bench.draw(seed, options.sanitize, options.level, options.way, options.debug, options.elide)

    def check(self, seed):
        return seed, self.bench.check(whole.make(seed, self.options.size), self.setup(seed), f"seed{seed}")

    def run(self):
        """Never more in the queue than the workers need, so that the time limit is kept."""
        seeds, pending = iter(self.options.seeds), set()
        with ThreadPoolExecutor(self.options.jobs) as pool:
            while True:
                while len(pending) < self.options.jobs and not self.late() and (seed := next(seeds, None)) is not None:
                    pending.add(pool.submit(self.check, seed))
                if not pending:
                    return
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                for one in finished:
                    self.report(*one.result())

    def late(self):
        return time.monotonic() - self.begin > self.options.time_limit

    def report(self, seed, failure):
        self.done += 1
        if failure:
            self.failed.append(seed)
            self.show(seed, failure)
        if sys.stderr.isatty():
            rate = self.done / (time.monotonic() - self.begin)
            sys.stderr.write(f"\r\033[K{self.done} of {len(self.options.seeds)}, {len(self.failed)} failed, {rate:.1f}/s ")
            sys.stderr.flush()

    def show(self, seed, failure):
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        setup = self.setup(seed)
        print(f"FAIL seed {seed} {setup}: {failure.kind}")
        for line in failure.detail.splitlines()[:8]:
            print(f"     {line[:300]}")
        program = whole.make(seed, self.options.size)
        print(f"     LLVM's own split: {self.control(program, setup, seed)}")
        kept = self.keep(program, f"{seed}.cpp")
        print(f"     again: {self.again(seed)}\n     or:    {self.bench.shown(setup, kept)} && ./a.out", flush=True)
        if self.options.shrink:
            print(f"     smaller: {self.keep(self.smaller(program, setup, seed, failure), f'{seed}.small.cpp')}", flush=True)

    def control(self, program, setup, seed):
        failure = self.bench.check(program, replace(setup, way="stock"), f"control{seed}")
        return f"wrong as well: {failure.detail.splitlines()[0][:200]}" if failure else "right"

    def smaller(self, program, setup, seed, failure):
        stock = replace(setup, way="stock")
        was_right = self.bench.check(program, stock, f"shrink{seed}") is None

        def still_fails(one):
            now = self.bench.check(one, setup, f"shrink{seed}")
            if now is None or now.like != failure.like:
                return False
            return not was_right or self.bench.check(one, stock, f"shrink{seed}") is None

        return shrink(program, still_fails, self.options.shrink)

    def keep(self, program, name):
        self.options.keep.mkdir(parents=True, exist_ok=True)
        file = self.options.keep / name
        file.write_text(program.text(self.bench.support))
        return file

    def again(self, seed):
        options = self.options
        words = ["scripts/fuzz-cxx.sh", "--llvm", options.llvm, "--seeds", str(seed)]
        words += ["--size", str(options.size)] if options.size != whole.SIZE else []
        words += ["--sanitize"] if options.sanitize else []
        for name in ("level", "way", "elide"):
            words += [f"--{name}", getattr(options, name)] if getattr(options, name) else []
        words += [] if options.debug is None else ["--debug", "yes" if options.debug else "no"]
        return " ".join(words)


def main():
    options = options_of_command_line()
    with tempfile.TemporaryDirectory(prefix="gc-coro-fuzz-") as scratch:
        hunt = Hunt(options, scratch)
        hunt.run()
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    spent = time.monotonic() - hunt.begin
    print(f"LLVM {options.llvm}: {hunt.done} of {len(options.seeds)} programs, {spent:.0f} s")
    if hunt.failed:
        print("failed seeds:", *sorted(hunt.failed))
    return Counts(hunt.done - len(hunt.failed), len(hunt.failed)).finish()


if __name__ == "__main__":
    sys.exit(main())
