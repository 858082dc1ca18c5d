# tier: 5
# Calls and signatures: defaults, star arguments, keyword-only, positional-only, errors of arguments, bound methods, order of evaluation.
from harness.show import attempt


def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


def pos(a, b, /, c, *, d):
    return a, b, c, d


def mutable(x, acc=[]):
    acc.append(x)
    return acc


def g(a, b=1, *args, k=2, **kw):
    yield a, b, args, k, kw


async def co(a, *, b):
    return a, b


def order():
    log = []

    def v(x):
        log.append(x)
        return x
    f(v(1), *[v(2), v(3)], v(4), c=v(5), **{"x": v(6)}, y=v(7))
    return log


class C:
    def method(self, x=1):
        return x

    def __call__(self, *a):
        return a

    def gen(self):
        yield self.method(5)


print(f(1, c=3), f(1, 5, 6, 7, c=8, e=9), f(*"ab", **{"c": 1, "z": 2}), pos(1, 2, 3, d=4), pos(1, 2, c=3, d=4))
print(mutable(1), mutable(2), mutable(3, []), list(g(1)), list(g(1, 2, 3, k=4, m=5)), order())
for call in (lambda: f(), lambda: f(1), lambda: f(1, c=1, a=2), lambda: pos(1), lambda: pos(1, b=2, c=3, d=4), lambda: pos(1, 2, 3, 4),
             lambda: pos(1, 2, 3, d=4, e=5), lambda: mutable(), lambda: mutable(1, 2, 3), lambda: g(), lambda: g(1, x=1, **{"x": 2}),
             lambda: co(1), lambda: co(b=1), lambda: f(*5), lambda: f(**5), lambda: f(1, c=1, **{1: 2}), lambda: C().method(1, 2),
             lambda: C.method(), lambda: None(), lambda: "x"(), lambda: f(1, **{"c": 1}, **{"c": 2}), lambda: order(1)):
    attempt(call)
c = C()
m = c.method
print(m(), m(x=9), c(1, 2), list(c.gen()), (lambda *a, k=3, **kw: (a, k, kw))(1, 2, z=4), C.method(c, 7))
f.attribute = 5
print(f.attribute, f.__dict__, f.__kwdefaults__, f.__defaults__, f.__name__, f.__doc__, f.__annotations__)
f.__defaults__ = (20,)
print(f(1, c=2))
f.__kwdefaults__ = {"d": 40}
print(f(1, c=2))


def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16=16, a17=17, *rest, k0=0, k1=1, k2=2):
    return a0, a15, a16, a17, rest, k0, k2


print(many(*range(16)), many(*range(25), k2="x"))


def doc(x: int = 1) -> str:
    """Documentation."""
    return str(x)


print(doc.__doc__, doc.__annotations__, doc())


def returns_nothing():
    pass


def nested_calls(n):
    return max(min(n, 10), len("abc"), sum([1, 2]), key=lambda x: -x)


print(returns_nothing(), nested_calls(5), print("inside", end="; ", sep=""))
