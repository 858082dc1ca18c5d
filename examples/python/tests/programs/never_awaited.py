# tier: 2
# "coroutine ... was never awaited", once each, and never for one that was started or closed.
import gc
import warnings


async def work():
    pass


class C:
    async def method(self):
        pass


def check(label, make):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        make()
        gc.collect()
    print(label, [(w.category.__name__, str(w.message)) for w in seen])


def started():
    c = work()
    try:
        c.send(None)
    except StopIteration:
        pass


def closed():
    work().close()


def thrown():
    try:
        work().throw(ValueError)
    except ValueError:
        pass


check("dropped", lambda: work())
check("method", lambda: C().method())
check("started", started)
check("closed", closed)
check("thrown", thrown)
check("list of three", lambda: [work() for _ in range(3)] and None)
check("in a cycle", lambda: (lambda c: c.append(c))([work()]))


async def awaited_late():
    c = work()
    await c


check("awaited", lambda: [x for x in [awaited_late()] if x.close()])
