"""The frame-size table that scripts/test-cxx.sh leaves in target/."""

import math
from collections import defaultdict


def table(results, plan, levels):
    """Markdown: for each program, the sums of its frames at each level; at the end the mean ratios.

    `results` are those of one LLVM, without -g. A coroutine counts when both splits made a frame for it.
    """
    sums = defaultdict(dict)  # program -> level -> (coroutines, ours, theirs)
    ratios = defaultdict(list)  # level -> ours / theirs of each coroutine
    for result in results:
        ours, theirs = (_sizes(result, split) for split in (plan.candidate, plan.reference))
        both = sorted(ours.keys() & theirs.keys())
        if not both:
            continue
        case = result.case
        ratios[case.level] += [ours[f] / theirs[f] for f in both]
        sums[case.program.name][case.level] = (
            len(both), sum(ours[f] for f in both), sum(theirs[f] for f in both))
    return _render(sums, ratios, plan, [level for level in levels if ratios[level]])


def _sizes(result, split):
    return {frame.function: frame.bytes for frame in result.frames.get(split, ())}


def _render(sums, ratios, plan, levels):
    head = ["program"]
    for level in levels:
        head += [f"-{level}: coroutines", f"{plan.candidate} (bytes)", f"{plan.reference} (bytes)", "ratio"]
    rows = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for program in sorted(sums):
        rows.append([program, *(cell for level in levels for cell in _cells(sums[program].get(level)))])
    totals = [_total(sums, level) for level in levels]
    rows.append(["**all**", *(cell for total in totals for cell in _cells(total))])
    text = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return text + "\n\n" + "\n".join(_mean_line(level, ratios[level], plan) for level in levels) + "\n"


def _cells(entry):
    if not entry:
        return ["-"] * 4
    count, ours, theirs = entry
    return [str(count), str(ours), str(theirs), f"{ours / theirs:.3f}"]


def _total(sums, level):
    entries = [levels[level] for levels in sums.values() if level in levels]
    return tuple(map(sum, zip(*entries)))


def _mean_line(level, ratios, plan):
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    smaller, larger = sum(r < 1 for r in ratios), sum(r > 1 for r in ratios)
    return (f"-{level}: geometric mean of {plan.candidate} / {plan.reference} over {len(ratios)} coroutines: {mean:.3f} "
            f"({smaller} smaller, {len(ratios) - smaller - larger} equal, {larger} larger)\n")
