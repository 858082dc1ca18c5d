# tier: 5
# Classes defined in functions, super, class cells, properties, descriptors, metaclasses, dataclasses, enums, slots, __init_subclass__.
import abc
import dataclasses
import enum
import typing

from harness.show import attempt


def make(base, n):
    class Made(base):
        label = f"{base.__name__}{n}"
        sizes = [i * n for i in range(3)]

        def __init__(self, x):
            super().__init__()
            self.x = x

        def who(self):
            return __class__.__name__, super().who() if hasattr(super(), "who") else None

        @classmethod
        def create(cls, *a):
            return cls(*a)

        @property
        def double(self):
            return self.x * 2

        @double.setter
        def double(self, value):
            self.x = value // 2

        def __iter__(self):
            for i in range(self.x):
                yield super().__str__()[:1], i
    return Made


A = make(object, 1)


class Root:
    def who(self):
        return "root"

    async def acall(self):
        return "root acall"

    def gen(self):
        yield "root"


class Child(Root):
    def who(self):
        return "child of " + super().who()

    async def acall(self):
        return "child " + await super().acall()

    def gen(self):
        yield "child"
        yield from super().gen()

    def old_super(self):
        return super(Child, self).who()


class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns["made_with"] = sorted(kw.items())
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        return ("called", super().__call__(*a).x)


class WithMeta(metaclass=Meta, option=5):
    def __init__(self, x):
        self.x = x


class Plugin:
    found = []

    def __init_subclass__(cls, tag="none", **kw):
        super().__init_subclass__(**kw)
        Plugin.found.append((cls.__name__, tag))


class P1(Plugin):
    pass


class P2(Plugin, tag="two"):
    pass


@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)

    def moved(self, dx):
        return dataclasses.replace(self, x=self.x + dx)


class Color(enum.Enum):
    RED = 1
    GREEN = 2

    def label(self):
        return self.name.lower()


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        if not isinstance(value, int):
            raise TypeError(f"{self.name} must be int")
        setattr(obj, self.name, value)


class Uses:
    field = Typed()

    def __getattr__(self, name):
        if name.startswith("dyn"):
            return name.upper()
        raise AttributeError(name)


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self):
        ...


class N(typing.NamedTuple):
    a: int
    b: str = "b"

    def joined(self):
        return f"{self.a}{self.b}"


a = A(3)
print(a.who(), a.double, A.label, A.sizes, A.create(1).x, list(a)[0][1], A.__qualname__)
a.double = 10
print(a.x)
print(Child().who(), Child().old_super(), list(Child().gen()))
try:
    Child().acall().send(None)
except StopIteration as stop:
    print(stop.value)
print(WithMeta(7), WithMeta.made_with, Plugin.found)
print(Point(1) < Point(2), Point(1).moved(5), Point(1, 2) == Point(1, 2, ["x"]), hash(Point(1)) == hash(Point(1)))
attempt(lambda: setattr(Point(1), "x", 5))
print(Color.RED.label(), [c.label() for c in Color], Color(2), N(1).joined(), N(2, "c")._asdict())
attempt(lambda: Slots().b)
attempt(lambda: setattr(Slots(), "c", 1))
u = Uses()
print(u.field, u.dyn_x)
u.field = 5
print(u.field)
attempt(lambda: setattr(u, "field", "x"))
attempt(lambda: u.other)
attempt(Abstract)


def class_body_fails():
    class Bad:
        x = 1
        y = x / 0


attempt(class_body_fails)


def generic_class():
    class Box(typing.Generic[typing.TypeVar("T")]):
        def __class_getitem__(cls, item):
            return cls, item
    return Box[int][1]


print(generic_class())
