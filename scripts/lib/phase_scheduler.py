"""Runs the phases of scripts/test.sh side by side on all processors. scripts/lib/test_phases.py has the table of the phases."""

import dataclasses
import math
import os
import signal
import subprocess
import sys
import threading
import time

import counts
from counts import Counts

LINES_OF_A_FAILURE = 30
# How often the running phases are shown: on a terminal in one line that changes, elsewhere in a line of its own.
STATUS_SECONDS = {True: 1.0, False: 60.0}


@dataclasses.dataclass(frozen=True)
class Phase:
    """A command that tests something, or builds what others need."""

    name: str
    command: tuple
    # Seconds of one processor, about. The estimate decides the order and the processors, never the result.
    cost: int
    # The phases that have to pass before this one starts.
    needs: tuple = ()
    # Two phases with the same resource never run at the same time, for example two cargo commands in one target directory.
    resource: str = ""
    # How many processors it can keep busy; 0 is any number.
    processors: int = 0
    # It measures times: nothing else runs beside it.
    alone: bool = False
    # A phase that only builds counts as a test where it fails.
    builds: bool = False


@dataclasses.dataclass
class Outcome:
    phase: Phase
    counts: Counts = dataclasses.field(default_factory=Counts)
    seconds: float = 0.0
    processor_seconds: float = 0.0
    log: str = ""
    reason: str = ""  # why it was not started


def counts_of(phase, text, status):
    """The counts of the last line that has some. A phase without such a line is one test, and one that fails has a failure."""
    found = None if phase.builds else counts.last_in(text)
    if found is None:
        return Counts(passed=0 if status or phase.builds else 1, failed=1 if status else 0)
    return Counts(found.passed, max(found.failed, 1) if status else found.failed)


class Scheduler:
    def __init__(self, phases, logs, root, environment, processors=None):
        self.phases = {phase.name: phase for phase in phases}
        self.logs, self.root, self.environment = logs, root, environment
        self.processors = processors or len(os.sched_getaffinity(0))
        self.waiting = list(self.phases)
        self.running = {}  # name: (Popen, processors, start)
        self.outcomes = {}
        self.changed = threading.Condition()
        self.last_status = time.monotonic()
        self.terminal = sys.stdout.isatty()
        self.urgency = {name: self.seconds_until_end(name) for name in self.phases}

    def seconds_until_end(self, name):
        """The cost of the phase and of the longest chain of phases that need it."""
        phase = self.phases[name]
        after = [self.seconds_until_end(other.name) for other in self.phases.values() if name in other.needs]
        return phase.cost + max(after, default=0)

    def run(self):
        """Runs all phases; their outcomes in the order in which they end."""
        self.logs.mkdir(parents=True, exist_ok=True)
        try:
            with self.changed:
                while self.waiting or self.running:
                    self.start_what_can_run()
                    if not self.running and self.waiting:
                        raise ValueError(f"these phases wait for phases that do not run: {', '.join(self.waiting)}")
                    self.show_status()
                    if self.running:
                        self.changed.wait(STATUS_SECONDS[self.terminal])
        finally:
            self.stop_all()
        return list(self.outcomes.values())

    def start_what_can_run(self):
        self.leave_out_what_needs_a_failure()
        for name in sorted(self.waiting, key=lambda name: -self.urgency[name]):
            free = self.processors - sum(share for _, share, _ in self.running.values())
            if free > 0 and self.can_start(self.phases[name]):
                self.start(self.phases[name], self.share(self.phases[name], free))

    def leave_out_what_needs_a_failure(self):
        while found := [(name, need) for name in self.waiting for need in self.phases[name].needs
                        if need in self.outcomes and self.outcomes[need].counts.failed]:
            name, need = found[0]
            self.waiting.remove(name)
            self.finish(Outcome(self.phases[name], Counts(failed=1), reason=f"not started: {need} has failed"))

    def can_start(self, phase):
        beside = [self.phases[name] for name in self.running]
        if any(need not in self.outcomes for need in phase.needs) or any(other.alone for other in beside):
            return False
        if phase.alone:
            return not beside and all(self.phases[name].alone for name in self.waiting)
        return not phase.resource or all(other.resource != phase.resource for other in beside)

    def share(self, phase, free):
        """As many processors as let the phase end when all the work could end: a long phase gets more than a short one."""
        limit = min(free, phase.processors or free)
        others = [self.phases[name] for name in self.waiting if name != phase.name and not self.phases[name].alone]
        if phase.alone or not others:
            return limit
        total = phase.cost + sum(other.cost for other in others)
        return max(1, min(limit, math.floor(phase.cost * self.processors / total)))

    def start(self, phase, share):
        self.waiting.remove(phase.name)
        log = self.logs / f"{phase.name}.log"
        environment = {**self.environment, "GC_CORO_JOBS": str(share), "CARGO_BUILD_JOBS": str(share)}
        if phase.builds:
            environment.pop("GC_CORO_BUILT", None)  # It would take what an earlier run has built.
        # A session of its own, so that an interrupt can end the phase with all that it has started.
        with open(log, "wb") as output:
            process = subprocess.Popen(phase.command, cwd=self.root, env=environment, stdin=subprocess.DEVNULL,
                                       stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        self.running[phase.name] = (process, share, time.monotonic())
        threading.Thread(target=self.wait_for, args=(phase, process, log), daemon=True).start()

    def wait_for(self, phase, process, log):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        with self.changed:
            _, _, start = self.running.pop(phase.name)
            text = log.read_text(errors="replace")
            outcome = Outcome(phase, counts_of(phase, text, process.returncode), time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                              os.path.relpath(log, self.root))
            self.finish(outcome, text)
            self.changed.notify()

    def finish(self, outcome, text=""):
        self.outcomes[outcome.phase.name] = outcome
        self.clear_status()
        print(f"{row(outcome)}  {len(self.outcomes)}/{len(self.phases)}", flush=True)
        # What the phase's own runners (cargo, lit, the scripts) say at their end.
        for line in counts.closing_lines(text):
            print(line, flush=True)
        if outcome.counts.failed and not outcome.reason:
            lines = text.splitlines()[-LINES_OF_A_FAILURE:]
            print("\n".join(f"  | {line}" for line in lines))
            print(f"  the whole log: {outcome.log}", flush=True)

    def show_status(self):
        now = time.monotonic()
        if not self.running or now - self.last_status < STATUS_SECONDS[self.terminal]:
            return
        self.last_status = now
        running = ", ".join(f"{name} {now - start:.0f} s" for name, (_, _, start) in self.running.items())
        text = f"[{len(self.outcomes)}/{len(self.phases)}] {running}"
        if self.terminal:
            print(f"\r\033[K{text[:os.get_terminal_size().columns - 1]}", end="", flush=True)
        else:
            print(text, flush=True)

    def clear_status(self):
        if self.terminal:
            print("\r\033[K", end="")

    def stop_all(self):
        for process, _, _ in self.running.values():
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass  # It has ended in the meantime.


def row(outcome):
    if outcome.reason:
        return f"{outcome.phase.name:<20} {outcome.reason}"
    return (f"{outcome.phase.name:<20} {outcome.counts.passed:5d} passed {outcome.counts.failed:5d} failed {outcome.seconds:6.0f} s"
            f" {outcome.processor_seconds:7.0f} s of processors")


def summary(outcomes):
    """The closing lines: a table of all phases, and the sums."""
    total = Counts()
    for outcome in outcomes:
        total.add_all(outcome.counts)
    return "\n".join([*map(row, outcomes), str(total)])
