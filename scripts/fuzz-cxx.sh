#!/usr/bin/env bash
# Runs random C++20 coroutine programs, each beside a twin of plain functions.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/fuzz-cxx.sh [options]

Makes a random program of each seed. Every body is in it twice: as a coroutine,
and as a plain function whose awaits are calls. The program runs both, also with
an exception at each place and with its destruction at each suspension, and
compares what they write. The seed also draws how it is compiled: the level, with
or without -g, by the plugin in clang or at the same place as LLVM's split in a
pipeline that is cut in two (scripts/cxx with GC_CORO_SPLIT=cut); and whether the
plugin elides frames, with the check at run time that they end in time or not.
tests/random-cxx/README.md says more.

  --llvm 22|19         which LLVM (default: 22)
  --seeds A..B         the seeds from A up to, not including, B; or one seed
                       (default: 0..1000)
  --sanitize           with -fsanitize=address,undefined, at O0 or O2
  --time-limit SECONDS ends with the programs that were begun by then
  --jobs N             programs at a time (default: number of processors)
  --plugin FILE        this plugin instead of building one
  --size N             statements of a program's root (default: 20)
  --level O0|O1|O2|O3|Os, --way plugin|cut|stock, --debug yes|no,
  --elide on|checked|off
                       instead of what the seed draws; "stock" is LLVM's own
                       split, to check the programs themselves
  --keep DIR           where failing programs are written
                       (default: target/fuzz-cxx-failures)
  --shrink SECONDS     how long each of them is made smaller (default: 0)

For a failing program, LLVM's own split is tried as a control: it is not always
right, so the plain functions decide. The last line is "N passed, M failed".
TEXT
}

parse_options "llvm= seeds= sanitize time-limit= jobs= plugin= size= level= way= debug= elide= keep= shrink=" "$@"
major="$(one_llvm "$opt_llvm")"
[[ $(clang_majors "$major") == "$major" ]] || exit 1
opt_jobs="${opt_jobs:-$(default_jobs)}" opt_keep="${opt_keep:-$PROJECT_ROOT/target/fuzz-cxx-failures}" pass_on=()
pass_options seeds= sanitize time-limit= jobs= size= level= way= debug= elide= keep= shrink=

need_clang "$major"
[[ -z $opt_sanitize ]] || need_packages "libclang-rt-$major-dev"
plugin="$(realpath "${opt_plugin:-$(plugin_or_build "$major")}")"

exec nice python3 "$PROJECT_ROOT/tests/random-cxx/fuzz.py" --llvm "$major" --plugin "$plugin" "${pass_on[@]}"
