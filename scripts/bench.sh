#!/usr/bin/env bash
# Measures gc-coro beside clang and LLVM's own coro-split: frames, allocations, time, memory, speed and size of the code.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/bench.sh [options]

Compiles C++ programs by clang's own pipeline with and without the plugin, and runs
gc-coro-split and LLVM's coro-split of the same LLVM side by side, in turns. Prints tables
of both with the project's goals beside them:
  - of whole pipelines: frames at -O1, -O2, -O3 and -Os; allocations and bytes of frames of
    whole programs; instructions (callgrind) and nanoseconds per suspend + resume; bytes of
    code; time of clang itself
  - of the split alone: frames and what no packing can go below; time and peak memory over N,
    for generated coroutines of many shapes; time of C++ programs, with and without -g
docs/benchmarks.md says how to read them. Times are the least of several runs. A full run takes
more than half an hour; what it prepares is kept in target/bench/, as are its tables and the plot.

  --llvm 22|19|all    which LLVM (default: 22); "all" is 22 and 19
  --quick             some of the inputs in a minute, each goal a test: the last line is
                      "N passed, N failed"
  --filter RE         only shapes and programs whose name matches
  --write-docs        put the tables into docs/benchmarks.md and the plots beside it
TEXT
}

parse_options "llvm= quick filter= write-docs" "$@"
[[ -z $opt_write_docs || -z $opt_quick$opt_filter ]] || die "--write-docs is for a full run: no --quick, no --filter"
pass_on=()
pass_options quick filter= write-docs
mapfile -t majors < <(clang_majors "$opt_llvm")
[[ ${#majors[@]} -gt 0 ]] || exit 1

need_packages valgrind libasio-dev librange-v3-dev
for major in "${majors[@]}"; do
  need_clang "$major"
done

python3 "$PROJECT_ROOT/bench/test_bench.py" -q

if [[ -z ${GC_CORO_PLUGIN:-} ]]; then
  for major in "${majors[@]}"; do
    "$PROJECT_ROOT/scripts/build.sh" --llvm "$major" >/dev/null
  done
fi

exec python3 "$PROJECT_ROOT/bench/run.py" --llvm "${majors[@]}" "${pass_on[@]}"
