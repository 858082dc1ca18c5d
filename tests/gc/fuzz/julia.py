"""The same programs in Julia's address spaces: 10 for what is an object's beginning, 11 for what is computed from one.

A pointer comes from 10 to 11 by addrspacecast, and never back. These programs are split and verified, not run.
"""

import re

from program import Printer, Type

LAYOUT = "ni:10:11:12:13"
# What Julia's rules do not allow, or does not come from its code generator.
WITHOUT = frozenset(("differences", "invokes"))


class JuliaPrinter(Printer):
    """Prints with the address space that each pointer's type asks for."""

    def text(self):
        return converted(super().text())

    def type(self, kind):
        return kind.ir().replace("addrspace(1)", "addrspace(11)") if kind.computed else kind.ir()

    def operand(self, use, wanted=None):
        name = super().operand(use)
        if wanted is None or not wanted.computed or use.type.plain or use.type.computed or not name.startswith("%"):
            return name
        return self.cast(name, use.type)

    def cast(self, name, kind):
        result = self.fresh("%cast")
        derived = kind.ir().replace("addrspace(1)", "addrspace(11)")
        self.put(f"{result} = addrspacecast {kind.ir()} {name} to {derived}")
        return result

    def inner(self, pointer, word):
        name, base = self.fresh("%instead"), self.cast(pointer, Type())
        self.put(f"{name} = getelementptr i8, ptr addrspace(11) {base}, i64 {word * 8}")
        return name

    def outer(self, pointer, kind):
        return self.cast(pointer, Type()) if kind.computed else pointer

    def with_operands(self, node):
        kind = getattr(node, "type", None)
        if kind is not None and kind.computed and not node.text.startswith("load"):
            text = node.text.replace("addrspace(1)", "addrspace(11)")
            names = [self.operand(use, kind) for use in node.uses]
        else:
            text = re.sub(r"addrspace\(1\)(>?) \{(\d)\}", lambda place: self.own_space(node, place), node.text)
            names = [self.operand(use) for use in node.uses]
        return re.sub(r"\{(\d)\}", lambda place: names[int(place[1])], text)

    @staticmethod
    def own_space(node, place):
        space = 11 if node.uses[int(place[2])].type.computed else 1
        return f"addrspace({space}){place[1]} {{{place[2]}}}"


def converted(text):
    """The text of functions in the other spaces; each asks for its task, without which Julia would root nothing in it. There are
    no computed pointers of space 1 in it."""
    # LLVM does not make one call of two in a coroutine that is not split: nothing that asks for the task may be inlined there.
    text = re.sub(r"^(define (?!.*presplitcoroutine)(?!.*noinline)(?!.*\.main\().*?\)) \"", r'\1 noinline "', text, flags=re.M)
    text = re.sub(r"^(define .*\{\n(?:entry:\n)?)", r"\1  %task = call ptr @julia.get_pgcstack()\n", text, flags=re.M)
    text = text.replace("\ndeclare void @gc_poll()", "\ndeclare ptr @julia.get_pgcstack() nounwind memory(none)\ndeclare void @gc_poll()")
    text = text.replace("addrspace(1)", "addrspace(10)").replace('gc "statepoint-example"', 'gc "julia"')
    return text.replace("@peek(ptr addrspace(10))", "@peek(ptr addrspace(11))").replace("-ni:1\"", f"-{LAYOUT}\"")
