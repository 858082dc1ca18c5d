"""Runs the cases of scripts/test-gc.sh; see gc_case.py for what a case is."""

import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain

import arguments
import coro_build
import gc_build
import gc_case
import gc_controls
import gc_counts
import gc_header
from counts import Counts
from gc_build import TESTS


@dataclass(frozen=True)
class Runtime:
    """A collector to link with, and the environments to run a program in: (name, environment)."""

    name: str
    objects: tuple
    link: tuple = ()
    modes: tuple = field(default=(("", {}),))

    def strictest(self):
        """The same, in the mode that moves most."""
        return replace(self, modes=self.modes[:1])

    def generational(self):
        """The same, under MMTk's generational plans only."""
        return replace(self, modes=tuple(mode for mode in self.modes if mode[1].get("GC_PLAN") in GENERATIONAL_PLANS))


SHOWN_LINES = 12
MMTK_PLANS = ("SemiSpace", "GenCopy", "GenImmix", "Immix", "StickyImmix", "MarkSweep")
GENERATIONAL_PLANS = ("GenCopy", "GenImmix", "StickyImmix")
# The program of --volume, and the bytes of new objects between two collections of MMTk's.
VOLUME = "cpp/volume"
VOLUME_STRESS = "8192"
MMTK_LINK = ("-lpthread", "-ldl", "-lm")


def runtimes(builder, mmtk):
    """The collectors; the strictest first."""
    common = builder.common_runtime()
    semispace = builder.runtime_object(TESTS / "runtime" / "semispace.c")
    found = [Runtime("semispace", (*common, semispace))]
    if mmtk:
        modes = tuple((f"MMTk {plan}", {"GC_PLAN": plan}) for plan in MMTK_PLANS)
        found.append(Runtime("mmtk", (*common, mmtk), MMTK_LINK, modes))
    return found


def in_volume(collectors, suspensions):
    """The collectors, in whose modes together there are so many suspensions. They collect after some kilobytes of new objects."""
    modes = sum(len(collector.modes) for collector in collectors)
    volume = {"GC_SUSPENSIONS": str(-(-suspensions // modes)), "GC_STRESS": VOLUME_STRESS}
    return [replace(c, modes=tuple((name, {**mode, **volume}) for name, mode in c.modes)) for c in collectors]


def main():
    parser = arguments.parser("--llvm", "--plugin", "--filter", "--jobs", majors="+")
    parser.add_argument("--mmtk", help="the library with MMTk's binding")
    parser.add_argument("--memcheck")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--volume", type=int, help="so many suspensions, in all collectors together")
    options = parser.parse_args()
    if options.volume:
        options.filter = f"^{VOLUME}$"
    wanted = [p for p in gc_case.programs() if re.search(options.filter, p.name)]
    counts = Counts()
    for major, plugin in zip(options.llvm, options.plugin):
        with tempfile.TemporaryDirectory(prefix="gc-coro-runtime-") as scratch:
            builder = gc_build.Builder(major, plugin, scratch)
            try:
                support = gc_case.optimized_support(builder)
                collectors = runtimes(builder, options.mmtk)
                if options.volume:
                    collectors = in_volume(collectors, options.volume // len(options.llvm))
                runner = gc_case.Runner(major, plugin, collectors, support, options.memcheck, options.repeat)
            except coro_build.StepFailed as failure:
                sys.exit(f"the runtime cannot be built: {failure}")
            alone = [[gc_header.check(builder)]] if re.search(options.filter, "header/walk") else []
            alone += [gc_controls.check(builder)] if re.search(options.filter, "controls/") else []
            alone += [gc_counts.check(builder)] if re.search(options.filter, "counts/") else []
            with ThreadPoolExecutor(options.jobs) as pool:
                for outcomes in chain(alone, pool.map(runner.check, wanted)):
                    for outcome in outcomes:
                        show(outcome)
                        counts.add(not outcome.problem)
    return counts.finish()


def show(outcome):
    print(f"{'FAIL' if outcome.problem else 'ok'}   {outcome.label}" + (f"   ({outcome.note})" if outcome.note else ""), flush=True)
    lines = outcome.problem.splitlines()
    for line in lines[:SHOWN_LINES] + (["..."] if len(lines) > SHOWN_LINES else []):
        print(f"       {line}")


if __name__ == "__main__":
    sys.exit(main())
