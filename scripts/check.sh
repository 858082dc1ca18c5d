#!/usr/bin/env bash
# Checks of the repository that need no test: format, spelling, documentation, dependencies, the oldest Rust.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/check.sh [--require-tools] [CHECK...]

Runs the checks that are named, or all of them:

  format        cargo fmt --check, and clang-format of shim/ (.clang-format)
  layers        imports between folders go in one direction, and no files import each other
                in a circle (scripts/lib/layers.py)
  words         words for which docs/glossary.md has a better one are not in the code
                (scripts/lib/words.py)
  docs          rustdoc of both crates, every warning an error
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
[[ ${#checks[@]} -gt 0 ]] || checks=(format layers words spelling docs dependencies msrv)
cd "$PROJECT_ROOT"

# missing TOOL COMMAND: says what installs the tool; status 2 where the check may be left out.
missing() {
  say "left out: $1 is missing ($2)"
  [[ -n $opt_require_tools ]] && return 1 || return 2
}

check_format() {
  local clang_format
  cargo fmt --version >/dev/null 2>&1 || die "cargo fmt is missing: rustup component add rustfmt"
  cargo fmt --all --check || return 1
  clang_format="$(command -v clang-format-22 || command -v /usr/lib/llvm-22/bin/clang-format)" ||
    { missing clang-format "apt-get install clang-format-22"; return; }
  "$clang_format" --dry-run --Werror shim/*.cpp shim/*.h tests/mutants/shim.cpp
}

check_layers() {
  python3 scripts/lib/layers.py
}

check_words() {
  python3 scripts/lib/words.py
}

check_spelling() {
  command -v typos >/dev/null || { missing typos "cargo install --locked typos-cli"; return; }
  typos
}

check_docs() {
  need_llvm "$LLVM_DEFAULT"
  RUSTDOCFLAGS="-D warnings" with_llvm "$LLVM_DEFAULT" \
    cargo doc --locked --no-deps --target-dir "target/llvm-$LLVM_DEFAULT" $(cargo_features "$LLVM_DEFAULT")
}

# The database of advisories comes from the network.
check_advisories() {
  cargo deny --log-level off fetch db 2>/dev/null ||
    { missing "the advisory database" "it cannot be fetched"; return; }
  cargo deny --locked --log-level error --workspace check --disable-fetch advisories
}

check_dependencies() {
  local failed=0
  if cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked --log-level error --workspace check bans licenses sources || failed=1
    check_advisories || [[ $? -eq 2 ]] || failed=1
    return "$failed"
  fi
  missing cargo-deny "cargo install --locked cargo-deny; until then only licences are checked" || [[ $? -eq 2 ]] || return 1
  python3 scripts/lib/licences.py deny.toml
}

check_msrv() {
  local version
  version="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  rustup run "$version" cargo --version >/dev/null 2>&1 ||
    { missing "Rust $version" "rustup toolchain install $version --profile minimal"; return; }
  need_llvm "$LLVM_DEFAULT"
  with_llvm "$LLVM_DEFAULT" rustup run "$version" cargo check --locked --all-targets --target-dir target/msrv
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
# Where all were left out, that is no failure.
finish_counts || [[ $failed -eq 0 ]]
