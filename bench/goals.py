"""The project's goals beside what was measured. Each is a row: measure, ours, stock, ratio, goal, met or not."""

from dataclasses import dataclass

from collect import geometric_mean
from measure import OURS
from whole import CLANG

# Of functions with so many awaits, whatever their shape: seconds and MB that the split may take; and how much more of time, memory and
# instructions than with a quarter of the awaits.
AWAITS, AWAIT_SECONDS, AWAIT_MB, AWAIT_GROWTH = 4000, 1.0, 300, 4.5
# (shape, its size, seconds, MB) that our split may take.
SHAPE_GOALS = (("alluse", 1000, 0.5, 100), ("diamond", 10000, 0.5, 100), ("slots", 10000, 1.0, None), ("chain", 1000, 0.1, None))


@dataclass(frozen=True)
class Limits:
    """What a run holds the measures against: `slack` multiplies seconds and their ratios."""

    slack: float
    growth: float
    most_instructions: float


# A program that allocates no frame any more has a ratio of 0: it counts as this much, or one such program would decide the mean.
LEAST_RATIO = 0.1
# These must cost what they cost with clang, which elides all of their frames.
AS_CLANG = ("elision/generators_nested", "elision/generators_chain")
# Of 301 awaited tasks (rounds: programs.FEW) this many frames may be allocated.
TASK_CHAINS, TASK_CHAIN_FRAMES = ("elision/tasks_plain", "elision/tasks_marked"), 1

