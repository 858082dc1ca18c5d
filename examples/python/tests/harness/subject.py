"""Who runs a program: the interpreter, gc_coro_python, or an interpreter that is wrong on purpose.

A subject is a function that takes a function and gives one, with a record of what it was given:

  interpreter   gives back what it gets. It is the reference, and is refused where a subject is to be tested.
  jit           gc_coro_python.jit(strict=True). What it refuses is recorded, and stays with the interpreter.
  fault-NAME    the interpreter, for a module changed by faults.py.
"""

import builtins
import os
import sys
import types

from . import faults
from .instrument import HOOK

REFERENCE = "interpreter"
KEEP = "__gc_coro_keep__"


class WrongSubject(Exception):
    """A subject that cannot be tested, in words for the user."""


class Subject:
    """The interpreter: the record, and what is common."""

    name = REFERENCE
    transform = None

    def __init__(self):
        # (name, line) -> None for a translated function, else why it was refused.
        self.functions = {}

    def __call__(self, function):
        return function

    def install(self):
        """From here on instrumented code is given to this subject."""
        setattr(builtins, HOOK, self)

    def refused(self):
        return {key: reason for key, reason in self.functions.items() if reason is not None}

    def translated(self):
        return [key for key, reason in self.functions.items() if reason is None]


class Jit(Subject):
    name = "jit"

    def __init__(self):
        super().__init__()
        try:
            import gc_coro_python
        except ImportError as error:
            raise WrongSubject(f"gc_coro_python is not installed for this Python: {error}") from None
        self.package = gc_coro_python
        self.strict = gc_coro_python.jit(strict=True)
        self.check_truth()

    def check_truth(self):
        """gc_coro_python must have made machine code of a function that it accepts."""
        def probe(value):
            yield value

        compiled = self.strict(probe)
        if "define" not in self.package.llvm(compiled):
            raise WrongSubject("gc_coro_python.jit has not translated a generator: it would be the interpreter that is tested")
        if list(compiled(3)) != [3]:
            raise WrongSubject("gc_coro_python.jit gives a generator that does not yield its value")

    def __call__(self, function):
        if not isinstance(function, types.FunctionType):
            return self.strict(function)
        key = (function.__code__.co_qualname, function.__code__.co_firstlineno)
        try:
            compiled = self.strict(function)
        except Exception as error:
            self.functions[key] = f"{type(error).__name__}: {error}"
            return function
        self.functions.setdefault(key, None)
        return compiled


class Fault(Subject):
    def __init__(self, name):
        super().__init__()
        fault = name.removeprefix("fault-")
        if fault not in faults.FAULTS:
            raise WrongSubject(f"no fault {fault}: there are {', '.join(faults.FAULTS)}")
        self.name = name
        self.transform = faults.transformer(fault)
        self.kept = []
        setattr(builtins, KEEP, self.keep)

    def __call__(self, function):
        self.functions[(function.__qualname__, function.__code__.co_firstlineno)] = None
        return function

    def keep(self, value):
        self.kept.append(value)
        return value


def named(name, tested=True):
    """The subject of that name. The interpreter is refused where it would be compared with itself."""
    if name == REFERENCE:
        if tested:
            raise WrongSubject("the interpreter is the reference: comparing it with itself proves nothing (--subject jit)")
        return Subject()
    if name == Jit.name:
        return Jit()
    if name.startswith("fault-"):
        return Fault(name)
    raise WrongSubject(f"no subject {name}: there are interpreter, jit, and fault-NAME")


def require(name):
    """Ends the program with a message where that subject cannot be tested."""
    try:
        named(name)
    except WrongSubject as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: {error}")
