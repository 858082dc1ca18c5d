#!/usr/bin/env bash
# Tests gc-coro as a library: the C API in hosts that are written in C, C++ and Python, and a JIT in Rust.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$PROJECT_ROOT/tests/hosts/harness.sh"
source "$PROJECT_ROOT/tests/hosts/api.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-api.sh [--llvm N|all] [--no-llvmlite] [--no-rust]

Builds the plugin and compiles hosts against include/gc_coro_compiler.h: C with
LLVM's C API and LLJIT, C++ with a PassBuilder, and Python with llvmlite, which
comes from PyPI into target/llvmlite unless --no-llvmlite is given. For LLVM 22
also examples/jit, a JIT in Rust, unless --no-rust is given. MLIR and rustc are
tested where they are there, and have this LLVM.
Installs what is missing. The last line is: N passed, N failed
TEXT
}

parse_options "llvm= no-llvmlite no-rust" "$@"
majors="$(llvm_majors "$opt_llvm")"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
inputs="$PROJECT_ROOT/tests/hosts/inputs"
llvmlite="$PROJECT_ROOT/target/llvmlite"

need_llvmlite() {
  need_packages python3
  [[ ! -d $llvmlite/llvmlite ]] || return 0
  python3 -m pip --version >/dev/null 2>&1 || need_packages python3-pip
  say "installing llvmlite in target/llvmlite"
  retry python3 -m pip install --quiet --disable-pip-version-check --target "$llvmlite" llvmlite 1>&2
}

# Which text the llvmlite of this machine reads: that of its own LLVM and of older ones.
reads_text() {
  local its
  its="$(PYTHONPATH="$llvmlite" python3 -c 'import llvmlite.binding as b; print(b.llvm_version_info[0])')"
  [[ $1 -le $its ]]
}

c_api() {
  local in="LLVM $major:"
  check "$in the header" test_header
  check "$in a host in C" test_c_host
  library="$(faults_plugin "$major")"
  check "$in a host in C, and a panic" test_c_host
  library="$plugin"
  check "$in a host in C++ with a PassBuilder" test_cxx_host
  check "$in a JIT in C" test_c_jit
  local other
  for other in "${LLVM_SUPPORTED[@]}"; do
    [[ $other -ne $major ]] && llvm_prefix "$other" >/dev/null || continue
    check "$in a process with LLVM $other" test_c_wrong_llvm "$other"
  done
}

toolchains() {
  local in="LLVM $major:" its
  if command -v "mlir-translate-$major" >/dev/null || [[ -x $(llvm_prefix "$major")/bin/mlir-translate ]]; then
    need_lli "$major"
    check "$in MLIR" test_mlir
  fi
  [[ -x $(llvm_prefix "$major")/bin/clang++ && $major -ge 19 ]] || return 0
  check "$in the descriptor of a coroutine that is not marked" test_descriptor_of_unmarked
  its="$(rustc -vV 2>/dev/null | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  [[ $its != "$major" ]] || check "$in rustc" test_rustc
}

# The library in Rust: a program that links libLLVM, and compiles when a function is called.
rust_jit() {
  need_rust
  (cd "$PROJECT_ROOT" && with_llvm "$LLVM_DEFAULT" cargo build --quiet --locked -p gc-coro-jit --target-dir "target/programs-$LLVM_DEFAULT")
  check "a JIT in Rust, lazy" test_rust_jit
}

need_cxx
[[ -n $opt_no_llvmlite ]] || need_llvmlite
for major in $majors; do
  plugin="$(plugin_or_build "$major")"
  library="$plugin"
  spelled "$inputs/coroutines.ll.in" >"$work/coroutines.ll"
  spelled "$inputs/broken.ll.in" >"$work/broken.ll"
  spelled "$PROJECT_ROOT/examples/reference/await.ll" >"$work/awaits.ll"
  spelled "$PROJECT_ROOT/examples/reference/size.ll" >"$work/sizes.ll"
  spelled "$inputs/elision.ll.in" >"$work/elision.ll"
  cp "$inputs/invokes.ll" "$work/"
  c_api
  toolchains
  if [[ -z $opt_no_llvmlite ]] && reads_text "$major"; then
    check "LLVM $major: Python with llvmlite" test_llvmlite
  fi
done
[[ " $(tr '\n' ' ' <<<"$majors")" != *" $LLVM_DEFAULT "* || -n $opt_no_rust ]] || rust_jit

finish_counts
