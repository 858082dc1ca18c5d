; The compile step of ThinLTO leaves coroutines whole, so that the link can import them, and marks those that the plugin is to
; split there. One with a collector is split at once: a link without the plugin would leave it to LLVM's split.
; REQUIRES: since-21
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='thinlto-pre-link<O2>' -gc-coro-split-all -S -o %t.ll
; RUN: FileCheck --check-prefix=COMPILED %s < %t.ll
; RUN: opt -passes='thinlto<O2>' -S %t.ll | FileCheck --check-prefix=LINKED %s
; RUN: cat %S/generator.inc %s | %spell - | sed 's/@count(i64 %n) presplitcoroutine/& gc "statepoint-example"/' | opt -passes='thinlto-pre-link<O2>' -gc-coro-split-all -S | FileCheck --check-prefix=MANAGED %s

; COMPILED-NOT: @count.resume
; COMPILED: define ptr @count(i64 %n) {{.*}}#[[MARKED:[0-9]+]]
; COMPILED: attributes #[[MARKED]] = { {{.*}}presplitcoroutine{{.*}}"gc-coro"
; LINKED: define internal {{.*}}@count.resume(
; MANAGED: define internal {{.*}}@count.resume(
