#!/usr/bin/env bash
# Compiles coroutines for other targets than this machine, and runs them in an emulator.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-targets.sh [options]

Compiles with clang and the plugin, for each target, and runs what it has compiled:

  programs  the C++ programs of tests/cxx, linked with the libraries of Debian's cross
            compilers, in qemu: each prints what its EXPECT lines say
  frames    tests/gc/header/walk.ll: include/gc_coro.h finds the pointers in the frames
            of a coroutine; tests/targets/await.ll: in those of a function with awaits
  freestanding
            tests/targets/freestanding.cpp for targets without libraries here: run by
            Node.js for WebAssembly, only compiled for Windows and macOS

  --targets RE   only these (aarch64, armhf, thumb, i386, riscv64, s390x, ppc64le, wasm32,
                 windows-msvc, windows-gnu, macos)
  --filter RE    only programs whose name matches
  --levels "O0 O2"  optimization levels of the programs (default: O2)
  --quick        some of the programs
  --llvm 22|19   which LLVM (default: 22)
  --jobs N       programs at a time (default: number of processors)
  --write-docs   writes the table of README.md

The last line of the output is "N passed, N failed".
TEXT
}

parse_options "targets= filter= levels= quick llvm= jobs= write-docs" "$@"
major="$(one_llvm "$opt_llvm")"
need_clang "$major"
need_packages "lld-$major" qemu-user-static nodejs g++-aarch64-linux-gnu g++-arm-linux-gnueabihf g++-i686-linux-gnu \
  g++-riscv64-linux-gnu g++-s390x-linux-gnu g++-powerpc64le-linux-gnu
plugin="$(plugin_or_build "$major")"
opt_jobs="${opt_jobs:-$(default_jobs)}" pass_on=()
pass_options targets= filter= levels= quick jobs= write-docs
exec nice python3 "$PROJECT_ROOT/scripts/lib/test_targets.py" --llvm "$major" --plugin "$plugin" "${pass_on[@]}"
