"""For the programs: prints exceptions with all that a compiler could lose of them."""

import os
import traceback


def frames(error):
    """function:line of each entry of its traceback."""
    return [f"{entry.name}:{entry.lineno}" for entry in traceback.extract_tb(error.__traceback__)
            if os.path.basename(entry.filename) not in ("run_one.py", "runpy.py", "show.py")]


def chain(error, indent=0, seen=None):
    """The exception, its traceback, cause and context."""
    seen = seen or set()
    if id(error) in seen:
        return
    seen.add(id(error))
    pad = " " * indent
    print(f"{pad}{type(error).__name__}{error.args!r} at {' > '.join(frames(error)) or 'no frame'}"
          f"{' (context suppressed)' if error.__suppress_context__ else ''}")
    for name in ("__cause__", "__context__"):
        linked = getattr(error, name)
        if linked is not None:
            print(f"{pad}  {name}:")
            chain(linked, indent + 4, seen)
    for inner in getattr(error, "exceptions", ()):
        chain(inner, indent + 4, seen)


def attempt(function, *arguments, **keywords):
    """Calls it, and prints its result or its exception."""
    try:
        print(f"{function.__name__}: {function(*arguments, **keywords)!r}")
    except BaseException as error:
        print(f"{function.__name__}:", end=" ")
        chain(error)


def drive(coroutine, *answers):
    """Sends the answers into a coroutine or generator, printing what it yields; an exception among them is thrown."""
    try:
        print("  first:", coroutine.send(None))
        for answer in answers:
            thrown = isinstance(answer, BaseException) or (isinstance(answer, type) and issubclass(answer, BaseException))
            got = coroutine.throw(answer) if thrown else coroutine.send(answer)
            print(f"  {answer!r} ->", got)
    except StopIteration as stop:
        print("  returned", repr(stop.value))
    except BaseException as error:
        print("  raised", end=" ")
        chain(error)
