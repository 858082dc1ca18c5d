"""Makes a failing program smaller: leaves out parts of the tree as long as the failure stays the same.

Any part may go, because the printer puts something of the same type where a value is missing. What is `needed` goes only
together with the statement that it belongs to.
"""

import copy
import time

from program import Branch, Defer, Invoke, Local, Loop, Op, Suspend, Tangle, parts_of


def shrink(program, fails, seconds):
    """The smallest program found in that time of which `fails` is true."""
    limit = time.monotonic() + seconds
    while True:
        before = program
        for step in (without_functions, without_statements, without_phis, with_parts_alone, plainer):
            program = apply(program, step, fails, limit)
        if program is before or time.monotonic() > limit:
            return program


def apply(program, step, fails, limit):
    """Tries each change of the step; one that keeps the failure is kept, and the same place is tried again."""
    index = 0
    while time.monotonic() < limit:
        candidate = copy.deepcopy(program)
        changed = step(candidate, index)
        if changed is None:
            return program
        if changed and fails(candidate):
            program = candidate
        else:
            index += 1
    return program


# Each step changes its program at the place with that number: None if there is no such place, False if there is nothing
# to be changed there.


def without_functions(program, index):
    """Coroutines that are not called any more."""
    if index >= len(program.functions) - 1:
        return None
    name = program.functions[index].name
    rest = program.functions[:index] + program.functions[index + 1:]
    if any(f"@{name}(" in op.text or f"@{name}.look(" in op.text for function in rest for op in operations(function)):
        return False
    program.functions = rest
    program.helpers = [text for text in program.helpers if f"@{name}.look" not in text]
    return True


def operations(function):
    return [node for body in lists_of(function) for node in body if isinstance(node, (Op, Invoke))]


def lists_of(function):
    """All lists of statements, the outer ones first."""
    found, index = [function.body, function.early], 0
    while index < len(found):
        for node in found[index]:
            found.extend(parts_of(node))
        index += 1
    return found


def without_statements(program, index):
    """Runs of statements: the halves of a list, their halves, and so on."""
    for function in reversed(program.functions):
        for body in lists_of(function):
            length = len(body)
            while length:
                places = -(-len(body) // length)
                if index < places:
                    return cut(body, index * length, length)
                index -= places
                length //= 2
    return None


def cut(body, start, length):
    kept = [node for node in body[start:start + length] if getattr(node, "needed", False)]
    if len(kept) == len(body[start:start + length]):
        return False
    body[start:start + length] = kept
    return True


def nodes_of(program):
    return [(body, at, node) for function in program.functions for body in lists_of(function) for at, node in enumerate(body)]


def without_phis(program, index):
    for _, _, node in nodes_of(program):
        groups = [node.phis] if isinstance(node, (Branch, Loop)) else [*node.phis, node.after] if isinstance(node, Tangle) else []
        for phis in groups:
            if index < len(phis):
                del phis[index]
                return True
            index -= len(phis)
    return None


def with_parts_alone(program, index):
    """A statement with parts becomes one of its parts."""
    for body, at, node in nodes_of(program):
        if isinstance(node, (Branch, Loop, Tangle, Defer)):
            parts = parts_of(node)
            if index < len(parts):
                body[at:at + 1] = parts[index]
                return True
            index -= len(parts)
    return None


def plainer(program, index):
    """Smaller things: no save of its own, no attributes, no lifetime markers."""
    changes = []
    for function in program.functions:
        changes += [(function, "attributes", ""), (function, "asks", False), (function, "final", True)]
    for _, _, node in nodes_of(program):
        if isinstance(node, Suspend):
            changes.append((node, "between", None))
        if isinstance(node, Branch):
            changes.append((node, "save", None))
        if isinstance(node, Local):
            changes.append((node, "marked", False))
    if index >= len(changes):
        return None
    thing, name, value = changes[index]
    if getattr(thing, name) == value or (name == "asks" and not thing.suspends):
        return False
    setattr(thing, name, value)
    return True
