"""The tree of a random program, and its two texts: a coroutine, and a plain function.

A line is one text for both, with marks where they differ; or two texts (Both). Statements are a tree, so that the
shrinker can leave some out.
"""

from dataclasses import dataclass, field

AWAIT, DONE = "\x01", "\x02"  # around what is awaited
NAME = "\x03"  # before the name of a coroutine
TASK = "\x04"  # a task's type, before what it is of: TASK + "<u64>"

COROUTINE = {AWAIT: "(co_await ", DONE: ")", NAME: "c_", TASK: "Task"}
PLAIN = {AWAIT: "pawait(", DONE: ")", NAME: "p_", TASK: "PTask"}


@dataclass(frozen=True)
class Both:
    """A line that is another in each."""

    coroutine: str
    plain: str


@dataclass
class Node:
    """A statement: parts of a head and its body, and what ends it; without a part it is only `end`."""

    end: object
    parts: list = field(default_factory=list)  # [(head, [Node])]
    fixed: bool = False  # whether the program needs it to be valid

    def lines(self, plain, indent):
        for head, body in self.parts:
            yield indent + text_of(head, plain)
            for node in body:
                yield from node.lines(plain, indent + "  ")
        ending = text_of(self.end, plain)
        if ending:
            yield indent + ending


def text_of(line, plain):
    if isinstance(line, Both):
        line = line.plain if plain else line.coroutine
    for mark, text in (PLAIN if plain else COROUTINE).items():
        line = line.replace(mark, text)
    return line


def of_task(result, eager):
    """The arguments of a task's type."""
    return f"{result}, true" if eager else result


@dataclass
class Function:
    """A random coroutine: a task, or a generator."""

    name: str
    result: str  # what the task results in, or the generator yields
    generates: str  # "", "Gen", or "AGen": it awaits as well
    parameters: list  # [(type, name)]
    body: list = field(default_factory=list)  # [Node]
    attributes: str = ""
    eager: bool = False

    def head(self, plain):
        parameters = [f"{kind} {name}" for kind, name in self.parameters]
        if not self.generates:
            kind = f"{'PTask' if plain else 'Task'}<{of_task(self.result, self.eager)}>"
        elif plain:
            kind, parameters = "void", [*parameters, f"Sink<{self.result}> &sink"]
        else:
            kind = f"{self.generates}<{self.result}>"
        return f"{self.attributes}{kind} {'p_' if plain else 'c_'}{self.name}({', '.join(parameters)})"

    def text(self, plain):
        lines = [self.head(plain) + " {"]
        for node in self.body:
            lines += node.lines(plain, "  ")
        return "\n".join([*lines, "}"])


DEFINES = {
    "FRAME_MEMORY": "UsualFrame",  # or CountedFrame
    "UNORDERED_ENDS": 0,  # what is destroyed from outside is compared without its order
    "TASK_ATTRIBUTE": "",
    "AWAIT_TRANSFORM": 0,  # promises have await_transform
    "RETHROW": 0,  # an exception leaves a generator through resume()
}


@dataclass
class Program:
    functions: list  # the root is the last one
    defines: dict  # what the support asks for, see DEFINES

    def text(self, support):
        head = "".join(f"#define {name} {value}\n" for name, value in (DEFINES | self.defines).items())
        bodies = [function.text(plain) for function in self.functions for plain in (True, False)]
        main = [f"int main() {{ return drive(p_{root.name}, c_{root.name}); }}\n" for root in self.functions[-1:]]
        return "\n\n".join([head + support, *bodies, *main])
