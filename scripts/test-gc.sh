#!/usr/bin/env bash
# Runs coroutine programs with collectors that move every object at every safepoint.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-gc.sh [options]

Takes every program of tests/gc/ through the default pipeline with gc-coro-split
in it and rewrite-statepoints-for-gc behind it, links it with a collector that
reads LLVM's stack map and gc-coro's frame maps, and runs it. The same program
must fail when it is split by LLVM's coro-split, and when a fault is built into
gc-coro-split (cargo feature test-faults). Programs of the await dialect, which
LLVM cannot split, are built with no optimization, with default<O2> behind the
split, and with default<O2> on both sides. tests/gc/README.md says more.

  --llvm 22|19|all     which LLVM (default: 22); "all" is 22 and 19
  --filter RE          only programs whose name (folder/name) matches
  --mmtk, --no-mmtk    also with MMTk, under all its plans (default: no)
  --memcheck RE        gc-coro-split itself runs under valgrind, once for each
                       program whose name matches
  --jobs N             programs at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one; it needs test-faults
                       (for one LLVM)

The last line of the output is "N passed, M failed".
TEXT
}

wanted= mmtk= memcheck= given=
pass_on=(--jobs "$(nproc)")
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) wanted="${2:?--llvm needs a value}" && shift ;;
    --llvm=*) wanted="${1#*=}" ;;
    --mmtk) mmtk=yes ;;
    --memcheck) memcheck="${2:?--memcheck needs a value}" && shift ;;
    --no-mmtk) mmtk= ;;
    --plugin) given="$(realpath "${2:?--plugin needs a value}")" && shift ;;
    --filter | --jobs) pass_on+=("$1" "${2:?$1 needs a value}") && shift ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done

majors=()
for major in $(llvm_majors "$wanted"); do
  [[ $major == 16 ]] || majors+=("$major")
done
[[ ${#majors[@]} -gt 0 ]] || die "the programs are for LLVM 22 and 19: clang 16's coroutines are too old"
[[ -z $given || ${#majors[@]} -eq 1 ]] || die "--plugin is for one LLVM"
[[ $(uname -m) == x86_64 ]] || die "the collectors walk the stack of x86-64"

# build_plugin MAJOR: the plugin that can be wrong on demand, the same build as scripts/test-hosts.sh has; prints its path.
build_plugin() {
  local target="$PROJECT_ROOT/target/llvm-$1"
  (
    cd "$PROJECT_ROOT"
    export "$(llvm_prefix_variable "$1")=$(llvm_prefix "$1")"
    nice cargo build --quiet --target-dir "$target" $(cargo_features "$1" test-faults) 1>&2
  )
  # The next build for other tests may replace it while these run.
  cp "$target/debug/libgc_coro.so" "$target/libgc_coro-$1-faults.so"
  echo "$target/libgc_coro-$1-faults.so"
}

packages=(python3 libstdc++-12-dev)
for major in "${majors[@]}"; do
  need_llvm "$major"
  [[ -x $(llvm_prefix "$major")/bin/clang++ ]] || packages+=("clang-$major")
done
[[ -z $memcheck ]] || packages+=(valgrind) pass_on+=(--memcheck "$memcheck")
need_packages "${packages[@]}"

plugins=()
for major in "${majors[@]}"; do
  if [[ -n $given ]]; then
    plugins+=("$given")
  else
    need_rust
    plugins+=("$(build_plugin "$major")")
  fi
done
if [[ -n $mmtk ]]; then
  pass_on+=(--mmtk "$(build_mmtk)")
fi

exec nice python3 "$PROJECT_ROOT/scripts/lib/gc_test.py" --llvm "${majors[@]}" --plugin "${plugins[@]}" "${pass_on[@]}"
