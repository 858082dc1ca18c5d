#!/usr/bin/env python3
"""Tests the reports of frames; scripts/test-report.sh calls this and says more.

    test_report.py --llvm MAJOR --plugin FILE --work DIR [--picture FILE]
"""

import html
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import arguments  # noqa: E402
import coro_build  # noqa: E402
import llvm_tools  # noqa: E402
from counts import report  # noqa: E402

ROOT = llvm_tools.ROOT
SOURCES = ROOT / "tests" / "report"
SERVER = ROOT / "examples" / "questions" / "server.cpp"
COMMAND = ROOT / "scripts" / "report"


class Compiler:
    """clang++ with the plugin, which writes into one report."""

    def __init__(self, options):
        self.clang = Path(llvm_tools.prefix(options.llvm)) / "bin" / "clang++"
        self.plugin = coro_build.plugin_flags(options.llvm, options.plugin)
        self.work = options.work

    def compile(self, source, to, *more, level="-O2"):
        """What clang says; the object goes nowhere."""
        output = self.work / f"{source.stem}-{to.stem}.o"
        command = [self.clang, "-std=c++20", level, "-g", *self.plugin, "-mllvm", f"-gc-coro-report={to}", "-Rpass=gc-coro", *more,
                   "-c", source, "-o", output]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{source.name}: {done.stderr}")
        return done.stderr


def command(*words):
    return subprocess.run([COMMAND, *map(str, words)], capture_output=True, text=True)


def entries(path):
    document = json.loads(path.read_text())
    assert document["gc-coro-report"] == 1, "another schema"
    return document["entries"]


def frames(path):
    return {entry["name"]: entry for entry in entries(path)}


def sizes(path):
    return {name: entry["size"] for name, entry in frames(path).items()}


def remarked(text):
    """Function -> bytes, by the remarks of the split."""
    return {name: int(size) for name, size in re.findall(r"split '([^']+)': frame of (\d+) bytes", text)}


def covered(slots):
    """The bytes that these slots have, each once."""
    return len({byte for slot in slots for byte in range(slot["offset"], slot["offset"] + slot["size"])})


def numbers_add_up(entry):
    """What is wrong with the numbers of one entry, counted byte by byte."""
    wrong = []
    for state in entry["states"]:
        live = [slot for slot in entry["slots"] if state["number"] in slot["live"]]
        if state["bytes"] != covered(live) or state["bytes"] != sum(slot["size"] for slot in live):
            wrong.append(f"state {state['number']} has {state['bytes']} bytes, its slots {covered(live)}")
        if state["bytes"] + state["idle"] != entry["size"]:
            wrong.append(f"state {state['number']}: {state['bytes']} and {state['idle']} are not {entry['size']}")
    if entry["padding"] != entry["size"] - covered(entry["slots"]):
        wrong.append(f"padding of {entry['padding']} bytes")
    if entry["states"] and entry["largest"] != max(entry["states"], key=lambda s: (s["bytes"], -s["number"]))["number"]:
        wrong.append(f"state {entry['largest']} is not the largest")
    if any(slot["offset"] % slot["align"] for slot in entry["slots"]):
        wrong.append("a slot that is not aligned")
    return wrong


def lines_of(source, pattern):
    return [number for number, line in enumerate(source.read_text().splitlines(), 1) if re.search(pattern, line)]


class Checks:
    """Titles with what is wrong, or None."""

    def __init__(self, prefix):
        self.prefix, self.done = prefix, []

    def equal(self, title, found, expected):
        self.done.append((f"{self.prefix}{title}", None if found == expected else f"{found} instead of {expected}"))

    def true(self, title, fact, text=""):
        self.done.append((f"{self.prefix}{title}", None if fact else f"not so {text}".strip()))


def check_numbers(checks, compiler):
    """A frame of 4 KB: sizes, states, names, types, lines, and what keeps the buffer alive."""
    path = compiler.work / "server.json"
    said = compiler.compile(SERVER, path, "-mllvm", "-gc-coro-frame-larger-than=1000")
    found = frames(path)
    checks.equal("sizes are those of the remarks", {e["function"]: e["size"] for e in entries(path)}, remarked(said))
    for name, entry in found.items():
        checks.equal(f"{name}: the numbers add up", numbers_add_up(entry), [])
    serve = found["serve(int)"]
    slots = {slot["name"]: slot for slot in serve["slots"]}
    buffer = slots["buffer"]
    checks.equal("the buffer's type and size", (buffer["type"], buffer["size"]), ("char[4096]", 4096))
    checks.equal("the buffer's line", [buffer["place"]["line"]], lines_of(SERVER, r"char buffer\[4096\]"))
    wait = lines_of(SERVER, "// STOP")
    state = next(state for state in serve["states"] if state["number"] == serve["largest"])
    checks.equal("the line of the largest state", [state["place"]["line"]], wait)
    checks.equal("where the buffer lives", buffer["live"], [state["number"]])
    checks.true("who has captured the buffer", any(use["how"] == "captured" and use["what"] == "parse_header" for use in buffer["uses"]))
    checks.equal("the frame of the child", serve["children"], [{"name": "receive(int)", "size": found["receive(int)"]["size"]}])
    advice = serve["advice"][0]
    checks.equal("the advice", (advice["kind"], advice["saves"], advice["place"]["line"]), ("scope", 4096, buffer["place"]["line"]))
    line = lines_of(SERVER, r"^Task<int> serve")[0]
    checks.true("the warning has a place", f"{SERVER.relative_to(ROOT)}:{line}:1: warning:" in said, said)
    checks.true("the warning has a size", f"in function 'serve(int)': the frame has {serve['size']} bytes, and the limit is 1000" in said)
    checks.true("small frames are not warned of", "in function 'receive(int)'" not in said)


