# tier: 1
# The protocol of generators: next, send, throw, close, and what each gives before the start and after the end.
from harness.show import attempt, drive


def count(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "done"


def forever():
    total = 0
    while True:
        value = yield total
        total += value if value is not None else 1


def empty():
    return
    yield


def once(value):
    return (yield value)


print(list(count(3)), list(empty()))
drive(count(3), None, "a", "b", "c")
drive(forever(), 5, 6, None, 7)
drive(once("x"), "answer")

g = count(2)
attempt(g.send, "too early")
print(next(g), next(g))
attempt(g.__next__)
attempt(g.__next__)
attempt(g.send, 1)

g = forever()
g.close()
attempt(next, g)
g = forever()
next(g)
attempt(g.throw, ValueError("in"))
attempt(next, g)
g = forever()
attempt(g.throw, KeyError("before the start"))
attempt(next, g)
print(iter(g) is g, g.gi_running, g.gi_frame, g.gi_yieldfrom)
a, b, *c = count(5)
print(a, b, c, sum(count(10)), max(count(4)), dict(zip(count(3), "abc")), 3 in count(4), 9 in count(4))
print(sorted(count(4), reverse=True), tuple(x * x for x in count(4)), {*count(3)}, [*count(2), *count(2)])
