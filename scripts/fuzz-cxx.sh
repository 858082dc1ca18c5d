#!/usr/bin/env bash
# Runs random C++20 coroutine programs, each beside a twin of plain functions.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/fuzz-cxx.sh [options]

Makes a random program of each seed. Every body is in it twice: as a coroutine,
and as a plain function whose awaits are calls. The program runs both, also with
an exception at each place and with its destruction at each suspension, and
compares what they write. The seed also draws how it is compiled: the level, with
or without -g, by the plugin in clang or by scripts/cxx.
tests/random-cxx/README.md says more.

  --llvm 22|19         which LLVM (default: 22)
  --seeds A..B         the seeds from A up to, not including, B; or one seed
                       (default: 0..1000)
  --sanitize           with -fsanitize=address,undefined, at O0 or O2
  --time-limit SECONDS ends with the programs that were begun by then
  --jobs N             programs at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one
  --size N             statements of a program's root (default: 20)
  --level O0|O1|O2|O3|Os, --way plugin|cxx|stock, --debug yes|no
                       instead of what the seed draws; "stock" is LLVM's own
                       split, to check the programs themselves
  --keep DIR           where failing programs are written
                       (default: target/fuzz-cxx-failures)
  --shrink SECONDS     how long each of them is made smaller (default: 0)

For a failing program, LLVM's own split is tried as a control: it is not always
right, so the plain functions decide. The last line is "N passed, M failed".
TEXT
}

major="$LLVM_DEFAULT" given=
pass_on=(--keep "$PROJECT_ROOT/target/fuzz-cxx-failures")
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) major="$(llvm_majors "${2:?--llvm needs a value}")" && shift ;;
    --plugin) given="$(realpath "${2:?--plugin needs a value}")" && shift ;;
    --sanitize) pass_on+=("$1") ;;
    --seeds | --time-limit | --jobs | --size | --level | --way | --debug | --keep | --shrink)
      pass_on+=("$1" "${2:?$1 needs a value}") && shift
      ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done

[[ $major == 22 || $major == 19 ]] || die "the programs are for LLVM 22 or 19: their coroutines need a newer clang than 16"
need_llvm "$major"
packages=(python3 libstdc++-12-dev)
[[ -x $(llvm_prefix "$major")/bin/clang++ ]] || packages+=("clang-$major")
[[ " ${pass_on[*]} " != *" --sanitize "* ]] || packages+=("libclang-rt-$major-dev")
need_packages "${packages[@]}"
[[ -n $given ]] || given="$("$PROJECT_ROOT/scripts/build.sh" --llvm "$major" | tail -n 1)"

exec nice python3 "$PROJECT_ROOT/tests/random-cxx/fuzz.py" --llvm "$major" --plugin "$given" "${pass_on[@]}"
