#!/usr/bin/env bash
# The phases of scripts/test.sh that are no scripts of their own:
#
#     scripts/lib/test_phases.sh FUNCTION ARGUMENT...
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# need_component NAME SUBCOMMAND: a component of Rust that rustup can leave out.
need_component() {
  cargo "$2" --version >/dev/null 2>&1 || die "cargo $2 is missing: rustup component add $1"
}

# unit_tests COMMAND...: adds up cargo's own counts, one line for each test program, in one line for all.
unit_tests() {
  local status=0 log
  log="$(mktemp)"
  "$@" | tee "$log" || status=$?
  python3 "$PROJECT_ROOT/scripts/lib/counts.py" cargo "$log"
  rm -f "$log"
  return "$status"
}

core() { unit_tests nice cargo test -p gc-coro-core --target-dir target/core; }

faults() { faults_plugin "$1"; }

# A check that leaves out what is missing would pass on a bare machine without a look at the code.
format() {
  need_packages clang-format-22
  scripts/check.sh --require-tools format
}

# The features of the plugin with faults: the shim is compiled once for both.
clippy() {
  need_component clippy clippy
  with_llvm "$1" cargo clippy --all-targets --target-dir "target/llvm-$1" \
    $(cargo_features "$1" test-faults) -- -D warnings
}

# The core has no LLVM, and a phase of its own.
unit() {
  unit_tests with_llvm "$1" cargo test -p gc-coro --target-dir "target/llvm-$1" $(cargo_features "$1" link-llvm)
}

# mmtk MAJOR: the binding is built with a profile of its own.
mmtk() {
  need_component clippy clippy
  nice cargo clippy --profile mmtk --locked -p gc-mmtk --all-targets --target-dir target/mmtk -- -D warnings
  LLVM_PREFIX="$(llvm_prefix "$1")" unit_tests cargo test --profile mmtk --locked -p gc-mmtk --target-dir target/mmtk
}

cd "$PROJECT_ROOT"
need_cxx
need_rust
"$@"
