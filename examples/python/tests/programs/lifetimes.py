# tier: 5
# When objects die: at the end of functions, when variables are overwritten and deleted, when a suspended frame is dropped, in exceptions.
import gc
import weakref

from harness.show import attempt


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def overwritten():
    x = T("first")
    x = T("second")
    print("after overwriting")
    del x
    print("after del")


def arguments(x):
    """Whether the caller holds an argument until the call returns is not promised: C functions do, Python's own frames do not."""
    print("in")
    x = None
    return "out"


def temporary():
    T("temporary")
    print("next line")
    return T("result").name


def order():
    a = T("a")
    b = T("b")
    return "order"


def loop():
    for i in range(2):
        t = T(i)
    print("after loop")


def generator():
    a = T("held a")
    yield 1
    b = T("held b")
    yield 2


def container():
    l = [T("x"), T("y")]
    l.clear()
    print("cleared")
    d = {"k": T("v")}
    d["k"] = 1
    print("replaced")


def in_exception():
    try:
        t = T("in try")
        raise ValueError("v")
    except ValueError:
        print("handling")
    t = None
    print("after")


def weak():
    t = T("weak")
    r = weakref.ref(t)
    print(r() is t)
    del t
    return r() is None


def closure():
    t = T("cell")

    def inner():
        return t.name
    f = inner
    return f


async def coroutine():
    t = T("coroutine local")
    await P()
    print("resumed")


class P:
    def __await__(self):
        yield T("yielded")


def operands():
    return T("left").name + T("right").name


def subscript():
    return [T("element")][0].name


overwritten()
kept = T("argument")
print(arguments(kept))
del kept
print(temporary())
print(order())
loop()
container()
in_exception()
gc.collect()
print(weak())
f = closure()
print(f())
del f
gc.collect()
print("closure gone")
g = generator()
next(g)
print("suspended once")
next(g)
print("suspended twice")
del g
print("dropped")
g = generator()
next(g)
g.close()
print("closed")
c = coroutine()
c.send(None)
print("sent")
c.close()
print("closed")
c = coroutine()
c.send(None)
try:
    c.send(None)
except StopIteration:
    print("ended")
print(operands(), subscript())
