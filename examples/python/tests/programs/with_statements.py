# tier: 3
# with: several managers, exceptions that are swallowed, replaced and passed on, return, break and continue in the body, failing enter and exit.
from harness.show import attempt


class M:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value and value.args, tb is not None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.swallow


def plain():
    with M("a") as a, M("b") as b:
        return a.name + b.name


def swallowed():
    with M("a", swallow=True):
        raise ValueError("body")
    return "after"


def passed():
    with M("a"), M("b"):
        raise ValueError("body")


def inner_swallows():
    with M("a"):
        with M("b", swallow=True):
            raise ValueError("body")
        return "after inner"


def enter_fails():
    with M("a"), M("b", fail="enter"), M("c"):
        print("not here")


def exit_fails():
    with M("a"), M("b", fail="exit"):
        return "lost"


def exit_fails_after_error():
    with M("a", fail="exit"):
        raise ValueError("body")


def loop():
    seen = []
    for i in range(4):
        with M(i) as m:
            if i == 1:
                continue
            if i == 3:
                break
            seen.append(m.name)
    else:
        seen.append("else")
    return seen


def targets():
    l = [None]
    with M("t") as l[0], M("u") as (_):
        return l[0].name, _.name


def no_manager():
    with 5:
        pass


class NoExit:
    def __enter__(self):
        return 1


def no_exit():
    with NoExit():
        pass


def truth():
    class Weird:
        def __bool__(self):
            raise TypeError("bool")
    m = M("w")
    m.swallow = Weird()
    with m:
        raise ValueError("body")


def in_generator():
    with M("g"):
        yield 1
        with M("h", swallow=True):
            yield 2
        yield 3


for f in (plain, swallowed, passed, inner_swallows, enter_fails, exit_fails, exit_fails_after_error, loop, targets, no_manager, no_exit,
          truth):
    attempt(f)
print(list(in_generator()))
g = in_generator()
next(g), next(g)
print(g.throw(ValueError("thrown")))
attempt(g.throw, KeyError("again"))
g = in_generator()
next(g), next(g)
attempt(g.close)
g = in_generator()
next(g)
del g
print("dropped")
