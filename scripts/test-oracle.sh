#!/usr/bin/env bash
# Runs random programs of the await dialect, and compares them with an interpreter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-oracle.sh [--llvm 22|19|16|all] [--seeds A..B] [--plugin FILE]

Makes programs with gc.coro.await (tests/oracle), splits them with gc-coro, and
compares what they print with what an interpreter says in which an await copies
the activation: the programs written by hand, and those of the seeds, split
without optimisation, then once more between default<O2> and default<O2>.
tests/oracle/README.md says more, also how to make a failing program small.

  --seeds A..B   which random programs (default: 0..120)
  --plugin FILE  this plugin instead of building one (for one LLVM)

The last line of the output is "N passed, N failed".
TEXT
}

wanted= seeds=0..120 given=
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) wanted="${2:?--llvm needs a value}" && shift ;;
    --llvm=*) wanted="${1#*=}" ;;
    --seeds) seeds="${2:?--seeds needs a value}" && shift ;;
    --plugin) given="$(realpath "${2:?--plugin needs a value}")" && shift ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done
majors="$(llvm_majors "$wanted")"
[[ -z $given || $(wc -w <<<"$majors") -eq 1 ]] || die "--plugin is for one LLVM"

need_cxx
need_rust
cd "$PROJECT_ROOT"
oracle="$PROJECT_ROOT/target/oracle/release/oracle"
nice cargo build --quiet --release --locked --manifest-path tests/oracle/Cargo.toml --target-dir target/oracle 1>&2

# check LABEL ARGUMENTS...: one run of the oracle; its failures are shown, its counts added up.
passed=0 failed=0
check() {
  local label="$1" output counts
  shift
  output="$("$oracle" check --jobs "$(nproc)" "$@" 2>&1 || true)"
  counts="$(tail -n 1 <<<"$output")"
  printf '%s: %s\n' "$label" "$counts"
  if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
    [[ ${BASH_REMATCH[2]} -eq 0 ]] || head -n -1 <<<"$output"
  else
    printf '%s\n' "$output"
    failed=$((failed + 1))
  fi
}

for major in $majors; do
  need_llvm "$major"
  [[ -x $(llvm_prefix "$major")/bin/lli ]] || need_packages "llvm-$major-runtime"
  plugin="${given:-$(scripts/build.sh --llvm "$major" | tail -n 1)}"
  run="LLVM_PREFIX='$(llvm_prefix "$major")' CC=cc tests/oracle/run.sh --plugin '$plugin'"
  split='gc-coro-split<gc=julia>'
  check "LLVM $major, by hand" --examples --run "$run --passes '$split'"
  check "LLVM $major, split" --seeds "$seeds" --run "$run --passes '$split'"
  check "LLVM $major, O2, split, O2" --seeds "$seeds" \
    --run "$run --before 'default<O2>' --passes '$split,default<O2>'"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
