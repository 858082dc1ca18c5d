#!/usr/bin/env bash
# Runs random programs of the await dialect, and compares them with an interpreter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-oracle.sh [--llvm 22|19|16|all] [options] [-- OPTION...]

Makes programs with gc.coro.await (tests/oracle), splits them with gc-coro, and
compares what they print with what an interpreter says in which an await copies
the activation:
  * by opt, lli and the plugin: the programs written by hand and a few of the
    seeds, split without optimisation and between default<O2> and default<O2>;
  * in one process (fuzz/): the programs of the seeds, only split; split, then
    optimised; optimised, split and optimised, at levels that the seed chooses.
Each with own copies of the code that continuations run, and with shared bodies.
tests/oracle/README.md says more, also how to make a failing program small.

  --seeds A..B   which random programs (default: 0..250)
  --time-limit SECONDS
                 ends the programs in one process with the batches that were begun by then
  --jobs N       how many processes at a time (default: as many as processors)
  --plugin FILE  this plugin instead of building one (for one LLVM)
  -- OPTION...   for gc-coro-fuzz check: --configurations, --size, --without ...

The last line of the output is "N passed, N failed".
TEXT
}

parse_options "llvm= seeds= time-limit= jobs= plugin= REST" "$@"
majors="$(llvm_majors "$opt_llvm")" seeds="${opt_seeds:-0..250}" jobs="${opt_jobs:-$(default_jobs)}" 
pass_on=()
pass_options time-limit=
[[ -z $opt_plugin || $(wc -w <<<"$majors") -eq 1 ]] || die "--plugin is for one LLVM"
[[ -z $opt_plugin ]] || opt_plugin="$(realpath "$opt_plugin")"

need_cxx
need_rust
cd "$PROJECT_ROOT"
oracle="$PROJECT_ROOT/target/oracle/oracle/oracle"
nice cargo build --quiet --profile oracle --locked -p gc-coro-oracle --target-dir target/oracle 1>&2

# check LABEL COMMAND...: one run; its failures are shown, its counts added up.
passed=0 failed=0
check() {
  local label="$1" output
  shift
  output="$(nice "$@" 2>&1 || true)"
  printf '%s: %s\n' "$label" "$(tail -n 1 <<<"$output")"
  if add_counts "$(tail -n 1 <<<"$output")"; then
    head -n -1 <<<"$output"
  else
    printf '%s\n' "$output"
    failed=$((failed + 1))
  fi
}

for major in $majors; do
  need_lli "$major"
  plugin="${opt_plugin:-$(plugin_or_build "$major")}"
  run="LLVM_PREFIX='$(llvm_prefix "$major")' CC=cc tests/oracle/run.sh --plugin '$plugin'"
  by_tools=("$oracle" check --jobs "$jobs")
  fuzz="$(build_fuzz "$major")"
  for code in never always; do
    split="gc-coro-split<gc=julia;share-code=$code>,await-size"
    label="LLVM $major, code shared: $code"
    check "$label, by hand" "${by_tools[@]}" --examples --run "$run --passes '$split'"
    check "$label, opt: split" "${by_tools[@]}" --seeds 0..15 --run "$run --passes '$split'"
    check "$label, opt: O2, split, O2" "${by_tools[@]}" --seeds 15..30 \
      --run "$run --before 'default<O2>' --passes '$split,default<O2>'"
    check "$label, in one process" env GC_CORO_FUZZ_SHARE_CODE="$code" \
      "$fuzz" check --jobs "$jobs" --seeds "$seeds" "${pass_on[@]}" "${rest[@]}"
  done
done
finish_counts
