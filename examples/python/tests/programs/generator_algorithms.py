# tier: 1
# Ordinary generators that compute something: primes, permutations, a merge, a window, a state machine, a parser.
import heapq
import itertools


def primes():
    found = {}
    n = 2
    while True:
        factors = found.pop(n, None)
        if factors is None:
            yield n
            found[n * n] = [n]
        else:
            for p in factors:
                found.setdefault(p + n, []).append(p)
        n += 1


def permutations(items):
    if len(items) <= 1:
        yield tuple(items)
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (items[i],) + rest


def merge(*sources):
    heap = []
    for index, source in enumerate(map(iter, sources)):
        try:
            heap.append((next(source), index, source))
        except StopIteration:
            pass
    heapq.heapify(heap)
    while heap:
        value, index, source = heap[0]
        yield value
        try:
            heapq.heapreplace(heap, (next(source), index, source))
        except StopIteration:
            heapq.heappop(heap)


def window(items, size):
    it = iter(items)
    seen = list(itertools.islice(it, size))
    if len(seen) == size:
        yield tuple(seen)
    for item in it:
        del seen[0]
        seen.append(item)
        yield tuple(seen)


def averager():
    total = count = 0
    average = None
    while True:
        term = yield average
        if term is None:
            return total, count
        total += term
        count += 1
        average = total / count


def tokens(text):
    i = 0
    while i < len(text):
        char = text[i]
        if char.isspace():
            i += 1
        elif char.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            yield "number", int(text[i:j])
            i = j
        else:
            yield "operator", char
            i += 1


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


def fibonacci(limit):
    a, b = 0, 1
    while a < limit:
        yield a
        a, b = b, a + b


def queens(n, row=0, columns=(), up=(), down=()):
    if row == n:
        yield columns
        return
    for column in range(n):
        if column in columns or row + column in up or row - column in down:
            continue
        yield from queens(n, row + 1, columns + (column,), up + (row + column,), down + (row - column,))


print(list(itertools.islice(primes(), 30)))
print(list(permutations("abc")))
print(list(merge([1, 4, 7], (), range(0, 10, 3), iter([2.5]))))
print(list(window(range(6), 3)), list(window([1], 2)))
a = averager()
next(a)
print([a.send(x) for x in (1, 2, 3.5, 10 ** 20)])
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)
print(list(tokens("12 + (3*45)-6")))
print(list(collatz(27))[-10:], len(list(collatz(27))))
print(list(fibonacci(10 ** 12))[-3:])
print(len(list(queens(6))), next(queens(8)))
