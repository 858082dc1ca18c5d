#!/usr/bin/env bash
# The tests of an installed gc-coro, below the prefix $installed. To be sourced, after harness.sh.

generator="$PROJECT_ROOT/examples/generator.cpp"

# The program that was made prints what a generator yields, and gc-coro has split it.
expect_generator() {
  run "$1"
  expect_status 0
  expect out 'fibonacci: 0 1 1 2 3 5 8 13 21 34' 1
}

test_files() {
  local name
  for name in "lib/gc-coro-$major/libgc_coro-$major.so" "include/gc-coro-$major/gc_coro.h" "include/gc-coro-$major/gc_coro_compiler.h" \
    "share/doc/gc-coro-$major/copyright" "share/doc/gc-coro-$major/docs/README.md"; do
    [[ -s $installed/$name ]] || { echo "there is no $name" && exit 1; }
  done
  ! grep -rlE '@(MAJOR|VERSION|SIZE|LIBC|ARCHITECTURE)@' "$installed" --include='*.cmake' --include='*.pc' || exit 1
}

test_opt() {
  run "$(llvm_tool "$major" opt)" -load-pass-plugin="$installed/lib/gc-coro-$major/libgc_coro-$major.so" -disable-output \
    -passes='gc-coro-split<help>' "$PROJECT_ROOT/tests/hosts/inputs/plain.ll"
  expect_status 0
  expect out "for LLVM $major" 1
}

test_wrapper() {
  run "$installed/bin/gc-coro-cxx-$major" -std=c++20 -O2 -Rpass=gc-coro "$generator" -o "$work/generator"
  expect_status 0
  expect err "split '_Z9fibonaccii'" 1
  expect_generator "$work/generator"
  run env GC_CORO_CXX=/nonexistent "$installed/bin/gc-coro-cxx-$major" --version
  expect_status 127
  expect err 'there is no /nonexistent' 1
}

test_installed_command() {
  run "$installed/bin/gc-coro-$major" frames -f fibonacci "$generator"
  expect_status 0
  expect out 'fibonacci(int): frame of ' 1
}

test_pkg_config() {
  local flags
  flags="$(PKG_CONFIG_PATH="$installed/share/pkgconfig" pkg-config --variable=cxxflags "gc-coro-$major")"
  # shellcheck disable=SC2086
  run "clang++-$major" -std=c++20 -O2 $flags -Rpass=gc-coro "$generator" -o "$work/generator"
  expect_status 0
  expect err "split '_Z9fibonaccii'" 1
  expect_generator "$work/generator"
  # The C API.
  # shellcheck disable=SC2046
  run "${CC:-cc}" -std=c11 "$PROJECT_ROOT/examples/c-api/jit.c" -o "$work/jit" \
    $(PKG_CONFIG_PATH="$installed/share/pkgconfig" pkg-config --cflags --libs "gc-coro-$major") \
    $("$(llvm_tool "$major" llvm-config)" --cflags --ldflags --libs)
  expect_status 0
  run "$work/jit" "$PROJECT_ROOT/examples/tutorials/generator.ll"
  [[ $major -lt 22 ]] || expect out "remark: split 'count'" 1
}

test_cmake() {
  run cmake -S "$PROJECT_ROOT/examples/cmake-package" -B "$work/cmake" -DCMAKE_CXX_COMPILER="clang++-$major" \
    -DCMAKE_CXX_FLAGS=-Rpass=gc-coro -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$installed"
  expect_status 0
  expect err Warning 0
  run cmake --build "$work/cmake"
  expect_status 0
  cat "$work/err" >>"$work/out"
  expect out "split '_Z9fibonaccii'" 1
  expect_generator "$work/cmake/generator"
  # A package of another series is not taken.
  sed 's/find_package(gc-coro 0.1 /find_package(gc-coro 9.9 /; s|\.\./generator|'"$PROJECT_ROOT"'/examples/generator|' \
    "$PROJECT_ROOT/examples/cmake-package/CMakeLists.txt" | install -D /dev/stdin "$work/newer/CMakeLists.txt"
  run cmake -S "$work/newer" -B "$work/cmake-newer" -DCMAKE_CXX_COMPILER="clang++-$major" -DCMAKE_PREFIX_PATH="$installed"
  expect_status 1
}
