#!/usr/bin/env python3
"""Makes many coroutines, ends them in each manner at each suspension, and looks for objects that are left.

Kinds: generators, generators with `yield from`, coroutines with exceptions, loops and closures, async generators, tasks of asyncio.
Endings: finished, dropped, closed, thrown into (passed on and handled), cancelled, caught in a cycle. Each object that a coroutine holds is
counted, weak references watch the coroutines, and `gc`, `sys.getallocatedblocks` and tracemalloc say what has grown.

    leaks.py [--count 100000] [--subject jit] [--filter RE]

The last line of the output is "N passed, M failed".
"""

import argparse
import asyncio
import gc
import re
import sys
import tracemalloc
import warnings
import weakref

sys.dont_write_bytecode = True

from harness import leak_programs, subject  # noqa: E402
from harness.instrument import compile_instrumented  # noqa: E402

# Objects that the interpreter keeps for its own reasons: caches of tuples, of frames, of the first call.
BLOCKS_ALLOWED = 60
BYTES_ALLOWED = 24 * 1024
# What is lost grows by as much each time that it is looked for.
LOOKS = 3


def load(chosen):
    """The programs, with their functions given to the subject."""
    chosen.install()
    with open(leak_programs.__file__, "rb") as file:
        code = compile_instrumented(file.read(), leak_programs.__file__, transform=chosen.transform)
    module = type(sys)("leak_programs")
    exec(code, module.__dict__)
    return module


def finish(make, suspensions):
    coroutine = make()
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        pass


def drop(make, suspensions):
    advanced(make, suspensions)


def close(make, suspensions):
    advanced(make, suspensions).close()


def throw(make, suspensions):
    """An exception that no program handles."""
    coroutine = advanced(make, suspensions)
    try:
        coroutine.throw(OSError("thrown"))
    # Coroutines that have ended refuse it.
    except (OSError, RuntimeError):
        pass


def throw_handled(make, suspensions):
    """One that some programs handle and go on from."""
    coroutine = advanced(make, suspensions)
    try:
        coroutine.throw(ValueError("handled"))
        coroutine.send(None)
    except (ValueError, RuntimeError, StopIteration):
        pass


def cycle(make, suspensions):
    """The coroutine holds an object that holds it."""
    holder = []
    coroutine = make(holder)
    step(coroutine, suspensions)
    holder.append(coroutine)


def cycle_thrown(make, suspensions):
    holder = []
    coroutine = make(holder)
    step(coroutine, suspensions)
    holder.append(coroutine)
    try:
        coroutine.throw(ValueError("in a cycle"))
    except (ValueError, RuntimeError, StopIteration) as error:
        # The exception holds the traceback, which may hold the frame.
        holder.append(error)


def step(coroutine, suspensions):
    try:
        for _ in range(suspensions):
            coroutine.send(None)
    except StopIteration:
        pass


def advanced(make, suspensions):
    coroutine = make()
    step(coroutine, suspensions)
    return coroutine


ENDINGS = (finish, drop, close, throw, throw_handled, cycle, cycle_thrown)


class Asend:
    """An async generator with the protocol of a generator: each send is one asend to its end."""

    def __init__(self, generator):
        self.generator = generator

    def run(self, awaitable):
        iterator = awaitable.__await__()
        try:
            while True:
                iterator.send(None)
        except StopIteration as stop:
            return stop.value
        except StopAsyncIteration:
            raise StopIteration from None

    def send(self, value):
        return self.run(self.generator.asend(value))

    def throw(self, error):
        return self.run(self.generator.athrow(error))

    def close(self):
        return self.run(self.generator.aclose())


def direct(program, asynchronous, count):
    """All endings at each suspension, `count` coroutines in all."""
    def made(extra=None):
        coroutine = program(extra)
        return Asend(coroutine) if asynchronous else coroutine

    done = 0
    while done < count:
        for ending in ENDINGS:
            for suspensions in range(leak_programs.SUSPENSIONS + 2):
                ending(made, suspensions)
                done += 1
    return done


