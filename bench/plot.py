"""The split times over N as an SVG: one small log-log plot for each shape, ours and stock."""

import math

PANEL_W, PANEL_H, LEFT, TOP, GAP_X, GAP_Y, COLUMNS = 190, 150, 58, 66, 26, 52, 4
COLOURS = {"ours": "#1f77b4", "stock": "#d95f02"}
STYLE = """<style>
text { font: 12px sans-serif; fill: #333 } .title { font-weight: bold } .head { font-size: 15px; font-weight: bold }
.tick { font-size: 10px; fill: #666 } .grid { stroke: #ddd; stroke-width: 1 } .frame { fill: none; stroke: #999 }
path { fill: none; stroke-width: 2 }
</style>"""


def svg(results):
    """The text of the file."""
    every = [run for runs in results.shapes.values() for run in runs]
    seconds = [max(cost.seconds, 1e-4) for run in every for cost in (run.ours, run.stock)]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    lines = -(-len(results.shapes) // COLUMNS)
    width, height = LEFT + COLUMNS * (PANEL_W + GAP_X), TOP + lines * (PANEL_H + GAP_Y)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">', STYLE,
             f'<rect width="{width}" height="{height}" fill="white"/>',
             f'<text class="head" x="{LEFT}" y="24">Time of the split over N, LLVM {results.version}, log-log, seconds of CPU</text>']
    for index, (who, label) in enumerate((("ours", "gc-coro"), ("stock", "coro-split (open end: stopped)"))):
        x = LEFT + 110 * index
        parts += [f'<path d="M{x} 41h24" stroke="{COLOURS[who]}"/>', f'<text x="{x + 30}" y="45">{label}</text>']
    for index, (shape, runs) in enumerate(results.shapes.items()):
        x, y = LEFT + index % COLUMNS * (PANEL_W + GAP_X), TOP + 20 + index // COLUMNS * (PANEL_H + GAP_Y)
        parts.append(_panel(shape, runs, x, y, low, high, index % COLUMNS == 0))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(shape, runs, left, top, low, high, labelled):
    sizes = [math.log10(run.size) for run in runs]
    first, last = sizes[0], sizes[-1]

    def x_of(size):
        return left + 10 + (math.log10(size) - first) / (last - first) * (PANEL_W - 20)

    def y_of(seconds):
        return top + PANEL_H - (math.log10(max(seconds, 1e-4)) - low) / (high - low) * PANEL_H

    parts = [f'<text class="title" x="{left}" y="{top - 6}">{shape}</text>',
             f'<rect class="frame" x="{left}" y="{top}" width="{PANEL_W}" height="{PANEL_H}"/>']
    for power in range(low, high + 1):
        y = y_of(10.0**power)
        parts.append(f'<path class="grid" d="M{left} {y:.1f}h{PANEL_W}"/>')
        if labelled:
            parts.append(f'<text class="tick" x="{left - 6}" y="{y + 3:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for run in runs:
        parts.append(f'<text class="tick" x="{x_of(run.size):.1f}" y="{top + PANEL_H + 13}" text-anchor="middle">{run.size}</text>')
    for who in ("stock", "ours"):
        points = [(x_of(run.size), y_of(getattr(run, who).seconds), getattr(run, who).late) for run in runs]
        line = " ".join(f"{'L' if i else 'M'}{x:.1f} {y:.1f}" for i, (x, y, _) in enumerate(points))
        parts.append(f'<path d="{line}" stroke="{COLOURS[who]}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" stroke="{COLOURS[who]}" stroke-width="1.5" '
                  f'fill="{"white" if late else COLOURS[who]}"/>' for x, y, late in points]
    return "\n".join(parts)
