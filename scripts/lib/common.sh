#!/usr/bin/env bash
# Functions that the scripts share. To be sourced, not run:
#
#     source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
#
# Everything here speaks on stderr; stdout belongs to the script that sources it.

# The LLVM majors that gc-coro is built for, the default first.
LLVM_SUPPORTED=(22 19 16)
LLVM_DEFAULT=22

# The root of the checkout.
PROJECT_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# llvm_majors ARG: the majors that ARG stands for, one per line. "all", one major, or nothing (the default).
llvm_majors() {
  local wanted="${1:-$LLVM_DEFAULT}" major
  if [[ $wanted == all ]]; then
    printf '%s\n' "${LLVM_SUPPORTED[@]}"
    return
  fi
  for major in "${LLVM_SUPPORTED[@]}"; do
    if [[ $wanted == "$major" ]]; then
      printf '%s\n' "$major"
      return
    fi
  done
  die "--llvm $wanted: supported are ${LLVM_SUPPORTED[*]} and 'all'"
}

# parse_llvm_option ARGUMENT...: for scripts whose only options are --help and --llvm; sets `wanted`, empty if nothing is said.
parse_llvm_option() {
  wanted=
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --help | -h) usage && exit ;;
      --llvm) [[ $# -ge 2 ]] || die "--llvm needs a value"; wanted="$2" && shift 2 ;;
      --llvm=*) wanted="${1#--llvm=}" && shift ;;
      *) die "unknown argument: $1 (see --help)" ;;
    esac
  done
}

# llvm_feature MAJOR: the cargo feature, named as inkwell names it.
llvm_feature() {
  case "$1" in
    16) echo llvm16-0 ;;
    19) echo llvm19-1 ;;
    22) echo llvm22-1 ;;
    *) die "no cargo feature for LLVM $1" ;;
  esac
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
  case "$1" in
    16) echo LLVM_SYS_160_PREFIX ;;
    19) echo LLVM_SYS_191_PREFIX ;;
    22) echo LLVM_SYS_221_PREFIX ;;
    *) die "no prefix variable for LLVM $1" ;;
  esac
}

# llvm_prefix MAJOR: where that LLVM is (it holds bin/llvm-config), or nothing and status 1.
llvm_prefix() {
  local major="$1" variable prefix config
  variable="$(llvm_prefix_variable "$major")"
  prefix="${!variable:-}"
  if [[ -z $prefix && -x /usr/lib/llvm-$major/bin/llvm-config ]]; then
    prefix="/usr/lib/llvm-$major"
  fi
  if [[ -z $prefix ]]; then
    config="$(command -v "llvm-config-$major" || command -v llvm-config || true)"
    [[ -z $config ]] || prefix="$("$config" --prefix)"
  fi
  [[ -n $prefix && -x $prefix/bin/llvm-config ]] || return 1
  [[ "$("$prefix/bin/llvm-config" --version)" == "$major".* ]] || return 1
  echo "$prefix"
}

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

APT_UPDATED=

# need_packages PACKAGE...: installs those that are missing. Does not touch apt when nothing is.
need_packages() {
  local package missing=()
  command -v dpkg-query >/dev/null || {
    say "not a Debian system: assuming that these are there: $*"
    return 0
  }
  for package in "$@"; do
    package_installed "$package" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "installing: ${missing[*]}"
  if [[ -z $APT_UPDATED ]]; then
    retry as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 || die "apt-get update failed"
    APT_UPDATED=yes
  fi
  retry as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" >&2 || die "could not install: ${missing[*]}"
}

# need_llvm MAJOR: installs that LLVM (headers and tools) unless it is there; llvm_prefix MAJOR works afterwards.
need_llvm() {
  llvm_prefix "$1" >/dev/null || need_packages "llvm-$1-dev" "llvm-$1"
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

# build_mmtk: the collectors of tests/gc/mmtk; prints the path of the library.
build_mmtk() {
  local target="$PROJECT_ROOT/target/mmtk"
  need_rust
  (cd "$PROJECT_ROOT" && nice cargo build --quiet --profile mmtk --locked -p gc-mmtk --target-dir "$target" 1>&2)
  echo "$target/mmtk/libgc_mmtk.a"
}
