#!/usr/bin/env bash
# Runs random programs of the await dialect, and compares them with an interpreter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-oracle.sh [--llvm 22|19|16|all] [--seeds A..B] [--jobs N] [--plugin FILE] [-- OPTION...]

Makes programs with gc.coro.await (tests/oracle), splits them with gc-coro, and
compares what they print with what an interpreter says in which an await copies
the activation:
  * by opt, lli and the plugin: the programs written by hand and a few of the
    seeds, split without optimisation and between default<O2> and default<O2>;
  * in one process (fuzz/): the programs of the seeds, only split; split, then
    optimised; optimised, split and optimised, at levels that the seed chooses.
tests/oracle/README.md says more, also how to make a failing program small.

  --seeds A..B   which random programs (default: 0..250)
  --jobs N       how many processes at a time (default: as many as processors)
  --plugin FILE  this plugin instead of building one (for one LLVM)
  -- OPTION...   for gc-coro-fuzz check: --configurations, --size, --without ...

The last line of the output is "N passed, N failed".
TEXT
}

wanted= seeds=0..250 given= jobs="$(nproc)" options=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) wanted="${2:?--llvm needs a value}" && shift ;;
    --llvm=*) wanted="${1#*=}" ;;
    --seeds) seeds="${2:?--seeds needs a value}" && shift ;;
    --jobs) jobs="${2:?--jobs needs a value}" && shift ;;
    --) shift && options=("$@") && break ;;
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
oracle="$PROJECT_ROOT/target/oracle/oracle/oracle"
nice cargo build --quiet --profile oracle --locked -p gc-coro-oracle --target-dir target/oracle 1>&2

# build_fuzz MAJOR: gc-coro and the oracle in one program; its path.
build_fuzz() {
  env "$(llvm_prefix_variable "$1")=$(llvm_prefix "$1")" nice cargo build --quiet --profile oracle --locked \
    -p gc-coro-fuzz --target-dir "target/fuzz-$1" --features "$(llvm_feature "$1")" 1>&2
  echo "$PROJECT_ROOT/target/fuzz-$1/oracle/gc-coro-fuzz"
}

# check LABEL COMMAND...: one run; its failures are shown, its counts added up.
passed=0 failed=0
check() {
  local label="$1" output counts
  shift
  output="$(nice "$@" 2>&1 || true)"
  counts="$(tail -n 1 <<<"$output")"
  printf '%s: %s\n' "$label" "$counts"
  if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
    head -n -1 <<<"$output"
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
  split='gc-coro-split<gc=julia>,await-size'
  by_tools=("$oracle" check --jobs "$jobs")
  check "LLVM $major, by hand" "${by_tools[@]}" --examples --run "$run --passes '$split'"
  check "LLVM $major, opt: split" "${by_tools[@]}" --seeds 0..15 --run "$run --passes '$split'"
  check "LLVM $major, opt: O2, split, O2" "${by_tools[@]}" --seeds 15..30 \
    --run "$run --before 'default<O2>' --passes '$split,default<O2>'"
  fuzz="$(build_fuzz "$major")"
  check "LLVM $major, in one process" "$fuzz" check --jobs "$jobs" --seeds "$seeds" "${options[@]}"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
