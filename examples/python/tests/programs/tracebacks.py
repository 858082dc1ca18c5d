# tier: 3
# Lines of tracebacks: statements over more lines, calls in calls, generators and coroutines in between, exceptions of operators.
import traceback

from harness.show import attempt


def multi_line(a, b):
    return (a +
            b +
            (a
             / b))


def call_over_lines(f):
    return f(
        1,
        f(2,
          f(
              0)))


def div(x):
    return 1 / x


def in_loop():
    total = 0
    for i in (
        1,
        0,
    ):
        total += div(
            i
        )
    return total


def in_comprehension():
    return [
        div(i)
        for i in (2, 1, 0)
    ]


def in_generator_expression():
    return list(div(i) for i in (2,
                                 1, 0))


def gen():
    yield 1
    yield div(0)


def in_generator():
    for x in gen():
        pass


def in_yield_from():
    def outer():
        yield from gen()
    return list(outer())


class A:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        yield
        return div(self.n)


async def leaf(n):
    return await A(n)


async def middle(n):
    x = await leaf(
        n)
    return x


async def top():
    await middle(1)
    try:
        await middle(0)
    finally:
        print("finally")


def in_coroutine():
    c = top()
    for _ in range(5):
        c.send(None)


def subscript():
    d = {"a": [1]}
    return d[
        "a"
    ][5]


def attribute(x=None):
    return (x
            .nothing)


def unpack():
    a, b = (
        1,
        2,
        3)


def condition():
    if (1 and
            div(0)):
        pass


def with_statement():
    with (open("/nowhere/at/all")
          as f):
        pass


def reraised():
    try:
        div(0)
    except ZeroDivisionError:
        x = 1
        raise


def reraised_by_name():
    try:
        div(0)
    except ZeroDivisionError as e:
        x = 1
        raise e


def asserts():
    assert (
        1 ==
        2), "message"


def printed():
    try:
        in_coroutine()
    except ZeroDivisionError:
        text = traceback.format_exc()
        print("\n".join(line for line in text.splitlines() if "run_one" not in line))


def walked():
    try:
        in_coroutine()
    except ZeroDivisionError as e:
        tb = e.__traceback__
        while tb:
            print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_frame.f_code.co_firstlineno)
            tb = tb.tb_next


attempt(multi_line, 1, 0)
attempt(multi_line, 1, "a")
for f in (in_loop, in_comprehension, in_generator_expression, in_generator, in_yield_from, in_coroutine, subscript, attribute, unpack,
          condition, with_statement, reraised, reraised_by_name, asserts, printed, walked):
    attempt(f)
attempt(call_over_lines, div)
