#!/usr/bin/env bash
# Tests the reports of frames: what clang writes, what the command makes of it, and the page in a browser.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-report.sh [--llvm 22|19|all] [--plugin FILE] [--no-browser]

Compiles the C++ programs of tests/report/ and examples/questions/ with -gc-coro-report, from several processes into one file, and
compares what the report says with the frames that are made: sizes with the remarks of the split, advice with the frames of the program
that follows it. Then two reports are compared, and the page is opened in headless Chromium; its picture is in target/report/page.png.

--plugin takes another plugin than that in target/; --no-browser leaves the page out. "all" is 22 and 19. The last line of the output is
"N passed, N failed".
TEXT
}

parse_options "llvm= plugin= no-browser" "$@"
majors="$(clang_majors "$opt_llvm")"
need_packages python3
[[ -n $opt_no_browser ]] || need_packages chromium
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
browser=()
for major in $majors; do
  need_clang "$major"
  plugin="${opt_plugin:-$(plugin_or_build "$major" | tail -n 1)}"
  # The page is the same whatever LLVM the report comes from.
  [[ -n $opt_no_browser || ${#browser[@]} -gt 0 ]] || browser=(--picture "$PROJECT_ROOT/target/report/page.png")
  text="$(python3 "$PROJECT_ROOT/scripts/lib/test_report.py" --llvm "$major" --plugin "$plugin" --work "$work/$major" "${browser[@]}")" || true
  grep -v '^ok: ' <<<"$text" || true
  add_counts "$text" || failed=$((failed + 1))
done
finish_counts
