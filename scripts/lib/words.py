"""Checks that words stay away for which the field has a better one.

The code of a compiler is read by people who know other compilers: docs/glossary.md has their terms. Each word of WORDS was once used
here for one of these. It must not appear in the code of the engine, as a whole word of a comment or text, or as a word of an identifier
(split at underscores and capitals). ALLOWED lists where a word is right, and why; an entry that nothing needs is an error too.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("src", "core/src", "core/tests", "shim")

# What to write instead.
WORDS = {
    "behind": "after, across",
    "forked": "a coroutine with awaits",
    "front": "before",
    "home": "location, block",
    "homes": "locations",
    "hopeless": "unspillable",
    "identities": "thread pointers",
    "identity": "thread pointer",
    "life": "live range, lifetime",
    "lives": "is live; live ranges",
    "meeting": "merge",
    "meetings": "merges",
    "mirror": "model of",
    "mirrored": "described by the model",
    "mirrors": "is the model of",
    "outlive": "be live across",
    "outlives": "is live across",
    "part": "clone, component, element, field",
    "parts": "clones, components, elements, fields",
    "recipe": "rematerialisation operands",
    "recipes": "rematerialisation operands",
    "reside": "have a store placement",
    "resides": "has a store placement",
    "residence": "store placement",
    "resident": "in its slot",
    "rewrite": "emit",
    "rewrites": "emits",
    "several": "more than one",
    "sweep": "dead code elimination, dataflow",
    "traffic": "accesses",
    "watched": "has a pointer map",
    "way": "path, edge",
    "ways": "paths, edges",
}

# Names that others have given.
FOREIGN = ("from_raw_parts", "RewriteStatepointsForGC", "rewrite-statepoints-for-gc")

RUST = "Rust's term for lifetimes of references"
MODEL = "the documented spelling in collector models"
ALLOWED = {
    ("shim/ir.cpp", "front"): "a member of LLVM's BasicBlock",
    ("src/gc/mod.rs", "identity"): MODEL,
    ("src/options.rs", "identity"): "`fault=saved-identity` is documented",
    ("src/plugin/remarks.rs", "outlive"): RUST,
    ("src/plugin/report.rs", "outlive"): RUST,
    ("src/plugin/run.rs", "outlive"): RUST,
}

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words_of(line):
    for name in FOREIGN:
        line = line.replace(name, "")
    return {word.lower() for word in WORD.findall(line)}


def main():
    wrong, needed = [], set()
    for path in sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.suffix in (".rs", ".cpp", ".h")):
        name = str(path.relative_to(ROOT))
        for number, line in enumerate(path.read_text().split("\n"), 1):
            for word in sorted(words_of(line) & WORDS.keys()):
                if (name, word) in ALLOWED:
                    needed.add((name, word))
                else:
                    wrong.append(f"{name}:{number}: '{word}': write {WORDS[word]}")
    wrong += [f"scripts/lib/words.py: ALLOWED has {entry}, and nothing needs it" for entry in sorted(ALLOWED.keys() - needed)]
    print("\n".join(wrong) or "no word that must not come back")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
