#!/usr/bin/env bash
# What a host sees of the plugin. To be sourced; harness.sh says what the words mean.
# $major, $opt, $clang, $plugin, $faults, $inputs, $coroutines and $work are those of the LLVM under test.

opt_with() { run "$opt" -load-pass-plugin="$plugin" "$@"; }

test_loads_and_leaves_other_code_alone() {
  opt_with -S -passes=gc-coro-split "$inputs/plain.ll"
  expect_status 0
  expect_lines err 0
  expect out 'define i32 @plain(i32 %x)' 1
}

test_help() {
  opt_with -disable-output "-passes=$1" "$inputs/plain.ll"
  expect_status 0
  expect out "for LLVM $major" 1
  expect out '  gc-coro-split<parameters>' 1
  expect out 'print<gc-coro-frames;<parameters>>' 1
  expect out 'marked-only'
}

# Pipeline text, and what it is printed as; that must read back to itself.
test_round_trip() {
  local given="$1" canonical="$2" text
  for text in "$given" "$canonical"; do
    opt_with -disable-output -disable-verify -print-pipeline-passes "-passes=$text" "$inputs/plain.ll"
    expect_status 0
    expect_lines err 0
    [[ "$(cat "$work/out")" == "$canonical" ]] || complain "expected to be printed: $canonical"
  done
}

test_dumps_know_the_pass() {
  opt_with -disable-output -passes='gc-coro-split,print<gc-coro-frames;help>' "$1=gc-coro-split" "$inputs/plain.ll"
  expect_status 0
  expect err 'IR Dump' 1
  expect err "IR Dump $2 GcCoroSplitPass" 1
  opt_with -disable-output -passes='gc-coro-split,print<gc-coro-frames;help>' "$1=print<gc-coro-frames>" \
    "$inputs/plain.ll"
  expect err 'IR Dump' 1
  expect err "IR Dump $2 GcCoroFramesPrinterPass" 1
}

test_other_tools_know_the_pass() {
  opt_with -disable-output -passes='gc-coro-split,print<gc-coro-frames;help>' -time-passes "$inputs/plain.ll"
  expect err ' GcCoroSplitPass' 1
  expect err ' GcCoroFramesPrinterPass' 1
  opt_with -disable-output -passes='gc-coro-split,print<gc-coro-frames;help>' -debug-pass-manager "$inputs/plain.ll"
  expect err 'Running pass: GcCoroSplitPass' 1
  expect err 'Running pass: GcCoroFramesPrinterPass' 1
}

# Under bisection a pass that is not required is not run: instcombine shows that the switch works.
test_required_under_bisection() {
  opt_with -disable-output -opt-bisect-limit=0 -passes='function(instcombine),gc-coro-split<help>' "$inputs/plain.ll"
  expect_status 0
  expect err 'NOT running pass'
  expect err 'GcCoroSplitPass' 0
  expect out "for LLVM $major" 1
}

test_bad_parameter() {
  local element="$1" problem="$2"
  opt_with -disable-output "-passes=$element" "$inputs/plain.ll"
  expect_status 1
  expect_no_crash
  expect err 'gc-coro: ' 1
  expect err "$problem" 1
  expect err 'valid are ' 1
  expect err 'unknown pass name' 1
}

# A name of nobody, or with passes inside, is not ours to explain.
test_not_ours() {
  opt_with -disable-output "-passes=$1" "$inputs/plain.ll"
  expect_status 1
  expect_no_crash
  expect err 'gc-coro: ' 0
}

