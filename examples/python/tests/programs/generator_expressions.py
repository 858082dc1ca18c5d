# tier: 1
# Generator expressions: laziness, the first iterable, scopes, nesting, exceptions inside, close and throw, as arguments.
from harness.show import attempt


def noisy(n, log):
    for i in range(n):
        log.append(i)
        yield i


def lazy():
    log = []
    g = (x * 10 for x in noisy(3, log) if x != 1)
    before = list(log)
    first = next(g)
    return before, first, list(log), list(g), log


def first_iterable():
    try:
        (x for x in 5)
    except TypeError as error:
        return str(error)


def inner_is_late():
    g = (y for x in [1, 2] for y in undefined_name)
    try:
        next(g)
    except NameError as error:
        return str(error)


def scopes():
    n = 1
    g = (x + n for x in [1, 2, 3])
    n = 100
    return list(g)


def nested(n):
    return sum(sum(i * j for j in range(i)) for i in range(n)), list((a, b, c) for a in range(3) for b in range(a) for c in "xy" if a != b)


def fails():
    g = (1 // x for x in (1, 0, 2))
    out = [next(g)]
    try:
        next(g)
    except ZeroDivisionError:
        out.append("error")
    out.append(list(g))
    return out


def closed():
    log = []
    g = (x for x in noisy(3, log))
    next(g)
    g.close()
    return list(g), log


def thrown():
    g = (x for x in range(3))
    next(g)
    try:
        g.throw(KeyError("k"))
    except KeyError as error:
        return str(error), list(g)


def arguments():
    return max(x for x in [3, 1]), dict((k, v) for k, v in [(1, 2)]), ",".join(str(x) for x in range(3)), any(x for x in [0, 0]), all(x for x in ()), sorted(
        (-x for x in range(3)), key=lambda v: v * v), {*(x % 2 for x in range(5))}


def stop_inside():
    def stop():
        raise StopIteration
    return list(x or stop() for x in (1, 0, 2))


def send_to(g):
    next(g)
    return g.send("ignored"), g.__name__, g.__qualname__


for f in (lazy, first_iterable, inner_is_late, scopes, fails, closed, thrown, arguments, stop_inside):
    attempt(f)
print(nested(6), send_to(x for x in range(5)))
