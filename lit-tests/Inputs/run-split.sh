#!/usr/bin/env bash
# run-split.sh (gc|stock)-(O0|O2|early|prepared|inner|inlined) file.ll
#
# Splits the coroutines of a test, by gc-coro or by LLVM's own CoroSplit, then
# runs its main under the JIT. Everything that is printed is the test's output.
#   O0     nothing but the coroutine passes
#   O2     optimised before the split and after it, with inlining and coro-elide
#   early  optimised only after the split
#   prepared  as O2, with gc-coro-prepare before all else (gc only)
#   inner  the coroutines marked "gc-coro" first; their ramps are inlined (and their
#          frames elided) before the others are split
#   inlined  the test has an inlined coroutine in it as written, which coro-early
#          does not know: it runs once that is gone
set -euo pipefail

splitter=${1%%-*} level=${1##*-} file=$2
[[ -z ${GC_CORO_REFERENCE:-} ]] || splitter=stock

case $splitter in
gc) split=gc-coro-split opt=("$GC_CORO_OPT" -load-pass-plugin="$GC_CORO_PLUGIN") ;;
stock) split='cgscc(coro-split)' opt=("$GC_CORO_TOOLS/opt") ;;
*) echo "run-split.sh: gc or stock, not '$splitter'" >&2; exit 2 ;;
esac

# Stock's split goes through the call graph from the callees to their callers.
inner='gc-coro-split<marked-only>,cgscc(inline,function(coro-elide)),gc-coro-split'
[[ $splitter == gc ]] || inner='cgscc(inline,function(coro-elide),coro-split)'
clean="function(sroa,early-cse,jump-threading,$GC_CORO_INSTCOMBINE,simplifycfg,gvn,$GC_CORO_INSTCOMBINE,simplifycfg)"
before="cgscc(inline,$clean)"
after="cgscc(devirt<4>(inline,function(coro-elide),$clean))"
case $level in
O0) passes="coro-early,$split,coro-cleanup" ;;
O2) passes="coro-early,$before,$split,$after,coro-cleanup,globaldce" ;;
prepared) passes="gc-coro-prepare<unwinding>,coro-early,$before,$split,$after,coro-cleanup,globaldce" ;;
early) passes="coro-early,$split,$after,coro-cleanup,globaldce" ;;
inner) passes="coro-early,$inner,coro-cleanup" ;;
inlined) passes="$split,coro-cleanup,coro-early,coro-cleanup" ;;
*) echo "run-split.sh: O0, O2, early, prepared, inner or inlined, not '$level'" >&2; exit 2 ;;
esac

# A program that loops for ever fails as well.
$GC_CORO_SPELL "$file" |
  timeout 120 "${opt[@]}" -verify-each -passes="$passes" -o - |
  timeout 60 "$GC_CORO_LLI" -dlopen="$GC_CORO_RUNTIME"
