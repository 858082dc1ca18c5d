#!/usr/bin/env bash
# Runs one program: LLVM IR on stdin, the trace on stdout. For `oracle check --run` and `oracle reduce --run`.
#
#     tests/oracle/run.sh [--llvm MAJOR] [--plugin LIBRARY] [--before PIPELINE] [--passes PIPELINE] [--keep FILE]
#
# --before runs without the plugin. The default pipeline is default<O0>, that of LLVM 22. With a plugin, PIPELINE has to
# split the coroutines, for example
# 'gc-coro-split<gc=julia>,default<O2>'. Between the optimizer and the code generator the collector's name and
# the data layout's non-integral address spaces are taken out: lli knows neither.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
llvm=22
before=
passes='default<O0>'
plugin=
keep=
while [[ $# -gt 0 ]]; do
  case "$1" in
    --llvm) llvm="$2" ;;
    --plugin) plugin="$2" ;;
    --before) before="$2" ;;
    --passes) passes="$2" ;;
    --keep) keep="$2" ;;
    *)
      echo "run.sh: unknown option $1" >&2
      exit 2
      ;;
  esac
  shift 2
done

bin="${LLVM_PREFIX:-/usr/lib/llvm-$llvm}/bin"
runtime="${ORACLE_RUNTIME:-${TMPDIR:-/tmp}/gc-coro-oracle-$UID/oracle_runtime.so}"
source="$HERE/runtime/oracle_runtime.c"
if [[ ! $runtime -nt $source ]]; then
  mkdir -p "$(dirname "$runtime")"
  "${CC:-$bin/clang}" -shared -fPIC -O1 -Wall -I "$HERE/../../include" -o "$runtime.$$" "$source"
  mv "$runtime.$$" "$runtime"
fi

load=()
[[ -z $plugin ]] || load=(-load-pass-plugin="$plugin")
optimize() { "$bin/opt" -passes="$1" -verify-each -S "${@:2}" -o - -; }
# A standard pipeline splits marked functions early where the plugin is loaded: what comes before has to do without.
program="$(if [[ -n $before ]]; then optimize "$before"; else cat; fi)"
optimized="$(optimize "$passes" "${load[@]}" <<<"$program")"
[[ -z $keep ]] || printf '%s\n' "$optimized" >"$keep"
printf '%s\n' "$optimized" | sed -e '/^target datalayout/d' -e '/^define /s/ gc "[^"]*"//' |
  timeout "${ORACLE_TIMEOUT:-10}" "$bin/lli" --dlopen="$runtime" -
