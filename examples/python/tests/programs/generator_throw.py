# tier: 1
# throw(): into each place, with classes, instances and tracebacks; handlers that yield; what is the context.
import sys

from harness.show import attempt, chain, drive


def handler():
    while True:
        try:
            value = yield "ready"
            print("value", value)
        except ValueError as error:
            print("handled", error, sys.exc_info()[0])
            yield "handling"
            print("still", sys.exc_info()[1])
        except KeyError:
            raise RuntimeError("from key")
        finally:
            print("finally", sys.exc_info()[0])


drive(handler(), 1, ValueError("v"), None, 2)
drive(handler(), KeyError("k"))
drive(handler(), ValueError("v"), TypeError("t"))
drive(handler(), ZeroDivisionError)


def stop():
    yield 1
    raise StopIteration("inside")


def stop_thrown():
    try:
        yield 1
    finally:
        print("cleanup")


def next_inside():
    yield next(iter(()))


attempt(list, stop())
attempt(list, next_inside())
g = stop_thrown()
next(g)
attempt(g.throw, StopIteration("thrown"))
g = stop_thrown()
attempt(g.throw, GeneratorExit)
g = stop_thrown()
next(g)
attempt(g.throw, GeneratorExit)


def context():
    try:
        yield 1
    except Exception as error:
        print("context in", type(error.__context__))
        raise


try:
    raise OSError("outside")
except OSError:
    g = context()
    next(g)
    try:
        g.throw(ValueError("v"))
    except ValueError as error:
        chain(error)


def exc_info_is_own():
    print("at start", sys.exc_info()[0])
    try:
        raise KeyError("own")
    except KeyError:
        yield sys.exc_info()[0]
        print("back", sys.exc_info()[0])
    print("after", sys.exc_info()[0])
    yield sys.exc_info()[0]


g = exc_info_is_own()
print(next(g), sys.exc_info()[0])
try:
    raise TypeError("caller")
except TypeError:
    print(next(g), sys.exc_info()[0])
print(list(g))
g = exc_info_is_own()
attempt(g.throw, 1)
attempt(g.throw, None)
attempt(g.throw)
