#!/usr/bin/env bash
# Runs all tests of the project, for one LLVM or for all that are supported.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--llvm 22|19|16|all] [--quick|--full]

Installs what is missing (Rust has to be there: https://rustup.rs), builds, and
runs, one phase after the other, however the one before ended:
  format   scripts/check.sh format: cargo fmt and, where it is there, clang-format
  layers   scripts/check.sh layers: imports between folders go one way
  clippy   cargo clippy, every warning an error       for each LLVM
  unit     cargo test                                 for each LLVM
  lit      scripts/test-lit.sh
  hosts    scripts/test-hosts.sh
  oracle   scripts/test-oracle.sh: random programs with gc.coro.await
  markers  scripts/test-markers.sh: what goes wrong without each mark of that dialect
  toy      scripts/test-toy.sh: the toy language       LLVM 22 only
  documents scripts/test-docs.sh: the commands of the documents, LLVM 22 only
  cxx      scripts/test-cxx.sh, with asio             LLVM 22 and 19 only
  gc       scripts/test-gc.sh --mmtk: collectors      LLVM 22 and 19 only
  mmtk     cargo test of the tests' MMTk binding      LLVM 22 and 19 only
  fuzz     scripts/fuzz-gc.sh, some random programs,
           also without sharing in the frames         LLVM 22 and 19 only
  random C++ scripts/fuzz-cxx.sh: random coroutines beside
           plain functions that do the same           LLVM 22 and 19 only
  sanitizers scripts/test-sanitizers.sh: the C++ programs and
           some random ones under ASan, UBSan, TSan   LLVM 22 and 19 only
  mutants  scripts/fuzz-mutants.sh: valid IR changed at random, through every pass
  debugger scripts/test-debug.sh: variables in gdb    LLVM 22 and 19 only
  bench    scripts/bench.sh --quick: frames and times beside LLVM's own split, LLVM 22 and 19 only
  run      scripts/run.sh
The last lines are the phases with their times, and "N passed, N failed" summed
over all of them. The default is LLVM 22.

  --quick  of the C++ programs only the cases at -O2 without -g, without valgrind
  --full   with "all": everything on each LLVM, in about an hour. Without it the
           older ones leave out what the newest tells as well: clippy and the
           unit tests of 19, the oracle, C++ at -O0, MMTk, the benchmark, sanitizers;
           there are no C++ programs at -O0 with -g, and the random
           programs are fewer
TEXT
}

parse_options "llvm= quick full" "$@"
wanted="$opt_llvm" quick="$opt_quick" full="$opt_full"
majors="$(llvm_majors "$wanted")"
llvm="${wanted:-$LLVM_DEFAULT}"
# The LLVMs on which everything is run, as test-*.sh take them.
thorough="$llvm"
[[ $llvm != all || -n $full ]] || thorough="$LLVM_DEFAULT"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$PROJECT_ROOT"

# phase TITLE COMMAND...: runs it, shows what it says, and notes its time and its last "N passed, N failed". One that
# ends without such a line counts as one test; one that fails has failed at least once.
phase() {
  local title="$1" started=$SECONDS status=0 counts passed failed
  shift
  printf '\n=== %s\n' "$title"
  "$@" 2>&1 | tee "$work/log" || status=$?
  counts="$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/log" | tail -n 1 || true)"
  if [[ -n $counts ]]; then
    read -r passed _ failed _ <<<"$counts"
    [[ $status -eq 0 || $failed -gt 0 ]] || failed=1
  else
    passed=$((status == 0)) failed=$((status != 0))
  fi
  all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed))
  summary+=("$(printf '%-18s %5d passed %5d failed %6d s' "$title" "$passed" "$failed" $((SECONDS - started)))")
}

# The features of the build that scripts/test-hosts.sh makes: the shim is compiled once for both.
clippy() {
  cargo clippy --version >/dev/null 2>&1 || die "cargo clippy is missing: rustup component add clippy"
  with_llvm "$1" cargo clippy --all-targets --target-dir "target/llvm-$1" \
    $(cargo_features "$1" test-faults) -- -D warnings
}

unit() {
  unit_tests with_llvm "$1" cargo test --target-dir "target/llvm-$1" $(cargo_features "$1" link-llvm)
}

# unit_tests COMMAND...: cargo's own counts, one line for each test program, as one line for all.
unit_tests() {
  local status=0
  "$@" | tee "$work/unit" || status=$?
  awk '/^test result: / { passed += $4; failed += $6 } END { printf "%d passed, %d failed\n", passed, failed }' \
    "$work/unit"
  return "$status"
}

# cxx LLVM OPTION...
cxx() {
  local llvm="$1" options=("${@:2}")
  [[ -z $quick ]] || options=(--levels O2 --without-debug --no-memcheck)
  scripts/test-cxx.sh --llvm "$llvm" "${options[@]}"
}

