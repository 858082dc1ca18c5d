# tier: 4
# Cells: nonlocal, late binding, cells that are unbound, in generators and coroutines, deleted, shared by siblings, class scopes.
from harness.show import attempt


def counter():
    count = 0

    def up(n=1):
        nonlocal count
        count += n
        return count

    def get():
        return count
    return up, get


def late():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


def unbound():
    def inner():
        return x
    inner()
    x = 1


def deleted():
    x = 1

    def inner():
        return x
    y = inner()
    del x
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    x = y + 1
    return inner()


def deleted_in_inner():
    x = 1

    def inner():
        nonlocal x
        del x
    inner()
    return x


def gen_closure():
    total = 0

    def add(n):
        nonlocal total
        total += n

    def items():
        for i in range(4):
            add(i)
            yield total
    return list(items()), total


def argument_cells(a, b=2, *args, c, **kw):
    def inner():
        nonlocal a
        a += b
        return a, b, args, c, sorted(kw)
    return inner(), inner()


def three_levels():
    x = 1

    def two():
        y = 2

        def three():
            nonlocal x, y
            x += 10
            y += 20
            return x, y
        return three(), y
    return two(), x


def in_class():
    x = "function"

    class C:
        x = "class"
        y = x

        def method(self):
            return x

        z = [x for _ in range(1)]
    return C.y, C().method(), C.z


def recursion():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact(25)


def decorators():
    def twice(f):
        def wrapper(*args, **kw):
            return f(f(*args, **kw))
        wrapper.__name__ = f.__name__
        return wrapper

    @twice
    @twice
    def inc(x):
        return x + 1
    return inc(0), inc.__name__


async def coro():
    total = []

    async def add(x):
        total.append(x)
        return len(total)
    return [await add(i) for i in "abc"], total


def free_vars():
    a = b = 1

    def inner():
        return a, b
    return inner.__code__.co_freevars, [c.cell_contents for c in inner.__closure__]


def loop_cells():
    fs = []
    for i in range(3):
        j = i * i
        fs.append(lambda: (i, j))
    return [f() for f in fs]


up, get = counter()
print(up(), up(5), get(), up.__closure__ is not None)
print([[f() for f in fs] for fs in late()])
for f in (unbound, deleted, deleted_in_inner, gen_closure, three_levels, in_class, recursion, decorators, free_vars, loop_cells):
    attempt(f)
attempt(argument_cells, 1, 5, 6, c=7, d=8)
try:
    coro().send(None)
except StopIteration as stop:
    print(stop.value)
