# tier: 3
# try, except, else, finally in all orders; what is raised, re-raised, replaced; the name of `except as` afterwards.
import sys

from harness.show import attempt, chain


def kinds(x):
    trace = []
    try:
        trace.append("try")
        if x == 0:
            raise ValueError("v")
        if x == 1:
            raise KeyError("k")
        if x == 2:
            raise LookupError("l")
        if x == 3:
            {}[x]
        if x == 4:
            return trace
    except (ValueError, TypeError) as e:
        trace.append(("first", repr(e)))
    except KeyError as e:
        trace.append(("second", repr(e)))
    except LookupError:
        trace.append("third")
        raise
    else:
        trace.append("else")
    finally:
        trace.append("finally")
    return trace


for i in range(6):
    attempt(kinds, i)


def name_is_gone():
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e


def replaced():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("replaced")


def caused():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("caused") from e


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("suppressed") from None


def in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def swallowed_by_return():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            if i == 1:
                return i
            continue


def broken():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            break
    return "out", i, sys.exc_info()[0]


def deep():
    try:
        try:
            try:
                raise ValueError("a")
            except ValueError:
                raise KeyError("b")
        except KeyError as e:
            raise TypeError("c") from e
    except TypeError as error:
        chain(error)
        raise error


def reraise_later():
    saved = None
    try:
        raise ValueError("saved")
    except ValueError as e:
        saved = e
    try:
        raise KeyError("other")
    except KeyError:
        raise saved


def bare_raise():
    raise


def raise_class_with_failing_init():
    class E(Exception):
        def __init__(self):
            raise TypeError("init")
    raise E


def raise_no_exception():
    raise 5


def from_no_exception():
    raise ValueError from 5


def except_no_class():
    try:
        raise ValueError("v")
    except 5:
        pass


for f in (name_is_gone, replaced, caused, suppressed, in_finally, swallowed_by_return, broken, deep, reraise_later, bare_raise,
          raise_class_with_failing_init, raise_no_exception, from_no_exception, except_no_class):
    attempt(f)


def state():
    seen = [sys.exc_info()[0]]
    try:
        raise ValueError
    except ValueError:
        seen.append(sys.exc_info()[0])
        try:
            raise KeyError
        except KeyError:
            seen.append(sys.exc_info()[0])
        seen.append(sys.exc_info()[0])
    seen.append(sys.exc_info()[0])
    return seen


print(state())
