"""Checks that imports inside of the engine go in one direction.

Between folders: no folder imports one that is above it, or a sibling that imports it. Between files: no file imports an item of
a file that imports an item of it, directly or through further files. `--show` prints which folder imports which, and `--files` the
circles of files. The crate core/ needs no check against src/: cargo does not let it import that.

An import counts for the file that defines the item, whatever path names it: a `mod.rs` that only declares modules and
re-exports items defines nothing, so it is in no circle. Unit tests and comments do not count.
"""
import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Each folder, or file of the root, may import what stands before it in its list.
ORDER = {
    "core/src": ["index", "walk", "model", "model_builder", "sets", "graph", "elision", "analysis", "layout", "advice", "spill", "lib"],
    "src": ["abi", "ir", "gc", "diag", "options", "read", "elide", "emit", "prepare", "verify", "report", "passes", "plugin", "capi", "build", "lib"],
}
ITEM = re.compile(r"^(?:pub(?:\([^)]*\))? )?(?:unsafe |const |async |extern \"C\" )*"
                  r"(?:fn|struct|enum|union|const|static|trait|type|macro_rules!) (?:mut )?(\w+)", re.M)
SUBMODULE = re.compile(r"^(?:pub(?:\([^)]*\))? )?mod (\w+);", re.M)
USE = re.compile(r"^(pub(?:\([^)]*\))? )?use ([^;]+);", re.M)
PATH = re.compile(r"\b\w+(?:::\w+)+")
NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|r#\".*?\"#|b?'(?:\\.|\")'|b?c?\"(?:\\.|[^\"\\])*\"", re.S)


def leaves(tree):
    """(path, local name) of each import of a use tree: `a::{b, c as d}` gives (a::b, b) and (a::c, d)."""
    tree = tree.strip()
    found = re.match(r"^(.*?)\{(.*)\}$", tree, re.S)
    if not found:
        path, _, alias = tree.partition(" as ")
        names = path.strip().removesuffix("::self").split("::")
        yield names, alias.strip() or names[-1]
        return
    depth, start = 0, 0
    inner = found[2] + ","
    for at, char in enumerate(inner):
        depth += (char == "{") - (char == "}")
        if char == "," and depth == 0:
            if inner[start:at].strip():
                for names, alias in leaves(inner[start:at]):
                    path = [name for name in found[1].strip().split("::") if name]
                    yield path + [n for n in names if n != "self"], path[-1] if names == ["self"] else alias
            start = at + 1


class File:
    """What one file defines, imports and names."""

    def __init__(self, crate, module, path):
        self.crate, self.module, self.path = crate, module, path
        text = NO_CODE.sub(lambda m: '""' if '"' in m[0] else "", path.read_text().split("\n#[cfg(test)]\nmod tests")[0])
        self.items = set(ITEM.findall(text))
        self.submodules = set(SUBMODULE.findall(text))
        self.uses = {}
        self.globs = []
        for found in USE.finditer(text):
            for names, alias in leaves(found[2]):
                if alias == "*":
                    self.globs.append(names[:-1])
                else:
                    self.uses[alias] = names
        self.paths = [found[0].split("::") for found in PATH.finditer(USE.sub("", text))] + list(self.uses.values())

    def folder(self):
        return self.module[0] if self.module else "lib"

    def __str__(self):
        return str(self.path.relative_to(ROOT))


def read_files():
    """(crate, module path) -> file."""
    found = {}
    for crate in ORDER:
        for path in sorted((ROOT / crate).rglob("*.rs")):
            parts = path.relative_to(ROOT / crate).with_suffix("").parts
            module = parts[:-1] if parts[-1] in ("mod", "lib") else parts
            found[crate, module] = File(crate, module, path)
    return found


