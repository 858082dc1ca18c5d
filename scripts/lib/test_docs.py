#!/usr/bin/env python3
"""Checks the documents: their commands, quotations, links, pictures and messages; scripts/test-docs.sh calls this.

    test_docs.py [--all] DOCUMENT...

A command stands in a block of the language `console`, after `$ `; a line that ends in a backslash is continued. The lines up to the
next command are its output (stdout and stderr). A line `…` stands for any number of lines. The commands of a document share one
shell, in the root of the checkout, so that they can set variables. A command has to succeed: a document that shows one that fails
writes `; echo "status $?"` after it.

A block of another language comes after one of these lines:

    <!-- from FILE -->           the block is in that file, word for word
    <!-- not run: REASON -->     nothing is checked, and a reader of the source learns why

Each relative link has to lead to a file of the checkout, and its fragment to a heading.

With --all also what belongs to the documents as a whole: doc_figures.py and doc_messages.py.
"""

import html
import os
import pathlib
import re
import subprocess
import sys
from dataclasses import dataclass, field

import doc_figures
import doc_messages
from counts import report

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:^<!-- (from|not run:) (.+?) -->\n\n?)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"\n\n {4}\S")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MARK = "@@ end of a command, status "


@dataclass
class Command:
    line: int
    text: str
    output: list = field(default_factory=list)


def commands_of(block, line):
    """The commands of a console block whose first line is `line` of the document."""
    commands = []
    for number, text in enumerate(block.splitlines(), line):
        if text.startswith("$ "):
            commands.append(Command(number, text[2:]))
        elif commands and commands[-1].text.endswith("\\") and not commands[-1].output:
            commands[-1].text += "\n" + text
        elif commands:
            commands[-1].output.append(text)
        else:
            sys.exit(f"line {number}: output before the first command")
    return commands


def run(commands):
    """(status, lines of output) of each command, all in one shell."""
    script = "".join(f"{command.text}\necho '{MARK}'$?\n" for command in commands)
    done = subprocess.run(["bash"], input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
                          timeout=900, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    parts = re.split(rf"^{MARK}(\d+)\n", done.stdout, flags=re.MULTILINE)
    return [(int(status), output.splitlines()) for output, status in zip(parts[::2], parts[1::2])]


def matches(promised, printed):
    """Whether the output is the promised one, with `…` for any lines."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + "\n" for line in promised)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def without_blocks(text):
    """The document's text with its blocks as empty lines."""
    return BLOCK.sub(lambda block: "\n" * block.group().count("\n"), text)


def anchors(document):
    """The fragments by which GitHub knows the headings of a document."""
    headings = HEADING.findall(without_blocks(document.read_text()))
    plain = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", html.unescape(heading)).lower() for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-") for heading in plain}


def link_checks(document, text):
    text = without_blocks(text)
    for link in LINK.finditer(text):
        target, _, fragment = link.group(1).partition("#")
        if "://" in target:
            continue
        title = f"line {text.count(chr(10), 0, link.start()) + 1}: link to {link.group(1)}"
        file = (document.parent / target) if target else document
        if not file.exists():
            yield title, "there is no such file"
        elif fragment and fragment not in anchors(file):
            yield title, "there is no such heading"
        else:
            yield title, None


def checks(document):
    """(title, problem or None) of each command, each quotation and each link of a document."""
    text = document.read_text()
    commands = []
    for block in BLOCK.finditer(text):
        kind, what, language, content = block.groups()
        line = text.count("\n", 0, block.start(4)) + 1
        if kind == "from":
            yield f"line {line}: from {what}", None if content in (ROOT / what).read_text() else "it is not in that file"
        elif kind is None and language == "console":
            commands += commands_of(content, line)
        elif kind is None:
            yield f"line {line}: a block", "it is neither run nor quoted from a file, and nothing says why"
    if INDENTED.search(without_blocks(text)):
        line = text.count("\n", 0, INDENTED.search(without_blocks(text)).start()) + 3
        yield f"line {line}: an indented block", "commands belong into a block of the language console"
    yield from link_checks(document, text)
    results = run(commands) if commands else []
    for command, (status, printed) in zip(commands, results):
        right = status == 0 and matches(command.output, printed)
        found = "\n".join(printed)
        yield f"line {command.line}: {command.text.splitlines()[0]}", None if right else f"status {status}:\n{found}"
    if len(results) != len(commands):
        yield f"line {commands[len(results)].line}", "the shell has ended before this command"


def all_checks(names, with_the_whole):
    for name in names:
        for title, problem in checks(ROOT / name):
            yield f"{name}: {title}", problem
    if with_the_whole:
        yield from doc_figures.checks()
        yield from doc_messages.checks()


if __name__ == "__main__":
    documents = [argument for argument in sys.argv[1:] if argument != "--all"]
    report(all_checks(documents, "--all" in sys.argv[1:]))
