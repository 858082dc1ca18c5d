"""Compiles Python's functions, generators and async functions to native code, in the running interpreter.

    import gc_coro_python

    @gc_coro_python.jit
    async def handler(reader, writer):
        ...
"""

import collections.abc
import types

from . import _native
from ._frames import Frame
from ._native import RefusedError, is_compiled, llvm, stats

__all__ = ["RefusedError", "frames", "is_compiled", "jit", "llvm", "stats"]

collections.abc.Generator.register(_native.generator)
collections.abc.Coroutine.register(_native.coroutine)
collections.abc.AsyncGenerator.register(_native.async_generator)


def jit(function=None, *, strict=False):
    """The function, compiled when it is called first.

    What cannot be translated stays with the interpreter, with one warning that says why; with `strict` it raises RefusedError.
    """
    if function is None:
        return lambda f: jit(f, strict=strict)
    if type(function) is _native.function:
        if strict:
            _native.check(function)
        return function
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(jit(function.__func__, strict=strict))
    if type(function) is not types.FunctionType:
        raise TypeError(f"jit takes a function written in Python, not {type(function).__name__}")
    compiled = _native.compile_function(function, strict)
    wrapper = _IMPLICIT.get(function.__name__)
    parent = function.__qualname__.rpartition(".")[0]
    if wrapper and parent and not parent.endswith("<locals>"):
        return wrapper(compiled)
    return compiled


def frames(function, form="table"):
    """The frame of a compiled coroutine over its suspend points: a table, or with `form="svg"` a picture."""
    if form not in ("table", "svg"):
        raise ValueError(f"form is 'table' or 'svg', not {form!r}")
    frame = Frame(*_native.frame_report(function), function.__code__)
    return frame.svg() if form == "svg" else frame.table()


# What `type` makes of functions with these names in the body of a class, if they are exactly functions.
_IMPLICIT = {"__new__": staticmethod, "__init_subclass__": classmethod, "__class_getitem__": classmethod}
