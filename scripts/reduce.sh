#!/usr/bin/env bash
# Makes an input that gc-coro fails on as small as possible.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/reduce.sh [options] FILE

Runs opt with the plugin on FILE (.ll or .bc), which has to fail, and lets
llvm-reduce take away what the failure does not need: opt has to fail on the
rest as well, and to say the same.

  --llvm 22|19|16  which LLVM (default: 22)
  --passes TEXT    the pipeline (default: gc-coro-split, with -verify-each)
  --says TEXT      what opt has to say (default: the first line that it says on
                   FILE about gc-coro, or else its first line: the longest piece of it
                   without names and numbers)
  --valid          LLVM's own coro-split has to accept what is left
  --output OUT     where the result goes (default: reduced.ll)

Example, with the unsplit module of a failed C++ case:
  scripts/reduce.sh --valid target/cxx-failures/echo-LLVM-22-O2.bc
TEXT
}

parse_options "llvm= passes= says= valid output= REST" "$@"
major="$(one_llvm "$opt_llvm")"
passes="${opt_passes:-gc-coro-split}" says="$opt_says" valid="$opt_valid" out="${opt_output:-reduced.ll}"
[[ ${#rest[@]} -eq 1 ]] || die "needs one input (see --help)"
file="${rest[0]}"
[[ -r $file ]] || die "cannot read $file"
need_llvm "$major"
opt="$(llvm_tool "$major" opt)"
reduce="$(llvm_tool "$major" llvm-reduce)"
plugin="$(plugin_path "$major")"
[[ -r $plugin ]] || plugin="$(plugin_or_build "$major")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# What llvm-reduce asks of each candidate.
cat >"$work/fails-alike" <<'SCRIPT'
#!/usr/bin/env bash
ulimit -v 6000000 -c 0
if [[ -n $VALID ]]; then
  timeout 60 "$OPT" -passes='cgscc(coro-split)' -verify-each -disable-output "$1" >/dev/null 2>&1 || exit 1
fi
! timeout 60 "$OPT" -load-pass-plugin="$PLUGIN" -passes="$PASSES" -verify-each -disable-output "$1" >"$LOG" 2>&1 &&
  grep -qF -- "$SAYS" "$LOG"
SCRIPT
chmod +x "$work/fails-alike"
export OPT="$opt" PLUGIN="$plugin" PASSES="$passes" VALID="$valid" SAYS="$says" LOG="$work/log"

"$work/fails-alike" "$file" || [[ -s $LOG ]] || die "opt has nothing against $file"
if [[ -z $says ]]; then
  line="$(grep -m 1 -F gc-coro "$LOG" || head -n 1 "$LOG")"
  # Names and numbers change during reduction: the longest piece of the line without any.
  SAYS="$(sed -E "s/'[^']*'|[0-9]+/\n/g" <<<"$line" | awk 'length > longest { longest = length; piece = $0 } END { print piece }')"
  [[ -n $SAYS ]] || die "say what to look for with --says; opt says: $line"
fi
"$work/fails-alike" "$file" || die "opt does not fail on $file with: $SAYS"
say "looking for: $SAYS"
rm -f "$out"
"$reduce" --test="$work/fails-alike" -o "$out" "$file" >"$work/reduce.log" 2>&1 || {
  # It writes each success down, so that its own crashes lose little.
  [[ -r $out ]] || { cat "$work/reduce.log" >&2 && die "llvm-reduce failed"; }
  say "llvm-reduce itself ended early: $(grep -m 1 -E '^\*\*\* |assert|rror:' <(tac "$work/reduce.log") || true)"
}
"$work/fails-alike" "$out" || die "the result in $out does not fail any more"
say "written to $out"
