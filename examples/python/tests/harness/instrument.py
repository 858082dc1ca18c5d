"""Gives every function of a module to the function under test, without a change of its text.

In: the source of a module. Out: its code, in which each `def`, `async def` and `lambda` is wrapped in a call of `__gc_coro_jit__`,
a name of builtins (subject.install). The call is the innermost decorator, so that `@contextmanager` and `@types.coroutine` see its result.
Lines stay what they are. The same code runs for the interpreter, with a function that returns its argument.
"""

import ast
import importlib.abc
import importlib.machinery
import sys

HOOK = "__gc_coro_jit__"


# What asks for the frame of its caller. DocTestSuite does so to find its module.
FRAME_READERS = frozenset({"locals", "_getframe", "currentframe", "stack", "DocTestSuite"})
# Those that were left out for it, in all modules.
_left_out = []


def left_out():
    """How many functions were not wrapped."""
    return len(_left_out)


class Instrument(ast.NodeTransformer):
    """Wraps the functions of a module, but for those that read their own frame where that is asked for."""

    def __init__(self, leave_frame_readers=False):
        self.leave_frame_readers = leave_frame_readers

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        if self.leave_frame_readers and reads_frame(node):
            _left_out.append(node.name)
        else:
            node.decorator_list.append(ast.copy_location(ast.Name(HOOK, ast.Load()), node))
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self.generic_visit(node)
        wrapped = ast.Call(ast.Name(HOOK, ast.Load()), [node], [])
        return ast.fix_missing_locations(ast.copy_location(wrapped, node))


def reads_frame(function):
    """Whether the function asks for the frame that it runs in. Compiled code has none."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
        if name in FRAME_READERS or (name in ("vars", "dir") and not node.args):
            return True
        if isinstance(node.func, ast.Name) and name in ("eval", "exec") and len(node.args) < 2:
            return True
    return False


def compile_instrumented(source, filename, mode="exec", flags=0, transform=None, leave_frame_readers=False):
    """The code of an instrumented module. `transform` changes the tree first (faults.py)."""
    tree = compile(source, filename, mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    if transform:
        tree = transform(tree)
    tree = Instrument(leave_frame_readers).visit(tree)
    # Positions that a transformation has not set are those of the parent: an error there names a line nearby.
    return compile(ast.fix_missing_locations(tree), filename, mode, flags, dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """An import hook that instruments the modules of a list as they are imported."""

    def __init__(self, names, transform=None):
        self.names, self.transform = frozenset(names), transform

    def find_spec(self, name, path, target=None):
        if name not in self.names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = Loader(spec.loader.name, spec.loader.path, self.transform)
        return spec


class Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name, path, transform):
        super().__init__(name, path)
        self.transform = transform

    def get_code(self, fullname):
        """Never from a cache of bytecode, and never into one."""
        return self.source_to_code(self.get_data(self.path), self.path)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile_instrumented(data, path, transform=self.transform, leave_frame_readers=True)


def hook_imports(names, transform=None):
    sys.meta_path.insert(0, Finder(names, transform))
