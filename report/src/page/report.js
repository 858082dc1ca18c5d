"use strict";
// Draws the report: a table of all frames, and of the chosen one a picture of its slots and states beside the source.

const COLUMNS = [
  { title: "coroutine", key: e => e.name, text: true },
  { title: "bytes", key: e => e.size },
  { title: "align", key: e => e.align },
  { title: "states", key: e => e.states.length },
  { title: "needed", key: e => largestBytes(e), hint: "bytes in use in the largest state: no layout could be smaller" },
  { title: "padding", key: e => e.padding },
  { title: "could save", key: e => e.advice?.[0]?.saves ?? 0, hint: "bytes that the first advice saves" },
];
const KINDS = { resume: "of the split", promise: "promise", value: "value", tracked: "tracked pointer", alloca: "variable", frame: "frame of a child" };
const SHOWN_STATES = 64;

let entries = [];
let order = { column: 1, down: true };
let chosen = null;

function largestBytes(entry) { return entry.states.find(s => s.number === entry.largest)?.bytes ?? entry.size; }
function title(entry) { return entry.await === undefined ? entry.name : `${entry.name}, await ${entry.await}`; }
function where(place) { return place ? `${place.file}:${place.line}` : ""; }

// A new element with properties and children; texts are never parsed.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children.filter(child => child !== null));
  return element;
}
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// The same rules as the command has: program.rs of gc-coro-report.
function currentEntries(all) {
  const units = new Map();
  for (const entry of all) {
    if (!units.has(entry.unit) || entry.first) units.set(entry.unit, new Map());
    units.get(entry.unit).set(`${entry.function} ${entry.await ?? ""}`, entry);
  }
  const seen = new Set();
  const result = [];
  for (const unit of [...units.keys()].sort()) {
    for (const entry of units.get(unit).values()) {
      const content = JSON.stringify({ ...entry, unit: "", first: false, source: null });
      if (!seen.has(content)) { seen.add(content); result.push(entry); }
    }
  }
  return result;
}

function showTotals() {
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const most = Math.max(0, ...entries.map(entry => entry.size));
  document.getElementById("totals").textContent =
    `${entries.length} frames, ${bytes.toLocaleString("en")} bytes together, the largest ${most.toLocaleString("en")}`;
}

function showColumns() {
  const cells = COLUMNS.map((column, number) => {
    const sorted = order.column === number;
    const button = make("button", { type: "button", title: column.hint ?? "" }, column.title + (sorted ? (order.down ? " ▾" : " ▴") : ""));
    button.addEventListener("click", () => {
      order = { column: number, down: sorted ? !order.down : !column.text };
      showList();
    });
    const cell = make("th", { scope: "col" }, button);
    if (sorted) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    return cell;
  });
  document.getElementById("columns").replaceChildren(...cells);
}

function showList() {
  showColumns();
  const wanted = document.getElementById("filter").value.toLowerCase();
  const { key, text } = COLUMNS[order.column];
  const compare = (a, b) => text ? key(a).localeCompare(key(b)) : key(a) - key(b);
  const rows = entries.filter(e => `${e.name} ${e.function} ${where(e.place)}`.toLowerCase().includes(wanted));
  rows.sort((a, b) => (order.down ? -1 : 1) * compare(a, b) || a.name.localeCompare(b.name));
  const most = Math.max(1, ...entries.map(entry => entry.size));
  document.getElementById("rows").replaceChildren(...rows.map(entry => row(entry, most)));
}

function row(entry, most) {
  const name = make("td", {}, title(entry), make("small", {}, where(entry.place) || entry.unit));
  const bar = make("div", { className: "bar" });
  bar.style.width = `${Math.max(2, 100 * entry.size / most)}%`;
  const numbers = COLUMNS.slice(1).map((column, number) => {
    const value = column.key(entry);
    const shown = column.title === "could save" && value === 0 ? "" : value.toLocaleString("en");
    return make("td", {}, shown, number === 0 ? bar : null);
  });
  const line = make("tr", { tabIndex: 0, className: entry === chosen ? "chosen" : "" }, name, ...numbers);
  const choose = () => { chosen = entry; showList(); showDetail(entry); };
  line.addEventListener("click", choose);
  line.addEventListener("keydown", event => { if (event.key === "Enter") choose(); });
  return line;
}

