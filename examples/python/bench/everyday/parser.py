"""A tokenizer and a parser of expressions as coroutines that are sent tokens, and an evaluator."""

SOURCES = ["(1 + 2) * 3 - 4 / 2", "2 * (3 + 4) * (5 - 6)", "((7))", "1 - 2 - 3 - 4 * 5 / 6", "10 / (2 + 3) * -2", "a * (b + 12) - c / 4"] * 60
NAMES = {"a": 3.0, "b": 4.5, "c": 100.0}


def tokens(text):
    i, n = 0, len(text)
    while i < n:
        char = text[i]
        if char == " ":
            i += 1
        elif char.isdigit():
            j = i + 1
            while j < n and (text[j].isdigit() or text[j] == "."):
                j += 1
            yield "number", float(text[i:j])
            i = j
        elif char.isalpha():
            j = i + 1
            while j < n and text[j].isalnum():
                j += 1
            yield "name", text[i:j]
            i = j
        else:
            yield "operator", char
            i += 1
    yield "end", None


PRIORITY = {"+": 1, "-": 1, "*": 2, "/": 2}


def postfix(source):
    """Dijkstra's shunting yard, as a generator over a generator."""
    stack = []
    before = None
    for kind, value in source:
        if kind in ("number", "name"):
            yield kind, value
        elif value == "(":
            stack.append(value)
        elif value == ")":
            while stack[-1] != "(":
                yield "operator", stack.pop()
            stack.pop()
        elif kind == "operator":
            if before is None or before in PRIORITY or before == "(":
                yield "number", 0.0
            while stack and stack[-1] != "(" and PRIORITY[stack[-1]] >= PRIORITY[value]:
                yield "operator", stack.pop()
            stack.append(value)
        before = value
    while stack:
        yield "operator", stack.pop()


def evaluate(source):
    stack = []
    for kind, value in source:
        if kind == "number":
            stack.append(value)
        elif kind == "name":
            stack.append(NAMES[value])
        else:
            right, left = stack.pop(), stack.pop()
            if value == "+":
                stack.append(left + right)
            elif value == "-":
                stack.append(left - right)
            elif value == "*":
                stack.append(left * right)
            else:
                stack.append(left / right)
    return stack.pop()


def main():
    total = 0.0
    for source in SOURCES:
        total += evaluate(postfix(tokens(source)))
    return total
