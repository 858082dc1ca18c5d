# tier: 6
# match: literals, captures, sequences, mappings, classes, guards, or, as, nested; subjects that suspend; errors in patterns.
import dataclasses
import enum

from harness.show import attempt


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Odd:
    __match_args__ = ("a",)

    def __init__(self, a):
        self.a = a


def classify(value):
    match value:
        case None | True | False:
            return "constant", value
        case 0 | -1 | 1.5 | "text" | b"bytes" | 2 + 3j:
            return "literal", value
        case Color.RED:
            return "red"
        case Color():
            return "other color"
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [1, *rest]:
            return "one first", rest
        case (x, y) if x == y:
            return "equal pair", x
        case [x, (y, [*z, last])]:
            return "nested", x, y, z, last
        case {"kind": "circle", "r": r}:
            return "circle", r
        case {"kind": kind, **others}:
            return kind, others
        case {}:
            return "mapping"
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y) | Odd(Point(x, y)):
            return "point", x, y
        case Odd([a, _] as pair):
            return "odd pair", a, pair
        case int(n) if n > 100:
            return "big", n
        case int() | float() as number:
            return "number", number
        case str(s):
            return "string", s
        case _:
            return "other", type(value).__name__


VALUES = [None, True, 0, -1, 1.5, "text", b"bytes", 2 + 3j, Color.RED, Color.BLUE, [], [7], (7,), [1, 2, 3], (4, 4), [5, (6, [7, 8])], [5, (6, [])],
          {"kind": "circle", "r": 2}, {"kind": "square", "a": 1}, {"k": 1}, {}, Point(0), Point(3, 4), Odd(Point(1, 2)), Odd([1, 2]), Odd(5), 101, 50,
          2.5, "abc", "", b"", range(2), {1, 2}, iter([1]), object]
for v in VALUES:
    print(classify(v))


class P:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


async def awaits(x):
    match await P(x):
        case [a, b] if await P(a):
            return await P(b)
        case {"v": v}:
            return v, await P("mapping")
        case other:
            return other


def generator(values):
    for value in values:
        match value:
            case [a, *b]:
                got = yield a
                yield got, b
            case int(a):
                yield a + 1
            case _:
                yield "none"
                continue
        yield "after"


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as stop:
        return stop.value


print([run(awaits(x)) for x in ([1, 2], [0, 2], {"v": 3}, 5)])
print(list(generator([[1, 2, 3], 5, "x", [], True])))


class BadArgs:
    __match_args__ = 5


class NoArgs:
    pass


class BadLen:
    def __len__(self):
        raise ValueError("len")


def wrong_args():
    match BadArgs():
        case BadArgs(1):
            pass


def too_many():
    match Point(1):
        case Point(1, 2, 3):
            pass


def not_a_class():
    kind = 5
    match 1:
        case kind():
            pass


def no_positional():
    match NoArgs():
        case NoArgs(1):
            pass


def twice():
    match Point(1, 2):
        case Point(1, x=2):
            pass


def binds_before_failing(value):
    match value:
        case [a, b, 3]:
            pass
        case [a, *_]:
            return a
    return "no"


def no_case(value):
    match value:
        case 1:
            return "one"


for f in (wrong_args, too_many, not_a_class, no_positional, twice):
    attempt(f)
print(binds_before_failing([1, 2, 4]), binds_before_failing([1, 2, 3]), no_case(2))
attempt(lambda: binds_before_failing(5))