def defining_file(files, file, names, seen=()):
    """The file that defines what `names` means in `file`: None for another crate's."""
    first, rest = names[0], names[1:]
    if first in ("crate", "gc_coro_core"):
        crate = "core/src" if first == "gc_coro_core" else file.crate
        return item_of(files, files[crate, ()], rest, seen)
    if first == "self":
        return item_of(files, file, rest, seen)
    if first == "super":
        return item_of(files, files[file.crate, file.module[:-1]], rest, seen)
    if first in file.submodules or first in file.items:
        return item_of(files, file, names, seen)
    if first in file.uses and (file, first) not in seen and file.uses[first][0] != first:
        return defining_file(files, file, file.uses[first] + rest, (*seen, (file, first)))
    return None


def item_of(files, file, names, seen):
    """The file that defines the item at the path `names` below the module `file`."""
    if not names:
        return None
    first = names[0]
    if first == "super":
        return item_of(files, files[file.crate, file.module[:-1]], names[1:], seen)
    if first in file.submodules:
        return item_of(files, files[file.crate, (*file.module, first)], names[1:], seen)
    if first in file.items:
        return file
    if first in file.uses and (file, first) not in seen:
        return defining_file(files, file, file.uses[first] + names[1:], (*seen, (file, first)))
    for glob in file.globs:
        target = defining_file(files, file, [*glob, *names], (*seen, (file, first)))
        if target:
            return target
    # An item that a macro defines.
    return file


def imports(files):
    """File -> the other files whose items it names."""
    arrows = {file: set() for file in files.values()}
    for file in files.values():
        for names in file.paths:
            target = defining_file(files, file, names)
            if target and target is not file:
                arrows[file].add(target)
        arrows[file].update(target for glob in file.globs if (target := glob_target(files, file, glob)))
    return arrows


def glob_target(files, file, glob):
    """The module file of `use path::*`."""
    crate = "core/src" if glob[0] == "gc_coro_core" else file.crate
    return files.get((crate, tuple(glob[1:]))) if glob[0] in ("crate", "gc_coro_core") else None


def circles(arrows):
    """The sets of files that import each other (strongly connected components of more than one; Tarjan's algorithm)."""
    number, low, stack, found = {}, {}, [], []

    def visit(file):
        number[file] = low[file] = len(number)
        stack.append(file)
        for target in arrows[file]:
            if target not in number:
                visit(target)
                low[file] = min(low[file], low[target])
            elif target in stack:
                low[file] = min(low[file], number[target])
        if low[file] == number[file]:
            component = stack[stack.index(file):]
            del stack[stack.index(file):]
            if len(component) > 1:
                found.append(component)

    for file in arrows:
        if file not in number:
            visit(file)
    return found


def describe(component, arrows):
    """A circle of files, with the arrows that make it."""
    members = set(component)
    lines = [f"  {file} -> {', '.join(sorted(map(str, arrows[file] & members)))}" for file in sorted(component, key=str)]
    return "\n".join([f"a circle of {len(component)} files:", *lines])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print which folder imports which")
    parser.add_argument("--files", action="store_true", help="print the circles of files")
    options = parser.parse_args()
    arrows = imports(read_files())
    problems, seen = set(), {}
    for file, targets in arrows.items():
        order = ORDER[file.crate]
        if file.folder() not in order:
            problems.add(f"{file}: not in the order of scripts/lib/layers.py")
            continue
        for target in targets:
            if target.crate != file.crate or target.folder() in (file.folder(), "lib") or target.folder() not in order:
                continue
            seen.setdefault(f"{file.crate}/{file.folder()}", set()).add(target.folder())
            if order.index(target.folder()) > order.index(file.folder()):
                problems.add(f"{file}: '{file.folder()}' imports '{target.folder()}', which stands above it")
    if options.show:
        for folder, imported in seen.items():
            print(f"{folder}: {', '.join(sorted(imported))}")
    found = [describe(component, arrows) for component in circles(arrows)]
    if options.files:
        print("\n".join(found) or "no circle of files")
    for line in [*sorted(problems), *([] if options.files else found)]:
        print(line, file=sys.stderr)
    return 1 if problems or found else 0


if __name__ == "__main__":
    sys.exit(main())