# Against all of clang, of which the code generator chooses other instructions for the same loop where a call has become a direct one.
FULL = Limits(slack=1.0, growth=5.0, most_instructions=1.06)
# Some milliseconds on a busy machine: 10 is still far from the 16 of quadratic time.
QUICK = Limits(slack=1.4, growth=10.0, most_instructions=1.06)


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
    return [*_whole_rows(results), *_frame_rows(results), *_shape_rows(results, limits.slack),
            *_await_rows(results, limits), *_growth_rows(results, limits.growth),
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
    above = sorted(size.ours / size.bound for size in sizes)[len(sizes) // 2]
    label = f"frames of {len(sizes)} C++ coroutines at -O2, split at the same place"
    if results.complete:
        yield Row(f"{label}, geometric mean", f"bound / stock {bound:.3f}", "", f"{mean:.3f}", "≤ 0.75", mean <= 0.75)
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


def _await_rows(results, limits):
    for shape, runs in results.awaits.items():
        small, large = runs[-2:]
        if large.size == AWAITS:
            most = AWAIT_SECONDS * limits.slack
            yield Row(f"split of {shape}, N = {large.size}", shown(large.ours.seconds, large.ours.late), "-", "", f"≤ {most:g} s",
                      not large.ours.late and large.ours.seconds <= most)
            yield Row(f"memory of {shape}, N = {large.size}", f"{large.ours.peak_mb:.0f} MB", "-", "", f"≤ {AWAIT_MB} MB",
                      large.ours.peak_mb <= AWAIT_MB)
        measures = [("instructions", small.instructions, large.instructions)]
        if limits == FULL:  # Small inputs take some milliseconds, and little more than opt itself.
            measures += [("time", small.ours.seconds, large.ours.seconds), ("memory", small.ours.peak_mb, large.ours.peak_mb)]
        for what, before, after in measures:
            grown = after / max(before, 1e-3)
            yield Row(f"growth of {shape} in {what}, N = {small.size} to {large.size}", f"{grown:.2f} ×", "-", "",
                      f"≤ {AWAIT_GROWTH:g} ×", grown <= AWAIT_GROWTH)


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


def per_resume(speeds):
    """program -> instructions per suspend + resume in times of clang's. Where clang leaves less than one of them there is no
    ratio: the loop over the coroutine is gone."""
    return {speed.name: speed.instructions[OURS] / speed.instructions[CLANG] for speed in speeds if speed.instructions[CLANG] >= 1}


def _speed_rows(results, limit):
    ratios = per_resume(results.speeds)
    if ratios:
        mean, (worst, most) = geometric_mean(ratios.values()), max(ratios.items(), key=lambda item: item[1])
        label = f"instructions per suspend + resume, {len(ratios)} programs"
        if results.complete:
            yield Row(f"{label}, geometric mean", "", "", f"{mean:.3f}", "≤ 0.85", mean <= 0.85)
        yield Row(f"{label}, most ({worst})", "", "", f"{most:.3f}", f"≤ {limit:g}", most <= limit)
    for speed in results.speeds:
        if speed.name in AS_CLANG:
            ours, clang = (speed.instructions[compiler] for compiler in (OURS, CLANG))
            yield Row(f"{speed.name}: instructions per suspend + resume", f"{ours:.1f}", f"{clang:.1f}", "", "as clang",
                      ours <= limit * clang + 0.5)


# ---- whole pipelines ----


def frame_ratios(compared):
    """program -> bytes of its frames that are allocated at run time, in times of clang's, of those that allocate any by clang."""
    return {one.name: max(one.counts[OURS].frame_bytes / one.counts[CLANG].frame_bytes, LEAST_RATIO)
            for one in compared if one.counts[CLANG].frame_bytes}


def larger_frames(levels):
    """(program, level, coroutine, ours, clang's) of each frame that is larger than clang's."""
    return [(one.name, one.level, function, ours, clang) for one in levels
            for function, (ours, clang) in one.frames.items() if ours > clang]


def _whole_rows(results):
    compared, levels = results.whole.programs, results.whole.levels
    if not compared:
        return
    count = sum(len(one.frames) for one in levels)
    shown_levels = ", ".join(sorted({one.level for one in levels}))
    larger = len(larger_frames(levels))
    yield Row(f"{count} frames of C++ coroutines at {shown_levels}, larger than clang's", str(larger), "", "", "0", larger == 0)
    yield from _allocation_rows(compared, results.complete)
    yield from _cost_rows(results)
    different = [one.name for one in compared if not one.same]
    yield Row(f"{len(compared)} programs, with another output", ", ".join(different) or "0", "", "", "0", not different)


def _allocation_rows(compared, complete):
    ratios = frame_ratios(compared)
    if complete and ratios:
        mean = geometric_mean(ratios.values())
        yield Row(f"bytes of frames allocated at run time, {len(ratios)} programs, geometric mean", "", "", f"{mean:.3f}", "≤ 0.60",
                  mean <= 0.60)
    more = [one.name for one in compared if one.counts[OURS].calls > one.counts[CLANG].most_calls]
    yield Row(f"{len(compared)} programs, with more allocations than by clang", ", ".join(more) or "0", "", "", "0", not more)
    for one in compared:
        ours, clang = one.counts[OURS].frames, one.counts[CLANG].frames
        if one.name in AS_CLANG:
            yield Row(f"{one.name}: frames allocated", str(ours), str(clang), "", "as clang", ours <= clang)
        if one.name in TASK_CHAINS:
            yield Row(f"{one.name}: frames allocated", str(ours), str(clang), "", f"≤ {TASK_CHAIN_FRAMES}",
                      ours <= TASK_CHAIN_FRAMES)
    if not complete:
        return
    everything = sum(one.sites for one in compared), {by: sum(one.elided[by] for one in compared) for by in (OURS, CLANG)}
    plain = sum(one.plain_sites for one in compared), {by: sum(one.plain_elided[by] for one in compared) for by in (OURS, CLANG)}
    for what, (sites, elided) in (("", everything), (" that are not recursive", plain)):
        if sites:
            ours, clang = (elided[by] / sites for by in (OURS, CLANG))
            yield Row(f"{sites} awaited temporaries of lazy tasks{what}, elided", f"{ours:.0%}", f"{clang:.0%}", "", "≥ 90 %",
                      ours >= 0.9)


def _cost_rows(results):
    at_o2 = [one.text for one in results.whole.levels if one.level == "O2"]
    ours, clang = (sum(text[compiler] for text in at_o2) for compiler in (OURS, CLANG))
    # A mean over all: that of a few programs is what these few are.
    if results.complete:
        yield Row(f"code of {len(at_o2)} C++ programs at -O2", f"{ours} B", f"{clang} B", f"{ours / clang:.3f}", "≤ 1.00", ours <= clang)
    times = results.whole.clang.values()
    if times:
        ours, clang = (sum(one[compiler] for one in times) for compiler in (OURS, CLANG))
        yield Row(f"clang -O2 of {len(times)} C++ programs, user time", shown(ours, False), shown(clang, False), f"{ours / clang:.3f}",
                  "≤ 1.00", ours <= clang)
