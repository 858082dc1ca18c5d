; A link of whole programs splits what the compile step has left, coro-early included.
; REQUIRES: since-17
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='lto<O2>' -gc-coro-split-all -S | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | sed 's/@count(i64 %n) presplitcoroutine/& "gc-coro"/' | opt -passes='lto<O2>' -S | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='lto-pre-link<O2>' -gc-coro-split-all -S | FileCheck %s

; CHECK: define internal {{.*}}@count.resume(
