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
  --time-limit SECONDS
                     stops after so many seconds (default: none)
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

parse_options "llvm= seeds= jobs= time-limit= keep= check-unchanged no-cxx fresh" "$@"
major="$(one_llvm "$opt_llvm")" opt_seeds="${opt_seeds:-0..2000}" opt_jobs="${opt_jobs:-$(default_jobs)}"

need_llvm "$major"
need_cxx
need_rust
cd "$PROJECT_ROOT"
target="target/mutants-$major"
say "building the mutator for LLVM $major"
with_llvm "$major" cargo build --quiet --profile oracle --locked \
  -p gc-coro-mutants --target-dir "$target" --features "$(llvm_feature "$major")" 1>&2

inputs="$target/inputs"
[[ -z $opt_fresh ]] || rm -rf "$inputs"
if [[ ! -e $inputs/complete ]]; then
  clang="$(llvm_prefix "$major")/bin/clang++"
  [[ -x $clang && -z $opt_no_cxx ]] || clang=
  say "making the inputs in $inputs"
  rm -rf "$inputs"
  nice bash scripts/lib/mutant_inputs.sh "$major" "$inputs" "$clang"
  touch "$inputs/complete"
fi
if [[ -z $opt_keep ]]; then
  opt_keep="$target/failures"
  rm -rf "$opt_keep"
fi
pass_on=()
pass_options seeds= jobs= keep= time-limit= check-unchanged

"$target/oracle/gc-coro-mutants" check --inputs "$inputs" "${pass_on[@]}"
