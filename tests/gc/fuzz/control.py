"""Random control flow, memory and suspensions around the instructions of generate.py, and whole programs of it."""

from dataclasses import dataclass, replace

from generate import NEST, REFERENCE_PAIR, Generator, join
from program import (ARGUMENTS, DOUBLE, FIRST_DATA, I1, I8, I32, I64, NULLABLE, OBJECT, PLAIN, POINTERS, WORDS, Branch,
                     Defer, Invoke, Local, Loop, Op, Phi, Suspend, Tangle, Type, Use, inside)

DEPTH, TRIPS = 3, 3


@dataclass(frozen=True)
class Layout:
    """A type of memory, and the places of its references and numbers as getelementptr wants them."""

    type: str
    references: tuple
    numbers: tuple = ()


LAYOUTS = (
    Layout("{ ptr addrspace(1), i64 }", ("i32 0, i32 0",), (("i32 0, i32 1", I64),)),
    Layout("{ i8, ptr addrspace(1), i32, ptr addrspace(1) }", ("i32 0, i32 1", "i32 0, i32 3"),
           (("i32 0, i32 0", I8), ("i32 0, i32 2", I32))),
    Layout("[3 x ptr addrspace(1)]", ("i32 0, i32 0", "i32 0, i32 1", "i32 0, i32 2")),
    Layout("{ i64, [2 x ptr addrspace(1)], double }", ("i32 0, i32 1, i32 0", "i32 0, i32 1, i32 1"),
           (("i32 0, i32 0", I64), ("i32 0, i32 2", DOUBLE))),
    Layout("[2 x { i8, ptr addrspace(1) }]", ("i32 0, i32 0, i32 1", "i32 0, i32 1, i32 1"), (("i32 0, i32 1, i32 0", I8),)),
    Layout("ptr addrspace(1)", ("i32 0",)),
)

# (weight, method, the feature that --without can leave out)
SIMPLE = (
    (8, "arithmetic", ""), (4, "conversion", ""), (2, "choice", ""), (9, "trace", ""), (5, "alloc", ""), (3, "poll", ""),
    (3, "link", ""), (4, "follow", ""), (5, "step", "derived"), (4, "jump", "derived"), (4, "load", "derived"),
    (4, "store", "derived"), (4, "select", "derived"), (1, "freeze", "freeze"), (1, "compare", ""),
    (1, "difference", "differences"), (1, "address", "differences"), (2, "vector", "vectors"), (2, "lane", "vectors"), (2, "vector_step", "vectors"),
    (1, "vector_mix", "vectors"), (1, "pair", "calls"), (5, "memory_load", ""), (5, "memory_store", ""), (2, "memory_swap", ""),
    (4, "child_step", ""), (2, "child_look", ""),
)
NESTED = (
    (9, "suspend", ""), (3, "await", "awaits"), (4, "branch", ""), (1, "switch", ""), (3, "loop", ""), (2, "cursor", "derived"), (1, "tangle", "tangles"),
    (2, "guarded", "undefined"), (2, "local", "locals"), (1, "defer", "defers"), (1, "child", "children"),
    (1, "aggregate", "aggregates"), (2, "invoke", "invokes"),
)
FEATURES = tuple(sorted({feature for _, _, feature in SIMPLE + NESTED if feature} | {"promise", "between", "early", "escapes"}))


