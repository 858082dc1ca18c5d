#!/usr/bin/env bash
# Runs the lit tests of the plugin on one LLVM, or on all that are supported.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-lit.sh [options] [lit arguments]

Builds the plugin, runs lit-tests/ with it, and ends with "N passed, N failed",
summed over the LLVMs. Installs what is missing with apt: LLVM's tools, lit, a
C++ compiler, Python. Further arguments go to lit; those that do not begin with
"-" are tests or folders, relative to lit-tests/:

  scripts/test-lit.sh --llvm all
  scripts/test-lit.sh exec/doc-promise.ll
  scripts/test-lit.sh --filter=eh- -v

  --llvm N|all|others
               which LLVM (default: 22), as in scripts/build.sh
  --no-build   takes the plugin as it is in target/
  --faults     takes a plugin that can be wrong on demand (cargo feature
               test-faults), for the tests that show that a check notices it
  --reference  splits the execution tests with LLVM's own CoroSplit, to check the
               tests themselves
  --memcheck   runs opt under valgrind, wherever the plugin is loaded: some ten
               times as long
  --jobs N     so many tests at once (default: number of processors)
TEXT
}

# Lit's own options take no blank before their value, so that a word without "-" is a test.
own=() options=() tests=()
root="$PROJECT_ROOT/lit-tests"
while [[ $# -gt 0 ]]; do
  case "$1" in
    --llvm | --jobs) own+=("${@:1:2}") && shift ;;
    --help | -h | --llvm=* | --jobs=* | --no-build | --faults | --memcheck | --reference) own+=("$1") ;;
    -*) options+=("$1") ;;
    *) tests+=("$root/${1#lit-tests/}") ;;
  esac
  shift
done
parse_options "llvm= jobs= no-build faults memcheck reference" "${own[@]}"
options=(-j "${opt_jobs:-$(default_jobs)}" "${options[@]}")
[[ -z $opt_memcheck ]] || options+=(--param memcheck=1)
[[ -z $opt_reference ]] || options+=(--param reference=1)
[[ ${#tests[@]} -gt 0 ]] || tests=("$root")

majors="$(llvm_majors "$opt_llvm")"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# The lit of LLVM 22 drives the tests of every LLVM: the packages of the older ones have no bin/lit.
need_lit() {
  need_packages python3
  lit="$(llvm_prefix 22 2>/dev/null || echo /usr/lib/llvm-22)/bin/lit"
  [[ -x $lit ]] || need_packages llvm-22-tools
  [[ -x $lit ]] || die "no lit at $lit: install llvm-22-tools"
}

# need_tools MAJOR: what the RUN lines call.
need_tools() {
  local major="$1" prefix tool
  need_llvm "$major"
  prefix="$(llvm_prefix "$major")"
  [[ -x $prefix/bin/FileCheck && -x $prefix/bin/not ]] || need_packages "llvm-$major-tools"
  [[ -x $prefix/bin/lli ]] || need_packages "llvm-$major-runtime"
  for tool in opt lli FileCheck not; do
    [[ -x $prefix/bin/$tool ]] || die "LLVM $major has no $tool in $prefix/bin"
  done
}

run_one() {
  local major="$1" out="$scratch/$1" json="$scratch/$1.json" plugin status=0
  need_tools "$major"
  plugin="$(plugin_path "$major")"
  if [[ -n $opt_faults ]]; then
    plugin="$(faults_plugin "$major")"
  elif [[ -z $opt_no_build ]]; then
    "$PROJECT_ROOT/scripts/build.sh" --llvm "$major" >/dev/null
  fi
  [[ -r $plugin ]] || die "there is no plugin at $plugin: run scripts/build.sh --llvm $major"
  say "lit tests on LLVM $major"
  "$lit" -sv --no-progress-bar "${options[@]}" --output "$json" \
    --param llvm_prefix="$(llvm_prefix "$major")" --param plugin="$plugin" --param out="$out" \
    "${tests[@]}" || status=$?
  [[ -r $json ]] || die "lit itself failed (status $status)"
  add_counts "$(python3 "$PROJECT_ROOT/scripts/lib/counts.py" lit "$json")"
}

need_lit
need_cxx
[[ -z $opt_memcheck ]] || need_packages valgrind
passed=0 failed=0
for major in $majors; do
  run_one "$major"
done
finish_counts
