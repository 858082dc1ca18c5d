#!/usr/bin/env bash
# Shows of each mark of the await dialect that something goes wrong without it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-markers.sh [--llvm 22|19|16|all] [--plugin FILE]

Prepares the programs of lit-tests/hazards, takes one mark of the await dialect
away, lets LLVM's default<O2> optimise them, splits and runs them. With the mark
a program prints what it has to; without, something else, or the split refuses
it. Prints a table, with a star where an LLVM does not need the mark (the
script's table says why), and ends with "N passed, N failed".

  --plugin FILE  this plugin instead of building one (for one LLVM)
TEXT
}

# MARK|PROGRAM|what it prints|LLVMs on which the mark changes nothing
# noinline: stock coro-split of LLVM 19 and older takes presplitcoroutine away, that of 22 does not.
# copies: LLVM 16 and 19 do not move the load, but what is read after the await is the caller's stack there too.
rows=(
  'nomerge|marker-tail-merge|7 8|'
  'presplitcoroutine|marker-argument-capture|0 7|'
  'noinline|marker-inlined|1 2|22'
  '"gc-coro"|marker-inlined|1 2|'
  'self|marker-dead-return|55|'
  'share|marker-heap-share|0 2|'
  'share|marker-heap-share-null|0 2|'
  'facts|marker-argument-capture|0 7|'
  'copies|marker-byref-sink|0 40 40|'
)

parse_options "llvm= plugin=" "$@"
majors="$(llvm_majors "$opt_llvm")"
[[ -z $opt_plugin || $(wc -w <<<"$majors") -eq 1 ]] || die "--plugin is for one LLVM"
[[ -z $opt_plugin ]] || opt_plugin="$(realpath "$opt_plugin")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# run_program TEXT: optimises, splits and runs it. Prints its output as one line, or how it failed.
run_program() {
  local status=0
  "$bin/opt" -passes='default<O2>' -S "$1" -o "$work/optimised.ll" || die "LLVM $major does not take the text of $1"
  {
    "$bin/opt" -load-pass-plugin="$plugin" -passes='gc-coro-split,default<O1>' -S "$work/optimised.ll" \
      -o "$work/split.ll" &&
      timeout 10 "$bin/lli" "$work/split.ll" >"$work/out"
  } 2>"$work/err" || status=$?
  if [[ $status -eq 0 ]]; then
    paste -sd ' ' "$work/out"
  else
    printf 'status %d %s\n' "$status" "$(grep -m 1 -o 'gc-coro-split: .*' "$work/err" | cut -c 1-70 || true)"
  fi
}

# without MARK PREPARED RAW: the prepared text without the mark. What is no mark but done by the preparation is left
# out of a text that has all marks.
without() {
  case "$1" in
    presplitcoroutine | noinline | '"gc-coro"') sed "/ \"gc-coro\"/s/ $1\( \|\$\)/ /" "$2" ;;
    # A group of attributes cannot be empty.
    nomerge) sed 's/\bnomerge\b/"no-nomerge"/' "$2" ;;
    self) sed 's/\(@gc\.coro\.await(ptr \)@[a-z_]*/\1null/' "$2" ;;
    share) sed '/call void @gc\.coro\.share/d' "$2" ;;
    facts | copies) sed 's/"gc-coro-allocate"=/presplitcoroutine noinline "gc-coro" &/' "$3" ;;
    *) die "no mark $1" ;;
  esac
}

# check MARK PROGRAM EXPECTED UNNEEDED
check() {
  local mark="$1" program="$2" expected="$3" with without star= label=failed
  cat "$PROJECT_ROOT/lit-tests/await/runtime.inc" "$PROJECT_ROOT/lit-tests/hazards/$program.ll" >"$work/raw.ll"
  "$bin/opt" -load-pass-plugin="$plugin" -passes=gc-coro-prepare -S "$work/raw.ll" -o "$work/prepared.ll"
  without "$mark" "$work/prepared.ll" "$work/raw.ll" >"$work/without.ll"
  with="$(run_program "$work/prepared.ll")"
  without="$(run_program "$work/without.ll")"
  [[ " $4 " != *" $major "* ]] || star='*'
  if [[ $with == "$expected" ]] && ! cmp -s "$work/prepared.ll" "$work/without.ll"; then
    if [[ -n $star ]]; then
      [[ $without != "$expected" ]] || label=passed
    else
      [[ $without == "$expected" ]] || label=passed
    fi
  fi
  if [[ $label == passed ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  [[ $label == passed ]] || star+=' FAILED'
  printf '%s | %s | %s | %s | %s%s\n' "$mark" "$program" "$major" "$with" "$without" "$star"
}

passed=0 failed=0
echo 'marker | program | LLVM | with | without'
for major in $majors; do
  need_lli "$major"
  bin="$(llvm_prefix "$major")/bin"
  plugin="${opt_plugin:-$(plugin_or_build "$major")}"
  for row in "${rows[@]}"; do
    IFS='|' read -r mark program expected unneeded <<<"$row"
    check "$mark" "$program" "$expected" "$unneeded"
  done
done
finish_counts
