"""The code generator: from the syntax tree to LLVM IR.

Each value of the language is a pointer to an object, so there is one type, `Target.object`:

* With a collector it is `ptr addrspace(1)`: the address space says "the collector knows this pointer, and may change it".
* Without a collector it is `ptr`.

That, and the `gc` attribute of the functions, is all that a collector changes in this file. It emits no root, no frame layout
and no map. gc-coro-split makes those of coroutine frames, RewriteStatepointsForGC those of the stack.
"""

import syntax
from lexer import ToyError

# Functions of the language that the runtime has: their numbers of parameters.
BUILTINS = {"print": 1, "str": 1, "pair": 2, "head": 1, "tail": 1, "next": 1, "sleep": 1, "forever": 0, "run": 1}

OPERATORS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "remainder",
             "==": "equal", "!=": "unequal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}


class Target:
    """What depends on the LLVM and on whether there is a collector."""

    def __init__(self, llvm, collector):
        self.object = "ptr addrspace(1)" if collector else "ptr"
        # "frame-pointer"="all": the runtime walks the stack from frame pointer to frame pointer.
        self.attributes = '"frame-pointer"="all"' + (' gc "statepoint-example"' if collector else "")
        self.collector = collector
        # llvm.coro.end got its token in LLVM 18 and lost its result in LLVM 22.
        token = ", token none" if llvm >= 18 else ""
        result = "void" if llvm >= 22 else "i1"
        self.coro_end = f"call {result} @llvm.coro.end(ptr %frame, i1 false{token})"
        self.declare_coro_end = f"declare {result} @llvm.coro.end(ptr, i1{', token' if token else ''})"


def generate(functions, target):
    """The module of a program, as text."""
    module = Module(functions, target)
    bodies = [FunctionWriter(module, function).text() for function in functions]
    return "\n".join([declarations(target), *module.strings, "", *bodies])


def declarations(target):
    """What all programs have: the runtime's functions, and two functions by which C code goes on with a coroutine.

    The frame's first two words are functions with LLVM's own calling convention (fastcc), which C cannot call.
    """
    o = target.object
    lines = [f"declare {o} @toy_{name}({', '.join([o] * count)})" for name, count in BUILTINS.items()]
    lines += [f"declare {o} @toy_{name}({o}, {o})" for name in OPERATORS.values()]
    lines += [
        f"declare {o} @toy_not({o})", f"declare {o} @toy_integer(i64)", f"declare {o} @toy_string(ptr, i64)",
        f"declare zeroext i1 @toy_truth({o})", f"declare zeroext i1 @toy_advance({o})",
        f"declare {o} @toy_value({o})", f"declare void @toy_yield({o}, {o})",
        f"declare zeroext i1 @toy_await({o}, {o})", f"declare void @toy_finish({o}, {o})",
        "declare ptr @toy_frame_new(i64)", "declare void @toy_frame_delete(ptr)",
        f"declare {o} @toy_generator(ptr)", f"declare {o} @toy_task(ptr)",
        "declare token @llvm.coro.id(i32, ptr, ptr, ptr)", "declare i64 @llvm.coro.size.i64()",
        "declare ptr @llvm.coro.begin(token, ptr)", "declare i8 @llvm.coro.suspend(token, i1)",
        "declare ptr @llvm.coro.free(token, ptr)", target.declare_coro_end,
        "declare void @llvm.coro.resume(ptr)", "declare void @llvm.coro.destroy(ptr)", ""]
    for name in ("resume", "destroy"):
        lines += [f"define void @coroutine_{name}(ptr %frame) noinline {target.attributes} {{",
                  f"  call void @llvm.coro.{name}(ptr %frame)", "  ret void", "}", ""]
    if target.collector:
        # LLVM leaves the stack map at a symbol of this object file only; the runtime has to find it.
        lines += ['module asm ".globl __LLVM_StackMaps"', ""]
    return "\n".join(lines)


class Module:
    """What the functions of a program share."""

    def __init__(self, functions, target):
        self.target = target
        self.strings = []
        self.functions = {}
        for function in functions:
            if function.name in self.functions or function.name in BUILTINS:
                raise ToyError(function.line, f"'{function.name}' is defined twice")
            self.functions[function.name] = function
        if "main" not in self.functions:
            raise ToyError(1, "there is no function 'main'")

    def string(self, text):
        """A constant with this text: its name and its number of bytes."""
        data = text.encode()
        name = f"@string.{len(self.strings)}"
        bytes_ = "".join(f"\\{byte:02x}" for byte in data)
        self.strings.append(f'{name} = private constant [{len(data)} x i8] c"{bytes_}"')
        return name, len(data)


