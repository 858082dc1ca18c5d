#!/usr/bin/env bash
# Compares what gdb sees of the variables of coroutines that are split by gc-coro and by LLVM.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/compare-variables.sh [--llvm 22|19] [--levels "O0 O1 O2"] [--jobs N] [--list] [PROGRAM.cpp...]

Compiles each program with -g by clang with the plugin and by clang alone, runs both in gdb, stops at each line of the source, and compares
the variables that are seen there. For each level it prints

  places      lines of functions at which both programs stop
  seen        variables with a value there, by LLVM and by gc-coro: at one of the stops at least
  lost        seen by LLVM alone; `--list` names them
  won         seen by gc-coro alone
  unlisted    listed by LLVM without a value ("optimized out"), and not listed by gc-coro

Without programs: tests/debug and the C++ programs of tests/cxx whose names begin with await_, generator_ and local_.
TEXT
}

parse_options "REST llvm= levels= jobs= list plugin=" "$@"
major="$(one_llvm "$opt_llvm")"
need_clang "$major"
need_packages gdb
plugin="${opt_plugin:-$(plugin_or_build "$major")}"
if [[ ${#rest[@]} -eq 0 ]]; then
  rest=("$PROJECT_ROOT"/tests/debug/*.cpp "$PROJECT_ROOT"/tests/cxx/{await,generator,local}_*.cpp)
fi
options=(--levels "${opt_levels:-O0 O1 O2}")
[[ -z $opt_jobs ]] || options+=(--jobs "$opt_jobs")
[[ -z $opt_list ]] || options+=(--list)
exec python3 "$PROJECT_ROOT/scripts/lib/compare_variables.py" --llvm "$major" --plugin "$plugin" "${options[@]}" "${rest[@]}"
