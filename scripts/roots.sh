#!/usr/bin/env bash
# Brings the LLVMs that this Debian does not have, from newer ones, into a folder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
usage: scripts/roots.sh [options] [MAJOR...]

Brings LLVM with its headers, tools, clang and lld for the majors that Debian's
other releases have (17 and 18: trixie; 21 and 23: sid), and prints the prefix
of each: a folder with bin/llvm-config. Other scripts ask for what they need by
themselves (scripts/build.sh --llvm 21), so this one need not be called.

The packages are unpacked into target/roots/RELEASE/ and never configured: no
chroot, no root's rights, nothing of this system changes. Their programs get
the loader and the libraries of that folder (by patchelf, which is installed
with apt where it is missing), so that they run here like any other. What is
there stays: a second call takes no time. The mirror is that of this machine's
own apt.

  --roots DIR   the folder (default: $GC_CORO_ROOTS, or target/roots)
  --again       takes the newest packages, in the place of those that are there
  --remove      removes the folders of all releases
TEXT
}

parse_options "roots= again remove REST" "$@"
[[ -z $opt_roots ]] || GC_CORO_ROOTS="$(realpath -m "$opt_roots")"
roots="$(roots_folder)"

# packages_of MAJOR: what is unpacked, beside what it depends on.
packages_of() {
  local major="$1"
  printf '%s\n' "llvm-$major" "llvm-$major-dev" "llvm-$major-tools" "llvm-$major-runtime" \
    "clang-$major" "libclang-rt-$major-dev" "lld-$major"
}

# debian_mirror: where this machine's apt has Debian from.
debian_mirror() {
  local mirror
  mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | grep -v security | sort -u)"
  if [[ -z $mirror ]]; then
    retry apt_get update -q 1>&2
    mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v security | sort -u)"
  fi
  [[ -n $mirror ]] || die "apt has no source of Debian: an LLVM of another release needs one"
  head -n 1 <<<"$mirror"
}

# apt_of RELEASE PROGRAM ARGUMENT...: apt of an empty machine of that release.
apt_of() {
  local state="$roots/apt/$1" program="$2"
  shift 2
  "$program" -q \
    -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" -o Dir::State::status="$state/status" \
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Debug::NoLocking=true "$@"
}

# download RELEASE MAJOR: the packages, with all that they depend on; prints their files.
download() {
  local release="$1" major="$2" state="$roots/apt/$1"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  : >"$state/status"
  if [[ ! -s $state/sources.list || -n $opt_again ]]; then
    echo "deb $(debian_mirror) $release main" >"$state/sources.list.new"
    mv "$state/sources.list.new" "$state/sources.list"
    retry apt_of "$release" apt-get update 1>&2
  fi
  retry apt_of "$release" apt-get install -y --download-only $(packages_of "$major") 1>&2
  find "$state/cache/archives" -maxdepth 1 -name '*.deb'
}

# lay_out FOLDER: the folders of a Debian system whose /bin and /lib are those of /usr.
lay_out() {
  local folder="$1" name
  mkdir -p "$folder"
  for name in bin sbin lib lib64; do
    mkdir -p "$folder/usr/$name"
    [[ -L $folder/$name ]] || ln -s "usr/$name" "$folder/$name"
  done
}

# unpack FOLDER FILE: once for each version of a package.
unpack() {
  local folder="$1" file="$2" done="$1/.unpacked/${2##*/}"
  [[ ! -e $done ]] || return 0
  # Through tar: dpkg-deb would put a folder where the layout has a link.
  dpkg-deb --fsys-tarfile "$file" | tar -x --no-same-owner --keep-directory-symlink -C "$folder" ||
    die "could not unpack $file"
  mkdir -p "${done%/*}"
  : >"$done"
}

# libraries_of FOLDER: where its C library is.
libraries_of() {
  local found
  found="$(find "$1/usr/lib" -maxdepth 2 -name libc.so.6 | head -n 1)"
  [[ -n $found ]] || die "no C library in $1"
  echo "${found%/*}"
}

# A path of its own would keep a library from being looked for where the program says.
forget_paths() {
  local file
  for file in "$@"; do
    [[ -f $file && ! -L $file && -n $(patchelf --print-rpath "$file" 2>/dev/null) ]] || continue
    patchelf --remove-rpath "$file" || die "could not adopt $file"
  done
}

# adopt FOLDER MAJOR: lets the programs of that LLVM run here, with the loader and the libraries of the folder.
adopt() {
  local folder="$1" prefix="$1/usr/lib/llvm-$2" libraries loader file
  libraries="$(libraries_of "$folder")"
  loader="$(find "$libraries" -maxdepth 1 -name 'ld-linux*.so.*' | head -n 1)"
  [[ -n $loader ]] || die "no loader in $libraries"
  forget_paths "$libraries"/lib{LLVM,clang}*.so* "$prefix"/lib/lib*.so*
  for file in "$prefix"/bin/*; do
    # Scripts and links are as they were.
    [[ -f $file && ! -L $file ]] && patchelf --print-interpreter "$file" >/dev/null 2>&1 || continue
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries:$prefix/lib" "$file" ||
      die "could not adopt $file"
  done
}

# bring MAJOR: prints its prefix.
bring() {
  local major="$1" release folder prefix log="$roots/roots.log" files file
  release="$(llvm_release "$major")"
  folder="$roots/$release" prefix="$folder/usr/lib/llvm-$major"
  if [[ ! -e $prefix/.adopted || -n $opt_again ]]; then
    need_packages patchelf xz-utils zstd
    say "LLVM $major from Debian $release (see ${log#"$PROJECT_ROOT/"})"
    files="$(download "$release" "$major" 2>>"$log")" || die "could not get LLVM $major of Debian $release: see $log"
    lay_out "$folder"
    while read -r file; do
      unpack "$folder" "$file"
    done <<<"$files"
    adopt "$folder" "$major"
    rm -rf "$roots/apt/$release/cache/archives"/*.deb
    : >"$prefix/.adopted"
  fi
  "$prefix/bin/llvm-config" --version >/dev/null || die "$prefix/bin/llvm-config does not run: scripts/roots.sh --remove, then again"
  echo "$prefix"
}

if [[ -n $opt_remove ]]; then
  rm -rf "$roots"
  exit
fi
[[ ${#rest[@]} -gt 0 ]] || rest=($(llvm_releases))
mkdir -p "$roots"
for major in "${rest[@]}"; do
  # Scripts that run at the same time bring one after the other.
  (flock 9 && bring "$major") 9>"$roots/lock"
done
