#!/usr/bin/env bash
# The tests of gc-coro as a library: hosts of the C API. To be sourced, after harness.sh.

# spelled FILE: IR in LLVM 22's spelling, or with @END@ and @DECLARE_END@, in that of this LLVM.
spelled() {
  sed -e 's/@END@/call void @llvm.coro.end(ptr %handle, i1 false, token none)/' \
    -e 's/@DECLARE_END@/declare void @llvm.coro.end(ptr, i1, token)/' "$1" | sed -f "$(coro_spelling "$major")"
}

# compiled OUT COMPILER FLAG... FILE: a host that is linked with the library and the shared LLVM.
compiled() {
  local out="$1" prefix
  prefix="$(llvm_prefix "$major")"
  shift
  "$@" -Wall -Wextra -Werror "-I$PROJECT_ROOT/include" -isystem "$("$prefix/bin/llvm-config" --includedir)" \
    -o "$out" "$library" "-L$("$prefix/bin/llvm-config" --libdir)" "-lLLVM-$major"
}

# The header by itself, in the oldest C and C++ that LLVM's headers take.
test_header() {
  printf '#include "gc_coro_compiler.h"\nint main(void) { return gc_coro_compiler_api() != GC_CORO_COMPILER_API; }\n' >"$work/header.c"
  compiled "$work/header" "${CC:-gcc}" -std=c99 -Wstrict-prototypes "$work/header.c"
  "$work/header"
  cp "$work/header.c" "$work/header.cpp"
  compiled "$work/header" "${CXX:-g++}" -std=c++17 "$work/header.cpp"
  "$work/header"
}

test_c_host() {
  compiled "$work/capi" "${CC:-gcc}" -std=c11 -Wno-unused-result "$inputs/capi.c"
  run "$work/capi" "$work"
  expect_status 0
  expect_no_crash
  expect out ' passed, 0 failed' 1
  # The call without a handler.
  expect err 'error: gc-coro: broken.src:7:3: in function' 1
  expect_lines err 4
}

test_cxx_host() {
  compiled "$work/capi_cpp" "${CXX:-g++}" -std=c++17 -fno-rtti -Wno-unused-parameter -Wno-comment "$inputs/capi.cpp"
  run "$work/capi_cpp" "$work/coroutines.ll"
  expect_status 0
  expect_no_crash
  expect out ' passed, 0 failed' 1
}

# The example of the documents: LLJIT.
test_c_jit() {
  spelled "$PROJECT_ROOT/examples/tutorials/generator.ll" >"$work/generator.ll"
  compiled "$work/jit" "${CC:-gcc}" -std=c11 "$PROJECT_ROOT/examples/c-api/jit.c"
  run "$work/jit" "$work/generator.ll"
  expect_status 0
  [[ "$(grep -v remark "$work/out" | tr '\n' ' ')" == '10 11 12 ' ]] || complain 'expected three numbers'
  expect out "remark: split 'count': frame of" 1
  run "$work/jit" "$work/generator.ll" nonsense
  expect_status 1
  expect out "error: gc_coro_split_module: unknown parameter 'nonsense'" 1
}

# test_c_wrong_llvm MAJOR: the library in a process with that LLVM, which is another one.
test_c_wrong_llvm() {
  local config
  config="$(llvm_prefix "$1")/bin/llvm-config"
  cat >"$work/wrong.c" <<'C'
#include "gc_coro_compiler.h"
#include <stdio.h>
static void hear(const gc_coro_message *message, void *context) { (void)context; puts(message->full); }
int main(void) {
  printf("host %u\n", gc_coro_host_llvm_major());
  return gc_coro_split_module((LLVMModuleRef)1, NULL, hear, NULL) == GC_CORO_FAILED ? 0 : 1;
}
C
  "${CC:-gcc}" -std=c11 "-I$PROJECT_ROOT/include" -isystem "$("$config" --includedir)" "$work/wrong.c" -o "$work/wrong" \
    -Wl,--no-as-needed,--unresolved-symbols=ignore-all "$library" "-L$("$config" --libdir)" "-lLLVM-$1"
  run "$work/wrong"
  expect_status 0
  expect_no_crash
  expect out "host $1" 1
  expect out "gc_coro_split_module: this library is built for LLVM $major, but loaded into LLVM $1;" 1
}

