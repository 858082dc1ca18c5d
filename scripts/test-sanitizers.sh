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
lists it with a reason. Then random programs (scripts/fuzz-cxx.sh --sanitize).

  --llvm 22|19         which LLVM (default: 22)
  --random N           how many random programs (default: 100)
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

major="$LLVM_DEFAULT" given= random= jobs="$(nproc)"
pass_on=() fuzz=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) major="$(llvm_majors "${2:?--llvm needs a value}")" && shift ;;
    --plugin) given="$(realpath "${2:?--plugin needs a value}")" && shift ;;
    --random) random="${2:?--random needs a value}" && shift ;;
    --filter) random="${random:-0}" && pass_on+=("$1" "${2:?$1 needs a value}") && shift ;;
    --jobs) jobs="${2:?--jobs needs a value}" && shift ;;
    --time-limit) fuzz+=("$1" "${2:?$1 needs a value}") && shift ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done
random="${random:-100}"

[[ $major == 22 || $major == 19 ]] || die "the programs are for LLVM 22 or 19: their coroutines need a newer clang than 16"
need_llvm "$major"
packages=(python3 libstdc++-12-dev libasio-dev "libclang-rt-$major-dev")
[[ -x $(llvm_prefix "$major")/bin/clang++ ]] || packages+=("clang-$major")
need_packages "${packages[@]}"
[[ -n $given ]] || given="$("$PROJECT_ROOT/scripts/build.sh" --llvm "$major" | tail -n 1)"

passed=0 failed=0
# run COMMAND...: shows what it says, and adds its "N passed, M failed" to the sums.
run() {
  local said status=0
  said="$(mktemp)"
  nice "$@" | tee "$said" || status=$?
  local counts
  counts="$(grep -oE '[0-9]+ passed, [0-9]+ failed' "$said" | tail -n 1)"
  rm -f "$said"
  [[ -n $counts ]] || die "no counts from: $*"
  passed=$((passed + ${counts%% *})) failed=$((failed + $(sed 's/.*, \([0-9]*\) failed/\1/' <<<"$counts")))
  return 0
}

run python3 "$PROJECT_ROOT/scripts/lib/sanitizers.py" --llvm "$major" --plugin "$given" --jobs "$jobs" "${pass_on[@]}"
if [[ $random -gt 0 ]]; then
  run "$PROJECT_ROOT/scripts/fuzz-cxx.sh" --llvm "$major" --plugin "$given" --sanitize --seeds "0..$random" \
    "${fuzz[@]}" --jobs "$jobs"
fi
echo "$passed passed, $failed failed"
[[ $failed == 0 && $passed -gt 0 ]]
