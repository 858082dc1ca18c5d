#!/usr/bin/env bash
# Runs the programs of examples/toy-language in all stages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-toy.sh [--llvm 22|19|16]

Compiles each program of examples/toy-language and runs it without a collector,
with one that never runs, with a collection at each allocation, and with one when
the heap is full; and with LLVM's own split, which has to fail where objects move.
Builds the plugin. The last line is: N passed, N failed
TEXT
}

parse_options "llvm=" "$@"
major="$(one_llvm "$opt_llvm")"
need_llvm "$major"
need_packages python3
PLUGIN="$(plugin_or_build "$major")"
export PLUGIN
exec python3 "$PROJECT_ROOT/scripts/lib/test_toy.py" "$major"
