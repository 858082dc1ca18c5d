#!/usr/bin/env bash
# Splits one coroutine by LLVM's own split and by gc-coro's, and runs both with a collector that moves objects.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../../scripts/lib/common.sh"
toy="$PROJECT_ROOT/examples/toy-language/runtime"

usage() {
  cat <<'TEXT'
usage: examples/lost-pointer/run.sh [--llvm 22|19|16] [--verbose]

Compiles hold.ll twice, with LLVM's coro-split and with gc-coro-split, and runs both
with the copying collector of examples/toy-language. LLVM's split loses a pointer.

--verbose   prints the commands

Needs opt, llc and a C compiler. The plugin is the one of the variable PLUGIN, or the
one that scripts/build.sh has built; if there is none, it is built.
TEXT
}

do_it() {
  [[ -z $opt_verbose ]] || say "+ $*"
  "$@"
}

# compile_and_run SPLIT: everything from hold.ll to the output, with these passes as the split.
compile_and_run() {
  do_it "$(llvm_tool "$major" opt)" -load-pass-plugin="$plugin" -S "$work/hold.ll" -o "$work/split.ll" \
    -passes="coro-early,$1,coro-cleanup,rewrite-statepoints-for-gc"
  do_it "$(llvm_tool "$major" llc)" -O2 -frame-pointer=all -filetype=obj "$work/split.ll" -o "$work/hold.o"
  do_it "${CC:-cc}" -O1 -fno-omit-frame-pointer -no-pie -I"$PROJECT_ROOT/include" -I"$toy" \
    "$here/main.c" "$toy"/{objects,coroutines,heap_copying,stack_map}.c "$work/hold.o" -o "$work/hold"
  TOY_COLLECT=always do_it "$work/hold"
}

parse_options "llvm= verbose" "$@"
major="$(one_llvm "$opt_llvm")"
need_llvm "$major"
need_cxx
plugin="${PLUGIN:-$(plugin_path "$major")}"
[[ -e $plugin ]] || plugin="$(plugin_or_build "$major")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# llvm.coro.end is spelled differently in each LLVM.
sed -f "$(coro_spelling "$major")" "$here/hold.ll" >"$work/hold.ll"

echo "LLVM's own split (coro-split):"
compile_and_run 'cgscc(coro-split)'
echo "gc-coro (gc-coro-split):"
compile_and_run gc-coro-split
