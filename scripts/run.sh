#!/usr/bin/env bash
# Shows what gc-coro does: real coroutines are split, their frames shown beside those of LLVM's own split, and run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/run.sh [--llvm 22|19|16]

Builds the plugin and splits coroutines with it, each optimised at -O2 before
and after:
  - a C++20 generator (examples/generator.cpp), compiled by clang;
  - the same in a buffer on its caller's stack (examples/stack_buffer.cpp);
  - a generator of collected objects (examples/gc_generator.cpp), with a
    collector that moves all of them at every step: its frame has a map;
  - the generator of Julia's await proposal (examples/julia), with an allocation
    for each step, with one in all, and with none, on one of MMTk's collectors:
    a thousand steps, and a million;
  - two F# async blocks as a static program without a library (examples/fidelity),
    on LLVM 22;
  - the examples of LLVM's coroutine document (lit-tests/exec/doc-*.ll).
For each it prints the frame table, the frame's size beside the one that LLVM's
own split needs (it has none for awaits), and what the program prints. It ends
with "N passed, N failed", and with status 1 where an output is not the promised
one.

On a bare Debian 12 machine it installs what is missing with apt; Rust has to be
there (https://rustup.rs). The default is LLVM 22. With LLVM 16 only the last stage
is run.
TEXT
}

parse_options "llvm=" "$@"
major="$(one_llvm "$opt_llvm")"
need_packages python3
need_lli "$major"
[[ $major == 16 ]] || need_clang "$major"
GC_CORO_PLUGIN="$(plugin_or_build "$major")"
export GC_CORO_PLUGIN
if [[ $major != 16 ]]; then
  GC_CORO_MMTK="$(build_mmtk)"
  export GC_CORO_MMTK
fi

if [[ $major == 22 ]]; then
  need_packages lld-22
  GC_CORO_FIDC="$(build_fidc)"
  export GC_CORO_FIDC
fi

exec python3 "$PROJECT_ROOT/scripts/lib/show_examples.py" "$major"
