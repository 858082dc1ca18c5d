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
source "$HERE/../../scripts/lib/common.sh"
usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
parse_options "llvm= plugin= before= passes= keep=" "$@"
plugin="$opt_plugin" before="$opt_before" passes="${opt_passes:-default<O0>}" keep="$opt_keep"

bin="${LLVM_PREFIX:-$(llvm_prefix "$(one_llvm "$opt_llvm")")}/bin"
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
