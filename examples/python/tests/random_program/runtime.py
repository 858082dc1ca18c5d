"""What a random program calls, and how its functions are driven. Nothing here is given to the subject.

All that a program does is written to LOG, in a form that is equal from run to run.
"""

import asyncio
import inspect
import os
import sys
import traceback

LOG = []
MOST_STEPS = 1500
MOST_LINES = 3000
_steps = 0


class OutOfSteps(BaseException):
    """Ends a program that runs too long. Programs do not catch it."""


class E1(Exception):
    pass


class E2(E1):
    pass


class E3(Exception):
    pass


class Num:
    """A number with operators of its own, which log that they were called."""

    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Num({self.n})"

    def __add__(self, other):
        log("Num.add")
        return self.n + (other.n if isinstance(other, Num) else other)

    def __radd__(self, other):
        log("Num.radd")
        return other + self.n

    def __eq__(self, other):
        return isinstance(other, Num) and self.n == other.n

    def __lt__(self, other):
        if self.n == 3:
            raise E2("Num.lt")
        return self.n < (other.n if isinstance(other, Num) else other)

    def __bool__(self):
        return self.n > 0

    def __del__(self):
        pass


class Pause:
    """Suspends a number of times. Its result is what was sent last, or a value of its own."""

    def __init__(self, *values):
        self.values = values

    def __await__(self):
        got = None
        for value in self.values:
            got = yield value
        return got if got is not None else len(self.values)


class Manager:
    """For with and async with: logs, suspends, swallows E1, or fails."""

    def __init__(self, name, swallow=False, fails=False):
        self.name, self.swallow, self.fails = name, swallow, fails

    def enter(self):
        log("enter", self.name)
        if self.fails:
            raise E3("enter")
        return 5

    def exit(self, kind, value):
        log("exit", self.name, kind and kind.__name__, value and value.args)
        return self.swallow and kind is not None and issubclass(kind, E1)

    def __enter__(self):
        return self.enter()

    def __exit__(self, kind, value, tb):
        return self.exit(kind, value)

    async def __aenter__(self):
        await Pause("aenter")
        return self.enter()

    async def __aexit__(self, kind, value, tb):
        # A coroutine that is dropped must not suspend again.
        if kind is not GeneratorExit:
            await Pause("aexit")
        return self.exit(kind, value)


def step():
    global _steps
    _steps += 1
    if _steps > MOST_STEPS:
        raise OutOfSteps


def log(*values):
    if len(LOG) > MOST_LINES:
        raise OutOfSteps
    LOG.append(" ".join(map(show, values)))


def show(value):
    """A short form of a value that is equal from run to run."""
    if isinstance(value, int) and abs(value) > 10 ** 40:
        return f"int of {value.bit_length()} bits, {value % 1000000007}"
    if isinstance(value, BaseException):
        return describe(value)
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + "(" + ", ".join(map(show, value)) + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (int, float, str, bytes, bool, set, frozenset, range, Num, type(None))):
        return repr(value)
    return type(value).__name__


def describe(error, depth=0):
    """The exception, its lines, its cause and context."""
    if depth > 6:
        return "..."
    here = [f"{entry.name}:{entry.lineno}" for entry in traceback.extract_tb(error.__traceback__)
            if os.path.basename(entry.filename).startswith("seed-")]
    text = f"{type(error).__name__}{error.args} at {' > '.join(here)}"
    if error.__cause__ is not None:
        text += f" cause [{describe(error.__cause__, depth + 1)}]"
    if error.__context__ is not None and error.__context__ is not error.__cause__:
        text += f" context{'-' if error.__suppress_context__ else ''} [{describe(error.__context__, depth + 1)}]"
    for inner in getattr(error, "exceptions", ()):
        text += f" member [{describe(inner, depth + 1)}]"
    return text


class AsyncGenerator:
    """An async generator with the protocol of a coroutine for drive(): each action is driven to its end or its first suspension."""

    def __init__(self, generator):
        self.generator, self.open = generator, None

    def act(self, method, *arguments):
        if self.open is None:
            self.open = getattr(self.generator, {"send": "asend", "throw": "athrow", "close": "aclose"}[method])(*arguments).__await__()
            method, arguments = "send", (None,)
        elif method == "close":
            self.open, left = None, self.open
            return left.close()
        try:
            return getattr(self.open, method)(*arguments)
        except StopIteration as stop:
            self.open = None
            return ("item", stop.value)
        except BaseException:
            self.open = None
            raise

    def send(self, value):
        return self.act("send", value)

    def throw(self, error):
        return self.act("throw", error)

    def close(self):
        return self.act("close")


ERRORS = {"E1": E1, "E2": E2, "E3": E3, "ValueError": ValueError, "GeneratorExit": GeneratorExit, "StopIteration": StopIteration}


def drive(made, script):
    """Does the actions of a script to a generator, coroutine or async generator: "next", ("send", v), ("throw", "E1"), "close", "drop"."""
    target = AsyncGenerator(made) if inspect.isasyncgen(made) or hasattr(made, "asend") else made
    del made
    for action in script:
        try:
            if action == "drop":
                del target
                log("dropped")
                return
            if action == "close":
                log("close", target.close())
            elif action == "next":
                log("next", target.send(None))
            elif action[0] == "send":
                log("send", target.send(action[1]))
            else:
                log("throw", target.throw(ERRORS[action[1]]("thrown")))
        except StopIteration as stop:
            log("stop", stop.value)
        except OutOfSteps:
            raise
        except BaseException as error:
            log("error", error)
        log("exc_info", sys.exc_info()[0])


async def _cancelled(coroutine, turns):
    task = asyncio.ensure_future(coroutine)
    for _ in range(turns):
        await asyncio.sleep(0)
    log("cancel", task.cancel())
    try:
        log("task", await task)
    except (Exception, asyncio.CancelledError) as error:
        log("task error", error)


def call(function, *arguments):
    try:
        log("call", function(*arguments))
    except OutOfSteps:
        raise
    except BaseException as error:
        log("call error", error)


def run_task(coroutine, turns):
    """Under asyncio, cancelled after some turns of the loop."""
    asyncio.run(_cancelled(coroutine, turns))


async def nap(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


def begin():
    global _steps
    _steps = 0
    LOG.clear()