def check_advice(checks, compiler):
    """The program that follows the advice has just the frames that are promised."""
    before, after = compiler.work / "before.json", compiler.work / "after.json"
    compiler.compile(SOURCES / "advice.cpp", before)
    compiler.compile(SOURCES / "advice.cpp", after, "-DADVISED")
    old, new = frames(before), frames(after)
    kinds = {"scope": "scope", "two_phases": "scope", "destructor": "destructor", "align": "align", "needed": None}
    for name, kind in kinds.items():
        entry, advised = old[f"{name}(int)"], new[f"{name}(int)"]
        given = entry.get("advice", [])
        checks.equal(f"{name}: the numbers add up", numbers_add_up(entry), [])
        checks.equal(f"{name}: the kind of the advice", given[0]["kind"] if given else None, kind)
        checks.equal(f"{name}: the promised size", advised["size"], entry["size"] - (given[0]["saves"] if given else 0))
    unoptimised = compiler.work / "O0.json"
    compiler.compile(SOURCES / "advice.cpp", unoptimised, level="-O0")
    advice = frames(unoptimised)["arrays(long)"].get("advice", [])
    checks.equal("at -O0 optimisation is advised", [one["kind"] for one in advice], ["optimise"])
    checks.true("and saves at least one of the arrays", advice and advice[0]["saves"] >= 160, str(advice))


def check_processes(checks, compiler):
    """Several processes write one file, and a new run of one unit takes the place of the old one."""
    path, larger = compiler.work / "program.json", compiler.work / "larger.json"
    units = [SOURCES / "first.cpp", SOURCES / "other.cpp"]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda unit: compiler.compile(unit, path), units))
    old = path.read_text()
    checks.equal("entries of all processes", len(entries(path)), 5)
    merged = compiler.work / "merged.json"
    checks.equal("merge", command("merge", "-o", merged, path).returncode, 0)
    names = sorted(entry["name"] for entry in entries(merged))
    checks.equal("an inline function counts once", names, ["first(int)", "local(int)", "other(int)", "shared(int)"])
    larger.write_text(old)
    compiler.compile(units[0], larger, "-DLARGER")
    shown = command("merge", "-o", merged, larger)
    checks.equal("merge of a second run", (shown.returncode, len(entries(merged))), (0, 4))
    grown = frames(merged)["first(int)"]["size"] - frames(path)["first(int)"]["size"]
    checks.true("the second run counts", grown >= 200, f"it grows by {grown}")
    check_difference(checks, path, larger, grown)
    mine = compiler.work / "mine.json"
    mine.write_text("[]\n")
    output = subprocess.run([compiler.clang, "-std=c++20", "-O2", *compiler.plugin, "-mllvm", f"-gc-coro-report={mine}", "-c",
                             units[1], "-o", compiler.work / "mine.o"], capture_output=True, text=True)
    checks.true("another file is refused", output.returncode != 0 and "does not end as a report of gc-coro does" in output.stderr)
    checks.equal("and stays as it is", mine.read_text(), "[]\n")


def check_difference(checks, old, new, grown):
    shown = command("diff", old, new)
    checks.equal("the first line of the difference", shown.stdout.split("first(int)")[0].split(), [f"+{grown}", *growth(old, new)])
    checks.true("the new slot", "+ 200 bytes: 'more' (char[200])" in shown.stdout, shown.stdout)
    checks.equal("a difference alone is no failure", shown.returncode, 0)
    for limit, status in ((grown - 1, 1), (grown, 0), ("10%", 1), ("100000%", 0), ("many", 2)):
        checks.equal(f"--fail-above {limit}", command("diff", "--fail-above", limit, old, new).returncode, status)
    checks.equal("nothing has grown the other way round", command("diff", "--fail-above", 0, new, old).returncode, 0)
    checks.equal("no report", command("show", "/dev/null").returncode, 2)


