#!/usr/bin/env bash
# Runs the commands that the documents show.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-docs.sh [DOCUMENT...]

Runs each command in a `console` block of the documents on LLVM 22, as it is written,
and compares what it prints with what the document shows. Blocks after `<!-- from FILE -->`
are compared with that file, and links are followed. scripts/lib/test_docs.py says more.

Without arguments: all documents. Then the pictures have to be those that
scripts/lib/doc_figures.py draws today, and docs/errors.md has to have an entry for each
message of src/diag (scripts/lib/doc_messages.py).

The last line is: N passed, N failed
TEXT
}

parse_options "REST" "$@"
need_llvm 22
need_clang 22
need_lli 22
need_packages gdb lld-22
if [[ ${#rest[@]} -eq 0 ]]; then
  mapfile -t rest < <(cd "$PROJECT_ROOT" &&
    git ls-files --cached --others --exclude-standard '*.md')
  rest+=(--all)
fi
[[ -e $(plugin_path 22) ]] || plugin_or_build 22 >&2
# The documents call scripts/build.sh, which has nothing to do then.
export GC_CORO_BUILT="${GC_CORO_BUILT:-} 22"
exec python3 "$PROJECT_ROOT/scripts/lib/test_docs.py" "${rest[@]}"
