# tier: 1
# yield from: generators, iterators without send, values returned, throw and close that are passed on.
from harness.show import attempt, drive


class Iterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("iterator")
        self.n -= 1
        return self.n


class Full(Iterator):
    def send(self, value):
        print("send", value)
        return "sent"

    def throw(self, *what):
        print("throw", what[0] if isinstance(what[0], type) else repr(what[0]))
        if len(what) == 1 and isinstance(what[0], ValueError):
            return "swallowed"
        raise what[0]

    def close(self):
        print("close")


def inner(name):
    try:
        got = yield name, 1
        print(name, "got", got)
        got = yield name, 2
        print(name, "got", got)
        return name + " result"
    except ValueError as error:
        yield name, "handled", str(error)
        return "after error"
    finally:
        print(name, "finally")


def outer(*parts):
    results = []
    for part in parts:
        results.append((yield from part))
    return results


drive(outer(inner("a"), inner("b")), "x", "y", "z", "w")
drive(outer(Iterator(2), [7], "q"), None, None, None, None)
drive(outer(inner("a")), ValueError("boo"), 5)
drive(outer(inner("a")), KeyError("k"))
drive(outer(Full(5)), "hello", ValueError("v"), None)
drive(outer(Full(5)), TypeError("t"))
drive(outer(Iterator(3)), "no send there")
drive(outer(Iterator(3)), KeyError("no throw there"))
g = outer(Full(3))
next(g)
print(type(g.gi_yieldfrom).__name__)
g.close()
g = outer(inner("c"))
next(g)
g.close()
attempt(list, outer(5))


def recursive(depth):
    if depth == 0:
        yield "leaf"
        return 1
    return 1 + (yield from recursive(depth - 1))


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


drive(recursive(40), "down")
print(list(tree((((), 1, ()), 2, ((((), 3, ())), 4, ())))))


def self_reference():
    yield from g2


g2 = self_reference()
attempt(next, g2)


def running():
    try:
        yield next(g3)
    except ValueError as error:
        print("error", error)


g3 = running()
attempt(list, g3)
