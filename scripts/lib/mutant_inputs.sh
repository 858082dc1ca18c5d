#!/usr/bin/env bash
# The modules that mutants are made of, as .ll files in one folder. To be run by scripts/fuzz-mutants.sh:
#
#     mutant_inputs.sh MAJOR OUT CLANG
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

major="$1" out="$2" clang="$3"
bin="$(llvm_prefix "$major")/bin"
tests="$PROJECT_ROOT/lit-tests"
spelling="$(coro_spelling "$major")"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# keep NAME FILE...: the texts after each other, if LLVM accepts them as one module.
keep() {
  local name="$1"
  shift
  cat "$@" >"$scratch/module.ll"
  "$bin/opt" -passes=verify -disable-output "$scratch/module.ll" 2>/dev/null || return 1
  cp "$scratch/module.ll" "$out/$name.ll"
}

# A program of tests/gc, whose declarations are in one file: those that it has not itself.
keep_with_declarations() {
  local name="$1" file="$2"
  grep -q '^; DECLARATIONS$' "$file" || return 1
  sed -f "$spelling" "$PROJECT_ROOT/tests/gc/ir/declarations.inc" | while read -r line; do
    symbol="$(grep -o '@[A-Za-z0-9_.]*' <<<"$line" | head -n 1)" || true
    [[ -n $symbol ]] && grep -qE "^(define|declare|@).*${symbol//./\\.}[( ]|^$symbol =" "$file" || printf '%s\n' "$line"
  done >"$scratch/declarations.ll"
  keep "$name" "$scratch/declarations.ll" "$file"
}

# try_spellings NAME FILE: a test in the spelling of this LLVM, with the declarations that its folder gives it.
try_spellings() {
  local name="$1" file="$2" from_gc="$scratch/gc.ll" plain="$scratch/plain.ll"
  sed -f "$spelling" "$file" >"$plain"
  sed -f "$spelling" "$tests/Inputs/prelude.ll" >"$scratch/prelude.ll"
  sed -f "$tests/gc/Inputs/non-integral.sed" "$scratch/prelude.ll" "$tests/gc/Inputs/prelude.ll" 2>/dev/null |
    sed -f "$spelling" >"$from_gc"
  keep "$name" "$scratch/prelude.ll" "$plain" ||
    keep "$name" "$from_gc" "$plain" ||
    keep "$name" "$tests/await/runtime.inc" "$plain" ||
    keep_with_declarations "$name" "$plain" ||
    keep "$name" "$plain" || say "not valid for LLVM $major: $name"
}

mkdir -p "$out"
while read -r file; do
  name="${file#"$PROJECT_ROOT"/}"
  name="${name%.ll}" && name="${name//\//-}"
  if grep -q '^;--- \|^//--- ' "$file"; then
    rm -rf "$scratch/pieces" && "$bin/split-file" "$file" "$scratch/pieces" || continue
    for piece in "$scratch"/pieces/*; do
      try_spellings "$name-$(basename "$piece" .ll)" "$piece"
    done
  else
    try_spellings "$name" "$file"
  fi
done < <(find "$tests" "$PROJECT_ROOT/examples" "$PROJECT_ROOT/tests" -name '*.ll' ! -path '*/target/*' | sort)

[[ -n $clang ]] || exit 0
cxx() {
  local source name
  for source in "$PROJECT_ROOT"/tests/cxx/*.cpp; do
    name="cxx-$(basename "$source" .cpp)"
    "$clang" -std=c++20 -w -O0 -Xclang -disable-llvm-passes -S -emit-llvm "$source" -o "$out/$name-O0.ll" 2>/dev/null || {
      rm -f "$out/$name-O0.ll"
      continue
    }
    "$clang" -std=c++20 -w -g -O2 -Xclang -disable-llvm-passes -S -emit-llvm "$source" -o "$scratch/O2.ll" 2>/dev/null &&
      "$bin/opt" -S -passes='coro-early,function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>)' \
        "$scratch/O2.ll" -o "$out/$name-O2.ll" 2>/dev/null || true
  done
}
cxx
