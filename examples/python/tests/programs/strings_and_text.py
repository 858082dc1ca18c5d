# tier: 5
# Text: methods, formatting, joins, bytes, building of strings in loops, comparisons, and a small template engine.
import re

from harness.show import attempt


def wrap(text, width):
    line = []
    length = 0
    for word in text.split():
        if length + len(word) + len(line) > width and line:
            yield " ".join(line)
            line, length = [], 0
        line.append(word)
        length += len(word)
    if line:
        yield " ".join(line)


def template(text, **values):
    out = []
    for literal, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", text):
        out.append(literal)
        if name:
            out.append(str(values[name]))
    return "".join(out)


def concatenate(n):
    s = ""
    for i in range(n):
        s += str(i) + ","
        s = s[-30:]
    return s


def caesar(text, shift):
    out = ""
    for c in text:
        if "a" <= c <= "z":
            out += chr((ord(c) - 97 + shift) % 26 + 97)
        elif c.isupper():
            out += chr((ord(c) - 65 + shift) % 26 + 65)
        else:
            out += c
    return out


def run_lengths(text):
    previous, count = None, 0
    for c in text:
        if c == previous:
            count += 1
        else:
            if previous is not None:
                yield previous, count
            previous, count = c, 1
    if previous is not None:
        yield previous, count


def formats(x):
    return f"{x:>8}|{x:<8}|{x:^8}|{x!r}|{x!s:.2}", "%5s|%-5s|" % (x, x), "{:*^9}".format(x)


def numbers(x):
    return f"{x:d} {x:x} {x:#b} {x:,} {x:+} {x:08.3f} {x:e} {x:%}"


def raw(data):
    return data[0], data[1:3], data.hex(), bytes(reversed(data)), data + b"!", [b for b in data], data.split(b" "), data in data


print(list(wrap("the quick brown fox jumps over the lazy dog again and again", 16)), template("Hello {name}, {n} times", name="you", n=3))
print(concatenate(50), caesar("Hello, World", 3), caesar(caesar("abcxyz", 5), -5), list(run_lengths("aaabccd")), list(run_lengths("")))
print(formats("ab"), formats(12), numbers(1234567), raw(b"by te"))
attempt(lambda: "a" + 1)
attempt(lambda: "a" * 2.0)
attempt(lambda: "%d" % "x")
attempt(lambda: "{0} {2}".format(1))
attempt(lambda: template("{missing}"))
attempt(lambda: b"a" + "a")
attempt(lambda: "abc"[10])
attempt(lambda: "é".encode("ascii"))
print("ß".upper(), "ı".casefold(), "a" < "b" <= "b" < "é", "".join(sorted("hello")), "x" in "xyz", "" in "", "abc".find("c") == 2 != 3)
