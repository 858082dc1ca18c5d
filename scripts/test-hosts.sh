#!/usr/bin/env bash
# Tests the plugin in its hosts: opt, clang and a program with a PassBuilder of its own.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$PROJECT_ROOT/tests/hosts/harness.sh"
source "$PROJECT_ROOT/tests/hosts/cases.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-hosts.sh [--llvm 22|19|16|all]

Builds the plugin for every supported LLVM, loads it into opt and clang of the
chosen one (default: all), and checks what these hosts then do: names,
parameters, required passes, standard pipelines, the wrong LLVM, a panic.
Installs what is missing. The last line is: N passed, N failed
TEXT
}

parse_options "llvm=" "$@"
majors="$(llvm_majors "${opt_llvm:-all}")"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The input with this LLVM's spelling of llvm.coro.end.
write_coroutines() {
  local call declaration
  case "$major" in
    16) call='call i1 @llvm.coro.end(ptr %handle, i1 false)' declaration='declare i1 @llvm.coro.end(ptr, i1)' ;;
    19) call='call i1 @llvm.coro.end(ptr %handle, i1 false, token none)' ;;&
    22) call='call void @llvm.coro.end(ptr %handle, i1 false, token none)' ;;&
    19) declaration='declare i1 @llvm.coro.end(ptr, i1, token)' ;;
    22) declaration='declare void @llvm.coro.end(ptr, i1, token)' ;;
  esac
  [[ $call == call\ i1* ]] && call="%end = $call"
  sed -e "s/@END@/$call/" -e "s/@DECLARE_END@/$declaration/" "$inputs/coroutines.ll.in" | grep -v '^;' >"$coroutines"
}

# The plugin with a parameter that panics, and the host that has the PassBuilder in its hands.
build_helpers() {
  local prefix
  prefix="$(llvm_prefix "$major")"
  cp "$(faults_plugin "$major")" "$faults"
  nice "${CXX:-g++}" -std=c++17 -O0 -fno-rtti -isystem "$("$prefix/bin/llvm-config" --includedir)" \
    "$inputs/registrar.cpp" -o "$work/registrar" \
    -L"$("$prefix/bin/llvm-config" --libdir)" "-lLLVM-$major" -ldl
}

names_and_parameters() {
  local in="LLVM $major:"
  check "$in loads" test_loads_and_leaves_other_code_alone
  check "$in library" test_library
  check "$in help" test_help 'gc-coro-split<help>'
  check "$in help of the printer" test_help 'print<gc-coro-frames;help>'
  check "$in round trip, plain" test_round_trip 'gc-coro-split<>' gc-coro-split
  check "$in round trip, defaults" test_round_trip 'gc-coro-split<packing;no-marked-only;>' gc-coro-split
  check "$in round trip, parameters" test_round_trip 'gc-coro-split<marked-only;no-packing>,function(sroa)' \
    "$(printed_with_sroa 'gc-coro-split<no-packing;marked-only>')"
  check "$in round trip, printer" test_round_trip 'print<gc-coro-frames;no-packing;json>' \
    'print<gc-coro-frames;json;no-packing>'
  check "$in -print-after" test_dumps_know_the_pass -print-after After
  check "$in -print-before" test_dumps_know_the_pass -print-before Before
  check "$in -time-passes, -debug-pass-manager" test_other_tools_know_the_pass
  check "$in -opt-bisect-limit" test_required_under_bisection
  check "$in RUST_LOG" test_logs
  check "$in unknown parameter" test_bad_parameter 'gc-coro-split<pakcing>' "unknown parameter 'pakcing'"
  check "$in switch with a value" test_bad_parameter 'gc-coro-split<packing=2>' "'packing' takes no value"
  check "$in empty parameter" test_bad_parameter 'gc-coro-split<packing;;help>' 'empty parameter'
  check "$in missing >" test_bad_parameter 'gc-coro-split<packing' "missing '>'"
  check "$in parameter of another pass" test_bad_parameter 'print<gc-coro-frames;coro-early>' 'print<gc-coro-frames>'
  check "$in another name" test_not_ours gc-coro-splitter
}

# How this LLVM prints a pass of its own beside ours.
printed_with_sroa() {
  "$opt" -disable-output -disable-verify -print-pipeline-passes -passes='function(sroa)' "$inputs/plain.ll" |
    sed "s/^/$1,/"
}

