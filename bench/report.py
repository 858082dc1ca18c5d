"""Writes the results as Markdown, on the terminal and between the markers of docs/benchmarks.md."""

from collect import geometric_mean
from goals import frame_ratios, larger_frames, per_resume, ratio, rows, shown, shown_growth
from measure import OURS
from programs import library_programs
from whole import CLANG, COMPILERS


def table(head, lines):
    """A Markdown table; all columns but the first are right-aligned."""
    text = [head, ["---"] + ["---:"] * (len(head) - 1), *lines]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in text) + "\n"


def markdown(results):
    sections = (("Goals", _goals), ("Allocations of whole programs at -O2", _allocations), ("Suspend + resume", _speeds),
                ("Frames and code, each level", _levels), ("Frames larger than clang's", _larger),
                ("Time of clang -O2", _clang_times), ("Split time and memory of shapes", _shapes),
                ("Split time and memory of functions with awaits", _awaits),
                ("Split time of C++ programs, at the same place", _splits),
                ("What frames consist of, split at the same place", _contents), ("Frames furthest from the bound", _frames))
    parts = [f"### LLVM {results.version}\n"]
    for title, section in sections:
        text = section(results)
        if text:
            parts.append(f"**{title}**\n\n{text}")
    return "\n".join(parts)


def _goals(results):
    lines = [[row.measure, row.ours, row.stock, row.ratio, row.goal, "met" if row.met else "**missed**"] for row in rows(results)]
    return lines and table(["measure", "ours", "clang or its split", "ratio", "goal", ""], lines)


def _shapes(results):
    lines = []
    for shape, runs in results.shapes.items():
        for before, run in zip([None, *runs], runs):
            ours, stock = run.ours, run.stock
            grown = [shown_growth(before.ours, ours), shown_growth(before.stock, stock)] if before else ["", ""]
            counted = results.instructions.get(shape)
            grown.append(f"{counted[1] / counted[0]:.2f} ×" if counted and run is runs[-1] else "")
            lines.append([shape, run.size, shown(ours.seconds, ours.late), shown(stock.seconds, stock.late),
                          ("< " if stock.late else "") + ratio(ours.seconds, stock.seconds), f"{ours.peak_mb:.0f} MB",
                          ("> " if stock.late else "") + f"{stock.peak_mb:.0f} MB", ratio(ours.peak_mb, stock.peak_mb), *grown])
    return lines and table(["shape", "N", "ours", "stock", "ours / stock", "memory, ours", "stock", "ours / stock",
                            "growth, ours", "stock", "in instructions, ours"], lines)


def _awaits(results):
    lines = [[shape, run.size, shown(run.ours.seconds, run.ours.late), f"{run.ours.peak_mb:.0f} MB", f"{run.instructions / 1e6:.0f}"]
             for shape, runs in results.awaits.items() for run in runs]
    return lines and table(["shape", "N", "time", "memory", "million instructions"], lines)


def _splits(results):
    """The libraries one by one; of all others the sum."""
    libraries = {given.name for given in library_programs()}
    groups = {}
    for time in results.split_times:
        name = time.name if time.name in libraries else "all other programs"
        groups.setdefault((name, time.debug), []).append(time)
    lines = []
    for (name, debug), times in sorted(groups.items()):
        ours, stock = sum(t.ours.seconds for t in times), sum(t.stock.seconds for t in times)
        peaks = [max(getattr(t, split).peak_mb for t in times) for split in ("ours", "stock")]
        worst = max(times, key=lambda t: t.ours.seconds / max(t.stock.seconds, 1e-4))
        lines.append([name + (", -g" if debug else ""), f"{ours * 1e3:.1f} ms", f"{stock * 1e3:.1f} ms", ratio(ours, stock),
                      *(f"{peak:.1f} MB" for peak in peaks),
                      f"{worst.ours.seconds / max(worst.stock.seconds, 1e-4):.2f} ({worst.name})"])
    return lines and table(["program", "ours", "stock", "ours / stock", "most memory, ours", "stock", "highest ratio"], lines)


def _speeds(results):
    lines, ratios = [], per_resume(results.speeds)
    for speed in results.speeds:
        counts, times = speed.instructions, speed.nanoseconds
        lines.append([speed.name, f"{counts[OURS]:.1f}", f"{counts[CLANG]:.1f}",
                      f"{ratios[speed.name]:.3f}" if speed.name in ratios else "",
                      f"{times[OURS]:.2f}", f"{times[CLANG]:.2f}", f"{times[OURS] / times[CLANG]:.2f}" if speed.name in ratios else ""])
    if not lines:
        return ""
    times = [one.nanoseconds[OURS] / one.nanoseconds[CLANG] for one in results.speeds if one.name in ratios]
    lines.append([f"geometric mean of {len(ratios)}", "", "", f"{geometric_mean(ratios.values()):.3f}", "", "", f"{geometric_mean(times):.2f}"])
    return table(["program", "instructions, ours", "clang", "ours / clang", "ns, ours", "clang", "ours / clang"], lines)


