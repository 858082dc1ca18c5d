"""Random programs as trees, and the LLVM IR that a tree stands for.

A program is a few coroutines and a driver. Its statements are structured, so that values can be named by those who are
dominated by them without any analysis, and each part of the tree may be left out: where a value is used that nobody
defines (any more), the printer puts a value of the same type. That is what makes programs shrink (see shrink.py).

All objects have the same shape, WORDS words: a header, POINTERS references, DATA numbers. A pointer's type says in which
words of some object it may point, so whatever replaces it can be used in its place.
"""

import re
from dataclasses import dataclass, field, replace

POINTERS, DATA = 3, 6
FIRST_DATA = 1 + POINTERS
WORDS = FIRST_DATA + DATA


@dataclass(frozen=True)
class Type:
    """A plain type by its name in IR, or (`plain` empty) a pointer, or `lanes` of them, into words `low`..`high`.

    `computed`: it may have been computed, even if it is the object's beginning again.
    """

    plain: str = ""
    low: int = 0
    high: int = 0
    nullable: bool = False
    lanes: int = 0
    computed: bool = False

    def ir(self):
        if self.plain:
            return self.plain
        return f"<{self.lanes} x ptr addrspace(1)>" if self.lanes else "ptr addrspace(1)"

    def is_reference(self):
        """Whether it is one pointer, and not null."""
        return not self.plain and not self.lanes and not self.nullable


I1, I8, I32, I64 = (Type(name) for name in ("i1", "i8", "i32", "i64"))
DOUBLE, PAIR, QUAD, PLAIN = (Type(name) for name in ("double", "<2 x i64>", "<4 x i32>", "ptr"))
OBJECT, NULLABLE = Type(), Type(nullable=True)


def inside(low, high):
    return Type(low=low, high=high, computed=True)


@dataclass(frozen=True)
class Use:
    """A value by name, and the type that is needed there. A name that begins with anything but % is a constant."""

    name: str
    type: Type


# ---- statements ----


@dataclass
class Op:
    """One instruction; {0}, {1}, ... in `text` are the operands' names. `name` is "" if there is no result; `type` is
    there if that may be a computed pointer. Without what is `needed`, memory would be none of the frame's (see control.py),
    so that stays."""

    name: str
    text: str
    uses: list = field(default_factory=list)
    needed: bool = False
    type: Type = None


@dataclass
class Invoke:
    """A call whose landing pad goes through `pad`. Nothing throws here, but LLVM does not know."""

    name: str
    text: str
    uses: list
    pad: list


@dataclass
class Phi:
    """A value that depends on the path: one use for each path, in the order of the statement's parts."""

    name: str
    type: Type
    paths: list


@dataclass
class Suspend:
    """With `between`, llvm.coro.save stands before these statements."""

    between: list = None
    needed: bool = False


@dataclass
class Branch:
    """A switch with a part for each case, the last for all others; two parts are an if. With `save`, llvm.coro.save and these
    statements stand before it, and the first part begins with the suspension: the other bypasses the save."""

    on: Use
    parts: list
    phis: list
    save: list = None


@dataclass
class Loop:
    """A do-while loop. A phi's paths are its first and its next value."""

    counter: str
    trips: Use
    body: list
    phis: list


@dataclass
class Tangle:
    """Two parts that jump to each other, entered at either: no natural loop. A part's phis: from outside, from the other."""

    on: Use
    counter: str
    trips: int
    parts: list
    phis: tuple
    after: list


@dataclass
class Defer:
    """`cleanup` happens where the coroutine is destroyed in `body`."""

    body: list
    cleanup: list


@dataclass
class Local:
    """An alloca that lives in `body` (with lifetime markers), or in the whole function."""

    name: str
    type: str
    body: list
    marked: bool = True


@dataclass
class Function:
    """A coroutine, or (`promise` None, not `suspends`) the driver."""

    name: str
    body: list
    promise: str = ""
    early: list = field(default_factory=list)
    final: bool = True
    asks: bool = True
    suspends: bool = True
    attributes: str = ""


@dataclass
class Program:
    name: str
    functions: list
    helpers: list = field(default_factory=list)

    def text(self, printer=None):
        return "\n".join([(printer or Printer)(function).text() for function in self.functions] + self.helpers)


