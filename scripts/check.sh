#!/usr/bin/env bash
# Checks of the repository that need no test: format, spelling, dependencies, the oldest Rust.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/check.sh [--require-tools] [CHECK...]

Runs the checks that are named, or all of them:

  format        cargo fmt --check, and clang-format of shim/ (.clang-format)
  spelling      typos (_typos.toml)
  dependencies  cargo-deny (deny.toml): licences, advisories, bans, sources. Where
                cargo-deny is missing, only the licences, without the network
  msrv          cargo check by the oldest supported Rust (rust-version in Cargo.toml)

A check whose tool is missing is left out, and one line says how to install the
tool. The last line is "N passed, N failed".

  --require-tools  a missing tool is a failure
TEXT
}

parse_options "require-tools REST" "$@"
checks=("${rest[@]}")
[[ ${#checks[@]} -gt 0 ]] || checks=(format spelling dependencies msrv)
cd "$PROJECT_ROOT"
manifests=(Cargo.toml fuzz/Cargo.toml tests/mutants/Cargo.toml tests/oracle/Cargo.toml tests/gc/mmtk/Cargo.toml)

# missing TOOL COMMAND: says what installs the tool; status 2 where the check may be left out.
missing() {
  say "left out: $1 is missing ($2)"
  [[ -n $opt_require_tools ]] && return 1 || return 2
}

check_format() {
  local clang_format manifest
  cargo fmt --version >/dev/null 2>&1 || die "cargo fmt is missing: rustup component add rustfmt"
  for manifest in "${manifests[@]}"; do
    cargo fmt --check --manifest-path "$manifest" || return 1
  done
  clang_format="$(command -v clang-format-22 || command -v /usr/lib/llvm-22/bin/clang-format)" ||
    { missing clang-format "apt-get install clang-format-22"; return; }
  "$clang_format" --dry-run --Werror shim/*.cpp shim/*.h tests/mutants/shim.cpp
}

check_spelling() {
  command -v typos >/dev/null || { missing typos "cargo install --locked typos-cli"; return; }
  typos
}

# The database of advisories comes from the network.
check_advisories() {
  local manifest failed=0
  cargo deny --log-level off fetch db 2>/dev/null ||
    { missing "the advisory database" "it cannot be fetched"; return; }
  for manifest in "${manifests[@]}"; do
    cargo deny --locked --log-level error --manifest-path "$manifest" check --disable-fetch advisories || failed=1
  done
  return "$failed"
}

check_dependencies() {
  local manifest failed=0
  if cargo deny --version >/dev/null 2>&1; then
    for manifest in "${manifests[@]}"; do
      cargo deny --locked --log-level error --manifest-path "$manifest" check bans licenses sources || failed=1
    done
    check_advisories || [[ $? -eq 2 ]] || failed=1
    return "$failed"
  fi
  missing cargo-deny "cargo install --locked cargo-deny; until then only licences are checked" || [[ $? -eq 2 ]] || return 1
  python3 scripts/lib/licences.py deny.toml "${manifests[@]}"
}

check_msrv() {
  local version feature
  version="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  rustup run "$version" cargo --version >/dev/null 2>&1 ||
    { missing "Rust $version" "rustup toolchain install $version --profile minimal"; return; }
  need_llvm "$LLVM_DEFAULT"
  feature="$(llvm_feature "$LLVM_DEFAULT")"
  env "$(llvm_prefix_variable "$LLVM_DEFAULT")=$(llvm_prefix "$LLVM_DEFAULT")" \
    rustup run "$version" cargo check --locked --all-targets --target-dir target/msrv --features "$feature"
}

need_rust
passed=0 failed=0
for check in "${checks[@]}"; do
  declare -F "check_$check" >/dev/null || die "no check '$check' (see --help)"
  status=0
  (set -e; "check_$check") || status=$?
  case "$status" in
    0) passed=$((passed + 1)) ;;
    2) ;;
    *) failed=$((failed + 1)) && say "FAIL: $check" ;;
  esac
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
