# tier: 1
# close(): finally, a yield while closing, a value returned, exceptions from the cleanup.
from harness.show import attempt


def with_finally(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("finally")


def ignores_exit():
    while True:
        try:
            yield "again"
        except GeneratorExit:
            pass


def returns_on_exit():
    try:
        yield 1
    except GeneratorExit:
        return "value"


def fails_on_exit():
    try:
        yield 1
    finally:
        raise ValueError("cleanup")


def nested_finally(log):
    try:
        try:
            try:
                yield 1
            finally:
                log.append("inner")
        finally:
            log.append("middle")
            try:
                raise KeyError("k")
            except KeyError:
                log.append("handled")
    finally:
        log.append("outer")


def exit_then_stop():
    try:
        yield 1
    except GeneratorExit:
        raise StopIteration("odd")


for make in (with_finally, nested_finally):
    for steps in range(3):
        log = []
        g = make(log)
        for _ in range(steps):
            next(g, None)
        print(make.__name__, steps, g.close() is None, log, g.gi_frame is None)
        g.close()
g = ignores_exit()
next(g)
attempt(g.close)
g = fails_on_exit()
next(g)
attempt(g.close)
attempt(next, g)
g = exit_then_stop()
next(g)
attempt(g.close)
g = returns_on_exit()
next(g)
import sys
result = g.close()
print(result if sys.version_info >= (3, 13) else "before 3.13", result)
log = []
g = with_finally(log)
next(g)
del g
print("dropped:", log)


def in_loop(log):
    for i in range(3):
        try:
            yield i
        finally:
            log.append(i)


log = []
for x in in_loop(log):
    if x == 1:
        break
print("broken:", log)