# test_standard_pipeline_has PIPELINE ELEMENT...: each of the elements once, and nothing else of ours.
test_standard_pipeline_has() {
  local pipeline="$1" element
  shift
  opt_with -disable-output -print-pipeline-passes "-passes=$pipeline" "$inputs/plain.ll"
  expect_status 0
  for element in "$@"; do
    [[ "$(tr ',' '\n' <"$work/out" | grep -cxF "$element")" -eq 1 ]] || complain "expected once: $element"
  done
  [[ "$(tr ',' '\n' <"$work/out" | grep -cE '^(gc-coro|await-size)')" -eq $# ]] || complain "expected $# of ours"
  opt_with -disable-output -print-pipeline-passes -gc-coro-split-all "-passes=$pipeline" "$inputs/plain.ll"
  expect_status 0
  expect out 'gc-coro-mark<all' 1
  expect out 'gc-coro-split<marked-only;no-coroutines>' 1
}

test_logs() {
  RUST_LOG=gc_coro=debug opt_with -disable-output -passes=gc-coro-split "$inputs/plain.ll"
  expect_status 0
  expect err "registers for LLVM $major" 1
  expect err 'gc-coro-split runs' 1
}

test_clang_loads() {
  echo 'int f(void) { return 0; }' >"$work/f.c"
  run "$clang" "$1" -fpass-plugin="$plugin" -Xclang -fdebug-pass-manager -S -o /dev/null "$work/f.c"
  expect_status 0
  expect_no_crash
  # Coroutines and awaits have a place each.
  expect err 'Running pass: GcCoroSplitPass' 2
}

test_library() {
  local needed name
  needed="$(readelf -d "$plugin" | grep NEEDED)"
  echo "$needed"
  ! grep -q LLVM <<<"$needed"
  # The C API and the C++ one come from the host...
  nm -D --undefined-only "$plugin" | grep -q ' LLVMGetFirstFunction$'
  nm -D --undefined-only "$plugin" | grep -q ' _ZN4llvm'
  # ... and nothing of LLVM that the headers compiled into the plugin is offered to it.
  ! nm -D --defined-only "$plugin" | grep -E ' (_ZN4llvm|_ZNK4llvm|_ZTVN4llvm|LLVM)'
  for name in llvmGetPassPluginInfo gc_coro_register_pass_builder_callbacks; do
    nm -D --defined-only "$plugin" | grep -q " T $name\$"
  done
  # What is bound when the library is loaded must exist in every LLVM: functions are bound when called.
  ! readelf -rW "$plugin" | grep -E 'GLOB_DAT +[0-9a-f]+ LLVM'
}

# The symbols that the plugin needs bound when it is loaded.
bound_at_load() {
  readelf -rW "$1" | awk '$3 !~ /JUMP_SLO/ && $5 ~ /llvm|LLVM/ { print $5 }' | sort -u
}

# Data that this LLVM lacks would keep a plugin for another one from being loaded, and from saying what is wrong.
test_data_of_another_build_is_here_or_weak() {
  local library="$1" libllvm symbol
  libllvm="$(ldd "$opt" | awk '/libLLVM/ { print $3 }')"
  nm -D --defined-only "$libllvm" | sed 's/@.*//' | awk '{ print $3 }' | sort -u >"$work/defined"
  nm -D --undefined-only "$library" | awk '$1 == "w" || $1 == "v" { print $2 }' | sort -u >"$work/weak"
  bound_at_load "$library" >"$work/bound"
  [[ -s $work/bound && -s $work/defined ]] || { echo 'no symbols found' && return 1; }
  for symbol in $(comm -23 "$work/bound" "$work/defined" | comm -23 - "$work/weak"); do
    echo "LLVM $major lacks $symbol: it belongs into shim/weak.h"
    return 1
  done
}

test_panic_is_a_diagnostic() {
  run "$opt" -load-pass-plugin="$faults" -disable-output -passes='gc-coro-split<panic>' "$inputs/plain.ll"
  expect_status 1
  expect_no_crash
  expect_lines err 3
  expect err "gc-coro-split: in function 'plain': internal error: the fault that the test asked for at src/plugin/run.rs:" 1
}

test_registrar() {
  local element="gc-coro-split<help>,gc-coro-split"
  run "$work/registrar" "$faults" "$element" 'gc-coro-split<panic>' 'gc-coro-split<oops>' 'gc-coro-split<oops>' \
    'gc-coro-split'
  expect_status 0
  expect_no_crash
  expect out "for LLVM $major" 1
  # The host goes on after a panic, and each registration explains a bad parameter for itself.
  expect out "error: gc-coro-split: in function 'f': internal error: " 1
  expect out "refused: unknown pass name 'gc-coro-split<oops>'" 2
  expect err "unknown parameter 'oops'" 2
  expect out 'ran' 3
}

# The remark says who split what: stock coro-split's has another pass name.
split_by_us() { opt_with -S -o "$work/split.ll" -pass-remarks=gc-coro "-passes=$1" "${@:2}" "$coroutines"; }

test_split_by_name() {
  split_by_us "$1"
  expect_status 0
  expect err "split 'marked': frame of " 1
  expect err "split 'unmarked': frame of " 1
  expect err ', suspend points: 1' 2
  grep -q '@marked.resume(' "$work/split.ll" || complain 'no function @marked.resume'
}

test_split_of_an_optnone_function() {
  sed 's/^\(define ptr @marked.*\) presplitcoroutine/\1 presplitcoroutine noinline optnone/' "$coroutines" \
    >"$work/optnone.ll"
  opt_with -S -o "$work/split.ll" -pass-remarks=gc-coro -opt-bisect-limit=0 -passes=gc-coro-split "$work/optnone.ll"
  expect_status 0
  expect err "split 'marked': frame of " 1
}

test_marked_only() {
  # The pattern matches stock coro-split too.
  opt_with -S -o "$work/split.ll" -pass-remarks=coro-split "-passes=$1" "$coroutines"
  expect_status 0
  expect err "split 'marked': frame of " 1
  expect err "split 'unmarked': frame of " 0
  # Stock splits what is left; that of LLVM 16 makes no remarks.
  expect err "Split 'marked' (" 0
  [[ $major -eq 16 ]] || expect err "Split 'unmarked' (" 1
  grep -q '@unmarked.resume(' "$work/split.ll" || complain 'stock did not split @unmarked'
  run "$opt" -passes=verify -disable-output "$work/split.ll"
  expect_status 0
}

test_marked_only_without_marks() {
  sed 's/"gc-coro"//' "$coroutines" >"$work/unmarked.ll"
  run "$opt" -S -passes="$1" "$work/unmarked.ll"
  mv "$work/out" "$work/stock"
  opt_with -S -passes="$1" "$work/unmarked.ll"
  expect_status 0
  cmp "$work/out" "$work/stock" || complain 'the plugin changed a module without marked functions'
}

test_split_all() {
  split_by_us "$1" -gc-coro-split-all
  expect_status 0
  expect err "split 'marked': frame of " 1
  expect err "split 'unmarked': frame of " 1
}

# refused_by_clang OPTION...: a coroutine with a dynamic alloca that is needed after a suspension. clang goes on after the
# error, and LLVM's own split must not get it.
refused_by_clang() {
  local load=()
  [[ $major -ge 22 ]] || load=(-Xclang -load -Xclang "$plugin")
  cp "$inputs/refused.cpp" "$work/refused.cpp"
  cd "$work"
  run "$clang" -std=c++20 "$@" -fpass-plugin="$plugin" "${load[@]}" -mllvm -gc-coro-split-all -c -o "$work/refused.o" refused.cpp
  expect_status 1
  expect_no_crash
  [[ ! -e $work/refused.o ]] || complain 'there is an object file'
  expect err 'error: ' 1
  expect err '1 error generated.' 1
}

# With -g clang shows the line of what is wrong, else that of the function.
test_clang_shows_the_place() {
  refused_by_clang "$1" -g
  grep -qE "^refused\.cpp:15:[0-9]+: error: gc-coro-split: in function 'counted\(int\)': the alloca '.*' has no constant size and is used after the suspend point\$" "$work/err" ||
    complain 'expected the place, the readable name and the error'
  grep -qxF 'note: the size of a frame is fixed when the coroutine is compiled' "$work/err" || complain 'expected the note'
  grep -qxF 'note: allocate it on the heap, or end its lifetime before the suspend point' "$work/err" || complain 'expected the help'
  grep -qE '^ +\| +\^' "$work/err" || grep -qE '^ +\^' "$work/err" || complain 'expected a caret'
}

test_clang_shows_the_function() {
  refused_by_clang "$1"
  grep -qE "^refused\.cpp:14:[0-9]+: error: gc-coro-split: in function 'counted\(int\)': the alloca" "$work/err" ||
    complain 'expected the place of the function'
}

# Nobody is there to read what is said, or there is no room for it. (/dev/full is what a full disk is.)
test_full_stderr() {
  local element input
  for element in 'gc-coro-split<oops>' gc-coro-split 'gc-coro-split<help>' 'print<gc-coro-frames>' gc-coro-verify; do
    for input in "$inputs/plain.ll" "$coroutines"; do
      run env RUST_LOG=gc_coro=debug sh -c '"$@" >/dev/full 2>/dev/full' sh "$opt" -load-pass-plugin="$plugin" \
        -disable-output "-passes=$element" "$input"
      [[ $status -le 1 ]] || complain 'expected an end without a signal'
      run env RUST_LOG=gc_coro=debug sh -c '"$@" >&- 2>&-' sh "$opt" -load-pass-plugin="$plugin" \
        -disable-output "-passes=$element" "$input"
      [[ $status -le 1 ]] || complain 'expected an end without a signal'
    done
  done
  run sh -c '"$@" 2>/dev/full' sh "$opt" -load-pass-plugin="$plugin" -disable-output -passes='gc-coro-split<oops>' "$inputs/plain.ll"
  expect_status 1
}

# clang 22 reads its -mllvm options after it loaded the plugin; older ones have to be told to load it first.
test_clang_split_all() {
  local load=()
  [[ $major -ge 22 ]] || load=(-Xclang -load -Xclang "$plugin")
  run "$clang" "$1" -fpass-plugin="$plugin" "${load[@]}" -mllvm -gc-coro-split-all -Rpass=gc-coro \
    -S -o /dev/null -x ir "$coroutines"
  expect_status 0
  expect_no_crash
  expect err "split 'marked': frame of " 1
  expect err "split 'unmarked': frame of " 1
}

test_yaml_remark() {
  split_by_us gc-coro-split -pass-remarks-output="$work/remarks.yml"
  expect_status 0
  mv "$work/remarks.yml" "$work/out"
  local line
  for line in 'Pass:            gc-coro-split' 'Name:            CoroutineSplit' 'FrameBytes:' 'FrameAlign:' 'Suspends:'; do
    expect out "$line" 2
  done
}

# A plugin for another LLVM: one line that names both, and a clean end. Where the line is missing, the plugin refers
# to data that this LLVM lacks, and was not even loaded: shim/weak.h.
test_wrong_llvm() {
  local built_for="$1" library="$2"
  run "$opt" -load-pass-plugin="$library" -disable-output -passes='default<O0>' "$inputs/plain.ll"
  expect_no_crash
  expect err 'gc-coro: ' 1
  expect err "gc-coro: this library is built for LLVM $built_for, but loaded into LLVM $major;" 1
  expect err "scripts/build.sh --llvm $major" 1
  if [[ $major -eq 16 ]]; then
    # opt 16 says that it goes on without the plugin, and does.
    expect_status 0
    expect err 'Request ignored' 1
  else
    expect_status 1
    expect err 'Wrong API version on plugin' 1
  fi
}

# Builds for other LLVMs, which opt 16 ignores, must not lend this one their functions: LLVM loads plugins with
# RTLD_GLOBAL.
test_beside_a_wrong_one() {
  run "$opt" -load-pass-plugin="$1" -load-pass-plugin="$plugin" -disable-output -passes='gc-coro-split<help>' \
    "$inputs/plain.ll"
  expect_no_crash
  expect_status 0
  expect out "for LLVM $major" 1
}

# Two builds for this LLVM: what the first does not understand goes to the second, which runs its own code.
test_beside_another_build() {
  run "$opt" -load-pass-plugin="$plugin" -load-pass-plugin="$faults" -disable-output -passes='gc-coro-split<panic>' \
    "$inputs/plain.ll"
  expect_no_crash
  expect_status 1
  expect err "gc-coro: pass 'gc-coro-split': unknown parameter 'panic'" 1
  expect err 'internal error: the fault that the test asked for' 1
}

# A task of another file is inside of the frame of the one that awaits it: the link imports it while it is whole.
test_thin_lto_elides() {
  local flags=(-std=c++20 -O2 -flto=thin -fpass-plugin="$plugin" -mllvm -gc-coro-split-all) file
  for file in caller callee; do
    run "$clang" "${flags[@]}" -c "$inputs/lto/$file.cpp" -o "$work/$file.o"
    expect_status 0
  done
  run "$clang" -flto=thin -fuse-ld=lld -Wl,--load-pass-plugin="$plugin" \
    "$work/caller.o" "$work/callee.o" -lstdc++ -o "$work/lto"
  expect_status 0
  run "$work/lto"
  expect out "999000, allocations: 0" 1
}
