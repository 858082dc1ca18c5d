"""Random values and the instructions between them; control.py puts them into functions.

A generator grows one function: `scope` holds the values that dominate the place where it writes, with their types, and
each choice picks among them. Everything terminates: loops have a counter of their own, and coroutines run only as often
as they are resumed. What a trace shows never depends on addresses.
"""

from dataclasses import replace

from program import (DATA, DOUBLE, FIRST_DATA, I1, I8, I32, I64, NULLABLE, OBJECT, PAIR, POINTERS, QUAD, WORDS,
                     Op, Suspend, Type, Use, inside)

PLAIN_KINDS = (I1, I8, I32, I64, I64, I64, DOUBLE, PAIR, QUAD)
REFERENCE_PAIR = "{ ptr addrspace(1), i64 }"
NEST = "{ i32, { ptr addrspace(1), i64 }, [2 x ptr addrspace(1)] }"


def join(one, other):
    """The type of what may be either."""
    return Type(low=min(one.low, other.low), high=max(one.high, other.high), nullable=one.nullable or other.nullable,
                lanes=one.lanes, computed=one.computed or other.computed)


class Generator:
    """Grows one function's statements."""

    def __init__(self, rng, without, callees=()):
        self.rng = rng
        self.without = without
        self.callees = callees  # coroutines that this one may run: (function, promise layout)
        self.count = 0
        self.scope = []
        self.out = []
        self.left = 0
        self.depth = 0
        self.suspends = True
        self.has_vectors = False

    # ---- names and places ----

    def wants(self, feature):
        return feature not in self.without

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def fresh(self, prefix="v"):
        self.count += 1
        return f"%{prefix}{self.count}"

    def op(self, kind, text, *uses, prefix="v"):
        """An instruction with a result of that type."""
        use = Use(self.fresh(prefix), kind)
        self.out.append(Op(use.name, text, list(uses), type=kind))
        self.scope.append(use)
        return use

    def do(self, text, *uses):
        self.out.append(Op("", text, list(uses)))

    def grow(self, grow, *arguments):
        """What `grow` writes, as a list of its own; what it defines is gone afterwards."""
        outer, scope, self.out = self.out, list(self.scope), []
        result = grow(*arguments)
        body, defined = self.out, self.scope[len(scope):]
        self.out, self.scope = outer, scope
        return body, defined, result

    # ---- picking values ----

    def pick(self, fits):
        found = [use for use in self.scope if fits(use.type)]
        if not found:
            return None
        # Half of the picks are recent values, so that chains get long; the others make lives long.
        return self.rng.choice(found[-4:] if self.chance(50) else found)

    def plain(self, kind):
        use = None if self.chance(12) else self.pick(lambda other: other == kind)
        return use or Use(self.constant(kind), kind)

    def constant(self, kind):
        if kind == I1:
            return self.rng.choice(("true", "false"))
        if kind == DOUBLE:
            return self.rng.choice(("0.0", "1.5", "-2.25"))
        if kind == PAIR:
            return f"<i64 {self.rng.randrange(9)}, i64 {self.rng.randrange(9)}>"
        if kind == QUAD:
            return "<" + ", ".join(f"i32 {self.rng.randrange(9)}" for _ in range(4)) + ">"
        return str(self.rng.randrange(-9, 100))

    def reference(self, low=0, high=0):
        """A pointer that is not null into the words low..high of some object."""
        fits = lambda kind: kind.is_reference() and low <= kind.low and kind.high <= high
        use = self.pick(fits)
        if use and not (low > 0 and self.chance(25)):
            return use
        base = self.pick(lambda kind: kind.is_reference() and kind.low == kind.high)
        base = base or Use("%root", OBJECT)
        if base.type.low == low == high:
            return base
        word = self.rng.randint(low, high)
        distance = (word - base.type.low) * 8
        return self.op(inside(word, word), f"getelementptr i8, ptr addrspace(1) {{0}}, i64 {distance}", base, prefix="d")

    def object(self):
        """An object's beginning, which may be stored and passed on."""
        return self.pick(lambda kind: kind == OBJECT) or Use("%root", OBJECT)

    def nullable(self):
        if self.chance(15):
            return Use("null", NULLABLE)
        return self.pick(lambda kind: kind == NULLABLE) or self.object()

    def data(self):
        return self.reference(FIRST_DATA, WORDS - 1)

    def condition(self):
        return self.pick(lambda kind: kind == I1) or self.op(
            I1, "icmp ult i64 {0}, {1}", self.plain(I64), Use(str(self.rng.randrange(60)), I64))

    def small(self, limit):
        """A number below `limit`."""
        return self.op(I64, f"urem i64 {{0}}, {limit}", self.plain(I64))

    # ---- plain values ----

    def say_arithmetic(self):
        kind = self.rng.choice(PLAIN_KINDS)
        if kind == DOUBLE:
            return self.op(kind, self.rng.choice(("fadd double {0}, 1.25", "fmul double {0}, 0.5")), self.plain(kind))
        verb = self.rng.choice(("add", "sub", "mul", "xor", "and", "or"))
        return self.op(kind, f"{verb} {kind.ir()} {{0}}, {{1}}", self.plain(kind), self.plain(kind))

    def say_conversion(self):
        text, source, target = self.rng.choice((
            ("trunc i64 {0} to i1", I64, I1), ("trunc i64 {0} to i8", I64, I8), ("trunc i64 {0} to i32", I64, I32),
            ("zext i1 {0} to i64", I1, I64), ("zext i8 {0} to i64", I8, I64), ("sext i32 {0} to i64", I32, I64),
            ("sitofp i32 {0} to double", I32, DOUBLE), ("bitcast double {0} to i64", DOUBLE, I64),
            ("insertelement <2 x i64> zeroinitializer, i64 {0}, i64 1", I64, PAIR),
            ("extractelement <2 x i64> {0}, i64 1", PAIR, I64), ("extractelement <4 x i32> {0}, i64 2", QUAD, I32),
            ("insertelement <4 x i32> <i32 1, i32 2, i32 3, i32 4>, i32 {0}, i64 2", I32, QUAD),
        ))
        return self.op(target, text, self.plain(source))

    def say_choice(self):
        kind = self.rng.choice(PLAIN_KINDS)
        text = f"select i1 {{0}}, {kind.ir()} {{1}}, {kind.ir()} {{2}}"
        return self.op(kind, text, self.condition(), self.plain(kind), self.plain(kind))

    def say_trace(self):
        self.do("call void @trace(i64 {0})", self.number())

    def number(self):
        """Some value of any type as a number, without its address."""
        use = self.rng.choice(self.scope) if self.scope else self.plain(I64)
        kind = use.type
        texts = {"i1": "zext i1 {0} to i64", "i8": "zext i8 {0} to i64", "i32": "zext i32 {0} to i64",
                 "double": "bitcast double {0} to i64", "<2 x i64>": "extractelement <2 x i64> {0}, i64 0"}
        if kind.plain in texts:
            return self.op(I64, texts[kind.plain], use)
        if kind.plain or kind.lanes:
            return self.plain(I64)
        if kind.nullable:
            return self.load(self.replace_null(use))
        return self.load(use) if kind.low >= FIRST_DATA else self.load_of(use)

    # ---- references ----

    def say_alloc(self):
        if self.chance(30):
            return self.op(OBJECT, "call ptr addrspace(1) @fresh(i64 {0})", self.plain(I64), prefix="o")
        made = self.op(OBJECT, f"call ptr addrspace(1) @gc_alloc(i32 {POINTERS}, i32 {DATA * 8})", prefix="o")
        at = self.op(inside(FIRST_DATA, FIRST_DATA), f"getelementptr i8, ptr addrspace(1) {{0}}, i64 {FIRST_DATA * 8}", made, prefix="d")
        self.do("store i64 {0}, ptr addrspace(1) {1}", self.plain(I64), at)
        return made

    def say_poll(self):
        self.do("call void @gc_poll()")

    def say_link(self):
        index = self.rng.randrange(POINTERS)
        self.do(f"call void @gc_store(ptr addrspace(1) {{0}}, i64 {index}, ptr addrspace(1) {{1}})", self.object(), self.nullable())

    def say_follow(self):
        at = self.reference(1, POINTERS)
        found = self.op(NULLABLE, "load ptr addrspace(1), ptr addrspace(1) {0}", at, prefix="n")
        if self.chance(60):
            self.replace_null(found)
        return found

    def replace_null(self, use):
        """A pointer that may be null, or else another."""
        null = self.op(I1, "icmp eq ptr addrspace(1) {0}, null", use)
        instead = self.object() if use.type == NULLABLE else self.reference(use.type.low, use.type.high)
        kind = instead.type if use.type == NULLABLE else inside(use.type.low, use.type.high)
        text = "select i1 {0}, ptr addrspace(1) {1}, ptr addrspace(1) {2}"
        return self.op(kind, text, null, instead, use, prefix="o" if kind == OBJECT else "d")

    def say_step(self):
        """A pointer some constant number of words away, maybe back at the object's beginning."""
        from_ = self.pick(Type.is_reference) or self.object()
        low, high = from_.type.low, from_.type.high
        distance = self.rng.randint(-low, WORDS - 1 - high)
        if low == high and low and self.chance(20):
            distance = -low
        text = f"getelementptr i64, ptr addrspace(1) {{0}}, i64 {distance}"
        return self.op(inside(low + distance, high + distance), text, from_, prefix="d")

    def say_jump(self):
        """A pointer some variable number of words after another."""
        from_ = self.pick(lambda kind: kind.is_reference() and kind.high < WORDS - 1) or self.object()
        room = self.rng.randint(1, WORDS - 1 - from_.type.high)
        text = "getelementptr i64, ptr addrspace(1) {0}, i64 {1}"
        kind = inside(from_.type.low, from_.type.high + room)
        return self.op(kind, text, from_, self.small(room + 1), prefix="d")

    def load_of(self, from_):
        distance = (self.rng.randrange(FIRST_DATA, WORDS) - from_.type.high) * 8
        distance = max(distance, (FIRST_DATA - from_.type.low) * 8)
        text = f"getelementptr i8, ptr addrspace(1) {{0}}, i64 {distance}"
        low, high = (from_.type.low + distance // 8, from_.type.high + distance // 8)
        if high >= WORDS:
            return self.load(self.data())
        return self.load(self.op(inside(low, high), text, from_, prefix="d"))

    def load(self, at):
        if at.type.low < FIRST_DATA:
            return self.load_of(at)
        text = "call i64 @peek(ptr addrspace(1) {0})" if self.chance(15) else "load i64, ptr addrspace(1) {0}"
        return self.op(I64, text, at)

    def say_load(self):
        return self.load(self.data())

    def say_store(self):
        self.do("store i64 {0}, ptr addrspace(1) {1}", self.plain(I64), self.data())

    def say_select(self):
        text = "select i1 {0}, ptr addrspace(1) {1}, ptr addrspace(1) {2}"
        condition = self.condition()
        if self.chance(25):
            one = self.pick(lambda kind: not kind.plain and not kind.lanes) or self.object()
            kind = replace(one.type, nullable=True)
            return self.op(kind, text, condition, one, Use("null", kind), prefix="n")
        one, other = (self.pick(Type.is_reference) or self.object() for _ in range(2))
        return self.op(join(one.type, other.type), text, condition, one, other, prefix="d")

    def say_freeze(self):
        use = self.pick(lambda kind: not kind.plain or kind in (I64, I1)) or self.object()
        return self.op(use.type, f"freeze {use.type.ir()} {{0}}", use)

    def say_compare(self):
        # Not two places in different objects, which have an order but no lasting one.
        return self.op(I1, "icmp eq ptr addrspace(1) {0}, {1}", self.nullable(), self.nullable())

    def say_difference(self):
        """The distance of two places in one object. Both depend on a number that is made here, so that no optimization takes
        an older one of the two."""
        base, number = self.object(), self.op(I64, "call i64 @opaque(i64 {0})", self.small(4))
        first = self.op(inside(0, 3), "getelementptr i64, ptr addrspace(1) {0}, i64 {1}", base, number, prefix="d")
        second = self.op(inside(5, 8), "getelementptr i64, ptr addrspace(1) {0}, i64 5", first, prefix="d")
        self.scope.pop()
        second = Use(second.name, inside(5, 8))
        names = [self.fresh("p"), self.fresh("p")]
        self.out.append(Op(names[0], "ptrtoint ptr addrspace(1) {0} to i64", [first]))
        self.out.append(Op(names[1], "ptrtoint ptr addrspace(1) {0} to i64", [second]))
        return self.op(I64, "sub i64 {0}, {1}", Use(names[1], I64), Use(names[0], I64))

    def say_address(self):
        """An address as a number is that number for ever, wherever the object goes."""
        number = self.fresh("p")
        self.out.append(Op(number, "ptrtoint ptr addrspace(1) {0} to i64", [self.object()]))
        same = self.fresh("p")
        self.out.append(Op(same, "call i64 @opaque(i64 {0})", [Use(number, I64)]))
        if self.suspends:
            self.out += [Suspend() for _ in range(self.rng.randint(0, 2))]
        self.do("call void @gc_poll()")
        return self.op(I64, "sub i64 {0}, {1}", Use(number, I64), Use(same, I64))

    def say_pair(self):
        """A call's result { reference, number }, taken apart at once."""
        pair = self.fresh("a")
        text = f"call {REFERENCE_PAIR} @pair(ptr addrspace(1) {{0}}, i64 {{1}})"
        self.out.append(Op(pair, text, [self.object(), self.plain(I64)]))
        whole = Use(pair, Type(REFERENCE_PAIR))
        if self.suspends and self.wants("aggregates") and self.chance(50):
            self.out.append(Suspend())
        made = self.op(OBJECT, f"extractvalue {REFERENCE_PAIR} {{0}}, 0", whole, prefix="o")
        # Else LLVM may move the extractvalue after a call, and statepoints do not look into structs.
        self.do("call void @touch(ptr addrspace(1) {0})", made)
        return self.op(I64, f"extractvalue {REFERENCE_PAIR} {{0}}, 1", whole)

    # ---- vectors ----

    def say_vector(self):
        lanes = self.rng.choice((2, 2, 4))
        uses = [self.pick(Type.is_reference) or self.object() for _ in range(lanes)]
        whole = uses[0].type
        for use in uses[1:]:
            whole = join(whole, use.type)
        kind = replace(whole, lanes=lanes)
        vector, self.has_vectors = Use("poison", kind), True
        for lane, use in enumerate(uses):
            text = f"insertelement {kind.ir()} {{0}}, ptr addrspace(1) {{1}}, i64 {lane}"
            name = self.fresh("w")
            self.out.append(Op(name, text, [vector, use], type=kind))
            vector = Use(name, kind)
        self.scope.append(vector)
        return vector

    def vector(self):
        return self.pick(lambda kind: kind.lanes) or self.say_vector()

    def say_lane(self):
        vector = self.vector()
        kind = replace(vector.type, lanes=0)
        lane = self.rng.randrange(vector.type.lanes)
        return self.op(kind, f"extractelement {vector.type.ir()} {{0}}, i64 {lane}", vector, prefix="d")

    def say_vector_step(self):
        vector = self.vector()
        low, high, lanes = vector.type.low, vector.type.high, vector.type.lanes
        distances = [self.rng.randint(-low, WORDS - 1 - high) for _ in range(lanes)]
        if self.chance(40):
            distances = distances[:1] * lanes
        indices = ", ".join(f"i64 {distance}" for distance in distances)
        kind = Type(low=low + min(distances), high=high + max(distances), lanes=lanes, computed=True)
        return self.op(kind, f"getelementptr i64, {kind.ir()} {{0}}, <{lanes} x i64> <{indices}>", vector, prefix="w")

    def say_vector_mix(self):
        one = self.vector()
        text = f"shufflevector {one.type.ir()} {{0}}, {one.type.ir()} {{1}}, <{one.type.lanes} x i32> <"
        other = self.pick(lambda kind: kind.lanes == one.type.lanes)
        kind = join(one.type, other.type)
        if self.chance(50):
            text = f"select i1 {{2}}, {kind.ir()} {{0}}, {kind.ir()} {{1}}"
            return self.op(kind, text, one, other, self.condition(), prefix="w")
        mask = ", ".join(f"i32 {self.rng.randrange(2 * kind.lanes)}" for _ in range(kind.lanes))
        return self.op(kind, text + mask + ">", one, other, prefix="w")
