"""For gdb: runs a program, stops at each line of one source file, and writes which variables are seen there, as JSON.

    gdb -batch -ex 'python VARIABLES = ("source.cpp", "out.json", most_stops)' -x gdb_variables.py PROGRAM
"""
import json
import os
import re

import gdb

SOURCE, OUTPUT, MOST = VARIABLES  # noqa: F821: the command line has set it
# Stops at one place: a loop says the same again.
MOST_HITS = 6
ADDRESS = re.compile(r"0x[0-9a-f]+")
CLONE = re.compile(r" \[clone [^]]*\]|\.(resume|destroy|cleanup|noalloc)$")


def lines_of_source():
    """The lines of the file of `main` that have code."""
    table = gdb.lookup_global_symbol("main").symtab.linetable()
    return sorted(line for line in table.source_lines() if line > 0)


def value_of(symbol, frame):
    """The value as text, without addresses: two programs have their frames at different places. None where there is none."""
    try:
        value = symbol.value(frame)
        if value.is_optimized_out:
            return None
        text = value.format_string(max_elements=8, max_depth=2, symbols=False, raw=True)
    except (gdb.error, RuntimeError, ValueError) as error:
        return None if "optimized out" in str(error) or "Cannot access" in str(error) else f"error: {error}"
    return None if text == "<optimized out>" else ADDRESS.sub("0x", text)


def variables(frame):
    """name -> value of the variables of the function and of what is inlined at this place."""
    found = {}
    try:
        block = frame.block()
    except RuntimeError:
        return found
    while block:
        for symbol in block:
            is_variable = symbol.is_variable or symbol.is_argument
            if is_variable and not symbol.name.startswith("__") and symbol.name not in found:
                found[symbol.name] = value_of(symbol, frame)
        if block.function:
            break
        block = block.superblock
    return found


def main():
    for command in ("set pagination off", "set debuginfod enabled off", "set width 0", "set print address on"):
        gdb.execute(command)
    gdb.execute("tbreak main")
    gdb.execute("run > /dev/null", to_string=True)
    name = os.path.basename(SOURCE)
    for line in lines_of_source():
        try:
            gdb.Breakpoint(f"{name}:{line}", internal=True)
        except gdb.error:
            pass
    hits, stops = {}, []
    while len(stops) < MOST:
        try:
            frame = gdb.selected_frame()
        except gdb.error:
            break
        place = frame.find_sal()
        if place.symtab and os.path.basename(place.symtab.filename) == name:
            key = (CLONE.sub("", frame.name() or ""), place.line)
            hits[key] = hits.get(key, 0) + 1
            if hits[key] <= MOST_HITS:
                stops.append({"function": key[0], "line": key[1], "hit": hits[key], "variables": variables(frame)})
        try:
            gdb.execute("continue", to_string=True)
        except gdb.error:
            break
        if not gdb.selected_inferior().pid:
            break
    with open(OUTPUT, "w") as file:
        json.dump(stops, file)


main()