hosts_and_pipelines() {
  local in="LLVM $major:" level last='gc-coro-split<marked-only;no-coroutines>' ours mark='gc-coro-mark' thin=
  ours=('gc-coro-prepare<unwinding;marked-only>' "$last" await-size gc-coro-simplify)
  [[ $major -ge 19 ]] || mark='gc-coro-mark<no-check>'
  [[ $major -ge 20 ]] || ours+=('gc-coro-prepare<marks-only>')
  [[ $major -lt 20 ]] || thin='managed-only;'
  # Where the coroutines of llvm.coro.* are split: among the passes on SCCs, if LLVM lets us.
  split_at() { [[ $major -ge 19 ]] && echo "gc-coro-split<marked-only;$2simplify=$1>" || echo 'gc-coro-split<marked-only;no-awaits>'; }
  for level in O1 O2 O3 Os Oz; do
    check "$in default<$level>" test_standard_pipeline_has "default<$level>" "$mark" "$(split_at "$level" '')" "${ours[@]}"
  done
  check "$in default<O0>" test_standard_pipeline_has 'default<O0>' 'gc-coro-mark<no-check>' \
    'gc-coro-prepare<unwinding;marked-only>' 'gc-coro-split<marked-only;no-awaits;coro-early>' "$last" await-size
  check "$in thinlto-pre-link<O2>" test_standard_pipeline_has 'thinlto-pre-link<O2>' "$mark" "$(split_at O2 "$thin")" "${ours[@]}"
  check "$in lto-pre-link<O2>" test_standard_pipeline_has 'lto-pre-link<O2>' "$mark" "$(split_at O2 '')" "${ours[@]}"
  check "$in clang -O0" test_clang_loads -O0
  check "$in clang -O2" test_clang_loads -O2
  check "$in a panic" test_panic_is_a_diagnostic
  check "$in a host with its own PassBuilder" test_registrar
  check "$in stdout and stderr that take nothing" test_full_stderr
  for level in O0 O1 O2; do
    check "$in clang -$level -g shows the place of an error" test_clang_shows_the_place "-$level"
    check "$in clang -$level shows the function of an error" test_clang_shows_the_function "-$level"
  done
}

splitting() {
  local in="LLVM $major:" level
  check "$in split by name" test_split_by_name gc-coro-split
  check "$in split by name after coro-early" test_split_by_name coro-early,gc-coro-split
  check "$in split of an optnone function" test_split_of_an_optnone_function
  check "$in YAML remarks" test_yaml_remark
  check "$in clang -O0, all" test_clang_split_all -O0
  check "$in clang -O2, all" test_clang_split_all -O2
  # LLVM 19 does not tell a plugin that it compiles for ThinLTO.
  [[ $major -lt 22 ]] || check "$in ThinLTO elides a call of another file" test_thin_lto_elides
  for level in O0 O1 O2; do
    check "$in only what is marked, default<$level>" test_marked_only "default<$level>"
    check "$in nothing is marked, default<$level>" test_marked_only_without_marks "default<$level>"
    check "$in -gc-coro-split-all, default<$level>" test_split_all "default<$level>"
  done
}

other_builds() {
  local other
  for other in "${LLVM_SUPPORTED[@]}"; do
    [[ $other -ne $major ]] || continue
    check "LLVM $major: data of a plugin for LLVM $other" test_data_of_another_build_is_here_or_weak \
      "$(plugin_path "$other")"
    check "LLVM $major: a plugin for LLVM $other" test_wrong_llvm "$other" "$(plugin_path "$other")"
    # opt 19 and 22 end at the plugin that does not fit.
    [[ $major -ne 16 ]] ||
      check "LLVM $major: beside a plugin for LLVM $other" test_beside_a_wrong_one "$(plugin_path "$other")"
  done
  check "LLVM $major: beside another build for it" test_beside_another_build
}

need_packages binutils
"$PROJECT_ROOT/scripts/build.sh" --llvm all >/dev/null
need_rust
for major in $majors; do
  need_packages "clang-$major"
  [[ $major -lt 22 ]] || need_packages "lld-$major"
  opt="$(llvm_tool "$major" opt)"
  clang="$(command -v "clang-$major" || llvm_tool "$major" clang)"
  plugin="$(plugin_path "$major")"
  inputs="$PROJECT_ROOT/tests/hosts/inputs"
  coroutines="$work/coroutines-$major.ll"
  faults="$work/libgc_coro-$major-faults.so"
  write_coroutines
  build_helpers
  names_and_parameters
  hosts_and_pipelines
  splitting
  other_builds
done

finish_counts
