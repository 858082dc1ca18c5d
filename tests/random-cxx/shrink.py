"""Leaves out the statements of a program that its failure does not need."""

import copy
import time


def bodies(program):
    """All lists of statements, outer ones first."""
    found = [function.body for function in program.functions]
    for body in found:
        found += [inner for node in body for _, inner in node.parts]
    return found


def positions(program):
    return [(index, at) for index, body in enumerate(bodies(program)) for at in range(len(body))]


def shrink(program, still_fails, seconds):
    """A smaller program for which `still_fails` holds as well."""
    end, changed = time.monotonic() + seconds, True
    while changed and time.monotonic() < end:
        changed = False
        for way in (drop_functions, drop_runs, unwrap):
            for smaller in way(program, end):
                if time.monotonic() > end:
                    return program
                if still_fails(smaller.program):
                    program, changed = smaller.program, True
                    smaller.accepted = True
    return program


class Attempt:
    def __init__(self, program):
        self.program, self.accepted = program, False


def drop_functions(program, end):
    for index in reversed(range(len(program.functions) - 1)):
        attempt = Attempt(copy.deepcopy(program))
        del attempt.program.functions[index]
        yield attempt
        program = attempt.program if attempt.accepted else program


def drop_runs(program, end):
    """Runs of statements, long ones first."""
    for length in (8, 4, 2, 1):
        at = 0
        while at < len(places := positions(program)):
            index, first = places[at]
            attempt = Attempt(copy.deepcopy(program))
            body = bodies(attempt.program)[index]
            run = body[first:first + length]
            if length > 1 and len(run) < length or all(node.fixed and not node.parts for node in run):
                at += 1
                continue
            body[first:first + length] = [node for node in run if node.fixed and not node.parts]
            yield attempt
            if attempt.accepted:
                program = attempt.program
            else:
                at += 1


def unwrap(program, end):
    """Puts the statements of a block, a loop or a branch in its place."""
    at = 0
    while at < len(places := positions(program)):
        index, first = places[at]
        at += 1
        attempt = Attempt(copy.deepcopy(program))
        body = bodies(attempt.program)[index]
        node = body[first]
        if not node.parts:
            continue
        body[first:first + 1] = node.parts[0][1]
        yield attempt
        if attempt.accepted:
            program = attempt.program
