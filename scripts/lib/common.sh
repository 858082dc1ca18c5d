#!/usr/bin/env bash
# Functions that the scripts share. To be sourced, not run:
#
#     source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
#
# Everything here speaks on stderr; stdout belongs to the script that sources it.

# The LLVM majors that gc-coro is built for: those that all tests run on, the default first, and those that a part of them runs on.
LLVM_SUPPORTED=(22 19 16)
LLVM_OTHERS=(23 21 18 17)
LLVM_DEFAULT=22

# The root of the checkout.
PROJECT_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# llvm_majors ARG: the majors that ARG stands for, one per line: one major, several with commas between, "all" (those that all tests run
# on), "others" (the rest), or nothing (the default).
llvm_majors() {
  local wanted="${1:-$LLVM_DEFAULT}" major
  case "$wanted" in
    all) printf '%s\n' "${LLVM_SUPPORTED[@]}" && return ;;
    others) printf '%s\n' "${LLVM_OTHERS[@]}" && return ;;
  esac
  for major in ${wanted//,/ }; do
    [[ " ${LLVM_SUPPORTED[*]} ${LLVM_OTHERS[*]} " == *" $major "* ]] ||
      die "--llvm $wanted: supported are ${LLVM_SUPPORTED[*]} ${LLVM_OTHERS[*]}, 'all' (${LLVM_SUPPORTED[*]}) and 'others'"
    printf '%s\n' "$major"
  done
}

# parse_options SPEC ARGUMENT...: reads a command line, the same for all scripts. SPEC has a word for each option:
# "name=" takes a value, "name" does not, and REST allows arguments that are no options. Sets opt_NAME (with _ for -) to the
# value or to "yes", empty if nothing is said, and the array `rest`. --help calls the script's `usage`.
# What follows -- goes to `rest` as it is, where SPEC has REST.
parse_options() {
  local spec=" $1 " word name value
  shift
  rest=()
  for word in $spec; do
    word="${word%=}"
    printf -v "opt_${word//-/_}" '%s' ''
  done
  while [[ $# -gt 0 ]]; do
    name="${1%%=*}" name="${name#--}"
    case "$1" in
      --help | -h) usage && exit ;;
      --) [[ $spec == *" REST "* ]] || die "unknown argument: -- (see --help)"
        rest+=("${@:2}") && return ;;
      --?*)
        if [[ $spec == *" $name= "* ]]; then
          value="${1#*=}"
          [[ $1 == *=* ]] || { [[ $# -ge 2 ]] || die "--$name needs a value"; value="$2" && shift; }
        elif [[ $spec == *" $name "* && $1 != *=* ]]; then
          value=yes
        else
          die "unknown option: $1 (see --help)"
        fi
        printf -v "opt_${name//-/_}" '%s' "$value"
        ;;
      -?*) die "unknown option: $1 (see --help)" ;;
      *) [[ $spec == *" REST "* ]] || die "unknown argument: $1 (see --help)"
        rest+=("$1") ;;
    esac
    shift
  done
}

# pass_options NAME...: those of the options "NAME=" or "NAME" that were given, in the array `pass_on`, for another program.
pass_options() {
  local name variable
  for name in "$@"; do
    variable="opt_${name%=}" variable="${variable//-/_}"
    [[ -n ${!variable:-} ]] || continue
    if [[ $name == *= ]]; then pass_on+=("--${name%=}" "${!variable}"); else pass_on+=("--$name"); fi
  done
}

# default_jobs: how many processes a script runs at a time unless --jobs says so. scripts/test.sh runs more than one script at a time and
# gives each a share of the processors.
default_jobs() { echo "${GC_CORO_JOBS:-$(nproc)}"; }

# one_llvm ARG: as llvm_majors, for a script that runs on one LLVM at a time.
one_llvm() {
  [[ $1 != all ]] || die "--llvm all: it runs on one LLVM at a time"
  llvm_majors "$1"
}

# clang_majors ARG: as llvm_majors, without 16, whose clang is too old for the C++ programs.
clang_majors() {
  local majors
  majors="$(llvm_majors "$1")"
  majors="$(grep -vx 16 <<<"$majors")" || die "--llvm $1: C++ coroutines need a newer clang than 16; supported are 22 and 19"
  printf '%s\n' "$majors"
}

# need_clang MAJOR: that LLVM, with its clang and a C++ library.
need_clang() {
  need_llvm "$1"
  need_packages python3 libstdc++-12-dev
  [[ -x $(llvm_prefix "$1")/bin/clang++ ]] || need_packages "clang-$1"
}

# need_lli MAJOR: that LLVM, with its interpreter.
need_lli() {
  need_llvm "$1"
  [[ -x $(llvm_prefix "$1")/bin/lli ]] || need_packages "llvm-$1-runtime"
}

