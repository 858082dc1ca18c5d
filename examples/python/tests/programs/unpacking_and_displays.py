# tier: 5
# Unpacking, displays with stars, slices, deletion of items, augmented targets, walrus, chained assignment, errors with their messages.
from harness.show import attempt


def unpack(value):
    a, b, c = value
    return a, b, c


def starred(value):
    a, *b, c = value
    return a, b, c


def nested(value):
    (a, [b, *c]), d = value
    return a, b, c, d


def in_for(rows):
    return [(k, v, rest) for k, (v, *rest) in rows]


def generator():
    yield 1
    yield 2
    yield 3


def infinite():
    n = 0
    while True:
        yield n
        n += 1


for v in ((1, 2, 3), "abc", [1, 2, 3], {1: 2, 3: 4, 5: 6}, generator(), range(3), (1, 2), (1, 2, 3, 4), 5, None, infinite(), iter(())):
    attempt(unpack, v)
for v in ((1, 2), (1, 2, 3, 4), "ab", (1,), (), 5, {1: 2, 3: 4}):
    attempt(starred, v)
attempt(nested, ((1, [2, 3, 4]), 5))
attempt(nested, ((1, []), 5))
print(in_for({"a": (1, 2, 3), "b": "x"}.items()))


def displays(a, b):
    return [*a, 0, *b], (*a, *b), {*a, *b}, {**dict(zip(a, b)), "k": 1, **{"k": 2}}, [a, b][1], (a,) + (b,), {1, 2} | {3}, {"x": [a]}


print(displays([1, 2], (3, 4)), displays("", []))


def slices(l):
    c = list(l)
    c[1:3] = "xyz"
    del c[0], c[-1]
    d = list(l)
    d[::2] = [0] * len(d[::2])
    del d[1:2]
    return l[1:], l[:-1], l[::2], l[::-1], l[1:4:2], l[:], c, d


print(slices([1, 2, 3, 4, 5]))


def walrus(values):
    out = []
    while (n := len(out)) < 3 and (x := values[n]) is not None:
        out.append(x * n)
    if any((found := v) > 2 for v in values if v):
        out.append(found)
    return out, n


print(walrus([1, 2, 3, None]))


def chained():
    a = b = c = []
    a.append(1)
    x, y = y, x = 1, 2
    i = 0
    l = [0, 0, 0]
    i, l[i] = 1, 5
    return a, b is c, x, y, l


def swap(a, b, c, d):
    a, b = b, a
    a, b, c = c, a, b
    a, b, c, d = d, c, b, a
    return a, b, c, d


def aug(d):
    d["n"] += 1
    d["l"] += [1]
    d["s"] *= 2
    d["n"] **= 2
    d["n"] //= 3
    d["n"] |= 8
    d["n"] >>= 1
    d["n"] %= 5
    d["n"] -= 7
    d["f"] /= 4
    return d


print(chained(), swap(1, 2, 3, 4), aug({"n": 6, "l": [], "s": "ab", "f": 1}))
for bad in (lambda: [1][5], lambda: {}["k"], lambda: "abc"[1.5], lambda: (1,)["x"], lambda: None[0], lambda: {}[[]], lambda: {[]: 1},
            lambda: [*5], lambda: {**5}, lambda: [1, 2][::0], lambda: b"a"[9], lambda: (lambda: 0)[1]):
    attempt(bad)


def conditional(x):
    return ("a" if x else "b") if x != 2 else "c" if x else "d"


def bools(a, b, c):
    return a and b or c, a or b and c, not (a and not b), (a or b) and (b or c)


print([conditional(x) for x in (0, 1, 2)], [bools(a, b, c) for a in (0, 1) for b in ("", "b") for c in (None, "c")])


def strings(x, w):
    return f"{x}", f"{x!r:>{w}}", f"{x:<{w}}|", f"{x!s}{{}}{x!a}", f"{w:{w}d}", f"{w=}", f"{x * 2!r}", "%s-%r" % (x, x), "{0}{1}{0}".format(x, w)


print(strings("é", 6), f"{3.14159:.2f} {10:x} {1e10:,} {'a':^5} {True}")
attempt(lambda: f"{1:bad}")
