# tier: 3
# __context__ and __cause__ through generators, coroutines, finally and nested handlers, with cycles that must be cut.
from harness.show import attempt, chain


def gen():
    try:
        yield 1
    except ValueError:
        yield 2
        raise KeyError("after")


def through_generator():
    g = gen()
    next(g)
    try:
        raise OSError("caller")
    except OSError:
        g.throw(ValueError("thrown"))
        next(g)


async def child(kind):
    try:
        raise ValueError("child")
    except ValueError as e:
        if kind == 0:
            raise KeyError("plain")
        if kind == 1:
            raise KeyError("cause") from e
        if kind == 2:
            raise KeyError("none") from None
        raise


async def parent(kind):
    try:
        try:
            raise OSError("parent")
        except OSError:
            await child(kind)
    except Exception as e:
        raise RuntimeError("top") from e


def run(kind):
    try:
        parent(kind).send(None)
    except StopIteration:
        print("no error")


def cycle():
    try:
        raise ValueError("a")
    except ValueError as a:
        try:
            raise KeyError("b")
        except KeyError as b:
            raise a


def same_again():
    e = ValueError("same")
    try:
        raise e
    except ValueError:
        raise e


def finally_chain():
    try:
        try:
            raise ValueError(1)
        finally:
            try:
                raise KeyError(2)
            finally:
                raise TypeError(3)
    except TypeError as error:
        chain(error)
        raise


def loop_of_errors():
    last = None
    for i in range(4):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                raise KeyError(i) from last
        except KeyError as e:
            last = e
    raise last


def notes():
    e = ValueError("n")
    e.add_note("note")
    try:
        raise e
    except ValueError as caught:
        print(caught.__notes__)
        raise


class OddException(Exception):
    def __init__(self, x):
        super().__init__(x)
        self.x = x

    def __str__(self):
        return f"<{self.x}>"


def custom():
    raise OddException([1, 2]) from OddException("cause")


for kind in range(4):
    attempt(run, kind)
for f in (through_generator, cycle, same_again, finally_chain, loop_of_errors, notes, custom):
    attempt(f)
