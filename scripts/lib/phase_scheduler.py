"""Runs the phases of scripts/test.sh side by side on all processors. scripts/lib/test_phases.py has the table of the phases."""

import dataclasses
import math
import os
import re
import signal
import subprocess
import sys
import threading
import time

COUNTS = re.compile(r"(\d+) passed, (\d+) failed")
LINES_OF_A_FAILURE = 30


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
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    log: str = ""
    reason: str = ""  # why it was not started


def counts_of(phase, text, status):
    """The counts of the last line that has some. A phase without such a line is one test, and one that fails has a failure."""
    found = COUNTS.findall(text)
    if found and not phase.builds:
        passed, failed = map(int, found[-1])
        return passed, max(failed, 1) if status else failed
    return (0, 1) if status else (0 if phase.builds else 1, 0)


class Scheduler:
    def __init__(self, phases, logs, root, environment, processors=None):
        self.phases = {phase.name: phase for phase in phases}
        self.logs, self.root, self.environment = logs, root, environment
        self.processors = processors or len(os.sched_getaffinity(0))
        self.waiting = list(self.phases)
        self.running = {}  # name: (Popen, processors, start)
        self.outcomes = {}
        self.changed = threading.Condition()
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
                    self.show_status()
                    if self.running:
                        self.changed.wait(1.0 if self.terminal else None)
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
        for name in list(self.waiting):
            broken = [need for need in self.phases[name].needs if need in self.outcomes and self.outcomes[need].failed]
            if broken:
                self.waiting.remove(name)
                self.finish(Outcome(self.phases[name], failed=1, reason=f"not started: {broken[0]} has failed"))

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
            passed, failed = counts_of(phase, text, process.returncode)
            outcome = Outcome(phase, passed, failed, time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                              os.path.relpath(log, self.root))
            self.finish(outcome, text)
            self.changed.notify()

    def finish(self, outcome, text=""):
        self.outcomes[outcome.phase.name] = outcome
        self.clear_status()
        print(f"{row(outcome)}  {len(self.outcomes)}/{len(self.phases)}", flush=True)
        if outcome.failed and not outcome.reason:
            lines = text.splitlines()[-LINES_OF_A_FAILURE:]
            print("\n".join(f"  | {line}" for line in lines))
            print(f"  the whole log: {outcome.log}", flush=True)

    def show_status(self):
        if not self.terminal or not self.running:
            return
        now = time.monotonic()
        text = ", ".join(f"{name} {now - start:.0f} s" for name, (_, _, start) in self.running.items())
        width = os.get_terminal_size().columns - 1
        print(f"\r\033[K{f'[{len(self.outcomes)}/{len(self.phases)}] {text}'[:width]}", end="", flush=True)

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
    return (f"{outcome.phase.name:<20} {outcome.passed:5d} passed {outcome.failed:5d} failed {outcome.seconds:6.0f} s"
            f" {outcome.processor_seconds:7.0f} s of processors")


def summary(outcomes):
    """The closing lines: a table of all phases, and the sums."""
    passed, failed = (sum(getattr(outcome, field) for outcome in outcomes) for field in ("passed", "failed"))
    return "\n".join([*map(row, outcomes), f"{passed} passed, {failed} failed"])
