# tier: 5
# for and while in all forms: else, break, continue, nesting, iterators of all kinds, changes of what is iterated, deep blocks, long functions.
from harness.show import attempt


def search(rows, wanted):
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value == wanted:
                break
            if value is None:
                continue
        else:
            continue
        return i, j
    else:
        return "nowhere"


def while_else(n):
    out = []
    while n:
        n -= 1
        if n == 5:
            continue
        if n == 2:
            break
        out.append(n)
    else:
        out.append("else")
    return out


def ranges():
    out = []
    for args in ((5,), (2, 5), (5, 2), (5, 2, -1), (0, 10, 3), (0, -10, -4), (10 ** 20, 10 ** 20 + 2), (2 ** 63 - 2, 2 ** 63 + 1), (0,), (3, 3)):
        out.append(list(x for x in range(*args)))
    return out


def range_generator(start, stop, step):
    for i in range(start, stop, step):
        yield i


def loop_variable():
    for i in range(3):
        j = i
        i = 10
    return i, j


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


class Fails:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next")


def grows(l):
    seen = []
    for x in l:
        seen.append(x)
        if x < 3:
            l.append(x + 1)
    return seen


def shrinks(l):
    return [l.pop() for x in l]


def dict_changes(d):
    for k in d:
        d[k + "x"] = 1


def zips():
    return [(a, b, c) for a, (b, c) in zip("ab", [(1, 2), (3, 4)])], list(map(lambda x, y: x + y, [1, 2], [3, 4])), [*reversed([1, 2])]


def deep(n):
    out = []
    for a in range(2):
        for b in range(2):
            while True:
                try:
                    with open("/dev/null"):
                        for c in range(2):
                            try:
                                if c == 1:
                                    break
                                for d in range(2):
                                    if d == n:
                                        raise ValueError(a, b, c, d)
                                    out.append((a, b, c, d))
                            finally:
                                out.append("f")
                except ValueError as error:
                    out.append(error.args)
                finally:
                    out.append("g")
                break
    return out


def primes(n):
    sieve = bytearray([1]) * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return sum(sieve[2:])


def mandelbrot(w, h):
    rows = []
    for y in range(h):
        row = ""
        for x in range(w):
            c = complex(3.0 * x / w - 2, 2.0 * y / h - 1)
            z = 0j
            for i in range(20):
                z = z * z + c
                if abs(z) > 2:
                    break
            row += ".:-=+*#%@"[i % 9]
        rows.append(row)
    return rows


print(search([[1, 2], [None, 3], [4]], 3), search([[1]], 9), while_else(4), while_else(1), while_else(7), while_else(0))
print(ranges(), loop_variable(), list(Old()), [x for x in Old()], grows([1]), shrinks([1, 2, 3, 4]), zips())
for args in ((0, 5, 1), (5, 0, -2), (0, 0, 1), (10 ** 18, 10 ** 18 + 3, 1), (2 ** 63 - 3, 2 ** 63 + 3, 2), (-2 ** 63 + 1, -2 ** 63 - 3, -1)):
    print(list(range_generator(*args)))
attempt(lambda: list(range_generator(0, 5, 0)))
attempt(lambda: list(range_generator(0, 1.5, 1)))
attempt(lambda: [x for x in Fails()])
attempt(dict_changes, {"a": 1})
attempt(lambda: [x for x in 5])
print(deep(0)[:6], deep(1), len(deep(5)), primes(1000))
print("\n".join(mandelbrot(30, 8)))
