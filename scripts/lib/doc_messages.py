#!/usr/bin/env python3
"""Keeps docs/errors.md complete: an entry for each message of the plugin, with the message as the source has it today.

    doc_messages.py --update    writes the messages of the source into the entries

scripts/test-docs.sh compares the entries with the source.

An entry begins with a line `<!-- Problem::MissingBegin -->`, which names a variant of an enum in SOURCES. Then comes its message as a
quotation (`> …`), which --update writes, and then the cause and the cure, which people write.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/errors.md"
SOURCES = {"Problem": "src/diag/problem.rs", "Warning": "src/diag/warning.rs", "Violation": "src/diag/violation.rs",
           "ModelError": "src/gc/mod.rs", "HeaderError": "src/abi/object_header.rs",
           "ParameterError": "src/passes/parameters.rs"}
VARIANT = re.compile(r"^    ([A-Z]\w*)", re.MULTILINE)
MESSAGE = re.compile(r'#\[error\(\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
ENTRY = re.compile(r"^<!-- (\w+::\w+) -->\n((?:> .*\n)*)\n((?:(?!<!-- \w+::|#).*\n?)*)", re.MULTILINE)


def readable(literal):
    """The text of a Rust string literal, with … for what a message fills in."""
    text = re.sub(r"\\\n\s*", "", literal)
    text = text.replace(r"\n", "\n").replace(r"\"", '"').replace("\\\\", "\\")
    text = re.sub(r"(?<!\{)\{(?!\{)[^}]*\}", "…", text)
    return text.replace("{{", "{").replace("}}", "}")


def messages():
    """{"Enum::Variant": its message, or None if another type has it}."""
    found = {}
    for enum, file in SOURCES.items():
        body = re.search(rf"^pub enum {enum} \{{\n(.*?)^\}}", (ROOT / file).read_text(), re.MULTILINE | re.DOTALL).group(1)
        begin = 0
        for variant in VARIANT.finditer(body):
            message = MESSAGE.search(body, begin, variant.start())
            found[f"{enum}::{variant.group(1)}"] = readable(message.group(1)) if message else None
            begin = variant.end()
    return found


def quoted(message):
    """As a quotation of code, a line each: a message has `<` and `*` in it."""
    return "".join(f"> `{line}`  \n" for line in message.splitlines()).removesuffix("  \n") + "\n"


def checks():
    """(title, problem or None) of each message."""
    entries = {entry.group(1): entry for entry in ENTRY.finditer(PAGE.read_text())}
    found = messages()
    for name, message in found.items():
        if message is None:  # the message is that of another enum of SOURCES
            continue
        problem = None
        if name not in entries:
            problem = "there is no entry for it"
        elif entries[name].group(2) != quoted(message):
            problem = "its entry has another message: scripts/lib/doc_messages.py --update"
        elif not ("*Cause:*" in entries[name].group(3) and "*Cure:*" in entries[name].group(3)):
            problem = "its entry lacks the cause or the cure"
        yield f"docs/errors.md: {name}", problem
    for name in entries.keys() - found.keys():
        yield f"docs/errors.md: {name}", "there is no such message"


def update():
    found = messages()
    text = PAGE.read_text()
    renewed = ENTRY.sub(lambda entry: f"<!-- {entry.group(1)} -->\n{quoted(found.get(entry.group(1)) or '')}\n{entry.group(3)}", text)
    PAGE.write_text(renewed)


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        sys.exit(__doc__)
