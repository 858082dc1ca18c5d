"""A whole program of a seed: some coroutines that call each other, the root last."""

import random
from dataclasses import dataclass

from expressions import CLASSES
from program import Function, Node, Program
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
        generates = rng.choice(("", "", "", "Gen", "AGen"))
        result = rng.choice(("u64", "u64", rng.choice(classes)))
        kinds = PARAMETERS[:-3] if generates else PARAMETERS
        parameters = [(rng.choice(kinds), f"p{at}") for at in range(rng.choice((0, 1, 1, 2, 3)))]
        function = Function(f"f{index}", result, generates, parameters)
        unordered |= grow(rng, style, functions, function, size // 2)
        functions.append(function)
    root = Function("root", "u64", "", [("u64", "in")])
    unordered |= grow(rng, style, functions, root, size)
    return Program([*functions, root], defines(rng, unordered))


def defines(rng, unordered):
    return {"FRAME_MEMORY": "CountedFrame" if rng.random() < 0.4 else "UsualFrame", "UNORDERED_ENDS": int(unordered),
            "TASK_ATTRIBUTE": "[[clang::coro_await_elidable]]" if rng.random() < 0.3 else "",
            "AWAIT_TRANSFORM": int(rng.random() < 0.3), "RETHROW": int(rng.random() < 0.4)}


def grow(rng, style, functions, function, size):
    """Gives the function its body; says whether what it leaves unfinished is destroyed in another order."""
    function.attributes = rng.choice(("NOINLINE ", "", "static "))
    function.eager = not function.generates and rng.random() < 0.5
    body = Statements(rng, style, {one.name: one for one in functions}, function)
    for kind, parameter in function.parameters:
        base = kind.removeprefix("const ").removesuffix(" &")
        if base.startswith("Par"):
            body.declare(f"{parameter}.v", "u64")
        else:
            body.declare(parameter, base, not kind.startswith("const"))
    body.declare("spare", "u64")
    body.left = size
    function.body = [Node("u64 spare = 3;", fixed=True), *body.statements(size, 3), body.final()]
    return body.unordered_ends
