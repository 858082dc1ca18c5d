"""A pipeline of generators over text: lines, words, a stop list, stems, counts."""

TEXT = ("the quick brown foxes jumped over the lazy dogs while running and singing songs of old times\n"
        "a pipeline of generators splits filters and counts the words that are flowing through it\n") * 150
STOP = frozenset("the a of and that are it over while".split())


def lines(text):
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            return
        yield text[start:end]
        start = end + 1


def words(source):
    for line in source:
        for word in line.split():
            yield word.strip(".,;").lower()


def wanted(source):
    for word in source:
        if word not in STOP:
            yield word


def stems(source):
    for word in source:
        for ending in ("ing", "es", "ed", "s"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                yield word[:-len(ending)]
                break
        else:
            yield word


def numbered(source, start=1):
    n = start
    for item in source:
        yield n, item
        n += 1


def main():
    counts, last = {}, 0
    for n, stem in numbered(stems(wanted(words(lines(TEXT))))):
        counts[stem] = counts.get(stem, 0) + n % 5
        last = n
    return last, sorted(counts.items())[:5]
