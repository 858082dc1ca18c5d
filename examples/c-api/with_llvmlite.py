"""Coroutines for Python programs that compile by llvmlite: gc-coro splits them by its C API.

    with_llvmlite.py PLUGIN LIBLLVM FILE.ll FUNCTION ARGUMENT

llvmlite has an LLVM inside of it and exports none of it, so the split needs another one: the shared libLLVM that PLUGIN is built for.
Text goes over to it and back. llvmlite may have another major than PLUGIN, as long as it reads the text.

The program calls FUNCTION, a generator whose promise is an i64, and prints three of its numbers.
"""

import ctypes
import sys

import llvmlite
import llvmlite.binding as llvm

POINTER = ctypes.c_void_p
SEVERITIES = ("error", "warning", "remark", "note")
FAILED = 2


class Message(ctypes.Structure):
    """gc_coro_message"""

    _fields_ = [
        ("size", ctypes.c_size_t),
        ("severity", ctypes.c_int),
        ("function", ctypes.c_char_p),
        ("file", ctypes.c_char_p),
        ("line", ctypes.c_uint),
        ("column", ctypes.c_uint),
        ("instruction", ctypes.c_char_p),
        ("key", ctypes.c_char_p),
        ("text", ctypes.c_char_p),
        ("remarks", ctypes.c_char_p),
        ("full", ctypes.c_char_p),
    ]


HANDLER = ctypes.CFUNCTYPE(None, ctypes.POINTER(Message), POINTER)


class Splitter:
    """gc-coro and the LLVM that it is built for."""

    def __init__(self, plugin, libllvm):
        # Global: the plugin takes its LLVM from the process.
        self.llvm = ctypes.CDLL(libllvm, mode=ctypes.RTLD_GLOBAL)
        self.gc_coro = ctypes.CDLL(plugin)
        for name, result, arguments in (
            ("LLVMContextCreate", POINTER, []),
            ("LLVMContextDispose", None, [POINTER]),
            ("LLVMCreateMemoryBufferWithMemoryRangeCopy", POINTER, [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p]),
            ("LLVMParseIRInContext", ctypes.c_int,
             [POINTER, POINTER, ctypes.POINTER(POINTER), ctypes.POINTER(ctypes.c_char_p)]),
            ("LLVMCreatePassBuilderOptions", POINTER, []),
            ("LLVMRunPasses", POINTER, [POINTER, ctypes.c_char_p, POINTER, POINTER]),
            ("LLVMGetErrorMessage", ctypes.c_char_p, [POINTER]),
            ("LLVMPrintModuleToString", POINTER, [POINTER]),
            ("LLVMDisposeMessage", None, [POINTER]),
            ("LLVMDisposeModule", None, [POINTER]),
        ):
            function = getattr(self.llvm, name)
            function.restype, function.argtypes = result, arguments
        split = self.gc_coro.gc_coro_split_module
        split.restype, split.argtypes = ctypes.c_int, [POINTER, ctypes.c_char_p, HANDLER, POINTER]

    def split(self, text, parameters=""):
        """The module `text` with its coroutines split, and what gc-coro said: (severity, message) pairs."""
        context = self.llvm.LLVMContextCreate()
        try:
            module = self._parse(context, text.encode())
            try:
                return self._split(module, parameters)
            finally:
                self.llvm.LLVMDisposeModule(module)
        finally:
            self.llvm.LLVMContextDispose(context)

    def _parse(self, context, text):
        buffer = self.llvm.LLVMCreateMemoryBufferWithMemoryRangeCopy(text, len(text), b"module")
        module, error = POINTER(), ctypes.c_char_p()
        if self.llvm.LLVMParseIRInContext(context, buffer, ctypes.byref(module), ctypes.byref(error)):
            raise ValueError(error.value.decode())
        return module

    def _split(self, module, parameters):
        said = []

        def hear(message, _):
            said.append((SEVERITIES[message.contents.severity], message.contents.full.decode()))

        self._run(module, b"coro-early,function(sroa,early-cse)")
        if self.gc_coro.gc_coro_split_module(module, parameters.encode(), HANDLER(hear), None) == FAILED:
            raise ValueError("\n".join(f"{severity}: {text}" for severity, text in said))
        self._run(module, b"coro-cleanup,default<O2>")
        printed = self.llvm.LLVMPrintModuleToString(module)
        text = ctypes.string_at(printed).decode()
        self.llvm.LLVMDisposeMessage(printed)
        return text, said

    def _run(self, module, passes):
        error = self.llvm.LLVMRunPasses(module, passes, None, self.llvm.LLVMCreatePassBuilderOptions())
        if error:
            raise ValueError(self.llvm.LLVMGetErrorMessage(error).decode())


def numbers(engine, function, argument, count):
    """The first `count` numbers of a generator. LLVM's header of a frame: resume, destroy, promise."""
    create = ctypes.CFUNCTYPE(POINTER, ctypes.c_int64)(engine.get_function_address(function))
    frame = create(argument)
    header = (POINTER * 2).from_address(frame)
    promise = ctypes.c_int64.from_address(frame + ctypes.sizeof(header))
    found = []
    for _ in range(count):
        found.append(promise.value)
        ctypes.CFUNCTYPE(None, POINTER)(header[0])(frame)
    ctypes.CFUNCTYPE(None, POINTER)(header[1])(frame)
    return found


def main(plugin, libllvm, path, function, argument):
    with open(path, encoding="utf-8") as file:
        text, said = Splitter(plugin, libllvm).split(file.read())
    for severity, message in said:
        print(f"{severity}: {message}")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    module = llvm.parse_assembly(text)
    module.verify()
    target = llvm.Target.from_default_triple().create_target_machine()
    engine = llvm.create_mcjit_compiler(module, target)
    engine.finalize_object()
    print(f"llvmlite {llvmlite.__version__}, {function}({argument}):", *numbers(engine, function, int(argument), 3))


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
