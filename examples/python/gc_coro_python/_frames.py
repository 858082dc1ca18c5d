"""The frame of a compiled coroutine over its suspend points, as a table or as a picture."""

import html
import json


def _title(line, code, final):
    if final:
        return "end"
    return "begin" if line is None or line <= code.co_firstlineno else f"line {line}"


class Frame:
    """What the split says of one frame, with lines of the Python source."""

    def __init__(self, text, positions, code):
        report = json.loads(text)[0]
        self.name = code.co_qualname
        self.size = report["size"]
        lines = {}
        for begin, end, line in code.co_lines():
            for position in range(begin, end, 2):
                lines[position] = line
        found = [lines.get(position) for position in positions]
        self.columns = []
        for suspend in report["suspends"]:
            number = suspend["number"]
            self.columns.append(_title(found[number] if number < len(found) else None, code, suspend["final"]))
        # A variable is another value at each suspend point; here it is one row.
        live = {}
        for slot in report["slots"]:
            name = slot["name"].rpartition(".")[0] or slot["name"]
            live.setdefault((slot["offset"], slot["size"], slot["kind"], name), set()).update(slot["live"])
        self.slots = [(*key, numbers) for key, numbers in live.items()]

    def table(self):
        head = ["offset", "size", "kind", "holds", *self.columns]
        rows = [head]
        for offset, size, kind, name, live in self.slots:
            everywhere = kind in ("resume", "destroy", "index")
            marks = ["■" if everywhere or number in live else "·" for number in range(len(self.columns))]
            rows.append([str(offset), str(size), kind, name, *marks])
        widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
        title = f"frame of {self.name}: {self.size} bytes, {len(self.columns)} suspend points"
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        return "\n".join([title, *lines]) + "\n"

    def svg(self):
        """A row for each slot, a column for each suspend point; filled where the slot is in use."""
        left, top, width, height = 190, 70, 64, 22
        w, h = left + width * len(self.columns) + 20, top + height * len(self.slots) + 20
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
            'font-family="monospace" font-size="12">',
            f'<rect width="{w}" height="{h}" fill="white"/>',
            f'<text x="10" y="20" font-weight="bold">{html.escape(self.name)}: {self.size} bytes</text>',
        ]
        for number, title in enumerate(self.columns):
            out.append(f'<text x="{left + number * width + width // 2}" y="{top - 10}" text-anchor="middle">{title}</text>')
        for row, (offset, size, kind, name, live) in enumerate(self.slots):
            y = top + row * height
            out.append(f'<text x="10" y="{y + 15}">{offset:4}  {html.escape(name)} ({size})</text>')
            color = {"tracked": "#c0392b", "value": "#2471a3"}.get(kind, "#7f8c8d")
            everywhere = kind in ("resume", "destroy", "index")
            for number in range(len(self.columns)):
                fill = color if everywhere or number in live else "#ecf0f1"
                x = left + number * width + 2
                out.append(f'<rect x="{x}" y="{y + 2}" width="{width - 4}" height="{height - 4}" fill="{fill}"/>')
        return "\n".join([*out, "</svg>"]) + "\n"
