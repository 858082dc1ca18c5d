#!/usr/bin/env bash
# Runs programs with awaits on a real libjulia: its collector, its shadow stack, its tasks.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-julia.sh [options]

Splits programs in Julia's spelling, lowers their roots to Julia's shadow stack, and
runs them on a real libjulia 1.13, which a wheel brings (tests/julia/libjulia.txt says
which; pip gets it and compares its hash). Each allocation and each step is a
collection, and half of all continuations run on a task of their own.
  * examples/julia, tests/julia/programs and the oracle's programs by hand: the
    results that they promise;
  * random programs (tests/oracle): what an interpreter says, split alone, and with
    LLVM's passes before the split, after it and after the lowering of roots;
  * controls, which must fail: without the write barrier, without the header of
    objects, without roots, with marks of tail calls that hide roots.
Julia's own passes are not in it: what lowers the programs is the project's own.
tests/julia/README.md says more.

  --llvm 22|19|16|all  which LLVM (default: 22)
  --seeds A..B         which random programs (default: 0..400)
  --volume N           only random programs: N of them, in each configuration
  --time-limit SECONDS ends the random programs with the batches that were begun by then
  --jobs N             processes at a time (default: as many as processors)

It needs Linux on x86-64 and pip for Python 3. The last line of the output is
"N passed, N failed".
TEXT
}

parse_options "llvm= seeds= volume= time-limit= jobs=" "$@"
majors="$(llvm_majors "$opt_llvm")" seeds="${opt_seeds:-0..400}" jobs="${opt_jobs:-$(default_jobs)}" pass_on=()
pass_options time-limit=
[[ -z $opt_volume || -z $opt_seeds ]] || die "--volume has seeds of its own"
[[ -z $opt_volume ]] || seeds="0..$opt_volume"
[[ $(uname -sm) == "Linux x86_64" ]] || die "the wheel is for Linux on x86-64"

TESTS="$PROJECT_ROOT/tests/julia"
CONFIGURATIONS=julia,julia-opt,julia-opt-twice,julia-opt-late,julia-tail-calls

# unpacked_wheel: the folder with libjulia in it; fetches the wheel if it is not there.
unpacked_wheel() {
  local folder="$PROJECT_ROOT/target/libjulia" pin
  pin="$(sha256sum <"$TESTS/libjulia.txt")"
  if [[ ! -r $folder/pin || $(<"$folder/pin") != "$pin" ]]; then
    rm -rf "$folder" "$folder.new"
    mkdir -p "$folder.new"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
      --dest "$folder.new" --requirement "$TESTS/libjulia.txt" &>"$folder.new/log" ||
      die "no libjulia: pip cannot get the wheel of tests/julia/libjulia.txt (see ${folder#"$PROJECT_ROOT/"}.new/log)"
    python3 -m zipfile --extract "$folder.new"/*.whl "$folder.new"
    rm "$folder.new"/*.whl
    printf '%s\n' "$pin" >"$folder.new/pin"
    mv "$folder.new" "$folder"
  fi
  echo "$folder"/*/_lib
}

passed=0 failed=0
# counted LABEL COMMAND...: a run whose last line has its counts, which are added up. Failures are shown.
counted() {
  local label="$1" output
  shift
  output="$(nice "$@" 2>&1 || true)"
  printf '%s: %s\n' "$label" "$(tail -n 1 <<<"$output")"
  local before="$failed"
  add_counts "$(tail -n 1 <<<"$output")" || failed=$((failed + 1))
  [[ $failed -eq $before ]] || head -n -1 <<<"$output" | head -n 20
}

# must_fail LABEL COMMAND...: a run of which something has to fail.
must_fail() {
  local label="$1" output counts
  shift
  output="$(nice "$@" 2>&1 || true)"
  counts="$(tail -n 1 <<<"$output")"
  if [[ $counts =~ ^[0-9]+\ passed,\ [1-9][0-9]*\ failed$ ]]; then
    printf '%s: fails, as it must (%s)\n' "$label" "$(head -n 1 <<<"$output" | cut -c 1-150)"
    passed=$((passed + 1))
  else
    printf '%s: does not fail, but must: %s\n' "$label" "$counts"
    failed=$((failed + 1))
  fi
}

programs() {
  counted "LLVM $major, by hand" "$fuzz" by-hand --configurations "$CONFIGURATIONS"
  counted "LLVM $major, examples" "$fuzz" examples examples/julia/*.ll tests/julia/programs/*.ll
}

controls() {
  must_fail "LLVM $major, no write barrier" "$fuzz" examples --without-attribute gc-coro-write-barrier \
    tests/julia/programs/young_in_old_state.ll
  local example
  for example in await_buffer generator_acquire; do
    must_fail "LLVM $major, no header, $example" "$fuzz" examples --without-attribute gc-coro-object-header \
      "examples/julia/$example.ll"
  done
  local configuration
  for configuration in julia-unrooted julia-marked julia-unbarriered; do
    must_fail "LLVM $major, random, $configuration" "$fuzz" check --jobs "$jobs" --seeds 0..150 \
      --configurations "$configuration"
  done
}

need_cxx
need_rust
need_packages python3 python3-pip
cd "$PROJECT_ROOT"
GC_CORO_LIBJULIA="$(unpacked_wheel)" || exit 1
export GC_CORO_LIBJULIA
for major in $majors; do
  need_llvm "$major"
  fuzz="$(build_fuzz "$major")"
  if [[ -z $opt_volume ]]; then
    programs
    controls
  fi
  counted "LLVM $major, random" "$fuzz" check --jobs "$jobs" --seeds "$seeds" --configurations "$CONFIGURATIONS" \
    "${pass_on[@]}"
done
finish_counts
