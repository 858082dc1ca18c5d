#!/usr/bin/env bash
# Builds the plugin for each LLVM and says what passes with it: the lit tests, and C++ programs compiled by its clang.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/versions.sh [options]

For each LLVM: builds the plugin, runs the lit tests with that LLVM's opt, and
some C++ programs of tests/cxx/ by its clang, with the plugin and without
(scripts/test-cxx.sh --candidate plugin --reference clang). LLVMs that this
Debian does not have come from its other releases (scripts/roots.sh). Output
goes to target/versions/N.log. The last line is "N passed, N failed".

  --llvm LIST    majors with commas between, "others" (those that scripts/test.sh
                 does not run everything on; the default), "all", or "every"
  --quick        only the lit tests of exec, split, elide and place, and no C++ program
  --jobs N       tests at a time (default: number of processors)
  --write-docs   writes the second table of README.md from this run: needs --llvm every
                 and no --quick
TEXT
}

parse_options "llvm= quick jobs= write-docs" "$@"
# As in the quick tests: generators, tasks, locals and exceptions.
PROGRAMS='^(generator_s|task_|local_l|try_)'
jobs="${opt_jobs:-$(default_jobs)}"
tests=()
[[ -z $opt_quick ]] || tests=(exec split elide place)
if [[ ${opt_llvm:-others} == every ]]; then
  majors="$(printf '%s\n' "${LLVM_SUPPORTED[@]}" "${LLVM_OTHERS[@]}" | sort -rn)"
else
  majors="$(llvm_majors "${opt_llvm:-others}")"
fi
[[ -z $opt_write_docs || (${opt_llvm:-} == every && -z $opt_quick) ]] || die "--write-docs needs --llvm every, and no --quick"

logs="$PROJECT_ROOT/target/versions"
mkdir -p "$logs"

# counted COMMAND...: runs it, adds its counts, and prints them: "N" or "N, M failed". A program that ends without counts is a failure.
counted() {
  local output before_passed=$passed before_failed=$failed
  output="$("$@" 2>>"$log" || true)"
  printf '%s\n' "$output" >>"$log"
  add_counts "$output" || failed=$((failed + 1))
  result="$((passed - before_passed))"
  [[ $failed -eq $before_failed ]] || result+=", $((failed - before_failed)) failed"
}

# where_from MAJOR: what README says of it.
where_from() {
  if llvm_release "$1" >/dev/null && [[ $(llvm_prefix "$1") == "$(roots_folder)"/* ]]; then
    echo "Debian $(llvm_release "$1")"
  else
    echo "this machine"
  fi
}

# run_one MAJOR: adds its row to `rows`.
run_one() {
  local major="$1" log="$logs/$1.log" lit cxx='its clang is too old' result
  : >"$log"
  say "LLVM $major (see ${log#"$PROJECT_ROOT/"})"
  if ! "$PROJECT_ROOT/scripts/build.sh" --fast --llvm "$major" >>"$log" 2>&1; then
    failed=$((failed + 1))
    say "  does not build"
    rows+=("| $major | | does not build | |")
    return
  fi
  counted "$PROJECT_ROOT/scripts/test-lit.sh" --no-build --llvm "$major" --jobs "$jobs" "${tests[@]}"
  lit="$result"
  say "  lit tests: $lit"
  if [[ -n $opt_quick ]]; then
    cxx="not run"
  elif [[ $major -ge 17 ]]; then
    counted env GC_CORO_PLUGIN="$(plugin_path "$major")" "$PROJECT_ROOT/scripts/test-cxx.sh" --llvm "$major" --jobs "$jobs" \
      --candidate plugin --reference clang --without-debug --no-memcheck --no-asio --filter "$PROGRAMS"
    cxx="$result"
  fi
  say "  C++ programs: $cxx"
  rows+=("| $major | $(llvm_feature "$major") | $(where_from "$major") | $lit | $cxx |")
}

# write_table: in the place of the one that stands between the two marks of README.md.
write_table() {
  local readme="$PROJECT_ROOT/README.md" table="$logs/table.md"
  {
    echo '| LLVM | cargo feature | where it was tried | lit tests passed | C++ cases passed |'
    echo '|---|---|---|---|---|'
    printf '%s\n' "${rows[@]}"
  } >"$table"
  grep -q '^<!-- versions: ' "$readme" || die "README.md has no place for the table"
  sed -i -e '/^<!-- versions: /,/^<!-- end of versions -->/ { /^<!-- versions: / r '"$table" -e '/^|/ d }' "$readme"
}

passed=0 failed=0 rows=()
for major in $majors; do
  run_one "$major"
done
[[ -z $opt_write_docs ]] || write_table
finish_counts