function showDetail(entry) {
  const fact = (name, value) => make("span", {}, `${name} `, make("b", {}, String(value)));
  const facts = make("p", { className: "facts" },
    fact("bytes", entry.size), fact("align", entry.align), fact("states", entry.states.length),
    fact("needed", largestBytes(entry)), fact("padding", entry.padding), make("span", {}, where(entry.place)));
  const parts = [make("h2", {}, title(entry)), facts];
  if (entry.advice?.length) {
    const items = entry.advice.map(advice =>
      make("li", {}, make("b", {}, `-${advice.saves} bytes`), `  ${advice.text}`, advice.place ? ` (${where(advice.place)})` : ""));
    parts.push(make("h3", {}, "What would make it smaller"), make("ul", { className: "advice" }, ...items));
  }
  const picture = make("div", { className: "picture" }, drawFrame(entry), legend(entry));
  parts.push(make("h3", {}, "The frame in each state"), make("div", { className: "both" }, picture, code(entry)));
  parts.push(make("h3", {}, "What is in it, and what keeps that alive"), slotTable(entry));
  document.getElementById("detail").replaceChildren(...parts);
}

// Heights of the intervals between offsets: small slots stay visible beside large ones.
function scale(entry) {
  const ends = entry.slots.flatMap(slot => [slot.offset, slot.offset + slot.size]);
  const offsets = [...new Set([0, ...ends, entry.size])].filter(o => o <= entry.size).sort((a, b) => a - b);
  const tops = new Map([[0, 0]]);
  for (let i = 1, top = 0; i < offsets.length; i++) {
    top += 15 + 9 * Math.max(0, Math.log2((offsets[i] - offsets[i - 1]) / 8));
    tops.set(offsets[i], top);
  }
  return { offsets, tops };
}

function drawFrame(entry) {
  const states = entry.states.slice(0, SHOWN_STATES);
  const { offsets, tops } = scale(entry);
  const left = 50, head = 46, width = Math.max(44, Math.min(150, Math.floor(520 / Math.max(1, states.length))));
  const bottom = tops.get(offsets.at(-1));
  const total = left + width * Math.max(1, states.length) + 8;
  const svg = draw("svg", { width: total, height: head + bottom + 14, role: "img", "aria-label": `Slots and states of ${title(entry)}` });
  svg.append(draw("rect", { class: "free", x: left, y: head, width: total - left - 8, height: bottom }));
  for (const offset of offsets) {
    const y = head + tops.get(offset);
    svg.append(draw("line", { class: "grid", x1: left - 4, x2: total - 8, y1: y, y2: y }));
    const label = draw("text", { class: "faint", x: left - 8, y: y + 4, "text-anchor": "end" });
    label.textContent = offset;
    svg.append(label);
  }
  states.forEach((state, column) => svg.append(stateHead(entry, state, left + column * width, width)));
  entry.slots.forEach((slot, number) => svg.append(slotPicture(entry, slot, number, states, { left, head, width, tops })));
  states.slice(1).forEach((_, column) => {
    const x = left + (column + 1) * width;
    svg.append(draw("line", { class: "grid", x1: x, x2: x, y1: head, y2: head + bottom }));
  });
  return svg;
}

function stateHead(entry, state, x, width) {
  const group = draw("g", { class: `state${state.number === entry.largest ? " largest" : ""}` });
  const line = (y, text, faint) => {
    const label = draw("text", { x: x + width / 2, y, "text-anchor": "middle", ...(faint ? { class: "faint" } : {}) });
    label.textContent = text;
    group.append(label);
  };
  line(12, state.final ? `${state.number} (final)` : state.number, false);
  line(26, state.place ? (width > 60 ? `line ${state.place.line}` : state.place.line) : "", true);
  line(40, `${state.bytes} B`, state.number !== entry.largest);
  const hint = draw("title");
  hint.textContent = `state ${state.number} ${where(state.place)}: ${state.bytes} bytes in use, ${state.idle} idle`;
  group.append(hint);
  group.addEventListener("mouseenter", () => lightLine(state.place, true));
  group.addEventListener("mouseleave", () => lightLine(state.place, false));
  return group;
}

