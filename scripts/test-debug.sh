#!/usr/bin/env bash
# Looks at coroutines split by gc-coro through gdb and lldb.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-debug.sh [--llvm 22|19|all]

Builds tests/debug/locals.cpp and ramp.cpp with -O0 -g, split by gc-coro and by LLVM, stops in the ramp, in the resuming
and in the destroy clone, and compares the variables that are in scope there, the frame, and the function's name, with what
the program means. Then the commands of tools/debugger, in gdb and lldb: with and without debug information, for C++ and for
hand-written IR. "all" is 22 and 19. The last line of the output is "N passed, N failed".
TEXT
}

parse_options "llvm=" "$@"
majors="$(clang_majors "$opt_llvm")"

need_packages gdb
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
source_file="$PROJECT_ROOT/tests/debug/locals.cpp"
ramp_file="$PROJECT_ROOT/tests/debug/ramp.cpp"
line_of() { grep -n "STOP in the $1" "$source_file" | cut -d: -f1; }

# shown PROGRAM: what gdb prints at the two stops.
shown() {
  gdb -q -batch -nx -ex 'set debuginfod enabled off' -ex 'set width 0' \
    -ex "break locals.cpp:$(line_of 'resume clone')" -ex run \
    -ex 'printf "resuming %d %d %d\n", arg, a, b' -ex 'frame' \
    -ex "break locals.cpp:$(line_of 'destroy clone')" -ex continue -ex up \
    -ex 'printf "destroying %d\n", arg' "$1" 2>&1 || true
}

# shown_in_ramp PROGRAM: what gdb prints before the first suspension, and after it.
shown_in_ramp() {
  local line
  line="$(grep -n "STOP in the ramp" "$ramp_file" | cut -d: -f1)"
  gdb -q -batch -nx -ex 'set debuginfod enabled off' -ex 'set width 0' -ex "break ramp.cpp:$line" -ex run -ex up \
    -ex 'printf "ramp %d %d %d %s %d\n", before, numbers[1], arg, text, __promise.state' \
    -ex 'printf "frame %d %d\n", __coro_frame.before, __coro_frame.__coro_index' -ex continue -ex up \
    -ex 'printf "resumed %d\n", before' \
    -ex 'printf "frame %d %d\n", __coro_frame.before, __coro_frame.__coro_index' "$1" 2>&1 || true
}

passed=0 failed=0
check() {
  local title="$1" text="$2" pattern="$3"
  if grep -Eq "$pattern" <<<"$text"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s: no line matches "%s" in\n%s\n' "$title" "$pattern" "$text"
  fi
}

for major in $majors; do
  need_clang "$major"
  for split in gc-coro stock; do
    program="$work/$split-$major"
    GC_CORO_LLVM="$major" GC_CORO_SPLIT="$split" "$PROJECT_ROOT/scripts/cxx" -std=c++20 -O0 -g "$source_file" -o "$program"
    text="$(shown "$program")"
    check "$split, LLVM $major" "$text" '^resuming 4 40 400$'
    check "$split, LLVM $major" "$text" '#0 +body.*\(arg=4\) at .*locals\.cpp'
    check "$split, LLVM $major" "$text" '^destroying 4$'
    GC_CORO_LLVM="$major" GC_CORO_SPLIT="$split" "$PROJECT_ROOT/scripts/cxx" -std=c++20 -O0 -g "$ramp_file" -o "$program"
    text="$(shown_in_ramp "$program")"
    check "$split, LLVM $major" "$text" '^ramp 10 2 5 abc 7$'
    check "$split, LLVM $major" "$text" '^frame 10 0$'
    check "$split, LLVM $major" "$text" '^resumed 12$'
    check "$split, LLVM $major" "$text" '^frame 12 1$'
  done
  [[ -x $(llvm_prefix "$major")/bin/lldb ]] || need_packages "lldb-$major"
  plugin="$(plugin_or_build "$major")"
  text="$(python3 "$PROJECT_ROOT/scripts/lib/test_debugger.py" --llvm "$major" --plugin "$plugin" --work "$work/commands-$major")" || true
  grep -v '^ok: ' <<<"$text" || true
  add_counts "$text" || failed=$((failed + 1))
done
finish_counts