class Grower(Generator):
    """Grows the statements of a coroutine."""

    def __init__(self, rng, without, callees=()):
        super().__init__(rng, without)
        self.callees = callees  # coroutines that this one may run: (function, layout of the promise or None)
        self.memory = []  # what may be read and written: (name, layout)
        self.children = []  # what may be resumed: (frame, cell that says whether it is alive, function, layout)
        self.depth = 0

    def say(self, simple=False):
        choices = [entry for entry in SIMPLE + (() if simple or not self.suspends else NESTED) if self.wants(entry[2])]
        name = self.rng.choices([name for _, name, _ in choices], [weight for weight, _, _ in choices])[0]
        getattr(self, "say_" + name)()

    def say_some(self, most, simple=False):
        for _ in range(self.rng.randint(1, most)):
            self.say(simple or self.depth >= DEPTH)

    def part(self, most=5):
        """The statements of a part, and what is in scope at its end."""
        self.depth += 1
        memory, children = len(self.memory), len(self.children)
        body, defined, _ = self.grow(self.say_some, most)
        del self.memory[memory:], self.children[children:]
        self.depth -= 1
        return body, defined

    def say_suspend(self):
        self.out.append(Suspend(self.between() if self.wants("between") and self.chance(35) else None))

    def between(self):
        """Statements between a save and its suspension."""
        self.suspends, outer = False, self.out
        self.out = between = []
        self.say_some(4, simple=True)
        self.suspends, self.out = True, outer
        return between

    def say_await(self):
        """One that may find out after the save that it need not suspend."""
        on = self.condition()
        self.split_paths(on, 2, self.between() if self.wants("between") and self.chance(50) else [])

    # ---- paths that join ----

    def merged(self, scopes):
        """Phis for values of the parts with these scopes."""
        phis = []
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            first = self.rng.choice(self.rng.choice(scopes)[-8:])
            paths = [self.like(first, scope) for scope in scopes]
            kind = paths[0].type
            if not kind.plain:
                for use in paths:
                    kind = join(kind, use.type)
                if not kind.lanes and self.chance(15):
                    kind = replace(kind, nullable=True)
                    paths[self.rng.randrange(len(paths))] = Use("null", kind)
            phis.append(Phi(self.fresh(), kind, paths))
        return phis

    def like(self, use, scope):
        """A value of that scope that can meet `use` in a phi."""
        plain, lanes = use.type.plain, use.type.lanes
        found = [other for other in scope if other.type.plain == plain and other.type.lanes == lanes]
        if plain:
            found = found or [Use(self.constant(use.type) if plain != "ptr" else "null", use.type)]
        else:
            found = [other for other in found if other.type.nullable == use.type.nullable] or [Use("%instead", use.type)]
        return self.rng.choice(found[-6:])

    def define(self, phis):
        self.scope.extend(Use(phi.name, phi.type) for phi in phis)

    def split_paths(self, on, count, save=None):
        parts, scopes = [], []
        for _ in range(count):
            body, defined = self.part() if self.chance(85) else ([], [])
            parts.append(body)
            scopes.append(self.scope + defined)
        phis = self.merged(scopes)
        self.out.append(Branch(on, parts, phis, save))
        self.define(phis)

    def say_branch(self):
        self.split_paths(self.condition(), 2)

    def say_switch(self):
        count = self.rng.randint(3, 4)
        self.split_paths(self.small(count), count)

    def say_guarded(self):
        """A phi that is undefined on one path, and used where the other was taken."""
        on = self.condition()
        first, defined = self.part()
        values = [use for use in self.scope + defined if use.type.plain != "ptr"]
        chosen = [self.rng.choice(values[-6:]) for _ in range(self.rng.randint(1, 2))]
        nothing = self.rng.choice(("undef", "poison"))
        phis = [Phi(self.fresh("u"), use.type, [use, Use(nothing, use.type)]) for use in chosen]
        self.out.append(Branch(on, [first, []], phis))
        body, _ = self.part()
        self.out.extend(body)
        if self.chance(60):
            self.out.append(Suspend())
        scope = list(self.scope)
        self.define(phis)
        using, _ = self.part()
        self.scope = scope
        self.out.append(Branch(on, [using, []], []))

    # ---- loops ----

    def carried(self):
        """A type for a loop's phi, and its first value."""
        use = self.rng.choice(self.scope)
        kind = use.type
        if not kind.plain and not kind.lanes:
            if kind.nullable or self.chance(30):
                return kind, use
            low, high = self.rng.choice(((0, 0), (1, POINTERS), (FIRST_DATA, WORDS - 1)))
            return inside(low, high), self.reference(low, high)
        return kind, use

    def following(self, kind, scope):
        """A value for the next round of a phi of that type."""
        if kind.plain:
            found = [use for use in scope if use.type == kind]
        else:
            found = [use for use in scope if not use.type.plain and use.type.lanes == kind.lanes and kind.low <= use.type.low
                     and use.type.high <= kind.high and (kind.nullable or not use.type.nullable) and kind.computed >= use.type.computed]
        return self.rng.choice(found[-5:]) if found else Use("%instead", kind)

    def loop_phis(self):
        return [Phi(self.fresh("c"), kind, [first]) for kind, first in (self.carried() for _ in range(self.rng.randint(0, 3)))]

    def trips(self):
        if self.chance(50):
            return Use(str(self.rng.randint(1, TRIPS)), I64)
        number = self.small(TRIPS)
        return self.op(I64, "add i64 {0}, 1", number)

    def say_loop(self, phis=None, body_of=None):
        trips, phis = self.trips(), self.loop_phis() + (phis or [])
        counter, scope = self.fresh("i"), list(self.scope)
        self.scope.append(Use(counter, I64))
        self.define(phis)
        body, defined = self.part()
        inner, self.scope = self.scope + defined, scope
        for phi in phis:
            if len(phi.paths) == 1:
                phi.paths.append(self.following(phi.type, inner))
        if body_of:
            body = body_of(body)
        self.out.append(Loop(counter, trips, body, phis))
        if self.chance(40):
            # The body's last round dominates what stands after the loop.
            self.scope.extend(use for use in inner[len(scope):] if self.chance(50))

    def say_cursor(self):
        """A loop whose pointer moves along an object's words."""
        forward = self.chance(60)
        first = self.rng.randint(FIRST_DATA, WORDS - TRIPS) if forward else self.rng.randint(FIRST_DATA + TRIPS - 1, WORDS - 1)
        low, high = (first, first + TRIPS - 1) if forward else (first - TRIPS + 1, first)
        start, cursor, moved, value = self.reference(first, first), self.fresh("c"), self.fresh("d"), self.fresh()
        kind = inside(low, high)
        step = Op(moved, f"getelementptr i64, ptr addrspace(1) {{0}}, i64 {1 if forward else -1}", [Use(cursor, kind)], type=kind)
        read = Op(value, "load i64, ptr addrspace(1) {0}", [Use(cursor, kind)])
        show = Op("", "call void @trace(i64 {0})", [Use(value, I64)])
        self.say_loop([Phi(cursor, kind, [start, Use(moved, kind)])], lambda body: [step, *body, read, show])

    def say_tangle(self):
        on = self.condition()
        phis = [self.loop_phis(), self.loop_phis()]
        counter, parts, scopes = self.fresh("t"), [], []
        for side in (0, 1):
            scope = list(self.scope)
            self.scope.append(Use(f"{counter}.{side}", I64))
            self.define(phis[side])
            body, defined = self.part()
            parts.append(body)
            scopes.append(self.scope + defined)
            self.scope = scope
        for side in (0, 1):
            for phi in phis[side]:
                phi.paths.append(self.following(phi.type, scopes[1 - side]))
        after = self.merged(scopes)
        self.out.append(Tangle(on, counter, self.rng.randint(1, TRIPS), parts, tuple(phis), after))
        self.define(after)

    # ---- memory with references ----

    def place(self, name, layout, path, needed=False):
        """The address of a field."""
        pointer = self.fresh("m")
        self.out.append(Op(pointer, f"getelementptr {layout.type}, ptr {{0}}, {path}", [Use(name, PLAIN)], needed))
        return Use(pointer, PLAIN)

    def initialise(self, name, layout):
        for path in layout.references:
            self.do("store ptr addrspace(1) {0}, ptr {1}", self.nullable(), self.place(name, layout, path, needed=True))
            self.out[-1].needed = True
        for path, kind in layout.numbers:
            self.do(f"store {kind.ir()} {{0}}, ptr {{1}}", self.plain(kind), self.place(name, layout, path, needed=True))
            self.out[-1].needed = True

    def show_all(self, name, layout):
        for path in layout.references:
            found = self.fresh("n")
            self.out.append(Op(found, "load ptr addrspace(1), ptr {0}", [self.place(name, layout, path, needed=True)], needed=True))
            self.do("call void @trace_reference(ptr addrspace(1) {0})", Use(found, NULLABLE))
            self.out[-1].needed = True

    def say_memory_load(self):
        if not self.memory:
            return
        name, layout = self.rng.choice(self.memory)
        if layout.numbers and self.chance(30):
            path, kind = self.rng.choice(layout.numbers)
            self.op(kind, f"load {kind.ir()}, ptr {{0}}", self.place(name, layout, path))
            return
        path = self.rng.choice(layout.references)
        found = self.op(NULLABLE, "load ptr addrspace(1), ptr {0}", self.place(name, layout, path), prefix="n")
        if self.chance(60):
            self.replace_null(found)

    def say_memory_store(self):
        if not self.memory:
            return
        name, layout = self.rng.choice(self.memory)
        if layout.numbers and self.chance(30):
            path, kind = self.rng.choice(layout.numbers)
            self.do(f"store {kind.ir()} {{0}}, ptr {{1}}", self.plain(kind), self.place(name, layout, path))
            return
        path = self.rng.choice(layout.references)
        self.do("store ptr addrspace(1) {0}, ptr {1}", self.nullable(), self.place(name, layout, path))

    def say_memory_swap(self):
        if not self.memory or not self.wants("escapes"):
            return
        places = []
        for _ in range(2):
            name, layout = self.rng.choice(self.memory)
            places.append(self.place(name, layout, self.rng.choice(layout.references)))
        callee = self.rng.choice(("swap_words", "swap_words_later"))
        self.do(f"call void @{callee}(ptr {{0}}, ptr {{1}})", *places)

    def say_local(self):
        """The suspension in the middle makes it a part of the frame for all its life, the reading at the end keeps it there."""
        name = self.fresh("l")
        layout = self.rng.choice(LAYOUTS if self.wants("escapes") else LAYOUTS[:-1])

        def write():
            self.initialise(name, layout)
            if self.wants("escapes") and (layout.type == "ptr addrspace(1)" or self.chance(70)):
                # What is written as a whole and does not escape is dead before that, and in no frame there.
                places = [self.place(name, layout, path, needed=True) for path in (layout.references[0], layout.references[-1])]
                self.out.append(Op("", "call void @swap_words(ptr {0}, ptr {1})", places, needed=True))
            self.say_some(3)
            self.out.append(Suspend(needed=True))
            self.say_some(4)
            self.show_all(name, layout)

        self.depth += 1
        memory, children = len(self.memory), len(self.children)
        self.memory.append((name, layout))
        body, _, _ = self.grow(write)
        del self.memory[memory:], self.children[children:]
        self.depth -= 1
        self.out.append(Local(name, layout.type, body, marked=self.chance(65)))

    def say_aggregate(self):
        """A struct of references and numbers that is live across a suspension as one value. No call comes between its making and
        the suspension, nor between that and its end: statepoints do not look into structs."""
        inner, nest = self.fresh("a"), self.fresh("a")
        first, second, number = self.object(), self.nullable(), self.plain(I64)
        names = [self.fresh("a") for _ in range(3)]
        self.out += [
            Op(names[0], f"insertvalue {REFERENCE_PAIR} zeroinitializer, ptr addrspace(1) {{0}}, 0", [first]),
            Op(names[1], f"insertvalue {REFERENCE_PAIR} {{0}}, i64 {{1}}, 1", [Use(names[0], Type(REFERENCE_PAIR)), number]),
            Op(inner, f"insertvalue {NEST} zeroinitializer, {REFERENCE_PAIR} {{0}}, 1", [Use(names[1], Type(REFERENCE_PAIR))]),
            Op(nest, f"insertvalue {NEST} {{0}}, ptr addrspace(1) {{1}}, 2, 1", [Use(inner, Type(NEST)), second]),
        ]
        whole = Use(nest, Type(NEST))
        if self.chance(40):
            phi = Phi(self.fresh("a"), Type(NEST), [whole, Use(inner, Type(NEST))])
            self.out.append(Branch(self.condition(), [[], []], [phi]))
            whole = Use(phi.name, phi.type)
        self.out += [Suspend() for _ in range(self.rng.randint(1, 2))]
        one = self.op(NULLABLE, f"extractvalue {NEST} {{0}}, 1, 0", whole, prefix="n")
        two = self.op(NULLABLE, f"extractvalue {NEST} {{0}}, 2, 1", whole, prefix="n")
        self.op(I64, f"extractvalue {NEST} {{0}}, 1, 1", whole)
        for found in (one, two):
            self.replace_null(found)

    # ---- destruction, and other coroutines ----

    def say_defer(self):
        self.suspends = False
        cleanup, _, _ = self.grow(self.say_some, 4)
        self.suspends = True
        body, _ = self.part()
        self.out.append(Defer(body, cleanup))

    def say_invoke(self):
        self.suspends = False
        pad, _, _ = self.grow(self.say_some, 3)
        self.suspends = True
        made = Use(self.fresh("o"), OBJECT)
        self.out.append(Invoke(made.name, "ptr addrspace(1) @fresh(i64 {0})", [self.plain(I64)], pad))
        self.scope.append(made)

    def start(self, cell):
        """Calls a coroutine; afterwards it is one of `children`."""
        function, layout = self.rng.choice(self.callees)
        values = [self.object(), self.object(), self.nullable(), self.plain(I64), self.plain(I8), cell]
        self.do("store i8 1, ptr {0}", cell)
        arguments = ", ".join(f"{kind.ir()} {{{index}}}" for index, (_, kind) in enumerate(ARGUMENTS))
        frame = Use(self.fresh("f"), PLAIN)
        self.out.append(Op(frame.name, f"call ptr @{function.name}({arguments})", values))
        self.children.append((frame, cell, function, layout))

    def finish(self, child):
        # A coroutine with a final suspension is there until it is destroyed.
        if child[2].final and self.chance(50):
            return Op("", "call void @llvm.coro.destroy(ptr {0})", [child[0]])
        return Op("", "call void @finish(ptr {0}, ptr {1})", [child[0], child[1]])

    def say_child(self):
        if not self.callees:
            return
        cell = Use(self.fresh("alive"), PLAIN)

        def write():
            self.start(cell)
            child = self.children[-1]
            body, _ = self.part()
            self.out.append(Defer(body, [self.finish(child)]))
            self.out.append(self.finish(child))

        children = len(self.children)
        body, _, _ = self.grow(write)
        del self.children[children:]
        self.out.append(Local(cell.name, "i8", body, marked=False))

    def say_child_step(self):
        if self.children:
            frame, cell, _, _ = self.rng.choice(self.children)
            self.do("call void @step(ptr {0}, ptr {1})", frame, cell)

    def say_child_look(self):
        known = [child for child in self.children if child[3]]
        if known:
            frame, cell, function, _ = self.rng.choice(known)
            text = f"call void @{function.name}.look(ptr {{0}}, ptr {{1}}, ptr addrspace(1) {{2}})"
            self.do(text, frame, cell, self.nullable())
