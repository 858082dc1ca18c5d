"""Runs random programs by the interpreter and by a subject in one process: python -m random_program.run_batch SUBJECT SEED...

A line of JSON for each says what differs. Where the process dies or hangs, the caller knows the seed by what is missing.
"""

import asyncio
import builtins
import faulthandler
import gc
import json
import sys

from harness import subject
from harness.instrument import HOOK, compile_instrumented

from . import runtime
from .text import Program

LIMIT_S = 90


def outcome(text, name, chosen):
    """All that the program logs."""
    setattr(builtins, HOOK, chosen)
    runtime.begin()
    code = compile_instrumented(text, name, transform=chosen.transform)
    module = {"__name__": name, "__builtins__": builtins}
    try:
        exec(code, module)
    except runtime.OutOfSteps:
        runtime.LOG.append("out of steps")
    except BaseException as error:
        runtime.LOG.append(f"ended by {runtime.describe(error)}")
    module.clear()
    gc.collect()
    return list(runtime.LOG)


def difference(expected, found):
    for index, (one, other) in enumerate(zip(expected, found)):
        if one != other:
            return f"line {index} of its log\n  interpreter: {one[:300]}\n  subject:     {other[:300]}"
    if len(expected) != len(found):
        longer = expected if len(expected) > len(found) else found
        at = min(len(expected), len(found))
        return f"the log has {len(expected)} lines with the interpreter, {len(found)} with the subject: {longer[at][:200]}"
    return None


def compared(text, name, chosen):
    """The problem, or None."""
    chosen.functions.clear()
    problem = difference(outcome(text, name, subject.Subject()), outcome(text, name, chosen))
    refused = refusals(chosen)
    return f"stays with the interpreter: {refused[0]}" if problem is None and refused else problem


def refusals(chosen):
    return [f"{function} (line {line}): {reason}" for (function, line), reason in chosen.refused().items()]


def main():
    name, *seeds = sys.argv[1:]
    chosen = subject.named(name)
    # Objects that are dropped late log late: nothing may depend on when the collector runs.
    gc.disable()
    asyncio.set_event_loop_policy(None)
    # Exceptions in finalisers are not part of the log.
    sys.unraisablehook = lambda _: None
    for seed in map(int, seeds):
        faulthandler.dump_traceback_later(LIMIT_S, exit=True)
        problem = compared(Program(seed).text(), f"seed-{seed}.py", chosen)
        result = {"seed": seed, "problem": problem, "functions": len(chosen.functions), "refused": refusals(chosen)}
        print(json.dumps(result), flush=True)
    faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
