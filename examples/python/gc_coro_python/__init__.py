"""Compiles Python's functions, generators and async functions to native code, in the running interpreter.

    import gc_coro_python

    @gc_coro_python.jit
    async def handler(reader, writer):
        ...
"""

import collections.abc
import types

from . import _native
from ._native import RefusedError, frames, is_compiled, llvm, stats

__all__ = ["RefusedError", "frames", "is_compiled", "jit", "llvm", "stats"]

collections.abc.Generator.register(_native.generator)
collections.abc.Coroutine.register(_native.coroutine)
collections.abc.AsyncGenerator.register(_native.async_generator)


def jit(function=None, *, strict=False):
    """The function, compiled when it is called first.

    What cannot be translated stays with the interpreter, with one warning that says why; with `strict` the first call raises RefusedError.
    """
    if function is None:
        return lambda f: jit(f, strict=strict)
    if type(function) is _native.function:
        return function
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(jit(function.__func__, strict=strict))
    if type(function) is not types.FunctionType:
        raise TypeError(f"jit takes a function written in Python, not {type(function).__name__}")
    return _native.compile_function(function, strict)
