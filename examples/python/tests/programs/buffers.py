# tier: 5
# Buffers held across suspensions: arrays, bytearrays and memory views, read and written, resized while in use, released on every path.
import array

from harness.show import attempt


def total(values):
    s = 0.0
    for i in range(len(values)):
        s += values[i]
        yield s


def scale(values, factor):
    for i in range(len(values)):
        values[i] = values[i] * factor
        yield values[i]


def view_held(data):
    with memoryview(data) as view:
        for i in range(len(view)):
            got = yield view[i]
            if got is not None:
                view[i] = got


def is_free(data):
    """Whether nobody exports its buffer: only then can it grow."""
    try:
        data.append(0)
        data.pop()
        return True
    except BufferError:
        return False


a = array.array("d", [1.5, 2.5, 3.0])
print(list(total(a)), list(scale(a, 2.0)), a.tolist())
for code in "bBhHiIlLqQfd":
    print(code, list(total(array.array(code, [1, 2, 3]))), end=" ")
print()
print(list(total([1, 2.5, True])), list(total((2 ** 63, 1))), list(total(b"ab")), list(total(range(4))))
attempt(lambda: list(total([1, "x"])))
attempt(lambda: list(scale((1, 2), 2)))
b = bytearray(b"abc")
g = view_held(b)
print(next(g), g.send(90), b, is_free(b))
g.close()
print(is_free(b))
g = view_held(b)
next(g)
del g
print(is_free(b))
g = view_held(b)
next(g)
attempt(g.throw, KeyError("thrown"))
print(is_free(b))
g = view_held(b)
print(list(g), is_free(b))
g = total(a)
next(g)
a.append(100.0)
print(list(g), a.tolist())
g = total(a)
next(g)
del a[2:]
attempt(lambda: list(g))
g = scale(a, 3.0)
next(g)
print(is_free(a))
g.close()
print(is_free(a), a.tolist())


async def over_buffer(data, pause):
    s = 0
    for i in range(len(data)):
        s += data[i]
        await pause()
    return s


class Pause:
    def __await__(self):
        yield


c = over_buffer(array.array("q", range(1500)), Pause)
steps = 0
try:
    while True:
        c.send(None)
        steps += 1
except StopIteration as stop:
    print(steps, stop.value)
m = memoryview(array.array("i", range(10)))[2:8:2]
print(list(total(m)))
try:
    import numpy
except ImportError:
    numpy = None
if numpy is not None:
    for dtype in (numpy.float64, numpy.float32, numpy.int64, numpy.int32, numpy.uint8, numpy.bool_):
        assert list(total(numpy.ones(5, dtype))) == [1, 2, 3, 4, 5], dtype
    x = numpy.arange(2000, dtype=numpy.float64)
    assert list(total(x)) == numpy.cumsum(x).tolist()
    assert list(total(x[::-3])) == numpy.cumsum(x[::-3]).tolist()
    g = scale(x, 0.5)
    for _ in range(1000):
        next(g)
    g.close()
    assert x[999] == 499.5 and x[1000] == 1000.0
    read_only = numpy.zeros(3)
    read_only.flags.writeable = False
    attempt(lambda: list(scale(read_only, 2)))
    swapped = numpy.arange(3, dtype=">f8")
    assert list(total(swapped)) == [0, 1, 3]