# add_counts TEXT: adds the last "N passed, N failed" of a program's output to `passed` and `failed`; status 1 if there is none.
add_counts() {
  local counts
  counts="$(grep -Eo '[0-9]+ passed, [0-9]+ failed' <<<"$1" | tail -n 1)"
  [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || return 1
  passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
}

# finish_counts: prints the line that add_counts reads, of `passed` and `failed`; status 1 where something failed or nothing was tested.
finish_counts() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

# is_built MAJOR|mmtk: scripts/test.sh has built the plugins for that LLVM, or the MMTk binding, and nobody need do it again.
is_built() { [[ " ${GC_CORO_BUILT:-} " == *" $1 "* ]]; }

# with_llvm MAJOR COMMAND...: runs cargo's commands where llvm-sys and build.rs find that LLVM.
with_llvm() {
  local major="$1"
  shift
  env "$(llvm_prefix_variable "$major")=$(llvm_prefix "$major")" nice "$@"
}

# llvm_feature MAJOR: the cargo feature, named as inkwell names it.
llvm_feature() {
  case "$1" in
    16 | 17) echo "llvm$1-0" ;;
    18 | 19 | 21 | 22 | 23) echo "llvm$1-1" ;;
    *) die "no cargo feature for LLVM $1" ;;
  esac
}

# coro_spelling MAJOR: the sed script that brings the IR of tests and examples, written for LLVM 22, to that LLVM.
coro_spelling() {
  local since=16
  [[ $1 -lt 18 ]] || since=18
  [[ $1 -lt 22 ]] || since=22
  [[ $1 -lt 23 ]] || since=23
  echo "$PROJECT_ROOT/lit-tests/Inputs/coro-end-$since.sed"
}

# cargo_features MAJOR [FEATURE...]: cargo's arguments for the plugin of that LLVM; the default features name another one.
cargo_features() {
  local features="plugin,$(llvm_feature "$1")" feature
  for feature in "${@:2}"; do
    features+=",$feature"
  done
  printf '%s\n' --no-default-features --features "$features"
}

# llvm_prefix_variable MAJOR: the environment variable by which llvm-sys and this project find that LLVM.
llvm_prefix_variable() {
  local feature
  feature="$(llvm_feature "$1")" || return 1
  feature="${feature#llvm}"
  echo "LLVM_SYS_${feature/-/}_PREFIX"
}

# llvm_prefix MAJOR: where that LLVM is (it holds bin/llvm-config), or nothing and status 1.
llvm_prefix() {
  local major="$1" variable prefix config release
  variable="$(llvm_prefix_variable "$major")" || return 1
  prefix="${!variable:-}"
  if [[ -z $prefix && -x /usr/lib/llvm-$major/bin/llvm-config ]]; then
    prefix="/usr/lib/llvm-$major"
  fi
  if [[ -z $prefix ]] && release="$(llvm_release "$major")" && [[ -e $(roots_folder)/$release/usr/lib/llvm-$major/.adopted ]]; then
    prefix="$(roots_folder)/$release/usr/lib/llvm-$major"
  fi
  if [[ -z $prefix ]]; then
    config="$(command -v "llvm-config-$major" || command -v llvm-config || true)"
    [[ -z $config ]] || prefix="$("$config" --prefix)"
  fi
  [[ -n $prefix && -x $prefix/bin/llvm-config ]] || return 1
  [[ "$("$prefix/bin/llvm-config" --version)" == "$major".* ]] || return 1
  echo "$prefix"
}

# roots_folder: where scripts/roots.sh unpacks LLVMs of other releases of Debian.
roots_folder() { echo "${GC_CORO_ROOTS:-$PROJECT_ROOT/target/roots}"; }

# llvm_releases: the majors that scripts/roots.sh can bring.
llvm_releases() { printf '%s\n' "${LLVM_OTHERS[@]}"; }

# llvm_release MAJOR: the release of Debian that scripts/roots.sh takes it from; status 1 if none.
llvm_release() {
  case "$1" in
    17 | 18) echo trixie ;;
    21 | 23) echo sid ;;
    *) return 1 ;;
  esac
}

