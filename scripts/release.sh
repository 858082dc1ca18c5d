#!/usr/bin/env bash
# Checks that a version can be released, and makes its packages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/release.sh [--check] [--llvm N|all]

Checks that all places name the same version, that the changelog has a section for
it, that nothing is uncommitted, that the crates can be packaged, and runs
scripts/check.sh. Then it makes the packages (scripts/package.sh) for all LLVMs, or
for one. --check only checks. It changes nothing, and publishes nothing.
The last line of the checks is: N passed, N failed
TEXT
}

parse_options "check llvm=" "$@"
cd "$PROJECT_ROOT"
passed=0 failed=0

# verdict TITLE COMMAND...: counts it; its output is shown if it fails.
verdict() {
  local title="$1" log
  shift
  log="$(mktemp)"
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1)) && echo "ok: $title"
  else
    failed=$((failed + 1)) && echo "FAILED: $title"
    tail -n 20 "$log" | sed 's/^/    /'
  fi
  rm -f "$log"
}

version="$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)"

is_version() { [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "version '$version' of Cargo.toml is no version" && return 1; }; }

# The crates that are published name each other by exactly this version. (Those for tests have none.)
crates_agree() {
  local wrong
  wrong="$(sed -n '/^\[workspace.dependencies\]/,/^\[/p' Cargo.toml | grep -E '^gc-coro-[a-z]+ = \{ path' | grep -vF "version = \"=$version\"" || true)"
  [[ -z $wrong ]] || { echo "$wrong" && return 1; }
}

stability_agrees() { grep -qF "The version is $version." docs/stability.md; }
readme_agrees() { grep -qF "Version $version" README.md; }
lock_agrees() { cargo metadata --locked --format-version 1 >/dev/null; }

# A section with a date, and something in it.
changelog_has_it() {
  local section
  section="$(sed -n "/^## \[$version\] - [0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\$/,/^## /p" CHANGELOG.md | grep -c '^- ' || true)"
  [[ $section -gt 0 ]] || { echo "CHANGELOG.md has no section '## [$version] - YYYY-MM-DD' with entries" && return 1; }
}

api_agrees() {
  local header library
  header="$(sed -n 's/^#define GC_CORO_COMPILER_API \([0-9]*\)$/\1/p' include/gc_coro_compiler.h)"
  library="$(sed -n 's/^const API: u32 = \([0-9]*\);$/\1/p' src/capi/information.rs)"
  [[ -n $header && $header == "$library" ]] || { echo "the header has '$header', the library '$library'" && return 1; }
}

is_committed() {
  local changes
  changes="$(git status --porcelain)"
  [[ -z $changes ]] || { echo "$changes" && return 1; }
}

crates_can_be_packaged() {
  cargo package --quiet --locked --no-verify -p gc-coro-core -p gc-coro-report -p gc-coro --target-dir target/package-crates
}

verdict "Cargo.toml has a version" is_version
verdict "the crates name each other by it" crates_agree
verdict "Cargo.lock is up to date" lock_agrees
verdict "docs/stability.md names it" stability_agrees
verdict "README.md names it" readme_agrees
verdict "CHANGELOG.md has a section for it" changelog_has_it
verdict "the C API's number is the same in the header and in the library" api_agrees
verdict "everything is committed" is_committed
verdict "the crates can be packaged" crates_can_be_packaged
verdict "scripts/check.sh" scripts/check.sh
finish_counts
[[ -z $opt_check ]] || exit 0
exec scripts/package.sh --llvm "${opt_llvm:-all}"
