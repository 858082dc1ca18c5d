"""What a C++ compiler's command line asks for, as far as the driver `cxx` must know it."""

import shlex
from dataclasses import dataclass, field
from pathlib import Path

# Without those of module interfaces: clang++ makes more than an object of them, and gets them unchanged.
CXX_SUFFIXES = {".cpp", ".cc", ".cxx", ".c++", ".C", ".CPP", ".cp"}

# Options whose value is the next argument.
TAKE_A_VALUE = set(
    "-o -x -I -D -U -L -l -include -include-pch -imacros -isystem -iquote -idirafter -isysroot -iprefix -iwithprefix "
    "-iwithprefixbefore -cxx-isystem -stdlib++-isystem --sysroot -B -MF -MT -MQ -MJ -Xclang -Xlinker "
    "-Xassembler -Xpreprocessor -Xarch_host -mllvm -target -T -u -z -e -arch -framework --param -rpath "
    "-resource-dir -gcc-toolchain --config -dumpdir -working-directory -imultilib".split()
)
# Options that only the preprocessor or the front end looks at: not for the code generation step.
FRONT_ONLY = ("-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix",
              "-iwithprefix", "-cxx-isystem", "-stdlib++-isystem", "-std=", "-M", "-nostdinc",
              "-fmodule", "-fprebuilt-module", "-pedantic", "-Werror", "-Weverything")
LINK_ONLY = ("-Xlinker", "-T", "-u", "-z", "-e", "-shared", "-static", "-rdynamic")
# With these the command makes no code at all, or none of ours: clang++ does it.
NO_CODE = ("-E", "-M", "-MM", "-fsyntax-only", "--version", "--help", "-###", "-dumpversion", "-dumpmachine",
           "-print-", "--print-", "--analyze", "--precompile")
# These put passes of clang's own into its pipeline, which the explicit pipelines here do not have.
UNSUPPORTED = ("-flto", "-fprofile-", "-fcoverage-mapping", "-fcs-profile", "--coverage", "-ftest-coverage",
               "-fembed-bitcode", "-gsplit-dwarf")
SANITIZERS = {"address", "undefined", "return", "null", "bounds", "alignment", "signed-integer-overflow"}


@dataclass
class Invocation:
    """A command line, sorted."""

    arguments: list  # all of it
    sources: list = field(default_factory=list)  # positions of the C++ sources in `arguments`
    output: str = ""
    mode: str = "link"  # or "-c", "-S"
    level: str = "O0"
    emit_llvm: bool = False
    makes_code: bool = True
    sanitize_address: bool = False
    unsupported: list = field(default_factory=list)
    front: list = field(default_factory=list)  # for the front end: without sources, -o, -c, -S, linker input
    codegen: list = field(default_factory=list)  # for code generation of IR
    link: dict = field(default_factory=dict)  # position -> word of what stays in the link command
    others: bool = False  # there are inputs besides the C++ sources
    dependencies: set = field(default_factory=set)  # which of -MD, -MMD, -MF, -MT, -MQ are there


def expand_response_files(arguments):
    expanded = []
    for argument in arguments:
        file = Path(argument[1:])
        if argument.startswith("@") and file.is_file():
            expanded += expand_response_files(shlex.split(file.read_text()))
        else:
            expanded.append(argument)
    return expanded


def read(arguments):
    """Sort a command line."""
    call = Invocation(expand_response_files(arguments))
    language, index = "", 0
    while index < len(call.arguments):
        word = call.arguments[index]
        width = 2 if word in TAKE_A_VALUE and index + 1 < len(call.arguments) else 1
        words = dict(zip(range(index, index + width), call.arguments[index:]))
        if word == "-" or not word.startswith("-"):
            if language == "c++" or (not language and Path(word).suffix in CXX_SUFFIXES):
                call.sources.append(index)
            else:
                call.others = True
                call.link |= words
        elif word.startswith("-x"):
            language = call.arguments[index + 1] if width == 2 else word[2:]
            # Objects stand in the link command where C++ sources stood.
            call.link[index] = "-xnone" if language == "c++" else f"-x{language}"
            language = "" if language == "none" else language
        else:
            _option(call, words)
        index += width
    return call


def _option(call, positions):
    words = list(positions.values())
    word = words[0]
    if word == "-o" or (word.startswith("-o") and len(words) == 1 and not word.startswith("-obj")):
        call.output = words[-1] if len(words) == 2 else word[2:]
        call.link |= positions
        return
    if word in ("-c", "-S"):
        call.mode = word
        return
    if word == "-emit-llvm":
        call.emit_llvm = True
        return
    if word.startswith(("-L", "-l", "-Wl,")) or word in LINK_ONLY:
        call.link |= positions
        return
    if word in NO_CODE or word.startswith(("-print-", "--print-")):
        call.makes_code = False
    if word.startswith("-O"):
        call.level = _level(word)
    if word.startswith(UNSUPPORTED):
        call.unsupported.append(word)
    if word.startswith("-fsanitize="):
        _sanitizers(call, word)
    if word in ("-MD", "-MMD", "-MT", "-MQ") or word.startswith("-MF"):
        call.dependencies.add(word[:3] if word.startswith("-MF") else word)
    call.front += words
    # The dependency file belongs to the compilation, everything else to the link as well.
    if not word.startswith("-M"):
        call.link |= positions
    if not word.startswith(FRONT_ONLY):
        call.codegen += words


def _level(word):
    known = {"-O": "O1", "-Og": "O1", "-O4": "O3", "-Ofast": "O3"}
    return known.get(word, word[1:])


def _sanitizers(call, word):
    for name in word.partition("=")[2].split(","):
        if name == "address":
            call.sanitize_address = True
        elif name not in SANITIZERS:
            call.unsupported.append(word)
