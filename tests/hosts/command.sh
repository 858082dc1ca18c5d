#!/usr/bin/env bash
# The tests of the command gc-coro. To be sourced, after harness.sh and api.sh.

test_command_frames() {
  run "$command" frames "$work/coroutines.ll"
  expect_status 0
  expect out 'marked: frame of ' 2
  expect out 'suspend point' 2
  run "$command" frames --function unmarked "$work/coroutines.ll"
  expect_status 0
  expect out 'frame of ' 1
  expect out 'unmarked: frame of ' 1
  run "$command" frames --marked-only "$work/coroutines.ll"
  expect out 'frame of ' 1
  run "$command" frames - <"$work/coroutines.ll"
  expect_status 0
}

# The JSON is the library's: that of the pass.
test_command_json() {
  "$command" frames --json "$work/coroutines.ll" >"$work/json"
  "$opt" -load-pass-plugin="$plugin" -disable-output -passes='coro-early,function(sroa,early-cse),print<gc-coro-frames;json>' \
    "$work/coroutines.ll" >"$work/of-pass"
  cmp "$work/json" "$work/of-pass"
  "$command" frames --json -f marked "$work/coroutines.ll" | python3 -c 'import json, sys; [f] = json.load(sys.stdin); assert f["function"] == "marked"'
  "$command" explain --json "$work/coroutines.ll" |
    python3 -c 'import json, sys
for f in json.load(sys.stdin): assert f["fixed"] + f["live"] + f["apart"] + f["padding"] == f["size"], f'
  "$command" frames --svg "$work/coroutines.ll" | python3 -c 'import sys, xml.dom.minidom as x; assert x.parse(sys.stdin).documentElement.tagName == "svg"'
}

test_command_explain() {
  run "$command" explain "$work/coroutines.ll"
  expect_status 0
  expect out 'has a frame of ' 2
  expect out 'header: resume, destroy' 2
  expect out 'live at suspend point 0, where most is live'
}

test_command_split() {
  run "$command" split "$work/coroutines.ll"
  expect_status 0
  expect err "note: split 'marked': frame of " 1
  expect out 'define internal fastcc void @marked.resume' 1
  run "$command" split -f marked -o "$work/split.bc" "$work/coroutines.ll"
  expect_status 0
  expect_lines out 0
  "$(llvm_tool "$major" llvm-dis)" "$work/split.bc" -o "$work/split.ll"
  grep -q '@marked.resume' "$work/split.ll" && ! grep -q '@unmarked.resume' "$work/split.ll" || complain 'expected one split'
  # A generator that runs.
  spelled "$PROJECT_ROOT/examples/tutorials/generator.ll" >"$work/generator.ll"
  "$command" split -o "$work/generator.split.ll" "$work/generator.ll"
  run "$(llvm_tool "$major" lli)" "$work/generator.split.ll"
  [[ "$(tr '\n' ' ' <"$work/out")" == '10 11 12 ' ]] || complain 'expected three numbers'
  spelled "$PROJECT_ROOT/examples/reference/await.ll" >"$work/await.ll"
  "$command" split --passes '' -o "$work/await.split.ll" "$work/await.ll"
  run "$(llvm_tool "$major" lli)" "$work/await.split.ll"
  [[ "$(head -n 2 "$work/out" | tr '\n' ' ')" == '42 42 ' ]] || complain 'expected two numbers'
}

test_command_verify() {
  run "$command" verify "$work/coroutines.ll"
  expect_status 0
  expect out 'no rule of a collector is broken' 1
  run "$command" verify "$work/broken.ll"
  expect_status 1
  expect err "error: in function 'number': ptrtoint of a managed pointer" 1
  expect_lines out 0
}

# Each kind of error: one or more lines that begin with "error:", and a status.
test_command_errors() {
  run "$command" frames "$work/broken.ll"
  expect_status 1
  expect err "error: broken.src:7:3: in function 'broken_too'" 1
  expect err 'error: ' 2
  run "$command" split "$work/broken.ll"
  expect_status 1
  expect_lines out 0
  run "$command" frames "$work/absent.ll"
  expect_status 2
  expect err 'absent.ll: No such file' 1
  run "$command" frames "$work/absent.cpp"
  expect_status 2
  expect err 'there is no such file' 1
  run "$command" frames "$work/header.txt"
  expect_status 2
  expect err 'has to end in .ll, .bc, .cpp' 1
  printf 'define void @f( {\n' >"$work/syntax.ll"
  run "$command" frames "$work/syntax.ll"
  expect_status 2
  expect err 'syntax.ll:2:1: error: expected type' 1
  run "$command" frames --gc jlia "$work/coroutines.ll"
  expect_status 2
  expect err 'error: --gc: ' 1
  run "$command" frames --passes nonsense "$work/coroutines.ll"
  expect_status 2
  expect err "passes 'nonsense': " 1
  run "$command" frames -f nothing "$work/coroutines.ll"
  expect_status 2
  expect err 'there is no coroutine nothing' 1
  run "$command" split -f nothing "$work/coroutines.ll"
  expect_status 2
  run "$command" frames --clang /nonexistent "$PROJECT_ROOT/examples/generator.cpp"
  expect_status 2
  expect err 'cannot run /nonexistent' 1
  run "$command" frames --nonsense "$work/coroutines.ll"
  expect_status 2
  run "$command"
  expect_status 2
  run sh -c '"$1" frames "$2" >/dev/full' sh "$command" "$work/coroutines.ll"
  expect_status 2
  expect err 'cannot write the result' 1
  expect_no_crash
}

test_command_colours() {
  run "$command" --color always frames "$work/coroutines.ll"
  grep -q $'\e\[' "$work/out" || complain 'expected colours'
  run "$command" --color auto frames "$work/coroutines.ll"
  ! grep -q $'\e' "$work/out" || complain 'expected no colours'
}

# C++: clang compiles it, and the places of the source are shown.
test_command_cxx() {
  run "$command" frames "$PROJECT_ROOT/examples/generator.cpp"
  expect_status 0
  expect out 'fibonacci(int): frame of ' 1
  run "$command" explain -f fibonacci "$PROJECT_ROOT/examples/generator.cpp"
  expect_status 0
  expect out 'fibonacci(int) has a frame of ' 1
  expect out 'has a frame of ' 1
  expect out 'generator.cpp:' 1
  printf 'int f( {\n' >"$work/wrong.cpp"
  run "$command" frames "$work/wrong.cpp"
  expect_status 2
  expect err 'has not compiled' 1
}

test_command_help() {
  local action
  for action in '' frames explain split verify; do
    run "$command" $action --help
    expect_status 0
    expect out 'Usage: gc-coro' 1
  done
  run "$command" --version
  expect out "gc-coro 0.1.0 for LLVM $major" 1
}
