#!/usr/bin/env bash
# Runs random coroutine programs with a collector that moves every object at every safepoint.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/fuzz-gc.sh [options]

Makes a random program of each seed, builds it twice, and compares what the two
write: once with LLVM's coro-split and a runtime that moves nothing, once with
gc-coro-split, rewrite-statepoints-for-gc and a collector that moves everything.
gc-coro-verify must find nothing. tests/gc/fuzz/README.md says more.

  --llvm 22|19         which LLVM (default: 22)
  --seeds A..B         the seeds from A up to, not including, B; or one seed
                       (default: 0..1000)
  --time-limit SECONDS ends with the batches that were begun by then
  --jobs N             batches at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one
  --keep DIR           writes failing programs there, and what is left of each
                       when it has been made smaller
  --levels LIST        of "bare" (the split alone), O1, O2, O3, Os, Oz
                       (default: bare,O2)
  --flavour NAME       "statepoints" (default), or "julia": Julia's address
                       spaces; split and verified, not run
  --without LIST       leaves out kinds of statements, for example
                       vectors,locals (a wrong name lists them all)
  --parameters TEXT    parameters of gc-coro-split, for example fault=empty-maps
                       (a plugin with test-faults), to see that it is noticed
  --size N             statements of a coroutine (default: 20)
  --batch N            programs in one executable (default: 40)
  --shrink SECONDS     how long a program is made smaller (default: 60)
  --most N             how many failing programs are written (default: 10)

The last line of the output is "N passed, M failed".
TEXT
}

parse_options "llvm= plugin= seeds= time-limit= jobs= keep= levels= flavour= without= parameters= size= batch= shrink= most=" "$@"
major="$(one_llvm "$opt_llvm")"
[[ $(clang_majors "$major") == "$major" ]] || exit 1
[[ $(uname -m) == x86_64 ]] || die "the collector walks the stack of x86-64"
opt_jobs="${opt_jobs:-$(default_jobs)}" pass_on=()
pass_options seeds= time-limit= jobs= keep= levels= flavour= without= parameters= size= batch= shrink= most=

need_clang "$major"
plugin="$(realpath "${opt_plugin:-$(plugin_or_build "$major")}")"

exec nice python3 "$PROJECT_ROOT/tests/gc/fuzz/fuzz.py" --llvm "$major" --plugin "$plugin" "${pass_on[@]}"
