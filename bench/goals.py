"""The project's goals beside what was measured. Each is a row: measure, ours, stock, ratio, goal, met or not."""

from dataclasses import dataclass

from collect import geometric_mean
from measure import OURS, STOCK

# (shape, its size, seconds, MB) that our split may take.
SHAPE_GOALS = (("alluse", 1000, 0.5, 100), ("diamond", 10000, 0.5, 100), ("slots", 10000, 1.0, None), ("chain", 1000, 0.1, None))


@dataclass(frozen=True)
class Limits:
    """What a run holds the measures against: `slack` multiplies seconds and their ratios."""

    slack: float
    growth: float
    most_instructions: float


FULL = Limits(slack=1.0, growth=5.0, most_instructions=1.02)
# Some milliseconds on a busy machine: 10 is still far from the 16 of quadratic time.
QUICK = Limits(slack=1.4, growth=10.0, most_instructions=1.02)


@dataclass(frozen=True)
class Row:
    measure: str
    ours: str
    stock: str
    ratio: str
    goal: str
    met: bool


def rows(results, limits=FULL):
    """All goals whose inputs were measured.

    A goal for the mean of all programs says nothing about some of them: it is left out where some are.
    """
    return [*_frame_rows(results), *_shape_rows(results, limits.slack), *_growth_rows(results, limits.growth),
            *_split_rows(results, limits.slack), *_speed_rows(results, limits.most_instructions)]


def ratio(ours, stock):
    if not stock:
        return "-"
    return f"{ours / stock:.2f}" if ours >= stock / 10 else f"{ours / stock:.2g}"


def shown(seconds, late):
    return f"> {seconds:.0f} s" if late else f"{seconds:.2f} s" if seconds >= 1 else f"{seconds:.4f} s"


def _frame_rows(results):
    for label, size, goal in results.frame_goals:
        yield Row(f"frame: {label}", f"{size.ours} B (bound {size.bound})", f"{size.stock} B", ratio(size.ours, size.stock),
                  f"≤ {goal} B", size.ours <= goal)
    sizes = [size for _, size in results.frames]
    if not sizes:
        return
    mean = geometric_mean([size.ours / size.stock for size in sizes])
    bound = geometric_mean([size.bound / size.stock for size in sizes])
    larger = sum(size.ours > size.stock for size in sizes)
    above = sorted(size.ours / size.bound for size in sizes)[len(sizes) // 2]
    label = f"frames of {len(sizes)} C++ coroutines at -O2"
    if results.complete:
        yield Row(f"{label}, geometric mean", f"bound / stock {bound:.3f}", "", f"{mean:.3f}", "≤ 0.75", mean <= 0.75)
    yield Row(f"{label}, larger than stock's", str(larger), "", "", "0", larger == 0)
    yield Row(f"{label}, median of ours / bound", f"{above:.3f}", "", "", "≤ 1.05", above <= 1.05)


def _shape_rows(results, slack):
    for shape, size, seconds, memory in SHAPE_GOALS:
        for run in results.shapes.get(shape, ()):
            if run.size != size:
                continue
            ours, stock = run.ours, run.stock
            less = "< " if stock.late else ""
            yield Row(f"split of {shape}, N = {size}", shown(ours.seconds, ours.late), shown(stock.seconds, stock.late),
                      less + ratio(ours.seconds, stock.seconds), f"≤ {seconds * slack:g} s",
                      not ours.late and ours.seconds <= seconds * slack)
            if memory:
                yield Row(f"memory of {shape}, N = {size}", f"{ours.peak_mb:.0f} MB", f"{stock.peak_mb:.0f} MB",
                          ratio(ours.peak_mb, stock.peak_mb), f"≤ {memory} MB", not ours.late and ours.peak_mb <= memory)
    if results.chain_output:
        small, large = results.chain_output
        yield Row("output of chain, instructions, N to 4 N", f"{large / small:.2f} ×", "", "", "≤ 4.1 ×", large <= 4.1 * small)


def growth(smaller, larger):
    """Time of the larger input in times of the smaller one; below a resolution of 1 ms it says nothing."""
    return larger.seconds / max(smaller.seconds, 1e-3)


def shown_growth(smaller, larger):
    return ("> " if larger.late else "") + f"{growth(smaller, larger):.1f} ×"


def _growth_rows(results, limit):
    for shape, runs in results.shapes.items():
        small, large = runs[-2:]
        grown = growth(small.ours, large.ours)
        stock = shown_growth(small.stock, large.stock)
        yield Row(f"growth of {shape}, N = {small.size} to {large.size}", shown_growth(small.ours, large.ours), stock, "",
                  f"≤ {limit:g} ×", not large.ours.late and grown <= limit)
    grown = {shape: large / small for shape, (small, large) in results.instructions.items()}
    if grown:
        shape, most = max(grown.items(), key=lambda item: item[1])
        yield Row(f"growth in instructions, {len(grown)} shapes, most ({shape})", f"{most:.2f} ×", "", "", f"≤ {limit:g} ×",
                  most <= limit)


def _split_rows(results, slack):
    for debug in (False, True):
        times = [time for time in results.split_times if time.debug == debug]
        if times:
            ours, stock = sum(t.ours.seconds for t in times), sum(t.stock.seconds for t in times)
            yield Row(f"split of {len(times)} C++ programs{' with -g' if debug else ''}", shown(ours, False), shown(stock, False),
                      ratio(ours, stock), f"≤ {0.7 * slack:.2g}", ours <= 0.7 * stock * slack)


def _speed_rows(results, limit):
    ratios = {speed.name: speed.instructions[OURS] / speed.instructions[STOCK] for speed in results.speeds}
    if ratios:
        mean, (worst, most) = geometric_mean(ratios.values()), max(ratios.items(), key=lambda item: item[1])
        label = f"instructions per suspend + resume, {len(ratios)} programs"
        if results.complete:
            yield Row(f"{label}, geometric mean", "", "", f"{mean:.3f}", "≤ 0.95", mean <= 0.95)
        yield Row(f"{label}, most ({worst})", "", "", f"{most:.3f}", f"≤ {limit:g}", most <= limit)