// One rectangle for each run of states in which the slot is live.
function slotPicture(entry, slot, number, states, { left, head, width, tops }) {
  const group = draw("g", { class: "slot", "data-slot": number });
  const top = head + tops.get(slot.offset), height = head + tops.get(slot.offset + slot.size) - top;
  const isLive = states.map(state => slot.live.includes(state.number));
  for (let from = 0; from < states.length; from++) {
    if (!isLive[from]) continue;
    let to = from;
    while (isLive[to + 1]) to++;
    const x = left + from * width + 1, w = (to - from + 1) * width - 2;
    group.append(draw("rect", { class: `kind-${slot.kind}`, x, y: top + 1, width: w, height: Math.max(1, height - 2), rx: 2 }));
    const label = draw("text", { class: "in", x: x + 5, y: top + Math.min(height / 2, 40) + 4 });
    const room = Math.floor((w - 8) / 6.2);
    label.textContent = slot.name.length <= room ? slot.name : slot.name.slice(0, Math.max(0, room - 1)) + "…";
    group.append(label);
    from = to;
  }
  const hint = draw("title");
  hint.textContent = `${slot.name}${slot.type ? `: ${slot.type}` : ""}\n${slot.size} bytes at ${slot.offset}`;
  group.append(hint);
  group.addEventListener("mouseenter", () => lightSlot(slot, number, true));
  group.addEventListener("mouseleave", () => lightSlot(slot, number, false));
  return group;
}

function legend(entry) {
  const kinds = Object.keys(KINDS).filter(kind => entry.slots.some(slot => slot.kind === kind));
  const items = kinds.map(kind => {
    const box = draw("svg", { width: 10, height: 10 }, draw("rect", { class: `kind-${kind}`, width: 10, height: 10, rx: 2 }));
    return make("span", {}, box, KINDS[kind]);
  });
  return make("div", { className: "legend" }, ...items);
}

function code(entry) {
  if (!entry.source) return make("p", {}, entry.place ? "The source was not there when this page was written." : "Compile with -g to see the source here.");
  const { file, first, lines } = entry.source;
  const states = new Map();
  for (const state of entry.states) {
    if (state.place?.file !== file) continue;
    states.set(state.place.line, [...(states.get(state.place.line) ?? []), state]);
  }
  const shown = lines.map((text, index) => {
    const badges = (states.get(first + index) ?? []).map(state => make("span", { className: "badge", title: `state ${state.number}${state.final ? " (final)" : ""}` }, String(state.number)));
    const line = make("div", {}, make("i", {}, String(first + index)), make("em", {}, ...badges), text);
    line.dataset.line = `${file}:${first + index}`;
    return line;
  });
  return make("div", { className: "code" }, ...shown);
}

function slotTable(entry) {
  const head = ["name", "type", "kept alive by", "offset", "bytes", "states"].map(text => make("th", {}, text));
  const rows = entry.slots.map((slot, number) => {
    const uses = (slot.uses ?? []).map(use => `${use.how} by ${use.what}${use.place ? ` (${where(use.place)})` : ""}`);
    const live = slot.live.length === entry.states.length ? "all" : slot.live.join(", ");
    const line = make("tr", {}, make("td", {}, slot.name, make("small", {}, where(slot.place))), make("td", {}, slot.type ?? ""),
      make("td", {}, uses.slice(0, 4).join("; ") + (uses.length > 4 ? `; ${uses.length - 4} more` : "")),
      make("td", {}, String(slot.offset)), make("td", {}, String(slot.size)), make("td", {}, live));
    line.dataset.slot = number;
    line.addEventListener("mouseenter", () => lightSlot(slot, number, true));
    line.addEventListener("mouseleave", () => lightSlot(slot, number, false));
    return line;
  });
  return make("table", { id: "slots" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}

function lightSlot(slot, number, on) {
  document.querySelectorAll(`[data-slot="${number}"]`).forEach(element => element.classList.toggle("lit", on));
  lightLine(slot.place, on);
}

function lightLine(place, on) {
  if (!place) return;
  document.querySelectorAll(`[data-line="${CSS.escape(`${place.file}:${place.line}`)}"]`).forEach(line => {
    line.classList.toggle("lit", on);
    if (on) line.scrollIntoView({ block: "nearest" });
  });
}

document.addEventListener("DOMContentLoaded", () => {
  entries = currentEntries(JSON.parse(document.getElementById("report").textContent).entries);
  document.getElementById("filter").addEventListener("input", showList);
  showTotals();
  chosen = [...entries].sort((a, b) => b.size - a.size)[0] ?? null;
  showList();
  if (chosen) showDetail(chosen);
});
