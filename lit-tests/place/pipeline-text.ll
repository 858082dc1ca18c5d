; Where the passes stand, and that the text of a pipeline can be given to opt again.
; REQUIRES: since-17
; RUN: opt -passes='default<O2>' -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=MARKED %s
; RUN: opt -passes='default<O2>' -gc-coro-split-all -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=ALL %s
; RUN: opt -passes='default<O2>' -gc-coro-elide=false -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=KEPT %s
; RUN: env GC_CORO_ELIDE=0 opt -passes='default<O2>' -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=KEPT %s
; RUN: opt -passes='default<O2>' -gc-coro-check-elision -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=CHECKED %s
; RUN: env GC_CORO_CHECK_ELISION=1 opt -passes='default<O2>' -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=CHECKED %s
; RUN: opt -passes='cgscc(gc-coro-split<no-packing;marked-only;simplify=Os;strict>)' -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=TEXT %s
; RUN: opt -passes='default<O0>' -print-pipeline-passes -disable-output %s | FileCheck --check-prefix=O0 %s

; MARKED: gc-coro-mark,gc-coro-prepare<unwinding;marked-only>,{{.*}}coro-early{{.*}}cgscc({{.*}}inline,{{.*}}gc-coro-split<marked-only;simplify=O2>,{{.*}}coro-split{{.*}}gc-coro-split<marked-only;no-coroutines>,await-size,gc-coro-simplify
; ALL: gc-coro-mark<all>,{{.*}}gc-coro-split<marked-only;simplify=O2>
; KEPT: gc-coro-split<marked-only;no-elide;simplify=O2>
; CHECKED: gc-coro-split<marked-only;check-elision;simplify=O2>
; TEXT: cgscc(gc-coro-split<no-packing;marked-only;strict;simplify=Os>)
; O0: gc-coro-mark<no-check>,gc-coro-prepare<unwinding;marked-only>,gc-coro-split<marked-only;no-awaits;coro-early>
; O0-NOT: simplify=
