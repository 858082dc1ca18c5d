#!/usr/bin/env bash
# A test is a shell function; it fails where one of its expectations does not hold. To be sourced.

passed=0
failed=0

# check TITLE FUNCTION [ARGUMENT...]: runs one test by itself, and counts it.
check() {
  local title="$1"
  shift
  if (set -euo pipefail && "$@") >"$work/report" 2>&1; then
    passed=$((passed + 1))
    echo "ok: $title"
  else
    failed=$((failed + 1))
    echo "FAILED: $title"
    sed 's/^/    /' "$work/report"
  fi
}

# run COMMAND...: leaves its output in $work/out and $work/err, and its status in $status.
run() {
  status=0
  "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
  command_line="$*"
}

# What the command did, for a test that fails.
complain() {
  echo "$1"
  echo "command: $command_line"
  echo "status: $status"
  sed 's/^/stdout: /' "$work/out" | head -n 40
  sed 's/^/stderr: /' "$work/err" | head -n 40
  exit 1
}

expect_status() { [[ $status -eq $1 ]] || complain "expected status $1"; }

# expect out|err TEXT [COUNT]: so many lines contain the text; at least one where no count is given.
expect() {
  local stream="$1" text="$2" wanted="${3:-}" count
  count="$(grep -cF -- "$text" "$work/$stream" || true)"
  if [[ -n $wanted ]]; then
    [[ $count -eq $wanted ]] || complain "expected $wanted lines in $stream with: $text (there are $count)"
  else
    [[ $count -gt 0 ]] || complain "expected in $stream: $text"
  fi
}

# expect_lines out|err COUNT: no more and no fewer.
expect_lines() {
  [[ $(wc -l <"$work/$1") -eq $2 ]] || complain "expected $2 lines in $1"
}

# What no host may ever say because of the plugin.
expect_no_crash() {
  local text
  for text in 'PLEASE submit' 'Stack dump' 'undefined symbol' 'panicked at' 'munmap_chunk'; do
    expect err "$text" 0
  done
  [[ $status -lt 128 ]] || complain "ended by a signal"
}
