#!/usr/bin/env bash
# Compiles and runs the programs of examples/fidelity, on all its targets.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-fidelity.sh [--quick] [--update]

Builds fidc, the compiler of examples/fidelity, and checks:

  programs  each one's output and exit status, on Linux (x86-64; aarch64 in qemu)
            and without an operating system (RISC-V in qemu)
  MLIR      the same output by way of --emit mlir and mlir-translate
  binaries  static, no undefined symbol, at most 16 kB for the document's example
  memory    a million suspensions within a limit of a few megabytes
  messages  of each wrong program, as a whole
  figures   the cost of a bind, and the time of a compilation

  --quick   only programs on x86-64, and messages
  --update  writes the messages and outputs instead of comparing them

The last line is: N passed, N failed
TEXT
}

parse_options "quick update" "$@"
need_llvm 22
need_rust
need_packages python3 lld-22
[[ -n $opt_quick ]] || need_packages mlir-22-tools qemu-user-static qemu-system-misc valgrind
fidc="$(build_fidc)"
pass_on=()
pass_options quick update
exec python3 "$PROJECT_ROOT/scripts/lib/test_fidelity.py" "${pass_on[@]}" "$fidc"
