#!/usr/bin/env bash
# Builds and runs C++20 coroutine programs, split by gc-coro and by LLVM, and compares them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-cxx.sh [options]

Takes every program of tests/cxx/ (and the asio echo program of examples/)
through LLVM's default pipeline, once with LLVM's coro-split and once with
gc-coro-split in its place. A case (program, LLVM, level, with or without -g)
passes when
  - the module passes the verifier before and after our split,
  - both programs print the same, and what the program's EXPECT lines say,
  - both end with exit status 0,
  - gc-coro's runs clean under valgrind (cases without -g),
  - no frame is larger than with coro-split, and -g changes none,
  - coro-elide takes every frame off the heap that it does after coro-split, and the
    program allocates no more often (-O1 and up).
The frame sizes go to target/cxx-frames-N.md; the unsplit module of a case that
fails is kept in target/cxx-failures/.

  --llvm 22|19|all    which LLVM (default: 22); "all" is 22 and 19: clang 16 is no host
  --levels "O0 O2"    optimization levels (default: O0 O2)
  --filter RE         only programs whose name matches
  --jobs N            cases at a time (default: number of processors)
  --valgrind, --asan, --no-memcheck
                      how memory is checked (default: valgrind)
  --with-debug, --without-debug
                      only the cases with -g, only those without (default: both)
  --debug-levels "O2", --memcheck-levels "O2"
                      of the levels only these with -g, only these under valgrind
  --split-only        split, verify and compare frames; run nothing
  --asio, --no-asio   only the asio program, all but the asio program
  --candidate plugin --reference clang
                      clang with the plugin against clang without it, by clang's own
                      pipeline: the same checks, with the verifier at its end only
  --candidate stock --reference clang
                      checks the method itself: LLVM's split at its place in the explicit
                      pipelines against plain clang (no plugin is needed)
  --programs DIR      programs of another directory

A program may say in comments at the start of a line:
  // EXPECT: a line of its output (all of them, in order)
  // FLAGS: flags for compiling and linking
  // LARGER: a function: why its frame must be larger than LLVM's
The last line of the output is "N passed, M failed".
TEXT
}

parse_options "llvm= levels= debug-levels= memcheck-levels= filter= jobs= valgrind asan no-memcheck with-debug without-debug split-only asio no-asio \
  candidate= reference= programs=" "$@"
memcheck=valgrind phase=all candidate="${opt_candidate:-gc-coro}" pass_on=()
[[ -z $opt_asan ]] || memcheck=asan
[[ -z $opt_no_memcheck ]] || memcheck=none
[[ -z $opt_asio ]] || phase=asio
[[ -z $opt_no_asio ]] || phase=programs
[[ -z $opt_with_debug ]] || pass_on+=(--debug with)
[[ -z $opt_without_debug ]] || pass_on+=(--debug without)
opt_jobs="${opt_jobs:-$(default_jobs)}"
pass_options levels= debug-levels= memcheck-levels= filter= jobs= split-only reference= programs=
mapfile -t majors < <(clang_majors "$opt_llvm")
[[ ${#majors[@]} -gt 0 ]] || exit 1

[[ $memcheck != valgrind ]] || need_packages valgrind
[[ $phase == programs ]] || need_packages libasio-dev
for major in "${majors[@]}"; do
  need_clang "$major"
  [[ $memcheck != asan ]] || need_packages "libclang-rt-$major-dev"
done

python3 "$PROJECT_ROOT/scripts/lib/test_tools.py" -q

if [[ $candidate != stock && -z ${GC_CORO_PLUGIN:-} ]]; then
  for major in "${majors[@]}"; do
    "$PROJECT_ROOT/scripts/build.sh" --llvm "$major" >/dev/null
  done
fi

exec nice python3 "$PROJECT_ROOT/scripts/lib/test_cxx.py" --llvm "${majors[@]}" --memcheck "$memcheck" \
  --phase "$phase" --candidate "$candidate" "${pass_on[@]}"