# llvmlite has an LLVM inside; ours is beside it.
test_llvmlite() {
  spelled "$PROJECT_ROOT/examples/tutorials/generator.ll" >"$work/generator.ll"
  local libllvm
  libllvm="$(readlink -f "$("$(llvm_prefix "$major")/bin/llvm-config" --libdir)/libLLVM-$major.so")"
  run env PYTHONPATH="$llvmlite" python3 "$PROJECT_ROOT/examples/c-api/with_llvmlite.py" "$plugin" "$libllvm" "$work/generator.ll" count 10
  expect_status 0
  expect_no_crash
  expect out 'count(10): 10 11 12' 1
  sed -i 's/coro.id(i32 8/coro.id(i32 24/' "$work/generator.ll"
  run env PYTHONPATH="$llvmlite" python3 "$PROJECT_ROOT/examples/c-api/with_llvmlite.py" "$plugin" "$libllvm" "$work/generator.ll" count 10
  expect_status 1
  expect err "ValueError: error: in function 'count': the alignment of the promise" 1
}

# Functions are compiled when they are first called, and once.
test_rust_jit() {
  run "$PROJECT_ROOT/target/programs-$LLVM_DEFAULT/debug/gc-coro-jit"
  expect_status 0
  expect_no_crash
  sed -n '/^nothing is compiled yet/,/^```/p' "$PROJECT_ROOT/examples/jit/README.md" | grep -v '```' >"$work/expected"
  cmp "$work/expected" "$work/out" || complain 'expected the output that examples/jit/README.md shows'
}

# The snippets of docs/toolchains.md that need what not every machine has.
test_mlir() {
  local tool
  tool="$(llvm_prefix "$major")/bin/mlir-translate"
  [[ -x $tool ]] || tool="mlir-translate-$major"
  "$tool" --mlir-to-llvmir "$PROJECT_ROOT/examples/toolchains/generator.mlir" >"$work/mlir.ll"
  "$(llvm_tool "$major" opt)" -load-pass-plugin="$plugin" -passes='coro-early,gc-coro-split,coro-cleanup' "$work/mlir.ll" -o "$work/mlir.bc"
  run "$(llvm_tool "$major" lli)" "$work/mlir.bc"
  expect out ab 1
}

test_rustc() {
  "$(llvm_tool "$major" clang++)" -std=c++20 -O2 -fpass-plugin="$plugin" -c "$PROJECT_ROOT/examples/toolchains/numbers.cpp" -o "$work/numbers.o"
  RUSTC_BOOTSTRAP=1 rustc -O -Z llvm-plugins="$plugin" "$PROJECT_ROOT/examples/toolchains/size.rs" -C link-arg="$work/numbers.o" \
    -C link-arg=-lstdc++ -o "$work/size"
  run "$work/size"
  expect out "$(sed -n 's/^the frame of numbers/&/p' "$PROJECT_ROOT/docs/toolchains.md")" 1
}

# A question for the size of a coroutine of another file is no link error where all are split, also without a mark.
test_descriptor_of_unmarked() {
  sed 's/\[\[clang::annotate("gc-coro")\]\] //' "$PROJECT_ROOT/examples/toolchains/numbers.cpp" >"$work/numbers.cpp"
  "$(llvm_tool "$major" clang++)" -std=c++20 -O2 -fpass-plugin="$plugin" -Xclang -load -Xclang "$plugin" -mllvm -gc-coro-split-all \
    -c "$work/numbers.cpp" -o "$work/numbers.o"
  "$(llvm_tool "$major" llvm-nm)" "$work/numbers.o" >"$work/out"
  grep -q ' R _Z7numbersl.gc_coro$' "$work/out"
}
