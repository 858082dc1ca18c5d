#!/usr/bin/env bash
# Runs the C++ programs, and random ones, under AddressSanitizer, UBSan and ThreadSanitizer.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-sanitizers.sh [options]

Compiles all programs of tests/cxx/ and the C++ programs of examples/ by clang with
the plugin, with -fsanitize=address,undefined (stack-use-after-scope included) at
-O0 and -O2, and those with threads also with -fsanitize=thread. None may report
anything, and each must print what its EXPECT lines say. A program that reports with
LLVM's own split as well is a known exception only if scripts/lib/sanitizers.py
lists it with a reason. Programs whose comments say RACES are also built with a
race, which has to be reported. The same for awaits (tests/threads/), with the split
before and after ThreadSanitizer's pass. Then random programs (scripts/fuzz-cxx.sh --sanitize).

  --llvm 22|19         which LLVM (default: 22)
  --random N           how many random programs (default: 100)
  --levels "O0 O2"     optimization levels of the programs (default: O0 O2)
  --filter RE          only programs whose name matches (and no random ones,
                       unless --random says so)
  --time-limit SECONDS for the random programs
  --jobs N             programs at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one

The programs of tests/gc/ have a collector that moves objects and makes the memory
that they leave inaccessible: scripts/test-gc.sh runs them, not this.
The last line is "N passed, M failed".
TEXT
}

parse_options "llvm= random= levels= filter= time-limit= jobs= plugin=" "$@"
major="$(one_llvm "$opt_llvm")" opt_jobs="${opt_jobs:-$(default_jobs)}"
[[ $(clang_majors "$major") == "$major" ]] || exit 1
# A filter asks for some programs, and so for no random ones.
random="${opt_random:-100}"
[[ -z $opt_filter || -n $opt_random ]] || random=0

need_clang "$major"
need_packages libasio-dev "libclang-rt-$major-dev"
plugin="$(realpath "${opt_plugin:-$(plugin_or_build "$major")}")"

passed=0 failed=0
# run COMMAND...: shows what it says, and adds its counts to the sums.
run() {
  local said
  said="$(mktemp)"
  nice "$@" | tee "$said" || true
  add_counts "$(cat "$said")" || die "no counts from: $*"
  rm -f "$said"
}

pass_on=()
pass_options jobs= levels= filter=
run python3 "$PROJECT_ROOT/scripts/lib/sanitizers.py" --llvm "$major" --plugin "$plugin" "${pass_on[@]}"
run python3 "$PROJECT_ROOT/scripts/lib/awaits_on_threads.py" --llvm "$major" --plugin "$plugin" "${pass_on[@]}"
if [[ $random -gt 0 ]]; then
  pass_on=()
  pass_options jobs= time-limit=
  run "$PROJECT_ROOT/scripts/fuzz-cxx.sh" --llvm "$major" --plugin "$plugin" --sanitize --seeds "0..$random" "${pass_on[@]}"
fi
finish_counts
