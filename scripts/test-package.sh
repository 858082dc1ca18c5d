#!/usr/bin/env bash
# Tests what scripts/package.sh makes: the tarball where it is unpacked, and the Debian package in a fresh system.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$PROJECT_ROOT/tests/hosts/harness.sh"
source "$PROJECT_ROOT/tests/hosts/package.sh"

usage() {
  cat <<'TEXT'
usage: scripts/test-package.sh [--llvm N] [--root SUITE]

Makes the packages for one LLVM (default: 22), unpacks the tarball and uses it: opt,
the compiler gc-coro-cxx-N, the command, pkg-config, CMake and the C API. With
--root SUITE, such as bookworm, it also makes a fresh Debian of that suite with
debootstrap (as root; minutes), installs the .deb there with apt and its
recommended compiler, and splits and runs a C++ program.
Installs what is missing. The last line is: N passed, N failed
TEXT
}

parse_options "llvm= root=" "$@"
major="$(one_llvm "$opt_llvm")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# in_root COMMAND...: in the fresh system, without its questions.
in_root() { as_root chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C "$@"; }

# debian_sources: where this machine's apt has Debian from, as URI and suite, by line.
debian_sources() {
  apt-get indextargets --format '$(REPO_URI) $(SUITE) $(CODENAME)' 'Created-By: Packages' 'Origin: Debian' | sort -u
}

make_root() {
  local mirror uri suite codename
  need_packages debootstrap
  root="$PROJECT_ROOT/target/roots/package-$opt_root"
  [[ ! -d $root ]] || as_root rm -rf "$root"
  mkdir -p "${root%/*}"
  mirror="$(debian_sources | grep -v security | head -n 1 | cut -d ' ' -f 1)"
  [[ -n $mirror ]] || die 'apt has no source of Debian'
  say "making a fresh $opt_root in ${root#"$PROJECT_ROOT/"}"
  as_root debootstrap --variant=minbase "$opt_root" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log" >&2 && die 'debootstrap has failed'; }
  # Updates and security of this machine's release have LLVMs that the release itself had not.
  debian_sources | while read -r uri suite codename; do
    [[ $codename != "$opt_root"* ]] || echo "deb $uri $codename main"
  done | as_root tee "$root/etc/apt/sources.list" >/dev/null
  [[ -s $root/etc/apt/sources.list ]] || echo "deb $mirror $opt_root main" | as_root tee "$root/etc/apt/sources.list" >/dev/null
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
}

test_deb_in_root() {
  as_root cp "$deb" "$root/tmp/"
  as_root cp "$generator" "$root/tmp/generator.cpp"
  in_root apt-get update -q
  # With what it recommends: the compiler.
  in_root apt-get install -q -y -o APT::Install-Recommends=true "/tmp/${deb##*/}"
  in_root "gc-coro-cxx-$major" -std=c++20 -O2 -Rpass=gc-coro /tmp/generator.cpp -o /tmp/generator >"$work/remarks" 2>&1
  grep -q "split '_Z9fibonaccii'" "$work/remarks"
  in_root /tmp/generator >"$work/output"
  grep -q 'fibonacci: 0 1 1 2 3 5 8 13 21 34' "$work/output"
  in_root "gc-coro-$major" frames -f fibonacci /tmp/generator.cpp | grep -q 'frame of '
  in_root apt-get remove -q -y "gc-coro-$major"
  ! in_root sh -c "ls -d /usr/lib/gc-coro-$major 2>/dev/null"
}

need_clang "$major"
need_packages cmake make pkg-config
mapfile -t made < <("$PROJECT_ROOT/scripts/package.sh" --llvm "$major" --out "$PROJECT_ROOT/target/packages")
mkdir -p "$work/unpacked"
tar -C "$work/unpacked" -xJf "${made[0]}"
installed="$(echo "$work"/unpacked/*)"

in="LLVM $major:"
check "$in the files of the tarball" test_files
check "$in opt" test_opt
check "$in gc-coro-cxx-$major" test_wrapper
check "$in the command" test_installed_command
check "$in pkg-config" test_pkg_config
check "$in CMake" test_cmake
if [[ -n $opt_root ]]; then
  deb="${made[1]:?dpkg-deb is missing}"
  make_root
  check "$in the package in a fresh $opt_root" test_deb_in_root
fi

finish_counts