# has_package NAME: this system's apt could install it.
has_package() { [[ -n $(apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [0-9]') ]]; }

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "needs root (or sudo) for: $*"
  fi
}

retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    say "attempt $attempt failed: $*"
    sleep $((attempt * 5))
  done
  return 1
}

package_installed() {
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# need_packages PACKAGE...: installs those that are missing, with apt's output in target/apt.log. Does not touch apt when nothing
# is missing. Scripts that run at the same time install one after the other.
need_packages() {
  command -v dpkg-query >/dev/null || {
    say "not a Debian system: assuming that these are there: $*"
    return 0
  }
  [[ -n $(missing_packages "$@") ]] || return 0
  mkdir -p "$PROJECT_ROOT/target"
  (
    flock 9
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -gt 0 ]] || exit 0
    log="$PROJECT_ROOT/target/apt.log"
    say "installing: ${missing[*]} (see target/apt.log)"
    retry apt_get update -q >>"$log" 2>&1 || die "apt-get update failed: see $log"
    retry apt_get install -q -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
      die "could not install: ${missing[*]}: see $log"
  ) 9>"$PROJECT_ROOT/target/apt.lock" || exit 1
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@"; }

missing_packages() {
  local package
  for package in "$@"; do
    package_installed "$package" || echo "$package"
  done
}

# need_llvm MAJOR: installs that LLVM (headers and tools) unless it is there, or unpacks one of another release of Debian;
# llvm_prefix MAJOR works afterwards.
need_llvm() {
  if llvm_prefix "$1" >/dev/null; then return; fi
  if llvm_release "$1" >/dev/null && ! has_package "llvm-$1-dev"; then
    "$PROJECT_ROOT/scripts/roots.sh" "$1" >/dev/null || exit 1
  else
    need_packages "llvm-$1-dev" "llvm-$1"
  fi
  llvm_prefix "$1" >/dev/null || die "no LLVM $1 found: set $(llvm_prefix_variable "$1") to its prefix"
}

# need_cxx: a C++ compiler and linker for the shim.
need_cxx() {
  command -v "${CXX:-g++}" >/dev/null && command -v "${CC:-cc}" >/dev/null || need_packages g++ libc6-dev
}

# need_rust: cargo is not installed for the user; says how to get it.
need_rust() {
  command -v cargo >/dev/null || [[ ! -r $HOME/.cargo/env ]] || source "$HOME/.cargo/env"
  command -v cargo >/dev/null || die "cargo is missing: get Rust from https://rustup.rs
  (curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh), then run this again"
}

# llvm_tool MAJOR TOOL: the path of that LLVM's tool.
llvm_tool() {
  local path
  path="$(llvm_prefix "$1")/bin/$2"
  [[ -x $path ]] || die "LLVM $1 has no $2 at $path"
  echo "$path"
}

# plugin_path MAJOR: where scripts/build.sh puts the plugin for that LLVM.
plugin_path() { echo "$PROJECT_ROOT/target/llvm-$1/libgc_coro-$1.so"; }

# faults_plugin MAJOR: the plugin that can be wrong on demand (cargo feature test-faults); builds it and prints its path.
faults_plugin() {
  local target="$PROJECT_ROOT/target/llvm-$1" plugin="$PROJECT_ROOT/target/llvm-$1/libgc_coro-$1-faults.so"
  if ! is_built "$1" || [[ ! -r $plugin ]]; then
    need_rust
    (cd "$PROJECT_ROOT" &&
      with_llvm "$1" cargo build --quiet --target-dir "$target" $(cargo_features "$1" test-faults) 1>&2)
    # A copy: the next build of other features replaces the original.
    cp "$target/debug/libgc_coro.so" "$plugin.new"
    mv "$plugin.new" "$plugin"
  fi
  echo "$plugin"
}

# plugin_or_build MAJOR: the path of the release plugin, built if need be.
plugin_or_build() { "$PROJECT_ROOT/scripts/build.sh" --llvm "$1" | tail -n 1; }

# build_mmtk: the collectors of tests/gc/mmtk; prints the path of the library.
build_mmtk() {
  local target="$PROJECT_ROOT/target/mmtk"
  if ! is_built mmtk || [[ ! -r $target/mmtk/libgc_mmtk.a ]]; then
    need_rust
    (cd "$PROJECT_ROOT" && nice cargo build --quiet --profile mmtk --locked -p gc-mmtk --target-dir "$target" 1>&2)
  fi
  echo "$target/mmtk/libgc_mmtk.a"
}

# build_fuzz MAJOR: gc-coro and the oracle in one program; its path.
build_fuzz() {
  (cd "$PROJECT_ROOT" && with_llvm "$1" cargo build --quiet --profile oracle --locked \
    -p gc-coro-fuzz --target-dir "target/fuzz-$1" --features "$(llvm_feature "$1")" 1>&2)
  echo "$PROJECT_ROOT/target/fuzz-$1/oracle/gc-coro-fuzz"
}

# build_fidc: builds the compiler of examples/fidelity and prints its path. It has a target folder of its own, because there the library
# has other features than as a plugin.
build_fidc() {
  local target="$PROJECT_ROOT/target/fidelity"
  say "building fidc"
  (cd "$PROJECT_ROOT" && with_llvm "$LLVM_DEFAULT" env CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo build --release --locked --quiet --package fidc --target-dir "$target" 1>&2) || return 1
  printf '%s\n' "$target/release/fidc"
}

# build_command MAJOR: the command gc-coro (folder command/) for that LLVM, for tests; its path.
build_command() {
  local target="$PROJECT_ROOT/target/programs-$1"
  need_rust
  (cd "$PROJECT_ROOT" && with_llvm "$1" cargo build --quiet --locked -p gc-coro-command --target-dir "$target" \
    --no-default-features --features "$(llvm_feature "$1")" 1>&2) || return 1
  printf '%s\n' "$target/debug/gc-coro"
}
