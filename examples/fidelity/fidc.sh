#!/usr/bin/env bash
# Builds fidc, if need be, and runs it with these arguments.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib/common.sh"
need_llvm 22
need_rust
need_packages lld-22
exec "$(build_fidc 2>/dev/null)" "$@"
