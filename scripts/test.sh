#!/usr/bin/env bash
# Runs all tests of the project, for one LLVM or for all that are supported.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--llvm 22|19|16|all] [--quick|--full] [--only PHASE,...] [--list]

Installs what is missing (Rust has to be there: https://rustup.rs), builds, and
runs the phases side by side on all processors:
  format     scripts/check.sh format: cargo fmt and clang-format
  layers     scripts/check.sh layers: imports between folders go in one direction
  words      scripts/check.sh words: words for which docs/glossary.md has a better one
  core       cargo test of core/, which needs no LLVM
  runner     tests of the scheduler, its table and the counting
  clippy     cargo clippy, every warning an error       for each LLVM
  unit       cargo test                                 for each LLVM
  lit        scripts/test-lit.sh
  hosts      scripts/test-hosts.sh
  oracle     scripts/test-oracle.sh: random programs with gc.coro.await
  julia      scripts/test-julia.sh: on a real libjulia      only with --full
  markers    scripts/test-markers.sh: what goes wrong without each mark of that dialect
  toy        scripts/test-toy.sh: the programs of examples/toy-language
  fidelity   scripts/test-fidelity.sh: the compiler of examples/fidelity
  documents  scripts/test-docs.sh: the commands of the documents, LLVM 22 only
  mutants    scripts/fuzz-mutants.sh: valid IR changed at random, through every pass
  cxx        scripts/test-cxx.sh, with asio             LLVM 22 and 19 only
  gc         scripts/test-gc.sh --mmtk: collectors      LLVM 22 and 19 only
  volume     scripts/test-gc.sh --volume: 10^8 suspensions    only with --full
  mmtk       cargo test of the tests' MMTk binding      LLVM 22 and 19 only
  fuzz       scripts/fuzz-gc.sh, some random programs; also Julia's address
             spaces, and frames without sharing         LLVM 22 and 19 only
  random-cxx scripts/fuzz-cxx.sh: random coroutines beside
             plain functions that do the same           LLVM 22 and 19 only
  sanitizers scripts/test-sanitizers.sh: the C++ programs and
             some random ones under ASan, UBSan, TSan   LLVM 22 and 19 only
  debugger   scripts/test-debug.sh: variables in gdb    LLVM 22 and 19 only
  bench      scripts/bench.sh --quick: frames and times beside LLVM's
             own split; nothing runs beside it          LLVM 22 and 19 only
  llvm-others
             scripts/versions.sh: some lit tests and C++ programs
             on LLVM 23, 21, 18 and 17                  with --llvm all only
  run        scripts/run.sh
A phase that ends prints a line and the closing lines of its runners (cargo, lit,
the scripts). One that fails also prints the end of its log; the logs are
target/test-logs/PHASE.log. Last come all phases with their times, and
"N passed, N failed" summed over all of them. The default is LLVM 22.

  --quick  a selection in three minutes: format, layers, core, unit, and some of lit,
           cxx, gc (random programs) and oracle
  --full   many more random programs; C++ programs at -O0 also with -g. With "all":
           everything on each LLVM. Without --full, "all" leaves out on the older
           LLVMs what the newest tells as well: clippy and unit tests on 19, and on
           both the oracle, mutants, C++ at -O0, MMTk, benchmark and sanitizers.
           One LLVM without --full has fewer random programs than "all", valgrind
           for C++ only at -O2 and for two splits of gc, and sanitizers only for programs at -O2
  --only   these phases, with what they need: a name (lit) or one for an LLVM (lit-19)
  --list   prints the phases and their commands, and runs nothing
TEXT
}

parse_options "llvm= quick full only= list" "$@"
[[ -z $opt_quick || -z $opt_full ]] || die "--quick and --full exclude each other"
pass_on=()
pass_options quick full only= list
majors="$(llvm_majors "$opt_llvm")"

need_packages python3
need_cxx
need_rust
exec python3 "$PROJECT_ROOT/scripts/lib/test_phases.py" "${pass_on[@]}" $majors
