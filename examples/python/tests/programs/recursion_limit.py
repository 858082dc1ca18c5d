# tier: 3
# RecursionError in functions, generators and coroutines, raised and caught, with the work going on afterwards.
import sys


def down(n):
    return 1 + down(n + 1)


def generator(n):
    yield n
    yield from generator(n + 1)


async def coroutine(n):
    return 1 + await coroutine(n + 1)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n + 1)


def caught(f):
    try:
        f()
    except RecursionError as error:
        return "RecursionError", str(error)[:32]
    return "none"


def drain():
    for x in generator(0):
        pass


def run():
    coroutine(0).send(None)


def deep_enough(n):
    return 0 if n == 0 else 1 + deep_enough(n - 1)


sys.setrecursionlimit(400)
for _ in range(3):
    print(caught(lambda: down(0)), caught(drain), caught(run), caught(lambda: mutual_a(0)))
    print(deep_enough(150))


def handler_at_the_edge(n):
    try:
        return handler_at_the_edge(n + 1)
    except RecursionError:
        return "caught at the edge"


print(handler_at_the_edge(0))


class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other


print(caught(lambda: repr(R())), caught(lambda: R() == R()))
