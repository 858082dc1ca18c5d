#!/usr/bin/env bash
# Builds the plugin for one LLVM, or for all that are supported.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/build.sh [--llvm N|all|others] [--fast]

Builds gc-coro in release mode into target/llvm-N/ and prints the plugin's
absolute path as the last line (with "all", one line for each LLVM).
Installs what is missing with apt: LLVM's headers and tools, a C++ compiler.
Rust has to be there (https://rustup.rs). The default is LLVM 22. "all" is 22,
19 and 16; "others" is 23, 21, 18 and 17, which come from other releases of
Debian where this one does not have them (scripts/roots.sh).

An LLVM elsewhere is found through LLVM_SYS_221_PREFIX, LLVM_SYS_191_PREFIX
and so on.

  --fast   builds in less time, for tests: the plugin is slower
TEXT
}

parse_options "llvm= fast" "$@"
[[ -z $opt_fast ]] || export CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

build_one() {
  local major="$1" target="$PROJECT_ROOT/target/llvm-$1" plugin built
  plugin="$(plugin_path "$major")"
  if is_built "$major" && [[ -r $plugin ]]; then
    plugins+=("$plugin")
    return
  fi
  need_llvm "$major"
  say "building gc-coro for LLVM $major in $(llvm_prefix "$major")"
  (cd "$PROJECT_ROOT" &&
    with_llvm "$major" cargo build --release --locked --target-dir "$target" $(cargo_features "$major") 1>&2)
  built="$target/release/libgc_coro.so"
  # A copy under a new name first: a host that has the old one open must not see half a file.
  if ! cmp -s "$built" "$plugin"; then
    cp "$built" "$plugin.new"
    mv "$plugin.new" "$plugin"
  fi
  plugins+=("$plugin")
}

majors="$(llvm_majors "$opt_llvm")"
need_cxx
need_rust
plugins=()
for major in $majors; do
  build_one "$major"
done
printf '%s\n' "${plugins[@]}"
