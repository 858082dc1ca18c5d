#!/usr/bin/env bash
# lli of LLVM 23 refuses a data layout that names address spaces of a collector ("ni:10:11"). Code generation knows nothing of them: here
# a module runs without. lit.cfg.py writes where the tools are.
set -euo pipefail
options=()
while [[ $# -gt 0 && $1 == -?* ]]; do
  options+=("$1") && shift
done
exec "@TOOLS@/lli" "${options[@]}" <("@TOOLS@/opt" -S -o - "${1:--}" | sed '/^target datalayout/ s/-ni:[0-9:]*//') "${@:2}"