def growth(old, new):
    before = sizes(old)["first(int)"]
    after = [entry["size"] for entry in entries(new) if entry["name"] == "first(int)"][-1]
    return [str(before), "->", str(after)]


# What a reader does: sorts by a column twice, filters, chooses a row.
SORT = "document.querySelectorAll('th button')[{column}].click();"
FILTER = "const f = document.getElementById('filter'); f.value = '{text}'; f.dispatchEvent(new Event('input'));"
CHOOSE = "[...document.querySelectorAll('#rows tr')].find(r => r.textContent.includes('{text}')).click();"


class Page:
    """A page in headless Chromium."""

    def __init__(self, path, work):
        self.path, self.work = path, work

    def after(self, script):
        """The document after `script` has run in it."""
        copy = self.work / "page-with-script.html"
        runs = f"<script>document.addEventListener('DOMContentLoaded', () => {{ {script} }});</script>"
        copy.write_text(self.path.read_text() + runs)
        return self.chromium("--dump-dom", copy).stdout

    def picture(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        self.chromium(f"--screenshot={file}", "--window-size=1500,1250", self.path)

    def chromium(self, option, *more):
        *options, page = more
        shell = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=4000"]
        return subprocess.run([*shell, f"--user-data-dir={self.work / 'profile'}", option, *options, f"file://{page}"],
                              capture_output=True, text=True, timeout=300)


def rows(document):
    """The cells of the table, as text."""
    body = re.search(r'<tbody id="rows">(.*?)</tbody>', document, re.DOTALL).group(1)
    cells = [re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    return [[html.unescape(re.sub(r"<.*", "", cell, flags=re.DOTALL)) for cell in row] for row in cells]


def check_page(checks, compiler, picture):
    path = compiler.work / "server.html"
    compiler.compile(SERVER, path)
    compiler.compile(SOURCES / "advice.cpp", path)
    data = compiler.work / "from-page.json"
    checks.equal("a page is read as a report", command("merge", "-o", data, path).returncode, 0)
    page = Page(path, compiler.work)
    document = page.after("")
    expected = sorted(sizes(data).items(), key=lambda item: (-item[1], item[0]))
    shown = [(row[0], int(row[1].replace(",", ""))) for row in rows(document)]
    checks.equal("all frames, the largest first", shown, expected)
    checks.true("the largest is chosen", f"<h2>{expected[0][0]}</h2>" in document)
    by_name = [row[0] for row in rows(page.after(SORT.format(column=0)))]
    checks.equal("sorted by name", by_name, sorted(by_name, key=str.lower))
    by_states = [int(row[3]) for row in rows(page.after(SORT.format(column=3) * 2))]
    checks.equal("sorted by states, upwards", by_states, sorted(by_states))
    checks.equal("filtered", [row[0] for row in rows(page.after(FILTER.format(text="serve(")))], ["serve(int)"])
    check_detail(checks, page.after(CHOOSE.format(text="serve(int)")), frames(data)["serve(int)"])
    if picture:
        page.picture(picture)
        checks.true("a picture", picture.exists() and picture.stat().st_size > 20_000)


def check_detail(checks, document, entry):
    """The picture of one frame and its source."""
    checks.true("the chosen frame", "<h2>serve(int)</h2>" in document)
    # Neighbouring states share a rectangle.
    runs = sum(1 for slot in entry["slots"] for state in slot["live"] if state - 1 not in slot["live"])
    svg = re.search(r'<svg[^>]*role="img".*?</svg>', document, re.DOTALL).group(0)
    checks.equal("a rectangle for each slot and run of states", len(re.findall(r'<rect class="kind-', svg)), runs)
    texts = [html.unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg)]
    checks.true("the bytes of each state", all(f"{state['bytes']} B" in texts for state in entry["states"]))
    checks.true("the slots by name", {"buffer", "path", "receive(int)"} <= set(texts), texts)
    checks.true("the source beside it", "char buffer[4096];" in html.unescape(document))
    stop = lines_of(SERVER, "// STOP")[0]
    line = re.search(rf'data-line="[^"]*server\.cpp:{stop}">(.*?)</div>', document).group(1)
    checks.equal("the state at its line", re.findall(r'class="badge"[^>]*>(\d+)<', line), [str(entry["largest"])])
    checks.true("the advice", f"-{entry['advice'][0]['saves']} bytes" in document)


def main():
    parser = arguments.parser("--llvm", "--plugin")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    compiler = Compiler(options)
    checks = Checks(f"LLVM {options.llvm}: ")
    check_numbers(checks, compiler)
    check_advice(checks, compiler)
    check_processes(checks, compiler)
    if options.picture:
        check_page(checks, compiler, options.picture)
    return report(checks.done)


if __name__ == "__main__":
    sys.exit(main())
