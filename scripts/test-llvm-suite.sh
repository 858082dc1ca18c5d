#!/usr/bin/env bash
# Splits the inputs of LLVM's own coroutine tests.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-llvm-suite.sh [--llvm 22|19|16|all] [--no-build]

Fetches LLVM's source package from Debian (some 200 MB, kept in target/llvm-suite), takes its coroutine tests, and runs each
through gc-coro-split and LLVM's verifier, after coro-early where the test does so. Prints a row for each test:

  split        its switch-resumed coroutines are split, and the result verifies
  other        it has coroutines of another lowering only, which stay as they are
  none         it has no coroutine that is not split yet
  refused      with a message, as scripts/lib/llvm-suite-refusals.txt expects and explains
  FAILED       everything else: another message, a crash, a hang, invalid IR, a coroutine left unsplit

The last line of the output is "N passed, N failed". No other script runs this one.
TEXT
}

parse_options "llvm= no-build" "$@"

store="$PROJECT_ROOT/target/llvm-suite"
refusals="$PROJECT_ROOT/scripts/lib/llvm-suite-refusals.txt"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
majors="$(llvm_majors "$opt_llvm")"

# sources ARGUMENT...: runs an apt command on source packages only, with lists of its own.
sources() {
  local tool="$1"
  shift
  "$tool" -q -o Dir::Etc::sourcelist="$store/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$store/apt/lists" -o Debug::NoLocking=1 "$@"
}

# list_sources: LLVM's packages of this Debian, and of the newest, where packages of security updates may have moved.
list_sources() {
  local codename suite keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror=http://deb.debian.org
  [[ -r $keyring ]] || need_packages debian-archive-keyring
  codename="$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")"
  mkdir -p "$store/apt/lists/partial"
  for suite in "debian $codename" "debian-security $codename-security" "debian sid"; do
    echo "deb-src [signed-by=$keyring] $mirror/${suite% *} ${suite#* } main"
  done >"$store/apt/sources.list"
  retry sources apt-get update >&2 || die "apt-get update failed"
}

# fetch MAJOR: the tests of that LLVM, in $store/MAJOR.
fetch() {
  local major="$1" package="llvm-toolchain-$1" version tarball
  [[ ! -d $store/$major ]] || return 0
  list_sources
  mkdir -p "$work/$major"
  for version in $(sources apt-cache showsrc "$package" | sed -n 's/^Version: //p'); do
    (cd "$work/$major" && sources apt-get source --download-only --tar-only "$package=$version") >&2 && break
    say "$package $version: not there"
  done
  tarball="$(find "$work/$major" -name "*.orig.tar.*" | head -n 1)"
  [[ -n $tarball ]] || die "no source package of LLVM $major could be fetched"
  say "unpacking $(basename "$tarball")"
  mkdir "$work/$major/tests"
  tar -xf "$tarball" -C "$work/$major/tests" --wildcards --strip-components=5 '*/llvm/test/Transforms/Coroutines/*'
  rm "$tarball"
  mv "$work/$major/tests" "$store/$major"
}

# expected NAME: why the refusal of that test in $work/messages is right, or status 1.
expected() {
  local name part reason
  while IFS='|' read -r name part reason; do
    name="${name% }" part="${part# }"
    [[ $name == "$1" ]] && grep -qF -- "${part% }" "$work/messages" && echo "${reason# }" && return
  done < <(grep -v '^#' "$refusals")
  return 1
}

passed=0 failed=0
# row LLVM RESULT NAME [TEXT]
row() {
  if [[ $2 == FAILED ]]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
  printf '%s  %-8s %-48s %s\n' "$1" "$2" "$3" "${4:-}"
}

# Left as they are: coroutines of other lowerings.
other='llvm\.coro\.(id\.retcon|id\.async|begin\.custom)'

# check MAJOR FILE NAME PASSES: one module.
check() {
  local major="$1" file="$2" name="$3" passes="$4" status=0 reason
  (
    ulimit -v 8000000 -c 0
    timeout 20 "$opt" -load-pass-plugin="$plugin" -passes="$passes" -S "$file" -o "$work/out.ll"
  ) >"$work/messages" 2>&1 || status=$?
  if [[ $status -ne 0 ]]; then
    # Our own defects have a message as well, but no expected one.
    if [[ $status -eq 1 ]] && reason="$(expected "$name")"; then
      row "$major" refused "$name" "$reason"
    else
      row "$major" FAILED "$name" "status $status: $(grep -m1 . "$work/messages" || true)"
    fi
  elif grep -q '^[^;]*presplitcoroutine' "$work/out.ll" && ! grep -Eq "$other" "$file"; then
    row "$major" FAILED "$name" "a coroutine is left unsplit"
  elif ! grep -q '^[^;]*presplitcoroutine' "$file"; then
    row "$major" none "$name"
  elif grep -q '@llvm.coro.id(' "$file"; then
    row "$major" split "$name"
  else
    row "$major" other "$name"
  fi
}

for major in $majors; do
  need_llvm "$major"
  fetch "$major"
  opt="$(llvm_prefix "$major")/bin/opt" plugin="$PROJECT_ROOT/target/llvm-$major/libgc_coro-$major.so"
  [[ -n $opt_no_build ]] || "$PROJECT_ROOT/scripts/build.sh" --llvm "$major" >&2
  [[ -r $plugin ]] || die "there is no plugin at $plugin: run scripts/build.sh --llvm $major"
  while IFS= read -r test; do
    name="${test#"$store/$major/"}" passes=gc-coro-split,verify
    ! grep -Eq '^; *RUN:.*(coro-early|default<|-O[0-3s])' "$test" || passes="coro-early,$passes"
    if ! grep -q '^;--- .*\.ll' "$test"; then
      check "$major" "$test" "$name" "$passes"
      continue
    fi
    rm -rf "$work/pieces"
    "$(llvm_prefix "$major")/bin/split-file" "$test" "$work/pieces"
    for piece in "$work"/pieces/*.ll; do
      check "$major" "$piece" "$name/${piece##*/}" "$passes"
    done
  done < <(find "$store/$major" -name '*.ll' | LC_ALL=C sort)
done
finish_counts
