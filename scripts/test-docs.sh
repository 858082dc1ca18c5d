#!/usr/bin/env bash
# Runs the commands that the documents show.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-docs.sh [DOCUMENT...]

Runs each command in a `console` block of the documents on LLVM 22, as it is written,
and compares what it prints with what the document shows. Blocks after `<!-- from FILE -->`
are compared with that file. Without arguments: all documents that have such blocks.
The last line is: N passed, N failed
TEXT
}

parse_options "REST" "$@"
need_llvm 22
need_clang 22
[[ ${#rest[@]} -gt 0 ]] || mapfile -t rest < <(cd "$PROJECT_ROOT" &&
  git ls-files --cached --others --exclude-standard '*.md' | xargs grep -lE '^```console|^<!-- from ')
[[ -e $(plugin_path 22) ]] || plugin_or_build 22 >&2
exec python3 "$PROJECT_ROOT/scripts/lib/test_docs.py" "${rest[@]}"
