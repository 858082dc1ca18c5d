#!/usr/bin/env bash
# Compiles a program of the toy language and runs it.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"

usage() {
  cat <<'TEXT'
usage: examples/toy-language/run.sh [--llvm N] [--stage STAGE] [--split SPLIT] [--verbose] [PROGRAM]

Compiles PROGRAM (default: programs/tree.toy) and runs it.

--llvm N         22 (default), 19 or 16
--stage STAGE    no-collector     plain pointers, malloc, nothing is freed
                 never-collect    pointers that a collector tracks; it never runs
                 collect-always   a collection at each allocation, and the old
                                  objects are overwritten (the default)
                 collect-full     a collection when the heap has doubled
--split SPLIT    gc-coro (default), or llvm: LLVM's own coro-split
--verbose        prints the commands
--keep FOLDER    leaves the files of each step there

Needs opt, llc and clang of that LLVM, and the plugin: the variable PLUGIN, or
what scripts/build.sh has built, or it is built now. TOY_STATISTICS=1 in the
environment makes the program say what the collector has done.
TEXT
}

fail() { echo "run.sh: $*" >&2; exit 1; }

llvm=22 stage=collect-always split=gc-coro program="$here/programs/tree.toy" work=
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm | --stage | --split | --keep) [[ $# -ge 2 ]] || fail "$1 needs a value" ;;&
    --llvm) llvm="$2" && shift 2 ;;
    --stage) stage="$2" && shift 2 ;;
    --split) split="$2" && shift 2 ;;
    --keep) work="$2" && shift 2 ;;
    --verbose) verbose=yes && shift ;;
    -*) fail "unknown option: $1 (see --help)" ;;
    *) program="$1" && shift ;;
  esac
done
case "$stage" in no-collector | never-collect | collect-always | collect-full) ;; *) fail "unknown stage: $stage (see --help)" ;; esac
if [[ -z $work ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"

# tool NAME: the path of a program of that LLVM. clang may be one of another: it compiles C only.
tool() {
  local path
  for path in "/usr/lib/llvm-$llvm/bin/$1" "$(command -v "$1-$llvm" || true)"; do
    [[ -x $path ]] && echo "$path" && return
  done
  [[ $1 == clang ]] && command -v clang cc | head -n 1 && return
  fail "no $1 of LLVM $llvm"
}

do_it() {
  [[ -z ${verbose:-} ]] || echo "+ $*" >&2
  "$@"
}

plugin="${PLUGIN:-$root/target/llvm-$llvm/libgc_coro-$llvm.so}"
[[ -e $plugin ]] || plugin="$("$root/scripts/build.sh" --llvm "$llvm" | tail -n 1)"

# 1. The compiler.
options=() passes=rewrite-statepoints-for-gc heap=("$here/runtime/heap_copying.c" "$here/runtime/stack_map.c")
[[ $stage != no-collector ]] || options=(--no-collector) passes=verify heap=("$here/runtime/heap_malloc.c")
do_it python3 "$here/toyc.py" --llvm "$llvm" "${options[@]}" "$program" >"$work/program.ll"

# 2. The split. mem2reg makes values of variables, which a collector's passes want.
case "$split" in
  gc-coro) split='gc-coro-verify,gc-coro-split,coro-cleanup,gc-coro-verify' ;;
  llvm) split='cgscc(coro-split),coro-cleanup' ;;
  *) fail "unknown split: $split (see --help)" ;;
esac
do_it "$(tool opt)" -load-pass-plugin="$plugin" -S "$work/program.ll" -o "$work/split.ll" \
  -passes="coro-early,function(mem2reg),$split"

# 3. Statepoints: each call says which pointers are alive across it. llc makes the stack map of them.
do_it "$(tool opt)" -S "$work/split.ll" -passes="$passes" -o "$work/statepoints.ll"
do_it "$(tool llc)" -O2 -filetype=obj "$work/statepoints.ll" -o "$work/program.o"

# 4. The runtime. The collector walks from frame to frame, so that the C functions need frame pointers as well.
do_it "$(tool clang)" -O1 -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer -no-pie -I"$root/include" \
  "$here/runtime/objects.c" "$here/runtime/coroutines.c" "${heap[@]}" "$work/program.o" -o "$work/program"

case "$stage" in
  never-collect) export TOY_COLLECT=never ;;
  collect-always) export TOY_COLLECT=always ;;
  *) unset TOY_COLLECT ;;
esac
"$work/program"
