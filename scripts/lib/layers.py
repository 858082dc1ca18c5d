"""Checks that imports between the folders of the engine go one way: no folder imports one that is above it, or a sibling that
imports it. `--show` prints who imports whom. The crate core/ needs no check against src/: cargo does not let it import that.
"""
import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Each folder, or file of the root, may import what stands before it in its list.
ORDER = {
    "core/src": ["index", "model", "model_builder", "sets", "graph", "analysis", "layout", "spill", "lib"],
    "src": ["abi", "ir", "gc", "diag", "options", "read", "emit", "prepare", "verify", "passes", "plugin", "lib"],
}
PATH = re.compile(r"\b(crate|gc_coro_core)::((?:\w+::)*)(\{[^}]*\}|\w+)")


def files_of(crate):
    """The source files of a crate: module path -> file."""
    found = {}
    for path in sorted((ROOT / crate).rglob("*.rs")):
        parts = path.relative_to(ROOT / crate).with_suffix("").parts
        found["::".join(parts[:-1] if parts[-1] == "mod" else parts)] = path
    return found


def imports(path):
    """(crate, module path) of all that a file names of ours, but for its unit tests and comments."""
    text = path.read_text().split("\n#[cfg(test)]\nmod tests")[0]
    for found in PATH.finditer(re.sub(r"//[^\n]*", "", text)):
        is_core = found[1] == "gc_coro_core" or path.is_relative_to(ROOT / "core")
        for name in re.findall(r"[\w:]+", found[3]):
            yield ("core/src" if is_core else "src"), found[2] + name


def arrows():
    """(importing file, crate, folder, imported folder) inside of each crate."""
    for crate in ORDER:
        for module, path in files_of(crate).items():
            folder = module.split("::")[0]
            for target_crate, target in imports(path):
                imported = target.split("::")[0]
                if target_crate == crate and imported != folder and imported in ORDER[crate]:
                    yield path, crate, folder, imported


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print which folder imports which")
    options = parser.parse_args()
    wrong, seen = [], {}
    for path, crate, folder, imported in arrows():
        order = ORDER[crate]
        seen.setdefault(f"{crate}/{folder}", set()).add(imported)
        if order.index(imported) > order.index(folder):
            wrong.append(f"{path.relative_to(ROOT)}: '{folder}' imports '{imported}', which stands above it")
    unknown = [f"{crate}/{module}: not in the order of scripts/lib/layers.py" for crate in ORDER
               for module in files_of(crate) if module.split("::")[0] not in ORDER[crate]]
    if options.show:
        for folder, imported in seen.items():
            print(f"{folder}: {', '.join(sorted(imported))}")
    for line in sorted(set(wrong + unknown)):
        print(line, file=sys.stderr)
    return 1 if wrong or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