class FunctionWriter:
    """Writes one function."""

    def __init__(self, module, function):
        self.module = module
        self.function = function
        self.object = module.target.object
        self.slots = {}  # the alloca of each variable; mem2reg makes values of them
        self.allocas = []
        self.lines = []
        self.count = 0

    # ---- lines, names, blocks ----

    def emit(self, instruction):
        self.lines.append("  " + instruction)

    def name(self, prefix):
        self.count += 1
        return f"{prefix}.{self.count}"

    def value_of(self, instruction):
        """Emits an instruction with a result, and returns the result's name."""
        name = self.name("%v")
        self.emit(f"{name} = {instruction}")
        return name

    def block(self, label):
        self.lines.append(f"{label}:")

    def branch(self, label):
        self.emit(f"br label %{label}")

    def branch_if(self, condition, then, otherwise):
        self.emit(f"br i1 {condition}, label %{then}, label %{otherwise}")

    def call(self, function, *arguments):
        """A call of a function on objects whose result is an object."""
        return self.value_of(f"call {self.object} @{function}({self.typed(arguments)})")

    def ask(self, function, *arguments):
        """A call of a runtime function whose result is true or false."""
        return self.value_of(f"call zeroext i1 @{function}({self.typed(arguments)})")

    def tell(self, function, *arguments):
        """A call of a runtime function without a result."""
        self.emit(f"call void @{function}({self.typed(arguments)})")

    def typed(self, arguments):
        return ", ".join(f"{self.object} {argument}" for argument in arguments)

    # ---- variables ----

    def assign(self, name, value):
        if name not in self.slots:
            self.slots[name] = self.name(f"%{name}")
            self.allocas.append(f"  {self.slots[name]} = alloca {self.object}")
            self.allocas.append(f"  store {self.object} null, ptr {self.slots[name]}")
        self.emit(f"store {self.object} {value}, ptr {self.slots[name]}")

    # ---- functions ----

    def text(self):
        for name in self.function.parameters:
            self.assign(name, f"%argument.{name}")
        is_coroutine = self.function.kind != "plain"
        before = self.begin_coroutine() if is_coroutine else []
        self.statements(self.function.body)
        self.return_from("null")
        if is_coroutine:
            self.end_coroutine()
        attributes = ("presplitcoroutine " if is_coroutine else "") + self.module.target.attributes
        parameters = ", ".join(f"{self.object} %argument.{name}" for name in self.function.parameters)
        head = f"define {self.object} @{symbol(self.function.name)}({parameters}) {attributes} {{\nentry:"
        return "\n".join([head, *self.allocas, *before, *self.lines, "}", ""])

    def begin_coroutine(self):
        """A coroutine makes its frame, and then the object by which the program knows it: %self. It suspends at once, so a call
        of a generator or a task runs nothing of its body."""
        before = [
            "  %id = call token @llvm.coro.id(i32 16, ptr null, ptr null, ptr null)",
            "  %size = call i64 @llvm.coro.size.i64()",
            "  %memory = call ptr @toy_frame_new(i64 %size)",
            "  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)",
            f"  %self = call {self.object} @toy_{self.function.kind}(ptr %frame)"]
        self.suspend()
        return before

    def suspend(self):
        """Suspends here. llvm.coro.suspend is 0 where the coroutine is resumed and 1 where it is destroyed; the activation that
        suspends goes to the default label, and so back to its caller."""
        resumed = self.name("resumed")
        what = self.value_of("call i8 @llvm.coro.suspend(token none, i1 false)")
        self.emit(f"switch i8 {what}, label %suspended [ i8 0, label %{resumed} i8 1, label %cleanup ]")
        self.block(resumed)

    def end_coroutine(self):
        """A coroutine that has ended frees its frame itself. One that is destroyed comes to the same place."""
        self.block("cleanup")
        self.emit("%to.free = call ptr @llvm.coro.free(token %id, ptr %frame)")
        self.emit("call void @toy_frame_delete(ptr %to.free)")
        self.branch("suspended")
        self.block("suspended")
        self.emit(self.module.target.coro_end)
        self.emit(f"ret {self.object} %self")

    def return_from(self, value):
        if self.function.kind == "plain":
            self.emit(f"ret {self.object} {value}")
        else:
            self.tell("toy_finish", "%self", value)
            self.branch("cleanup")

    # ---- statements ----

    def statements(self, statements):
        for statement in statements:
            getattr(self, type(statement).__name__)(statement)

    def Assign(self, node):
        self.assign(node.name, self.expression(node.value))

    def Evaluate(self, node):
        self.expression(node.value)

    def If(self, node):
        then, otherwise, end = self.name("then"), self.name("else"), self.name("end")
        self.branch_if(self.truth(node.condition), then, otherwise)
        self.block(then)
        self.statements(node.then)
        self.branch(end)
        self.block(otherwise)
        self.statements(node.otherwise)
        self.branch(end)
        self.block(end)

    def While(self, node):
        test, body, end = self.name("test"), self.name("body"), self.name("end")
        self.branch(test)
        self.block(test)
        self.branch_if(self.truth(node.condition), body, end)
        self.block(body)
        self.statements(node.body)
        self.branch(test)
        self.block(end)

    def For(self, node):
        generator = self.expression(node.generator)
        test, body, end = self.name("test"), self.name("body"), self.name("end")
        self.branch(test)
        self.block(test)
        self.branch_if(self.ask("toy_advance", generator), body, end)
        self.block(body)
        self.assign(node.name, self.call("toy_value", generator))
        self.statements(node.body)
        self.branch(test)
        self.block(end)

    def Return(self, node):
        self.return_from(self.expression(node.value))
        self.block(self.name("unreachable"))  # what follows a return is in a block that nobody reaches

    def Yield(self, node):
        self.tell("toy_yield", "%self", self.expression(node.value))
        self.suspend()

    # ---- expressions: each returns the name of its value ----

    def expression(self, node):
        return getattr(self, type(node).__name__)(node)

    def truth(self, node):
        return self.ask("toy_truth", self.expression(node))

    def Number(self, node):
        return self.value_of(f"call {self.object} @toy_integer(i64 {node.value})")

    def String(self, node):
        name, length = self.module.string(node.text)
        return self.value_of(f"call {self.object} @toy_string(ptr {name}, i64 {length})")

    def Nothing(self, node):
        return "null"

    def Variable(self, node):
        if node.name not in self.slots:
            raise ToyError(node.line, f"'{node.name}' has no value yet")
        return self.value_of(f"load {self.object}, ptr {self.slots[node.name]}")

    def Binary(self, node):
        left = self.expression(node.left)
        return self.call(f"toy_{OPERATORS[node.operator]}", left, self.expression(node.right))

    def Logical(self, node):
        """The value is that of the operand which decides, as in Python."""
        right, end, result = self.name("right"), self.name("end"), self.name("result")
        left = self.expression(node.left)
        self.assign(result, left)
        decided = self.ask("toy_truth", left)
        self.branch_if(decided, *((end, right) if node.operator == "or" else (right, end)))
        self.block(right)
        self.assign(result, self.expression(node.right))
        self.branch(end)
        self.block(end)
        return self.value_of(f"load {self.object}, ptr {self.slots[result]}")

    def Not(self, node):
        return self.call("toy_not", self.expression(node.operand))

    def Call(self, node):
        arguments = [self.expression(argument) for argument in node.arguments]
        if node.function in BUILTINS:
            count, name = BUILTINS[node.function], f"toy_{node.function}"
        elif node.function in self.module.functions:
            count, name = len(self.module.functions[node.function].parameters), symbol(node.function)
        else:
            raise ToyError(node.line, f"there is no function '{node.function}'")
        if count != len(arguments):
            raise ToyError(node.line, f"'{node.function}' has {count} parameters, not {len(arguments)}")
        return self.call(name, *arguments)

    def Await(self, node):
        """toy_await says whether the result is there already. If it is not, it has put %self among those that the task wakes
        when it ends, and this coroutine suspends. Who resumes it is the event loop."""
        task = self.expression(node.task)
        wait, ready = self.name("wait"), self.name("ready")
        self.branch_if(self.ask("toy_await", "%self", task), ready, wait)
        self.block(wait)
        self.suspend()
        self.branch(ready)
        self.block(ready)
        return self.call("toy_value", task)


def symbol(name):
    """The symbol of a function of the program. With a prefix none of them can be one of C's."""
    return f"program_{name}"
