"""Makes a failing program smaller: removes statements as long as it still fails."""

import ast
import os
import tempfile

from harness import children

LIMIT_S = 60


def fails(name, text, seed):
    """Whether the program's log differs, or its process dies, run as a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, f"seed-{seed}.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        ended = children.run(["-W", "ignore", "-m", "random_program.run_file", name, path], LIMIT_S)
    return ended.crashed() or ended.status == 1


def bodies(tree):
    """Each list of statements, outermost first."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            found = getattr(node, field, None)
            if isinstance(found, list) and found:
                yield found, field


def without(text, place, index, count):
    """The text without some statements of a body, or None where that is no program."""
    tree = ast.parse(text)
    body, field = list(bodies(tree))[place]
    del body[index:index + count]
    if not body and field == "body":
        body.append(ast.Pass())
    try:
        shorter = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(shorter, "reduced", "exec")
        return shorter
    except (SyntaxError, ValueError):
        return None


def reduced(name, text, seed):
    """The smallest text found. Text that does not fail is given back."""
    text = ast.unparse(ast.parse(text)) + "\n"
    if not fails(name, text, seed):
        return f"# seed {seed} does not fail\n{text}"
    count = 8
    while count:
        smaller = one_round(name, text, seed, count)
        if smaller == text:
            count //= 2
        text = smaller
    return text


def one_round(name, text, seed, count):
    place = 0
    while place < len(list(bodies(ast.parse(text)))):
        index = 0
        while True:
            body, _ = list(bodies(ast.parse(text)))[place]
            if index >= len(body):
                break
            shorter = without(text, place, index, count)
            if shorter and len(shorter) < len(text) and fails(name, shorter, seed):
                text = shorter
                if place >= len(list(bodies(ast.parse(text)))):
                    break
            else:
                index += count
        place += 1
    return text
