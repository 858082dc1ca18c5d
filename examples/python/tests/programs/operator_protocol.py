# tier: 5
# Operators of classes: reflected, in place, NotImplemented, subclasses first, __bool__ and __len__, rich comparison, matmul, indexing.
from harness.show import attempt


class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"

    def __add__(self, other):
        return V(self.n + other.n) if isinstance(other, V) else NotImplemented

    def __radd__(self, other):
        return V(other + self.n) if isinstance(other, int) else NotImplemented

    def __iadd__(self, other):
        self.n += 100
        return self

    def __matmul__(self, other):
        return "matmul", other

    def __imatmul__(self, other):
        return "imatmul"

    def __eq__(self, other):
        return isinstance(other, V) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def __lt__(self, other):
        return [self, other]

    def __bool__(self):
        return self.n > 0

    def __getitem__(self, key):
        return key

    def __contains__(self, x):
        return x == self.n

    def __index__(self):
        return self.n

    def __neg__(self):
        return V(-self.n)

    def __format__(self, spec):
        return f"<{spec}>"

    def __call__(self, *args, **kw):
        return args, kw


class W(V):
    def __radd__(self, other):
        return "W first"


class L:
    def __len__(self):
        return 0


def ops(v, w):
    yield v + v, 5 + v, v + w, sum([v, v], 1)
    x = v
    x += 1
    yield x is v, x
    y = w
    y @= 1
    yield y, v @ 2, v == V(v.n), v != 5, v < w, v > w
    yield bool(V(0)), not v, V(0) or "or", v and "and", bool(L()), not L()
    yield v[1], v[1:2], v[1:2:3], v[...], v[1, 2:3], v["k"], v[::]
    yield 5 in V(5), 5 not in V(6), [10, 20, 30][V(1)], "abc"[V(0):V(2)], -v
    yield f"{v:spec}{v}{v!r}", v(1, *[2], a=3, **{"b": 4})
    yield {v: 1}[V(v.n)], V(1) in {V(1), V(2)}


for r in ops(V(3), W(4)):
    print(r)
attempt(lambda: V(1) + "x")
attempt(lambda: "x" + V(1))
attempt(lambda: V(1) - V(2))
attempt(lambda: V(1) <= V(2))


def in_place():
    a = b = [1]
    a += (2,)
    c = (1,)
    d = c
    c += (2,)
    s = t = {1}
    s |= {2}
    n = m = 5
    n += 1
    x = "a"
    x *= 3
    l = [[0] * 2] * 2
    l[0][1] += 5
    k = {"n": 1}
    k["n"] <<= 4
    k["n"] ^= 3
    return a, b, c, d, s, t, n, m, x, l, k


def tuple_item():
    t = ([],)
    try:
        t[0] += [1]
    except TypeError as error:
        return t, str(error)


print(in_place(), tuple_item())


def chained(a, b, c, log):
    def v(name, value):
        log.append(name)
        return value
    return v("a", a) < v("b", b) < v("c", c), log


print(chained(1, 2, 3, []), chained(3, 2, 1, []), chained(1, 2, 0, []))
print([x is y for x in (None, True, 1) for y in (None, True, 1)], [() is ()], (1 == 1.0) is True)
