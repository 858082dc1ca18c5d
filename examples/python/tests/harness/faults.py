"""Interpreters that are wrong on purpose: the tests have to notice each of them.

Each fault is a change of a module's syntax tree before it runs. It stands for a kind of mistake of a compiler of coroutines: `finally`
that an exception skips, a lost cancellation, lines that are off by one, a lost `__context__`, a value that changes across a suspension,
a reference that is never released. run_controls.py runs tests with each.
"""

import ast


class Finally(ast.NodeTransformer):
    """`finally` runs only when the body ends without an exception."""

    def visit_Try(self, node):
        self.generic_visit(node)
        if not node.finalbody:
            return node
        if node.handlers:
            rest, node.finalbody = node.finalbody, []
            return [node, *rest]
        return [*node.body, *node.finalbody]


class Cancel(ast.NodeTransformer):
    """`except` clauses of CancelledError are lost."""

    def visit_Try(self, node):
        self.generic_visit(node)
        kept = [handler for handler in node.handlers if not (handler.type and "CancelledError" in ast.unparse(handler.type))]
        if len(kept) == len(node.handlers):
            return node
        if kept or node.finalbody:
            node.handlers = kept
            return node
        return node.body


class Lines(ast.NodeTransformer):
    """Lines of calls and raises are off by one."""

    def visit_Raise(self, node):
        self.generic_visit(node)
        return ast.increment_lineno(node)


class Context(ast.NodeTransformer):
    """`raise ... from` loses its cause."""

    def visit_Raise(self, node):
        self.generic_visit(node)
        node.cause = None
        return node


class Add(ast.NodeTransformer):
    """`+=` on a variable subtracts."""

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not (isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name)):
            return node
        node.op = ast.Sub()
        return node


class Await(ast.NodeTransformer):
    """`await` gives None."""

    def visit_Await(self, node):
        self.generic_visit(node)
        return ast.copy_location(ast.BoolOp(ast.And(), [node, ast.Constant(None)]), node)


class Leak(ast.NodeTransformer):
    """Each value that is assigned to a local variable is kept for ever."""

    def visit_Assign(self, node):
        self.generic_visit(node)
        kept = ast.Call(ast.Name("__gc_coro_keep__", ast.Load()), [node.value], [])
        node.value = ast.fix_missing_locations(ast.copy_location(kept, node.value))
        return node


FAULTS = {
    "finally": Finally,
    "cancel": Cancel,
    "lines": Lines,
    "context": Context,
    "add": Add,
    "await": Await,
    "leak": Leak,
}


def transformer(name):
    """The change of a tree that the fault of that name makes."""
    def transform(tree):
        return ast.fix_missing_locations(FAULTS[name]().visit(tree))
    return transform
