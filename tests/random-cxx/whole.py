"""A whole program of a seed: some coroutines that call each other, the root last."""

import random
from dataclasses import dataclass

from expressions import CLASSES, Variable
from program import Both, Function, Node, Program
from statements import Statements

SIZE = 20
PARAMETERS = ("u64", "u64", "u64", "u32", "Par", "Par", "ParWide", "Big", "Small", "Vec", "const O &", "const Big &", "u64 &")


@dataclass(frozen=True)
class Style:
    """What a program prefers."""

    classes: tuple
    ready: tuple  # weights of NEVER, MOSTLY, ALWAYS
    awaits: float  # how often expressions have awaits
    depth: int  # of expressions


def make(seed, size=SIZE):
    rng = random.Random(f"program {seed}")
    classes = tuple(rng.sample(CLASSES, rng.randint(2, 4)))
    style = Style(classes, rng.choice(((5, 3, 1), (1, 0, 0), (2, 6, 1), (1, 4, 4))),
                  rng.choice((0.15, 0.3, 0.6, 1)), rng.choice((1, 2, 2, 3)))
    functions, unordered = [], False
    for index in range(rng.choice((0, 1, 1, 2, 3))):
        generates = rng.random() < 0.4
        result = rng.choice(("u64", "u64", rng.choice(classes)))
        parameters = [(rng.choice(PARAMETERS[:-3] if generates else PARAMETERS), f"p{at}") for at in range(rng.choice((0, 1, 1, 2, 3)))]
        function, late = grow(rng, style, functions, f"f{index}", result, generates, parameters, size // 2)
        functions.append(function)
        unordered |= late
    root, late = grow(rng, style, functions, "root", "u64", False, [("u64", "in")], size)
    return Program([*functions, root], rng.random() < 0.4, unordered or late)


def grow(rng, style, functions, name, result, generates, parameters, size):
    callees = {one.name: one for one in functions}
    eager = not generates and rng.random() < 0.4
    body = Statements(rng, style, callees, result, generates, eager)
    for kind, parameter in parameters:
        base = kind.removeprefix("const ").removesuffix(" &")
        if base.startswith("Par"):
            body.declare(f"{parameter}.v", "u64")
        else:
            body.declare(parameter, base, not kind.startswith("const"))
    body.declare("spare", "u64")
    body.left = size
    nodes = [Node("u64 spare = 3;", fixed=True), *body.statements(size, 3), body.final()]
    attributes = rng.choice(("NOINLINE ", "", "static "))
    return Function(name, result, generates, parameters, nodes, attributes, eager), body.unordered_ends
