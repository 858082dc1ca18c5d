"""What one run of the benchmark measures of clang with the plugin beside clang without it: whole pipelines, whole programs."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import front
import programs
import remarks
import whole
from measure import OURS
from whole import CLANG, COMPILERS

# Of the test programs only some here: scripts/test-cxx.sh compares all of them.
QUICK_TESTS = ("sixty_awaits", "task_symmetric_chain", "local_library_types")
QUICK_ELISION = ("elision/generators_nested", "elision/tasks_plain", "elision/task_service")
# Of each program with either compiler, in turns.
CLANG_REPEATS = 3
# asio's programs allocate more often or less as their sockets and timers cut the work.
ASIO_REPEATS = 5


@dataclass(frozen=True)
class Program:
    """A program at -O2: bytes of code and allocations by compiler, and its awaited temporaries of lazy tasks."""

    name: str
    text: dict
    counts: dict  # compiler -> whole.Counts
    same: bool  # both print the same
    sites: int
    elided: dict  # compiler -> how many of the sites have their frame in their caller's
    plain_sites: int  # without recursion
    plain_elided: dict  # the same of these


@dataclass(frozen=True)
class Level:
    """A program at one level: bytes of code by compiler; coroutine -> bytes of its frame (ours, clang's); those that only
    one of them splits."""

    name: str
    level: str
    text: dict
    frames: dict
    one_sided: list


@dataclass
class Whole:
    """All of it."""

    programs: list = field(default_factory=list)
    levels: list = field(default_factory=list)
    clang: dict = field(default_factory=dict)  # program -> {compiler: user seconds of clang -O2}
    timed: dict = field(default_factory=dict)  # measured program -> {compiler: executable}


class WholeCollector:
    def __init__(self, tools, quick, scratch, in_parallel, say):
        self.tools, self.quick, self.scratch = tools, quick, Path(scratch)
        self.in_parallel, self.say = in_parallel, say
        self.results = Whole()

    def collect(self, chosen):
        levels = ("O2",) if self.quick else whole.LEVELS
        self.say(f"compiling {len(chosen)} programs at {', '.join(levels)} by clang with and without the plugin")
        for program, level in self.in_parallel(self._at_o2, chosen):
            self.results.programs.append(program)
            self.results.levels.append(level)
        jobs = [(given, level) for given in chosen for level in levels if level != "O2"]
        self.results.levels += self.in_parallel(lambda job: self._at(*job), jobs)
        return self.results

    def time_clang(self, chosen):
        """Alone on the machine, as everything that is timed."""
        self.say(f"timing clang -O2 of {len(chosen)} programs, {CLANG_REPEATS} times with and without the plugin")
        for given in chosen:
            self.results.clang[given.name] = whole.least_clang_seconds(given, self.tools, self.scratch, CLANG_REPEATS)

    def _at_o2(self, given):
        built = {compiler: whole.built(given, self.tools, compiler, self.scratch) for compiler in COMPILERS}
        repeats = ASIO_REPEATS if given.name.startswith("asio") else 1
        runs = {compiler: whole.run_counting(counting, whole.arguments_of(given), repeats)
                for compiler, (_, counting, _) in built.items()}
        said = [whole.printed(given, text) for _, text in runs.values()]
        sites = front.awaited_temporaries(whole.marked_front(given, self.tools, "O2").read_text())
        for compiler, (one, counting, _) in built.items():
            counting.unlink()
            if given.is_measured:
                self.results.timed.setdefault(given.name, {})[compiler] = one.program
            else:
                one.program.unlink()
        text = {compiler: one.text for compiler, (one, _, _) in built.items()}
        plain = front.without_recursion(sites)
        elided, plain_elided = ({compiler: whole.elided_temporaries(chosen, record) for compiler, (_, _, record) in built.items()}
                                for chosen in (sites, plain))
        program = Program(given.name, text, {compiler: counts for compiler, (counts, _) in runs.items()},
                          said[0] == said[1], len(sites), elided, len(plain), plain_elided)
        return program, self._level(given, "O2", text, built[CLANG][2])

    def _at(self, given, level):
        with tempfile.TemporaryDirectory(dir=self.scratch) as own:
            done = {compiler: whole.compiled(given, self.tools, compiler, level, Path(own)) for compiler in COMPILERS}
        return self._level(given, level, {compiler: one.text for compiler, one in done.items()}, done[CLANG].record)

    def _level(self, given, level, text, clang):
        ours = whole.frames(given, self.tools, OURS, level, self.scratch)
        return Level(given.name, level, text, *remarks.compared_frames(ours, clang))


def chosen(matches, quick, quick_names):
    """The programs that are compared as wholes: all that there are, or the quick ones."""
    everything = [*programs.library_programs(), *programs.test_programs(), *programs.measured_programs(), *programs.elision_programs()]
    return [given for given in everything if matches(given.name) and (not quick or given.name in quick_names)]