def _contents(results):
    sizes = [size for _, size in results.frames]
    if not sizes:
        return ""
    kept = (("addresses of the clones, promise and index only", "fixed"), ("and the variables in memory", "variables"),
            ("and the values: the bound", "bound"), ("the frames", "ours"))
    lines = [[what, f"{geometric_mean([getattr(size, field) / size.stock for size in sizes]):.3f}"] for what, field in kept]
    return table([f"{len(sizes)} C++ coroutines at -O2, geometric mean", "ours / stock"], lines)


def _frames(results, count=12):
    far = sorted(results.frames, key=lambda item: (-item[1].ours / item[1].bound, item[0], item[1].function))[:count]
    lines = [[program, f"`{size.function}`", size.ours, size.stock, size.bound, ratio(size.ours, size.stock),
              f"{size.ours / size.bound:.2f}"] for program, size in far if size.ours > size.bound]
    text = table(["program", "coroutine", "ours", "stock", "bound", "ours / stock", "ours / bound"], lines) if lines else ""
    if results.one_sided:
        names = ", ".join(f"`{function}` of {program}" for program, function in results.one_sided)
        text += f"\nWith a frame by one of the splits only: {names}.\n"
    return text


# ---- whole pipelines ----

def _groups(compared):
    """What is shown one by one, and what as a sum: (label, programs)."""
    libraries = {given.name for given in library_programs()}
    tests = [one for one in compared if "/" not in one.name and one.name not in libraries]
    alone = sorted((one for one in compared if one not in tests), key=lambda one: one.name)
    return [*((one.name, [one]) for one in alone), *([(f"{len(tests)} test programs", tests)] if tests else [])]


def _allocations(results):
    lines = []
    for label, group in _groups(results.whole.programs):
        line = [label]
        for measure in ("calls", "bytes", "frames", "frame_bytes"):
            ours, clang = (sum(getattr(one.counts[compiler], measure) for one in group) for compiler in COMPILERS)
            line += [f"{ours} : {clang}"] + ([ratio(ours, clang)] if measure in ("calls", "frame_bytes") else [])
        sites = sum(one.sites for one in group)
        lines.append([*line, " : ".join(str(sum(one.elided[compiler] for one in group)) for compiler in COMPILERS) + f" of {sites}" if sites else ""])
    if not lines:
        return ""
    ratios = frame_ratios(results.whole.programs)
    lines.append([f"geometric mean of {len(ratios)}", "", "", "", "", "", f"{geometric_mean(ratios.values()):.3f}", ""])
    return "Ours : clang's.\n\n" + table(["program", "allocations", "ours / clang", "bytes", "of these frames", "bytes of frames",
                                         "ours / clang", "awaited temporaries elided"], lines)


def _levels(results):
    lines = []
    for level in sorted({one.level for one in results.whole.levels}):
        chosen = [one for one in results.whole.levels if one.level == level]
        sizes = [size for one in chosen for size in one.frames.values()]
        ours, clang = (sum(one.text[compiler] for one in chosen) for compiler in COMPILERS)
        counts = [sum(compare(*size) for size in sizes) for compare in (int.__lt__, int.__eq__, int.__gt__)]
        # Of a very small program a few instructions are much.
        worst = max((one for one in chosen), key=lambda one: one.text[OURS] / one.text[CLANG])
        lines.append([f"-{level}", len(sizes), *counts, f"{geometric_mean([a / b for a, b in sizes]):.3f}", sum(len(one.one_sided) for one in chosen),
                      ours, clang, f"{ours / clang:.3f}", f"{worst.text[OURS] / worst.text[CLANG]:.2f} ({worst.name})"])
    return lines and table(["level", "frames", "smaller than clang's", "equal", "larger", "geometric mean", "split by one only", "bytes of code, ours",
                            "clang", "ours / clang", "highest ratio"], lines)


def _larger(results, count=20):
    found = sorted(larger_frames(results.whole.levels), key=lambda one: (one[4] / one[3], one))
    lines = [[program, f"-{level}", f"`{function}`", ours, clang] for program, level, function, ours, clang in found[:count]]
    text = table(["program", "level", "coroutine", "ours", "clang"], lines) if lines else ""
    return text + (f"\nAnd {len(found) - count} more.\n" if len(found) > count else "")


def _clang_times(results):
    times = results.whole.clang
    libraries = {given.name for given in library_programs()}
    groups = [(name, [times[name]]) for name in times if name in libraries]
    others = [time for name, time in times.items() if name not in libraries]
    groups += [(f"{len(others)} other programs", others)] if others else []
    lines = []
    for label, group in groups:
        ours, clang = (sum(one[compiler] for one in group) for compiler in COMPILERS)
        lines.append([label, f"{ours:.2f} s", f"{clang:.2f} s", f"{ours / clang:.3f}"])
    return lines and table(["program", "with the plugin", "without", "ratio"], lines)


def write_docs(file, results, text):
    """Replaces what stands between this LLVM's markers."""
    begin, end = f"<!-- results of LLVM {results.major} -->\n", f"<!-- end of LLVM {results.major} -->\n"
    page = file.read_text()
    if page.count(begin) != 1 or page.count(end) != 1:
        raise SystemExit(f"{file} has no place for LLVM {results.major}: {begin.strip()} and {end.strip()}")
    head, tail = page[:page.index(begin)], page[page.index(end):]
    file.write_text(f"{head}{begin}\n{text}\n{tail}")
