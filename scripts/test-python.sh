#!/usr/bin/env bash
# Compares examples/python with the interpreter: programs, leaks, random programs, CPython's own tests, benchmarks.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-python.sh [options]

Builds gc_coro_python (examples/python) for each CPython 3.11, 3.12 and 3.13 that is
found (PATH, pyenv), in an environment of its own below target/python, and compares it
with the interpreter. The newest Python runs everything, the others a part:
  * programs (examples/python/tests/programs): equal output, and each function compiled;
  * leaks: 100,000 coroutines, ended in each manner at each suspension;
  * random programs: equal logs of values, exceptions, their lines and contexts;
  * controls: interpreters that are wrong on purpose must be noticed.

  --python PATH,...  only these interpreters, and each runs everything
  --filter REGEX     only programs of that name, and nothing else
  --seeds A..B       only random programs: these
  --volume N         only random programs: N of them
  --time-limit SECONDS  begins no more random programs after that
  --keep DIR         failing random programs are written there
  --cpython-tests    only CPython's own test files, with their functions compiled
  --bench            only the benchmark; its table is Markdown
  --with-mypyc, --with-justjit
                     columns of the benchmark for these, where pip installs them
  --full             each interpreter runs everything: programs, leaks, controls, 5,000
                     random programs and CPython's tests
  --jobs N           processes at a time (default: as many as processors)

It needs LLVM 22 and Rust. The last line of the output is "N passed, N failed".
TEXT
}

parse_options "python= filter= seeds= volume= time-limit= keep= cpython-tests bench with-mypyc with-justjit full jobs=" "$@"
jobs="${opt_jobs:-$(default_jobs)}"
EXAMPLE="$PROJECT_ROOT/examples/python"
WORK="$PROJECT_ROOT/target/python"
VERSIONS=(3.13 3.12 3.11)

# is_python PATH: an interpreter of a version that the package is for, with headers.
is_python() {
  "$1" -c 'import os, sys, sysconfig
sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.implementation.name == "cpython"
              and os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))))' &>/dev/null
}

# found_python VERSION: the first interpreter of that version.
found_python() {
  local candidate
  for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python $(type -ap "python$1" || true); do
    [[ -x $candidate ]] && is_python "$candidate" && realpath -s "$candidate" && return
  done
  return 1
}

# interpreters: their paths, the newest first.
interpreters() {
  local version path found=0
  if [[ -n $opt_python ]]; then
    for path in ${opt_python//,/ }; do
      is_python "$path" || die "--python $path: no CPython 3.11, 3.12 or 3.13 with its headers (Debian: python3-dev)"
      echo "$path"
    done
    return
  fi
  for version in "${VERSIONS[@]}"; do
    found_python "$version" && found=1
  done
  [[ $found -eq 1 ]] && return
  need_packages python3 python3-dev python3-venv
  is_python /usr/bin/python3 || die "no CPython 3.11, 3.12 or 3.13 with its headers found: name one with --python"
  echo /usr/bin/python3
}

# environment PYTHON: that interpreter's environment with the package, built from this checkout; prints its python.
environment() {
  local python="$1" version folder log
  version="$("$python" -c 'import platform; print(platform.python_version())')"
  folder="$WORK/$version" log="$WORK/$version.log"
  mkdir -p "$WORK"
  if [[ ! -x $folder/bin/maturin ]]; then
    say "making an environment for Python $version (see ${log#"$PROJECT_ROOT/"})"
    # Debian's python3 has venv in a package of its own.
    [[ $python != /usr/bin/* ]] || need_packages python3-venv
    "$python" -m venv --clear "$folder" >"$log" 2>&1 || die "no environment for $python: see $log"
    retry "$folder/bin/pip" install --quiet --disable-pip-version-check "maturin>=1.9,<2" numpy >>"$log" 2>&1 ||
      die "pip cannot install maturin and numpy: see $log"
  fi
  # One folder for all versions: only what depends on the version is built again.
  (cd "$EXAMPLE" && PATH="$folder/bin:$PATH" PYO3_PYTHON="$folder/bin/python" CARGO_TARGET_DIR="$WORK/cargo" with_llvm "$LLVM_DEFAULT" \
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall . >"$log" 2>&1) ||
    die "gc_coro_python does not build for Python $version: see $log"
  echo "$folder/bin/python"
}

passed=0 failed=0
# counted LABEL COMMAND...: a run whose last line has its counts, which are added up. What else it says is shown.
counted() {
  local label="$1" output
  shift
  output="$(cd "$EXAMPLE/tests" && nice "$@" 2>&1 || true)"
  grep -v '^ok: ' <<<"$output" | head -n -1 | head -n 250 || true
  printf '%s: %s\n' "$label" "$(tail -n 1 <<<"$output")"
  add_counts "$(tail -n 1 <<<"$output")" || failed=$((failed + 1))
}

# whole LABEL PYTHON SEEDS: everything for one interpreter.
whole() {
  counted "$1, programs" "$2" run_programs.py --jobs "$jobs"
  counted "$1, leaks" "$2" leaks.py
  counted "$1, random programs" "$2" random_programs.py --jobs "$jobs" --seeds "$3"
}

# part LABEL PYTHON: what an older version can differ in.
part() {
  counted "$1, programs" "$2" run_programs.py --jobs "$jobs"
  counted "$1, leaks" "$2" leaks.py --count 10000
  counted "$1, random programs" "$2" random_programs.py --jobs "$jobs" --seeds 0..10
}

# all_of PYTHON LABEL IS_FIRST: what the options ask for.
all_of() {
  local python="$1" label="$2" pass_on=()
  if [[ -n $opt_filter ]]; then
    counted "$label, programs" "$python" run_programs.py --jobs "$jobs" --filter "$opt_filter"
  elif [[ -n $opt_seeds$opt_volume ]]; then
    pass_options seeds= volume= time-limit= keep=
    counted "$label, random programs" "$python" random_programs.py --jobs "$jobs" "${pass_on[@]}"
  elif [[ -n $opt_cpython_tests ]]; then
    counted "$label, CPython's tests" "$python" cpython_tests.py
  elif [[ -n $opt_full ]]; then
    whole "$label" "$python" 0..5000
    counted "$label, controls" "$python" run_controls.py
    counted "$label, CPython's tests" "$python" cpython_tests.py
  elif [[ -n $opt_python || -n $3 ]]; then
    whole "$label" "$python" 0..60
    counted "$label, controls" "$python" run_controls.py
  else
    part "$label" "$python"
  fi
}

# bench PYTHON: the table on stdout; it is no test.
bench() {
  local python="$1" pass_on=()
  pass_options with-mypyc with-justjit
  (cd "$EXAMPLE/bench" && "$python" run.py "${pass_on[@]}")
}

need_llvm "$LLVM_DEFAULT"
need_cxx
need_rust
[[ -r $EXAMPLE/pyproject.toml ]] || die "examples/python has no package yet"
[[ -z $opt_keep ]] || opt_keep="$(realpath "$opt_keep")"
found="$(interpreters)" || exit 1
first=yes
for interpreter in $found; do
  python="$(environment "$interpreter")" || exit 1
  label="Python $("$python" -c 'import platform; print(platform.python_version())')"
  if [[ -n $opt_bench ]]; then
    bench "$python"
  else
    all_of "$python" "$label" "$first"
  fi
  first=
done
[[ -n $opt_bench ]] || finish_counts
