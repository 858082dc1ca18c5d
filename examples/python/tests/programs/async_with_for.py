# tier: 4
# async with and async for over hand-written protocols: order of calls, suspension in each of them, errors, break, else.
from harness.show import attempt, drive


class P:
    def __init__(self, value, result=None):
        self.value, self.result = value, result

    def __await__(self):
        yield self.value
        return self.result


class M:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    async def __aenter__(self):
        await P(("enter", self.name))
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name

    async def __aexit__(self, kind, value, tb):
        await P(("exit", self.name, kind and kind.__name__))
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.swallow


class It:
    def __init__(self, n, fail_at=None):
        self.n, self.fail_at = n, fail_at

    def __aiter__(self):
        self.i = 0
        return self

    async def __anext__(self):
        await P(("next", self.i))
        if self.i == self.fail_at:
            raise ValueError("next")
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


async def with_all():
    async with M("a") as a, M("b") as b:
        await P("body")
        return a + b


async def with_error(swallow):
    async with M("a", swallow=swallow):
        raise ValueError("body")
    return "after"


async def with_failures(where):
    async with M("a"), M("b", fail=where):
        await P("body")


async def loop(n, fail_at=None):
    seen = []
    async for x in It(n, fail_at):
        if x == 2:
            continue
        if x == 4:
            break
        seen.append(x)
        await P(("body", x))
    else:
        seen.append("else")
    return seen


async def nested():
    out = []
    async for x in It(2):
        async with M(x):
            async for y in It(1):
                out.append((x, y))
    return out


class Bad:
    def __aiter__(self):
        return 5


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


async def over(x):
    async for y in x:
        pass


async def with_no_manager(x):
    async with x:
        pass


class NotAwaitable:
    def __aenter__(self):
        return 5

    def __aexit__(self, *e):
        return 5


def drain(c, limit=40):
    try:
        for _ in range(limit):
            print("  ", c.send(None))
    except StopIteration as stop:
        print("  returned", stop.value)
    except Exception as error:
        print("  raised", type(error).__name__, error.args, type(error.__context__).__name__)


for c in (with_all(), with_error(False), with_error(True), with_failures("enter"), with_failures("exit"), loop(3), loop(9), loop(3, 1),
          nested()):
    print(c.__name__)
    drain(c)
drive(with_all(), None, ValueError("thrown into body"), None, None)
drive(with_all(), None, None, ValueError("thrown into exit"), None)
drive(loop(3), ValueError("thrown into next"))
for x in (5, [], Bad(), BadNext(), None):
    attempt(over(x).send, None)
    attempt(with_no_manager(x).send, None)
attempt(with_no_manager(NotAwaitable()).send, None)
