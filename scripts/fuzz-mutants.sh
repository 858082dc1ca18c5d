#!/usr/bin/env bash
# Changes valid IR at random and sends it through every pass and documented pipeline.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/fuzz-mutants.sh [--llvm 22|19|16] [--seeds A..B] [options]

Takes the inputs of the lit tests and examples, and what clang makes of
tests/cxx; changes each of them at random (tests/mutants) while LLVM's verifier
accepts the result; and runs it through all passes of gc-coro and the documented
pipelines, each mutant in a process of its own. Right is: a module that
LLVM's verifier accepts, or an error that is not an internal one. Wrong is: a
signal, ten seconds of processor time, more than 4 GB, an internal error, IR that
the verifier refuses. What LLVM does without gc-coro as well does not count.

  --llvm N           which LLVM (default: 22)
  --seeds A..B       the seeds from A up to, not including, B (default: 0..2000)
  --time-limit S     stops after so many seconds (default: none)
  --jobs N           processes at a time (default: number of processors)
  --keep DIR         where failing mutants go, a folder for each kind of failure
                     (default: target/mutants-N/failures, emptied before)
  --check-unchanged  a library call that ends with an error has to leave the
                     module as it was
  --no-cxx           without the inputs that clang makes
  --fresh            makes the inputs anew

Each failing mutant begins with the command that shows it. To make it small:
  scripts/reduce.sh --llvm N --passes TEXT --says TEXT FILE

The last line of the output is "N passed, M failed".
TEXT
}

major="$LLVM_DEFAULT" seeds=0..2000 jobs="$(nproc)" keep= cxx=yes fresh= pass_on=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --help | -h) usage && exit ;;
    --llvm) major="$(llvm_majors "${2:?--llvm needs a value}")" && shift ;;
    --seeds) seeds="${2:?--seeds needs a value}" && shift ;;
    --jobs) jobs="${2:?--jobs needs a value}" && shift ;;
    --time-limit) pass_on+=("$1" "${2:?--time-limit needs a value}") && shift ;;
    --keep) keep="$(realpath -m "${2:?--keep needs a value}")" && shift ;;
    --check-unchanged) pass_on+=("$1") ;;
    --no-cxx) cxx= ;;
    --fresh) fresh=yes ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done
[[ $(wc -w <<<"$major") -eq 1 ]] || die "it runs on one LLVM at a time"

need_llvm "$major"
need_cxx
need_rust
cd "$PROJECT_ROOT"
target="target/mutants-$major"
say "building the mutator for LLVM $major"
env "$(llvm_prefix_variable "$major")=$(llvm_prefix "$major")" nice cargo build --quiet --profile oracle --locked \
  -p gc-coro-mutants --target-dir "$target" --features "$(llvm_feature "$major")" 1>&2

inputs="$target/inputs"
[[ -z $fresh ]] || rm -rf "$inputs"
if [[ ! -e $inputs/complete ]]; then
  clang="$(llvm_prefix "$major")/bin/clang++"
  [[ -x $clang && -n $cxx ]] || clang=
  say "making the inputs in $inputs"
  rm -rf "$inputs"
  nice bash scripts/lib/mutant_inputs.sh "$major" "$inputs" "$clang"
  touch "$inputs/complete"
fi
if [[ -z $keep ]]; then
  keep="$target/failures"
  rm -rf "$keep"
fi

"$target/oracle/gc-coro-mutants" check --inputs "$inputs" --seeds "$seeds" --jobs "$jobs" --keep "$keep" "${pass_on[@]}"
