#!/usr/bin/env bash
# Runs coroutine programs with collectors that move every object at every safepoint.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-gc.sh [options]

Takes every program of tests/gc/ through the default pipeline with gc-coro-split
in it and rewrite-statepoints-for-gc after it, links it with a collector that
reads LLVM's stack map and gc-coro's frame maps, and runs it. The same program
must fail when it is split by LLVM's coro-split, and when a fault is built into
gc-coro-split (cargo feature test-faults). Programs of the await dialect, which
LLVM cannot split, are built with no optimization, with default<O2> after the
split, and with default<O2> on both sides. tests/gc/README.md says more.

  --llvm 22|19|all     which LLVM (default: 22); "all" is 22 and 19
  --filter RE          only programs whose name (folder/name) matches
  --mmtk, --no-mmtk    also with MMTk, under all its plans (default: no)
  --memcheck RE        gc-coro-split itself runs under valgrind, once for each
                       program whose name matches
  --repeat N           programs with threads run N times, in each of MMTk's plans
  --volume N           only cpp/volume: N suspensions, in all collectors together
  --jobs N             programs at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one; it needs test-faults
                       (for one LLVM)

The last line of the output is "N passed, M failed".
TEXT
}

parse_options "llvm= filter= mmtk no-mmtk memcheck= repeat= volume= jobs= plugin=" "$@"
opt_jobs="${opt_jobs:-$(default_jobs)}" pass_on=()
pass_options jobs= filter= memcheck= repeat= volume=
mapfile -t majors < <(clang_majors "$opt_llvm")
[[ ${#majors[@]} -gt 0 ]] || exit 1
[[ -z $opt_plugin || ${#majors[@]} -eq 1 ]] || die "--plugin is for one LLVM"
[[ $(uname -m) == x86_64 ]] || die "the collectors walk the stack of x86-64"

[[ -z $opt_memcheck ]] || need_packages valgrind
plugins=()
for major in "${majors[@]}"; do
  need_clang "$major"
  # tests/gc/counts runs with AddressSanitizer.
  need_packages "libclang-rt-$major-dev"
  plugins+=("${opt_plugin:-$(faults_plugin "$major")}")
done
if [[ -n $opt_mmtk && -z $opt_no_mmtk ]]; then
  pass_on+=(--mmtk "$(build_mmtk)")
fi

exec nice python3 "$PROJECT_ROOT/scripts/lib/gc_test.py" --llvm "${majors[@]}" --plugin "${plugins[@]}" "${pass_on[@]}"
