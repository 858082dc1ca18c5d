# tier: 3
# try statements around suspensions: exceptions thrown in, handlers and finally blocks that suspend, nested loops with break and continue.
from harness.show import drive


class P:
    def __init__(self, value, result=None):
        self.value, self.result = value, result

    def __await__(self):
        got = yield self.value
        return got if self.result is None else self.result


async def handlers():
    for attempt in range(3):
        try:
            await P(("try", attempt))
            continue
        except ValueError as e:
            await P(("handler", str(e)))
        else:
            await P("never")
        finally:
            await P(("finally", attempt))
    return "end"


async def finally_suspends(raises):
    try:
        try:
            await P(1)
            if raises:
                raise KeyError("own")
            return await P("returning", "value")
        finally:
            await P(2)
            print("after 2")
    finally:
        await P(3)


async def nested_loops():
    found = []
    for i in range(3):
        for j in range(3):
            try:
                if j == 1:
                    continue
                if i == 1:
                    break
                await P((i, j))
                found.append((i, j))
            finally:
                await P(("f", i, j))
        else:
            found.append(("else", i))
    return found


async def error_in_handler():
    try:
        await P("start")
    except ValueError:
        await P("handling")
        raise KeyError("from handler")
    finally:
        await P("cleanup")


async def returns_in_finally():
    try:
        await P(1)
    finally:
        return await P("override", 7)


async def keeps_handled():
    import sys
    try:
        raise ValueError("outer")
    except ValueError:
        await P(1)
        print("handled:", sys.exc_info()[1])
        try:
            await P(2)
        except KeyError:
            print("inner:", sys.exc_info()[1])
            await P(3)
            print("inner:", sys.exc_info()[1])
        print("handled:", sys.exc_info()[1])
        raise


drive(handlers(), None, ValueError("a"), None, None, None, None, None, None)
drive(handlers(), ValueError("a"), ValueError("b"), None, None)
drive(handlers(), KeyError("passes"), None)
for raises in (False, True):
    drive(finally_suspends(raises), None, None, None, None)
    drive(finally_suspends(raises), ValueError("x"), None, None)
    drive(finally_suspends(raises), ValueError("x"), TypeError("y"), None)
drive(nested_loops(), *[None] * 12)
drive(nested_loops(), None, ValueError("n"), None, None)
drive(error_in_handler(), ValueError("v"), None, None)
drive(error_in_handler(), ValueError("v"), OSError("o"), None)
drive(returns_in_finally(), None, None)
drive(returns_in_finally(), ValueError("lost"), None)
drive(returns_in_finally(), ValueError("lost"), KeyError("kept"))
drive(keeps_handled(), None, KeyError("k"), None)
drive(keeps_handled(), TypeError("t"))

for steps in range(4):
    for make in (handlers, lambda: finally_suspends(False), returns_in_finally):
        c = make()
        try:
            for _ in range(steps):
                c.send(None)
            c.close()
            print("closed")
        except StopIteration as stop:
            print("ended", stop.value)
        except RuntimeError as error:
            print("RuntimeError", error)
