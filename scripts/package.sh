#!/usr/bin/env bash
# Makes what can be installed: a tarball and a Debian package for each LLVM.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/package.sh [--llvm N|all] [--out FOLDER] [--no-deb]

Builds the plugin and the command gc-coro for one LLVM (default: 22) or all, and
puts them, with headers, documents and files for CMake and pkg-config, into

    gc-coro-VERSION-llvmN-MACHINE-linux.tar.xz   to be unpacked where you like
    gc-coro-N_VERSION-1_ARCHITECTURE.deb         for apt install ./FILE

in FOLDER (default: target/packages). Prints the path of each as a line.
Packages are made for the system that they are built on, and newer ones.
TEXT
}

parse_options "llvm= out= no-deb" "$@"
majors="$(llvm_majors "$opt_llvm")"
out="${opt_out:-$PROJECT_ROOT/target/packages}"

version="$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$PROJECT_ROOT/Cargo.toml")"
[[ -n $version ]] || die 'Cargo.toml has no version'

# filled MAJOR FILE: a file of packaging/ for that LLVM.
filled() {
  sed -e "s|@VERSION@|$version|g; s|@MAJOR@|$1|g" "$PROJECT_ROOT/packaging/$2.in"
}

# build_release_command MAJOR: the command as it is shipped; its path.
build_release_command() {
  local target="$PROJECT_ROOT/target/packaged-$1"
  (cd "$PROJECT_ROOT" && with_llvm "$1" env CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo build --release --quiet --locked \
    -p gc-coro-command --target-dir "$target" --no-default-features --features "$(llvm_feature "$1")" 1>&2) || return 1
  printf '%s\n' "$target/release/gc-coro"
}

# stage MAJOR PREFIX: all files below a prefix, such as /usr.
stage() {
  local major="$1" prefix="$2" plugin command name
  plugin="$(plugin_or_build "$major")"
  command="$(build_release_command "$major")"
  install -D -m 644 "$plugin" "$prefix/lib/gc-coro-$major/libgc_coro-$major.so"
  install -D -m 755 "$command" "$prefix/bin/gc-coro-$major"
  strip "$prefix/bin/gc-coro-$major" "$prefix/lib/gc-coro-$major/libgc_coro-$major.so"
  filled "$major" gc-coro-cxx | install -D -m 755 /dev/stdin "$prefix/bin/gc-coro-cxx-$major"
  for name in "$PROJECT_ROOT"/include/*.h; do
    install -D -m 644 "$name" "$prefix/include/gc-coro-$major/${name##*/}"
  done
  for name in gc-coro-config gc-coro-config-version; do
    filled "$major" "$name.cmake" | install -D -m 644 /dev/stdin "$prefix/lib/cmake/gc-coro-$major/$name.cmake"
  done
  filled "$major" gc-coro.pc | install -D -m 644 /dev/stdin "$prefix/share/pkgconfig/gc-coro-$major.pc"
  for name in "$PROJECT_ROOT"/tools/debugger/*.py; do
    install -D -m 644 "$name" "$prefix/share/gc-coro-$major/debugger/${name##*/}"
  done
  stage_documents "$prefix/share/doc/gc-coro-$major"
}

stage_documents() {
  local file
  while IFS= read -r file; do
    install -D -m 644 "$PROJECT_ROOT/$file" "$1/$file"
  done < <(cd "$PROJECT_ROOT" && git ls-files README.md CHANGELOG.md docs examples/generator.cpp examples/c-api examples/tutorials)
  install -D -m 644 "$PROJECT_ROOT/LICENSE" "$1/copyright"
}

# newest_libc FILE...: the newest version of glibc that one of the files asks for.
newest_libc() {
  objdump -T "$@" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -n 1
}

tarball() {
  local major="$1" prefix="$2" name
  name="gc-coro-$version-llvm$major-$(uname -m)-linux"
  mv "$prefix" "$work/$name"
  # The same input gives the same bytes.
  tar -C "$work" --sort=name --mtime="@${SOURCE_DATE_EPOCH:-0}" --owner=0 --group=0 --numeric-owner -cJf "$out/$name.tar.xz" "$name"
  mv "$work/$name" "$prefix"
  printf '%s\n' "$out/$name.tar.xz"
}

deb() {
  local major="$1" root="$2" architecture size libc
  architecture="$(dpkg --print-architecture)"
  size="$(du -sk "$root/usr" | cut -f 1)"
  libc="$(newest_libc "$root/usr/bin/gc-coro-$major" "$root/usr/lib/gc-coro-$major/libgc_coro-$major.so")"
  mkdir -p "$root/DEBIAN"
  filled "$major" control |
    sed -e "s|@ARCHITECTURE@|$architecture|; s|@SIZE@|$size|; s|@LIBC@|$libc|" >"$root/DEBIAN/control"
  dpkg-deb --root-owner-group -Zxz --build "$root" "$out/gc-coro-${major}_$version-1_$architecture.deb" >/dev/null
  printf '%s\n' "$out/gc-coro-${major}_$version-1_$architecture.deb"
}

need_packages binutils xz-utils
need_cxx
need_rust
mkdir -p "$out"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for major in $majors; do
  need_llvm "$major"
  stage "$major" "$work/root-$major/usr"
  tarball "$major" "$work/root-$major/usr"
  [[ -n $opt_no_deb ]] || ! command -v dpkg-deb >/dev/null || deb "$major" "$work/root-$major"
done
