"""Writes the results as Markdown, on the terminal and between the markers of docs/benchmarks.md."""

from collect import geometric_mean
from goals import ratio, rows, shown, shown_growth
from measure import OURS, STOCK
from programs import library_programs


def table(head, lines):
    """A Markdown table; all columns but the first are right-aligned."""
    text = [head, ["---"] + ["---:"] * (len(head) - 1), *lines]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in text) + "\n"


def markdown(results):
    sections = (("Goals", _goals), ("Split time and memory of shapes", _shapes), ("Split time of C++ programs", _splits),
                ("Suspend + resume", _speeds), ("What frames consist of", _contents),
                ("Frames furthest from the bound", _frames), ("Code and allocations at -O2", _code))
    parts = [f"### LLVM {results.version}\n"]
    for title, section in sections:
        text = section(results)
        if text:
            parts.append(f"**{title}**\n\n{text}")
    return "\n".join(parts)


def _goals(results):
    lines = [[row.measure, row.ours, row.stock, row.ratio, row.goal, "met" if row.met else "**missed**"] for row in rows(results)]
    return lines and table(["measure", "ours", "stock", "ours / stock", "goal", ""], lines)


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
    lines, means = [], []
    for speed in results.speeds:
        counts, times = speed.instructions, speed.nanoseconds
        lines.append([speed.name, f"{counts[OURS]:.1f}", f"{counts[STOCK]:.1f}", f"{counts[OURS] / counts[STOCK]:.3f}",
                      f"{times[OURS]:.2f}", f"{times[STOCK]:.2f}", f"{times[OURS] / times[STOCK]:.2f}"])
    if not lines:
        return ""
    for measure in ("instructions", "nanoseconds"):
        seen = [getattr(speed, measure) for speed in results.speeds]
        means.append(geometric_mean([one[OURS] / one[STOCK] for one in seen]))
    lines.append(["geometric mean", "", "", f"{means[0]:.3f}", "", "", f"{means[1]:.2f}"])
    return table(["program", "instructions, ours", "stock", "ours / stock", "ns, ours", "stock", "ours / stock"], lines)


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


def _code(results):
    if not results.code:
        return ""
    measured = {speed.name for speed in results.speeds}
    libraries = {given.name for given in library_programs()}
    groups = {"libraries": [], "measured programs": [], "test programs": []}
    for code in results.code:
        groups["measured programs" if code.name in measured else "libraries" if code.name in libraries
               else "test programs"].append(code)
    lines = []
    for name, codes in groups.items():
        if not codes:
            continue
        text = [sum(code.text[split] for code in codes) for split in (OURS, STOCK)]
        heap = [sum(code.heap[split] for code in codes if code.heap) for split in (OURS, STOCK)]
        worst = max(codes, key=lambda code: code.text[OURS] / code.text[STOCK])
        lines.append([f"{len(codes)} {name}", *text, ratio(*text),
                      f"{worst.text[OURS] / worst.text[STOCK]:.2f} ({worst.name})", *heap, ratio(*heap)])
    return table(["programs", "bytes of code, ours", "stock", "ours / stock", "highest ratio", "allocations, ours", "stock",
                  "ours / stock"], lines)


def write_docs(file, results, text):
    """Replaces what stands between this LLVM's markers."""
    begin, end = f"<!-- results of LLVM {results.major} -->\n", f"<!-- end of LLVM {results.major} -->\n"
    page = file.read_text()
    if page.count(begin) != 1 or page.count(end) != 1:
        raise SystemExit(f"{file} has no place for LLVM {results.major}: {begin.strip()} and {end.strip()}")
    head, tail = page[:page.index(begin)], page[page.index(end):]
    file.write_text(f"{head}{begin}\n{text}\n{tail}")
