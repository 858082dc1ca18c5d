#!/usr/bin/env bash
# Installs Rust in a bare Debian container: rust.sh TOOLCHAIN.
set -euo pipefail
apt-get update -q
apt-get install -q -y --no-install-recommends ca-certificates curl git gcc libc6-dev pkg-config libssl-dev
curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
  sh -s -- -y --profile minimal --component rustfmt,clippy --default-toolchain "$1"