async def cancel_all(program, batch):
    """Tasks that are cancelled after 0, 1, 2 ... turns of the loop."""
    for turns in range(leak_programs.SUSPENSIONS + 2):
        tasks = [asyncio.ensure_future(program(None)) for _ in range(batch)]
        for _ in range(turns):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def under_asyncio(program, _, count):
    batch = max(1, min(200, count // (leak_programs.SUSPENSIONS + 2)))
    done = 0
    while done < count:
        asyncio.run(cancel_all(program, batch))
        done += batch * (leak_programs.SUSPENSIONS + 2)
    return done


class Watch:
    """What is alive now, and what has grown since the last look."""

    def __init__(self, module):
        self.module = module
        collect()
        self.things = module.Thing.alive
        self.objects = len(gc.get_objects())
        self.blocks = sys.getallocatedblocks()
        tracemalloc.start()
        self.bytes = tracemalloc.get_traced_memory()[0]

    def problem(self):
        """What is left over, or None."""
        collect()
        grown = tracemalloc.get_traced_memory()[0] - self.bytes
        tracemalloc.stop()
        # The list itself is one object, and counting takes a few.
        objects, blocks = len(gc.get_objects()) - self.objects, sys.getallocatedblocks() - self.blocks
        things = self.module.Thing.alive - self.things
        if things:
            return f"{things} objects of suspended frames are left"
        if gc.garbage:
            return f"{len(gc.garbage)} objects in gc.garbage"
        if objects > BLOCKS_ALLOWED or blocks > BLOCKS_ALLOWED or grown > BYTES_ALLOWED:
            return f"grown by {objects} collected objects, {blocks} blocks, {grown} bytes (tracemalloc)"
        return None


def collect():
    for _ in range(3):
        gc.collect()


def coroutine_is_freed(program):
    """Weak references to coroutines in each state are dead after a collection."""
    alive = []
    for suspensions in range(leak_programs.SUSPENSIONS + 2):
        for in_cycle in (False, True):
            holder = []
            coroutine = program(holder if in_cycle else None)
            if hasattr(coroutine, "send"):
                step(coroutine, suspensions)
            if in_cycle:
                holder.append(coroutine)
            reference = weakref.ref(coroutine)
            del coroutine, holder
            gc.collect()
            if reference() is not None:
                alive.append(f"{'in a cycle' if in_cycle else 'dropped'} after {suspensions} suspensions")
    return f"a coroutine is still alive: {', '.join(alive)}" if alive else None


def cases(module):
    for name, program, asynchronous in module.programs():
        yield name, direct, program, asynchronous
        if name.startswith("coroutine"):
            yield f"{name}, cancelled", under_asyncio, program, False


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subject", default="jit")
    parser.add_argument("--count", type=int, default=100_000, help="coroutines in all (default: 100000)")
    parser.add_argument("--filter", default="")
    return parser.parse_args()


def check(module, run, program, asynchronous, count):
    """The problem of one case, or None, and how many coroutines it made."""
    # The first half compiles, and fills free lists and caches. What is lost at each coroutine shows in the second. A cache that grows a
    # little there has a limit, so it does not do so each time.
    made = run(program, asynchronous, count // 2)
    for _ in range(LOOKS):
        watch = Watch(module)
        made += run(program, asynchronous, count // 2)
        problem = watch.problem()
        if problem is None:
            return coroutine_is_freed(program), made
    return problem, made


def main():
    options = arguments()
    subject.require(options.subject)
    chosen = subject.named(options.subject)
    module = load(chosen)
    selected = [case for case in cases(module) if re.search(options.filter, case[0])]
    passed = failed = total = 0
    # That coroutines were never awaited is what this test is about.
    warnings.simplefilter("ignore")
    for name, run, program, asynchronous in selected:
        problem, made = check(module, run, program, asynchronous, max(1, options.count // len(selected)))
        total += made
        passed, failed = passed + (problem is None), failed + (problem is not None)
        if problem:
            print(f"FAIL: {name}: {problem} (of {made} coroutines)", flush=True)
    for (name, line), reason in chosen.refused().items():
        failed += 1
        print(f"FAIL: {name} (line {line}) stays with the interpreter: {reason}")
    print(f"{total} coroutines")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or not passed)


if __name__ == "__main__":
    main()
