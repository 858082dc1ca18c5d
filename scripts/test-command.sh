#!/usr/bin/env bash
# Tests the command gc-coro.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$PROJECT_ROOT/tests/hosts/harness.sh"
source "$PROJECT_ROOT/tests/hosts/api.sh"
source "$PROJECT_ROOT/tests/hosts/command.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-command.sh [--llvm N]

Builds the command gc-coro (folder command/) for one LLVM (default: 22) and runs
it on IR and on C++: what it shows, its exit status, its messages. Installs what
is missing. The last line is: N passed, N failed
TEXT
}

parse_options "llvm=" "$@"
major="$(one_llvm "$opt_llvm")"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
inputs="$PROJECT_ROOT/tests/hosts/inputs"

need_lli "$major"
need_packages python3
plugin="$(plugin_or_build "$major")"
opt="$(llvm_tool "$major" opt)"
command="$(build_command "$major")"
spelled "$inputs/coroutines.ll.in" >"$work/coroutines.ll"
spelled "$inputs/broken.ll.in" >"$work/broken.ll"

unit_tests() {
  cd "$PROJECT_ROOT"
  with_llvm "$major" cargo test --quiet --locked -p gc-coro-command --target-dir "target/programs-$major" \
    --no-default-features --features "$(llvm_feature "$major")"
}

in="LLVM $major:"
check "$in unit tests" unit_tests
check "$in help and version" test_command_help
check "$in frames" test_command_frames
check "$in JSON and SVG" test_command_json
check "$in explain" test_command_explain
check "$in split" test_command_split
check "$in verify" test_command_verify
check "$in errors" test_command_errors
check "$in colours" test_command_colours
if [[ $major -ge 19 ]]; then
  need_clang "$major"
  check "$in C++" test_command_cxx
fi

finish_counts
