"""The lexer: from source text to tokens.

As in Python, indentation says what belongs to a block. The lexer turns it into the tokens INDENT and DEDENT, so that the
parser sees a block as something between two brackets.
"""

import re
from dataclasses import dataclass

KEYWORDS = {"def", "if", "elif", "else", "while", "for", "in", "return", "yield", "await", "and", "or", "not", "none"}

# The first alternative that matches wins, so "==" comes before "=".
TOKEN = re.compile(r"""
    (?P<space>[ ]+) | (?P<comment>\#.*) |
    (?P<number>\d+) | (?P<name>[A-Za-z_]\w*) | (?P<string>"[^"]*") |
    (?P<operator>==|!=|<=|>=|[-+*/%<>=(),:])
""", re.VERBOSE)


@dataclass
class Token:
    """One token. `kind` is number, name, string, NEWLINE, INDENT, DEDENT, END, or the keyword or operator itself."""

    kind: str
    text: str
    line: int


class ToyError(Exception):
    """What is wrong with a program, and in which line."""

    def __init__(self, line, message):
        super().__init__(f"line {line}: {message}")


def tokens_of(source):
    """All tokens of a program; the last one is END."""
    tokens = []
    indents = [0]  # the columns of the blocks that are open, the innermost last
    line = 0
    for line, text in enumerate(source.splitlines(), start=1):
        stripped = text.lstrip(" ")
        if not stripped or stripped.startswith("#"):
            continue  # such a line says nothing about blocks
        tokens += _change_of_block(len(text) - len(stripped), indents, line)
        tokens += _tokens_of_line(stripped, line)
        tokens.append(Token("NEWLINE", "", line))
    tokens += [Token("DEDENT", "", line) for _ in indents[1:]]
    tokens.append(Token("END", "", line))
    return tokens


def _change_of_block(column, indents, line):
    """The INDENT or the DEDENTs before a line that begins at this column. Keeps `indents` up to date."""
    if column > indents[-1]:
        indents.append(column)
        return [Token("INDENT", "", line)]
    tokens = []
    while column < indents[-1]:
        indents.pop()
        tokens.append(Token("DEDENT", "", line))
    if column != indents[-1]:
        raise ToyError(line, "the indentation matches no open block")
    return tokens


def _tokens_of_line(text, line):
    tokens = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ToyError(line, f"unexpected character {text[position]!r}")
        position = match.end()
        kind, word = match.lastgroup, match.group()
        if kind in ("space", "comment"):
            continue
        if kind == "operator" or word in KEYWORDS:
            kind = word
        tokens.append(Token(kind, word, line))
    return tokens
