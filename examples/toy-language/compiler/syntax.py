"""The syntax tree: what the parser makes and the code generator reads. Each node knows its source line."""

from dataclasses import dataclass


# ---- expressions ----


@dataclass
class Number:
    line: int
    value: int


@dataclass
class String:
    line: int
    text: str


@dataclass
class Nothing:
    """The literal `none`."""

    line: int


@dataclass
class Variable:
    line: int
    name: str


@dataclass
class Call:
    line: int
    function: str
    arguments: list


@dataclass
class Binary:
    """An arithmetic operation or a comparison."""

    line: int
    operator: str
    left: object
    right: object


@dataclass
class Logical:
    """`and`, `or`: the right operand is evaluated only if the left one has not decided."""

    line: int
    operator: str
    left: object
    right: object


@dataclass
class Not:
    line: int
    operand: object


@dataclass
class Await:
    line: int
    task: object


# ---- statements ----


@dataclass
class Assign:
    line: int
    name: str
    value: object


@dataclass
class Evaluate:
    """An expression as a statement."""

    line: int
    value: object


@dataclass
class If:
    line: int
    condition: object
    then: list
    otherwise: list


@dataclass
class While:
    line: int
    condition: object
    body: list


@dataclass
class For:
    line: int
    name: str
    generator: object
    body: list


@dataclass
class Return:
    line: int
    value: object


@dataclass
class Yield:
    line: int
    value: object


@dataclass
class Function:
    """A function of the program. `kind` is plain, generator (it has a `yield`) or task (it has an `await`)."""

    line: int
    name: str
    parameters: list
    body: list
    kind: str
