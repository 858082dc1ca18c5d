# tier: 5
# An exception in every operator, hook and statement: each has its line, and nothing else runs.
from harness.show import attempt


class Boom(Exception):
    pass


def fail(name):
    def method(self, *args):
        raise Boom(name)
    method.__name__ = name
    return method


NAMES = ("add radd sub mul truediv floordiv mod pow matmul and or xor lshift rshift iadd isub imul lt le eq ne gt ge neg pos invert bool len "
         "getitem setitem delitem contains iter next call enter exit format index int float hash str repr await aiter get set").split()
Bad = type("Bad", (), {f"__{n}__": fail(n) for n in NAMES} | {"__getattr__": fail("getattr"), "__setattr__": fail("setattr"), "__delattr__": fail("delattr")})
bad = Bad()


def binary(x):
    for i, f in enumerate([
        lambda: x + 1, lambda: 1 + x, lambda: x - 1, lambda: x * 1, lambda: x / 1, lambda: x // 1, lambda: x % 1, lambda: x ** 1, lambda: x @ 1,
        lambda: x & 1, lambda: x | 1, lambda: x ^ 1, lambda: x << 1, lambda: x >> 1, lambda: x < 1, lambda: x <= 1, lambda: x == 1,
        lambda: x != 1, lambda: x > 1, lambda: x >= 1, lambda: -x, lambda: +x, lambda: ~x, lambda: not x, lambda: x[1], lambda: x[1:2],
        lambda: 1 in x, lambda: 1 not in x, lambda: [*x], lambda: {**x}, lambda: (*x, 1), lambda: {*x}, lambda: x(), lambda: x.attr,
        lambda: f"{x}", lambda: f"{x!r}", lambda: f"{x!s:>5}", lambda: "abc"[x], lambda: {x: 1}, lambda: {x}, lambda: len(x), lambda: bool(x),
        lambda: x and 1, lambda: x or 1, lambda: 1 if x else 2, lambda: [y for y in x], lambda: dict(x), lambda: print(*x), lambda: f(**x),
        lambda: 1 < x < 2, lambda: [1, 2][x], lambda: range(x), lambda: "%s" % x, lambda: x is None, lambda: x is not None
    ]):
        try:
            print(i, "gives", f())
        except Exception as error:
            print(i, type(error).__name__, error.args)


def statements(x):
    def s_setitem():
        x[1] = 2

    def s_delitem():
        del x[1]

    def s_setattr():
        x.a = 1

    def s_delattr():
        del x.a

    def s_iadd():
        y = x
        y += 1

    def s_unpack():
        a, b = x

    def s_star():
        a, *b = x

    def s_for():
        for _ in x:
            pass

    def s_with():
        with x:
            pass

    def s_if():
        if x:
            pass

    def s_while():
        while x:
            break

    def s_assert():
        assert x

    def s_raise():
        raise x

    def s_slice():
        x[1:2] = 3

    def s_augitem():
        x[0] += 1

    def s_augattr():
        x.a += 1

    def s_except():
        try:
            raise ValueError
        except x:
            pass

    def s_yield_from():
        yield from x

    def s_match():
        match x:
            case 1:
                pass
            case {"a": 1}:
                pass

    for f in (s_setitem, s_delitem, s_setattr, s_delattr, s_iadd, s_unpack, s_star, s_for, s_with, s_if, s_while, s_assert, s_raise, s_slice,
              s_augitem, s_augattr, s_except, s_match):
        attempt(f)
    attempt(lambda: list(s_yield_from()))


async def coroutines(x):
    try:
        await x
    except Exception as error:
        print("await", type(error).__name__, error.args)
    try:
        async for _ in x:
            pass
    except Exception as error:
        print("async for", type(error).__name__, error.args)
    try:
        async with x:
            pass
    except Exception as error:
        print("async with", type(error).__name__, error.args)


def run(c):
    try:
        c.send(None)
    except StopIteration:
        pass


binary(bad)
statements(bad)
run(coroutines(bad))
for x in (None, 5, "text", [], 1.5):
    binary(x)
    run(coroutines(x))
statements(5)
