"""Functions with awaits of chosen shapes and sizes, as LLVM IR; LLVM's own split has no such. By hand:

    python3 bench/await_shapes.py SHAPE N > out.ll
"""

import sys

HEAD = """\
%await = type { ptr addrspace(10), i1, i64 }
declare %await @gc.coro.await.i64(ptr, ptr addrspace(10), i32) nomerge
declare ptr addrspace(10) @new_frame(ptr)
declare void @keep(ptr addrspace(10))
declare void @use(i64)
define ptr addrspace(10) @f(i64 %sum0) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" gc "julia" {
entry:
  br label %step0
"""

STEP = """\
step{k}:
  %await{k} = call %await @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 1)
  %handle{k} = extractvalue %await %await{k}, 0
  %resumed{k} = extractvalue %await %await{k}, 1
  %value{k} = extractvalue %await %await{k}, 2
  %sum{next} = add i64 %sum{k}, %value{k}
  br i1 %resumed{k}, label %step{next}, label %first{k}
first{k}:
"""

END = """\
step{n}:
  call void @use(i64 %sum{n})
  ret ptr addrspace(10) null
}}
"""


def returned(k):
    """n awaits in a row; each returns its handle"""
    return f"  ret ptr addrspace(10) %handle{k}\n"


def handed_over(k):
    """n awaits in a row; each gives its handle to a function and goes on, so that each continuation runs all that comes later"""
    return f"  call void @keep(ptr addrspace(10) %handle{k})\n  br label %step{k + 1}\n"


SHAPES = {f"awaits-{shape.__name__.replace('_', '-')}": shape for shape in (returned, handed_over)}


def module(shape, n):
    """The IR of the shape."""
    steps = (STEP.format(k=k, next=k + 1) + SHAPES[shape](k) for k in range(n))
    return HEAD + "".join(steps) + END.format(n=n)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in SHAPES:
        sys.exit(f"{__doc__}\nshapes:\n" + "\n".join(f"  {name:<24}{f.__doc__}" for name, f in SHAPES.items()))
    sys.stdout.write(module(sys.argv[1], int(sys.argv[2])))
