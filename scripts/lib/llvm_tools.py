"""Where the tools and the plugin of an LLVM are.

scripts/lib/common.sh has the rules: the variables LLVM_SYS_221_PREFIX and so on, /usr/lib/llvm-N, llvm-config. The Python programs ask
it through this module.
"""

import functools
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMON = ROOT / "scripts" / "lib" / "common.sh"


@functools.cache
def _ask(*words):
    """(status, output) of a function of common.sh."""
    done = subprocess.run(["bash", "-c", 'source "$0" && "$@"', COMMON, *words], stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout.strip()


def _answer(*words):
    status, output = _ask(*words)
    if status:
        raise SystemExit(status)  # common.sh has said why.
    return output


def supported():
    """The majors for which there is a plugin, the newest first."""
    return [int(major) for major in _answer("llvm_majors", "all").split()]


def with_clang():
    """Those of supported() whose clang compiles the C++ programs."""
    return [int(major) for major in _answer("clang_majors", "all").split()]


def prefix(major):
    """The folder that holds bin/ of that LLVM."""
    status, path = _ask("llvm_prefix", str(major))
    if status:
        variable = _answer("llvm_prefix_variable", str(major))
        raise SystemExit(f"LLVM {major} is not installed: install llvm-{major}-dev, or set {variable} to its prefix")
    return Path(path)


def tool(major, name):
    """The path of one of its programs."""
    path = prefix(major) / "bin" / name
    if not path.exists():
        package = f"clang-{major}" if name.startswith("clang") else f"llvm-{major}"
        raise SystemExit(f"{path} does not exist: install the package {package}")
    return str(path)


def plugin(major):
    """The plugin that GC_CORO_PLUGIN names, or that scripts/build.sh has built. It is built where it is not there."""
    given = os.environ.get("GC_CORO_PLUGIN")
    built = Path(_answer("plugin_path", str(major)))
    if given or built.exists():
        return given or str(built)
    return _answer("plugin_or_build", str(major))


def coro_spelling(major):
    """The sed script that brings the IR of tests and examples to that LLVM."""
    return Path(_answer("coro_spelling", str(major)))