def parts_of(node):
    """The lists of statements in a statement."""
    if isinstance(node, Suspend):
        return [node.between] if node.between else []
    if isinstance(node, Branch):
        return node.parts + [node.save or []]
    if isinstance(node, Tangle):
        return node.parts
    if isinstance(node, Defer):
        return [node.body, node.cleanup]
    if isinstance(node, Invoke):
        return [node.pad]
    if isinstance(node, (Loop, Local)):
        return [node.body]
    return []


# ---- IR ----

ARGUMENTS = (("%root", OBJECT), ("%other", OBJECT), ("%maybe", NULLABLE), ("%n", I64), ("%small", I8), ("%alive", PLAIN))


class Printer:
    """One function as text. `defined` are the names that dominate what is printed next."""

    def __init__(self, function):
        self.function = function
        self.lines, self.allocas = [], []
        self.defined = set()
        self.count = 0
        self.block = "entry"
        self.cleanup = "cleanup"
        self.deferred = []

    def text(self):
        function = self.function
        if function.suspends:
            self.defined = {name for name, _ in ARGUMENTS}
            arguments = ", ".join(f"{kind.ir()} {name}" for name, kind in ARGUMENTS)
            head = f"define ptr @{function.name}({arguments}) presplitcoroutine"
            self.coroutine()
        else:
            head = f"define void @{function.name}()"
            self.statements(function.body)
            self.put("ret void")
        personality = "personality ptr @fuzz_personality" if "landingpad" in "".join(self.lines) else ""
        head = " ".join(word for word in (head, function.attributes, '"frame-pointer"="all" gc "statepoint-example"', personality) if word)
        return "\n".join([head + " {", "entry:", *self.allocas, *self.lines, "}", ""])

    def coroutine(self):
        function = self.function
        promise = "%promise" if function.promise else "null"
        if function.promise:
            self.allocas.append(f"  %promise = alloca {function.promise}, align 8")
            self.defined.add("%promise")
        self.statements(function.early)
        self.put(f"%id = call token @llvm.coro.id(i32 {8 if function.promise else 0}, ptr {promise}, ptr null, ptr null)")
        self.beginning()
        self.statements(function.body)
        if function.final:
            self.put("%final = call i8 @llvm.coro.suspend(token none, i1 true)")
            self.put("switch i8 %final, label %suspended [ i8 0, label %never  i8 1, label %cleanup ]")
            self.label("never")
            self.put("unreachable")
        else:
            self.put("br label %cleanup")
        # The one is relocated by LLVM, the other needs gc-coro-landing-pads. A function has one type of them.
        landing = "token" if len(function.body) % 2 else "{ ptr, i32 }"
        while self.deferred:
            name, body, defined, outer = self.deferred.pop(0)
            self.label(name)
            self.defined = defined
            if not outer:
                self.put(f"{self.fresh('%landing')} = landingpad {landing} cleanup")
            self.statements(body)
            self.put(f"br label %{outer}" if outer else "unreachable")
        self.ending()

    def beginning(self):
        if not self.function.asks:
            self.put("%size = call i64 @llvm.coro.size.i64()")
            self.put("%memory = call ptr @gc_frame_new(i64 %size, i64 16)")
        else:
            entry = self.block
            self.put("%needed = call i1 @llvm.coro.alloc(token %id)")
            self.put("br i1 %needed, label %allocate, label %begin")
            self.label("allocate")
            self.put("%size = call i64 @llvm.coro.size.i64()")
            self.put("%fresh = call ptr @gc_frame_new(i64 %size, i64 16)")
            self.put("br label %begin")
            self.label("begin")
            self.put(f"%memory = phi ptr [ %fresh, %allocate ], [ null, %{entry} ]")
        self.put("%frame = call ptr @llvm.coro.begin(token %id, ptr %memory)")

    def ending(self):
        self.label("cleanup")
        self.put("store i8 0, ptr %alive")
        self.put("%freed = call ptr @llvm.coro.free(token %id, ptr %frame)")
        self.put("call void @gc_frame_delete(ptr %freed)")
        self.put("br label %suspended")
        self.label("suspended")
        self.put("call void @llvm.coro.end(ptr %frame, i1 false, token none)")
        self.put("ret ptr %frame")

    # ---- lines and names ----

    def put(self, line):
        self.lines.append("  " + line)

    def label(self, name):
        self.lines.append(f"{name}:")
        self.block = name

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}.{self.count}"

    def operand(self, use, wanted=None):
        """The name for a use; a value of the same type if nobody defines it. `wanted` is the type of the phi it is for."""
        if not use.name.startswith("%") or use.name in self.defined:
            return use.name
        return self.substitute(use.type)

    def type(self, kind):
        return kind.ir()

    def inner(self, pointer, word):
        """A pointer to that word of the object."""
        name = self.fresh("%instead")
        self.put(f"{name} = getelementptr i8, ptr addrspace(1) {pointer}, i64 {word * 8}")
        return name

    def outer(self, pointer, _):
        return pointer

    def substitute(self, kind):
        if kind.plain:
            return {"i1": "false", "double": "0.0", "ptr": "null"}.get(kind.plain, "0" if kind.plain[0] == "i" else "zeroinitializer")
        if kind.nullable:
            return "zeroinitializer" if kind.lanes else "null"
        if "%root" not in self.defined:
            return "null"
        pointer = self.inner("%root", kind.low) if kind.low else self.outer("%root", kind)
        vector = "poison"
        for lane in range(kind.lanes):
            lanes, before = self.fresh("%instead"), vector
            self.put(f"{lanes} = insertelement {self.type(kind)} {before}, {self.type(replace(kind, lanes=0))} {pointer}, i64 {lane}")
            vector = lanes
        return vector if kind.lanes else pointer

    # ---- statements ----

    def statements(self, body):
        for node in body:
            getattr(self, "print_" + type(node).__name__.lower())(node)

    def part(self, body):
        """A part whose definitions are not seen after it; the caller ends its last block first, then calls leave()."""
        outer = set(self.defined)
        self.statements(body)
        return outer

    def with_operands(self, node):
        names = [self.operand(use) for use in node.uses]
        return re.sub(r"\{(\d)\}", lambda place: names[int(place[1])], node.text)

    def print_op(self, node):
        text = self.with_operands(node)
        self.put(f"{node.name} = {text}" if node.name else text)
        if node.name:
            self.defined.add(node.name)

    def print_invoke(self, node):
        text = self.with_operands(node)
        done, pad = self.fresh("done"), self.fresh("pad")
        self.deferred.append((pad, node.pad, set(self.defined), ""))
        self.put(f"{node.name} = invoke {text} to label %{done} unwind label %{pad}")
        self.label(done)
        self.defined.add(node.name)

    def save(self, between):
        token = self.fresh("%save")
        self.put(f"{token} = call token @llvm.coro.save(ptr %frame)")
        self.statements(between)
        return token

    def print_suspend(self, node):
        self.suspend("none" if node.between is None else self.save(node.between))

    def suspend(self, token):
        result, resumed = self.fresh("%suspend"), self.fresh("resumed")
        self.put(f"{result} = call i8 @llvm.coro.suspend(token {token}, i1 false)")
        self.put(f"switch i8 {result}, label %suspended [ i8 0, label %{resumed}  i8 1, label %{self.cleanup} ]")
        self.label(resumed)

    def print_branch(self, node):
        labels = [self.fresh("path") for _ in node.parts]
        join = self.fresh("join")
        token = None if node.save is None else self.save(node.save)
        on = self.operand(node.on)
        if len(node.parts) == 2 and node.on.type == I1:
            self.put(f"br i1 {on}, label %{labels[0]}, label %{labels[1]}")
        else:
            cases = "  ".join(f"{node.on.type.ir()} {i}, label %{label}" for i, label in enumerate(labels[:-1]))
            self.put(f"switch {node.on.type.ir()} {on}, label %{labels[-1]} [ {cases} ]")
        incoming = [[] for _ in node.phis]
        for index, (label, body) in enumerate(zip(labels, node.parts)):
            self.label(label)
            if token and index == 0:
                self.suspend(token)
            outer = self.part(body)
            for phi, paths in zip(node.phis, incoming):
                paths.append(self.operand(phi.paths[index], phi.type))
            for paths in incoming:
                paths[-1] = f"[ {paths[-1]}, %{self.block} ]"
            self.put(f"br label %{join}")
            self.defined = outer
        self.label(join)
        for phi, paths in zip(node.phis, incoming):
            self.put(f"{phi.name} = phi {self.type(phi.type)} {', '.join(paths)}")
        self.defined |= {phi.name for phi in node.phis}

    def print_loop(self, node):
        head, latch = self.fresh("loop"), self.fresh("latch")
        trips = self.operand(node.trips)
        first = [self.operand(phi.paths[0], phi.type) for phi in node.phis]
        before = self.block
        self.put(f"br label %{head}")
        self.label(head)
        self.put(f"{node.counter} = phi i64 [ 0, %{before} ], [ {node.counter}.next, %{latch} ]")
        places = self.reserve(node.phis)
        self.defined |= {node.counter} | {phi.name for phi in node.phis}
        self.statements(node.body)
        following = [self.operand(phi.paths[1], phi.type) for phi in node.phis]
        self.put(f"br label %{latch}")
        self.label(latch)
        for place, phi, start, step in zip(places, node.phis, first, following):
            self.lines[place] = f"  {phi.name} = phi {self.type(phi.type)} [ {start}, %{before} ], [ {step}, %{latch} ]"
        self.put(f"{node.counter}.next = add i64 {node.counter}, 1")
        self.put(f"{node.counter}.more = icmp ult i64 {node.counter}.next, {trips}")
        after = self.fresh("after")
        self.put(f"br i1 {node.counter}.more, label %{head}, label %{after}")
        self.label(after)

    def reserve(self, phis):
        """Places for phis whose paths are not all known yet."""
        self.lines.extend(["" for _ in phis])
        return range(len(self.lines) - len(phis), len(self.lines))

    def print_tangle(self, node):
        labels, after = [self.fresh("tangle"), self.fresh("tangle")], self.fresh("after")
        on = self.operand(node.on)
        outside = [[self.operand(phi.paths[0], phi.type) for phi in phis] for phis in node.phis]
        before = self.block
        self.put(f"br i1 {on}, label %{labels[0]}, label %{labels[1]}")
        places, ends, crossing, leaving = [], [], [], []
        for side, body in enumerate(node.parts):
            outer = set(self.defined)
            self.label(labels[side])
            places.append(self.reserve([node, *node.phis[side]]))
            own, counter = node.phis[side], f"{node.counter}.{side}"
            self.defined |= {counter} | {phi.name for phi in own}
            self.statements(body)
            crossing.append([self.operand(phi.paths[1], phi.type) for phi in node.phis[1 - side]])
            leaving.append([self.operand(phi.paths[side], phi.type) for phi in node.after])
            self.put(f"{counter}.next = add i64 {counter}, 1")
            self.put(f"{counter}.more = icmp ult i64 {counter}.next, {node.trips}")
            self.put(f"br i1 {counter}.more, label %{labels[1 - side]}, label %{after}")
            ends.append(self.block)
            self.defined = outer
        for side in (0, 1):
            other, phis = ends[1 - side], node.phis[side]
            counters = (f"{node.counter}.{side}", "i64", "0", f"{node.counter}.{1 - side}.next")
            rows = [counters] + [(phi.name, self.type(phi.type), start, step)
                                 for phi, start, step in zip(phis, outside[side], crossing[1 - side])]
            for place, (name, kind, start, step) in zip(places[side], rows):
                self.lines[place] = f"  {name} = phi {kind} [ {start}, %{before} ], [ {step}, %{other} ]"
        self.label(after)
        for phi, first, second in zip(node.after, *leaving):
            self.put(f"{phi.name} = phi {self.type(phi.type)} [ {first}, %{ends[0]} ], [ {second}, %{ends[1]} ]")
        self.defined |= {phi.name for phi in node.after}

    def print_defer(self, node):
        outer, self.cleanup = self.cleanup, self.fresh("destroyed")
        self.deferred.append((self.cleanup, node.cleanup, set(self.defined), outer))
        self.statements(node.body)
        self.cleanup = outer

    def print_local(self, node):
        self.allocas.append(f"  {node.name} = alloca {node.type}, align 8")
        self.defined.add(node.name)
        if node.marked:
            self.put(f"call void @llvm.lifetime.start.p0(ptr {node.name})")
        self.statements(node.body)
        if node.marked:
            self.put(f"call void @llvm.lifetime.end.p0(ptr {node.name})")
            self.defined.discard(node.name)
