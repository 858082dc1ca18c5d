#!/usr/bin/env bash
# Holds the interpreter against LLVM, without the plugin, on COUNT programs of each kind (1000), with JOBS threads (1):
#
#     tests/oracle/self-test.sh [COUNT] [JOBS]
#
#   * programs without awaits, through opt at -O0 and -O2 of each LLVM that has lli;
#   * programs with awaits, by the naive lowering, at -O0 and -O2;
#   * the same with one-shot continuations that are called twice.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
count="${1:-1000}"
jobs="${2:-1}"
status=0

source "$HERE/../../scripts/lib/common.sh"
target="$PROJECT_ROOT/target/oracle"
(cd "$PROJECT_ROOT" && nice cargo build --quiet --profile oracle -p gc-coro-oracle --target-dir "$target")

check() {
  local llvm="$1" level="$2"
  shift 2
  printf 'LLVM %s, -%s, %s: ' "$llvm" "$level" "$*"
  "$target/oracle/oracle" check --seeds "0..$count" --jobs "$jobs" "$@" \
    --run "$HERE/run.sh --llvm $llvm --passes 'default<$level>'" || status=1
}

for llvm in "${LLVM_SUPPORTED[@]}"; do
  prefix="$(llvm_prefix "$llvm")" && [[ -x $prefix/bin/lli ]] || continue
  for level in O0 O2; do
    check "$llvm" "$level" --without awaits,share
    check "$llvm" "$level" --lowered
    check "$llvm" "$level" --lowered --with reenter
  done
done
exit "$status"
