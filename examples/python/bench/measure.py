"""Measures one row of the benchmark: interpreter and subject by turns, in one process.

    measure.py SUBJECT ROW SECONDS      SUBJECT: jit, mypyc, justjit; ROW: a row of micro.py, or the name of a program of everyday/

Prints a line of JSON: nanoseconds of an operation for both (the best of all turns), whether the results are equal, and how many functions stay
with the interpreter. For a program of everyday/ an operation is one run of main().
"""

import gc
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from harness import subject  # noqa: E402
from harness.instrument import compile_instrumented  # noqa: E402


class JustJit(subject.Subject):
    """The JIT of that name from PyPI."""

    name = "justjit"

    def __init__(self):
        super().__init__()
        import justjit
        self.jit = justjit.jit

    def __call__(self, function):
        key = (function.__qualname__, function.__code__.co_firstlineno)
        try:
            compiled = self.jit(function)
            self.functions[key] = None
            return compiled
        except Exception as error:
            self.functions[key] = str(error)
            return function


def loaded(path, chosen):
    """The module of that file, its functions given to the subject."""
    chosen.install()
    module = type(sys)(f"{path.stem}_{chosen.name}")
    sys.modules[module.__name__] = module
    exec(compile_instrumented(path.read_bytes(), str(path)), module.__dict__)
    return module


def compiled_by_mypyc(path):
    """The module as a C extension, built below target/."""
    folder = Path(sys.prefix) / "mypyc" / path.stem
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{path.stem}.py"
    source.write_bytes(path.read_bytes())
    done = subprocess.run([sys.executable, "-m", "mypyc", "--ignore-missing-imports", source.name], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"mypyc: {(done.stdout + done.stderr).strip().splitlines()[-1:]}")
    library = next(folder.glob(f"{path.stem}.cpython*.so"))
    spec = importlib.util.spec_from_file_location(path.stem, library)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    # Its own runtime is a library beside it.
    sys.path.insert(0, str(folder))
    spec.loader.exec_module(module)
    return module


def operation(module, row):
    """A function that does the row's operations, and how many they are."""
    if hasattr(module, "ROWS"):
        count, function = module.ROWS[row]
        return lambda: function(count), count
    return module.main, 1


def best_by_turns(first, second, seconds):
    """The best time of each. The collector is off, as timeit has it."""
    times = [[], []]
    end = time.perf_counter() + seconds
    gc.collect()
    gc.disable()
    while time.perf_counter() < end or len(times[1]) < 5:
        for which, function in enumerate((first, second)):
            begun = time.perf_counter()
            function()
            times[which].append(time.perf_counter() - begun)
        gc.collect()
    gc.enable()
    return min(times[0]), min(times[1])


def main():
    name, row, seconds = sys.argv[1:]
    path = HERE / "everyday" / f"{row}.py"
    path = path if path.exists() else HERE / "micro.py"
    reference = loaded(path, subject.Subject())
    chosen = subject.Jit() if name == "jit" else JustJit() if name == "justjit" else subject.Subject()
    module = compiled_by_mypyc(path) if name == "mypyc" else loaded(path, chosen)
    (ours, count), (theirs, _) = operation(module, row), operation(reference, row)
    equal = bool(ours() == theirs())
    interpreter, found = best_by_turns(theirs, ours, float(seconds))
    print(json.dumps({"interpreter": interpreter / count * 1e9, "subject": found / count * 1e9, "equal": equal, "refused": len(chosen.refused())}))


if __name__ == "__main__":
    main()
