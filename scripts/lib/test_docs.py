#!/usr/bin/env python3
"""Runs the commands of documents, and compares what they print; scripts/test-docs.sh calls this.

    test_docs.py DOCUMENT...

A command stands in a block of the language `console`, after `$ `; a line that ends in a backslash is continued. The lines up to the
next command are its output (stdout and stderr). A line `…` stands for any number of lines. The commands of a document share one
shell, in the root of the checkout, so that they can set variables. A command has to succeed: a document that shows one that fails
writes `; echo "status $?"` after it.

A block of another language that comes after a line `<!-- from FILE -->` has to be in that file, word for word.
"""

import os
import pathlib
import re
import subprocess
import sys
from dataclasses import dataclass, field

from check_report import report

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:^<!-- from (\S+) -->\n\n?)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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


def checks(document):
    """(title, problem or None) of each command and each quotation of a document."""
    text = document.read_text()
    commands = []
    for block in BLOCK.finditer(text):
        source, language, content = block.groups()
        line = text.count("\n", 0, block.start(3)) + 1
        if language == "console":
            commands += commands_of(content, line)
        elif source:
            yield f"line {line}: from {source}", None if content in (ROOT / source).read_text() else "it is not in that file"
    results = run(commands)
    for command, (status, printed) in zip(commands, results):
        right = status == 0 and matches(command.output, printed)
        found = "\n".join(printed)
        yield f"line {command.line}: {command.text.splitlines()[0]}", None if right else f"status {status}:\n{found}"
    if len(results) != len(commands):
        yield f"line {commands[len(results)].line}", "the shell has ended before this command"


def all_checks(names):
    for name in names:
        for title, problem in list(checks(ROOT / name)) or [("", "it has no command")]:
            yield f"{name}: {title}", problem


if __name__ == "__main__":
    report(all_checks(sys.argv[1:]))