# The binding is built with a profile of its own.
mmtk_binding() {
  local first
  read -r first _ <<<"${majors//$'\n'/ }"
  nice cargo clippy --profile mmtk --locked -p gc-mmtk --all-targets --target-dir target/mmtk -- -D warnings &&
    LLVM_PREFIX="$(llvm_prefix "$first")" \
      unit_tests cargo test --profile mmtk --locked -p gc-mmtk --target-dir target/mmtk
}

# random_cxx MAJOR: with fixed seeds; a slow machine makes fewer of them.
random_cxx() {
  local count=240 seconds=240
  [[ $1 != 19 || $thorough == "$llvm" ]] || count=80 seconds=80
  [[ -z $full ]] || count=2000 seconds=3600
  scripts/fuzz-cxx.sh --llvm "$1" --seeds "0..$count" --time-limit "$seconds"
}

sanitizers() {
  local random=(--random 12)
  [[ -z $full ]] || random=(--random 500)
  scripts/test-sanitizers.sh --llvm "$1" "${random[@]}"
}

# mutants MAJOR: without --full a few of them, with fixed seeds, of inputs that are made at once.
mutants() {
  if [[ -z $full ]]; then
    scripts/fuzz-mutants.sh --llvm "$1" --seeds 0..800 --time-limit 60 --no-cxx
    return
  fi
  local count=15000
  [[ $1 != "$LLVM_DEFAULT" ]] || count=50000
  scripts/fuzz-mutants.sh --llvm "$1" --seeds "0..$count"
}

need_cxx
need_rust
all_passed=0 all_failed=0 summary=()
phase build scripts/build.sh --llvm "$llvm"
phase format scripts/check.sh format
phase layers scripts/check.sh layers
for major in $majors; do
  # What differs between the LLVMs is in one place, and 22 and 16 are its ends.
  [[ $major != 19 || $thorough == "$llvm" ]] || continue
  phase "clippy, LLVM $major" clippy "$major"
  phase "unit, LLVM $major" unit "$major"
done
phase lit scripts/test-lit.sh --llvm "$llvm"
phase hosts scripts/test-hosts.sh --llvm "$llvm"
phase oracle scripts/test-oracle.sh --llvm "$thorough"
phase markers scripts/test-markers.sh --llvm "$llvm"
if [[ $thorough == 22 ]]; then
  phase toy scripts/test-toy.sh --llvm 22
  phase documents scripts/test-docs.sh
fi
for major in $majors; do
  [[ -z $full && $major != "$thorough" ]] || phase "mutants, LLVM $major" mutants "$major"
done
if [[ $llvm == 16 ]]; then
  printf '\n=== cxx, gc, debugger\nleft out: C++ programs, collectors and the debugger are for LLVM 22 and 19\n'
else
  if [[ $thorough == "$llvm" ]]; then
    phase cxx cxx "$llvm"
    phase gc scripts/test-gc.sh --llvm "$llvm" --mmtk --memcheck cpp/
  else
    phase "cxx, LLVM $thorough" cxx "$thorough" --without-debug
    [[ -n $quick ]] || phase "cxx -g, LLVM $thorough" cxx "$thorough" --levels O2 --with-debug
    phase "cxx -O2, LLVM 19" cxx 19 --levels O2 --without-debug
    phase "gc, LLVM $thorough" scripts/test-gc.sh --llvm "$thorough" --mmtk --memcheck cpp/
    phase "gc, LLVM 19" scripts/test-gc.sh --llvm 19
  fi
  phase mmtk mmtk_binding
  for major in ${majors//16/}; do
    phase "fuzz, LLVM $major" scripts/fuzz-gc.sh --llvm "$major" --seeds 0..240
    phase "fuzz, Julia, $major" scripts/fuzz-gc.sh --llvm "$major" --flavour julia --seeds 0..240
    phase "fuzz unpacked, $major" scripts/fuzz-gc.sh --llvm "$major" --parameters no-packing --seeds 240..400
  done
  for major in ${majors//16/}; do
    phase "random C++, LLVM $major" random_cxx "$major"
    [[ -n $quick || ($major == 19 && $thorough != "$llvm") ]] || phase "sanitizers, $major" sanitizers "$major"
  done
  phase debugger scripts/test-debug.sh --llvm "$llvm"
  phase bench scripts/bench.sh --quick --llvm "$thorough"
fi
phase run scripts/run.sh --llvm "${llvm/all/$LLVM_DEFAULT}"

printf '\n=== summary, LLVM %s%s\n' "$llvm" "${quick:+, quick}"
printf '%s\n' "${summary[@]}"
printf '%d passed, %d failed\n' "$all_passed" "$all_failed"
[[ $all_failed -eq 0 ]]
