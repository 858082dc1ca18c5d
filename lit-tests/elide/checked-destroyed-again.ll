; The check of elision notices that somebody else destroys a coroutine too: before its caller does, and after.
;
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide<check-elision>,gc-coro-split,coro-cleanup' -o %t.bc
; RUN: llvm-dis %t.bc -o - | FileCheck --check-prefix=IR %s
; RUN: not --crash lli %elision-check -entry-function=before %t.bc 2>&1 | FileCheck %s
; RUN: not --crash lli %elision-check -entry-function=after %t.bc 2>&1 | FileCheck %s
; RUN: lli %elision-check -entry-function=once %t.bc 2>&1 | FileCheck --allow-empty --check-prefix=RIGHT %s

; IR-COUNT-3: call void @gc_coro_elision_frame_begins(
; RIGHT-NOT: {{.}}
; CHECK: gc-coro: elision of 'child' is wrong: it is destroyed a second time

define i32 @before() {
  %h = call ptr @child(i32 1)
  call void @keep(ptr %h) nounwind
  call void @destroy_kept()
  call void @llvm.coro.destroy(ptr %h)
  ret i32 0
}

define i32 @after() {
  %h = call ptr @child(i32 1)
  call void @keep(ptr %h) nounwind
  call void @llvm.coro.destroy(ptr %h)
  call void @destroy_kept()
  ret i32 0
}

define i32 @once() {
  %h = call ptr @child(i32 1)
  call void @keep(ptr %h) nounwind
  call void @llvm.coro.destroy(ptr %h)
  ret i32 0
}

define void @destroy_kept() noinline nounwind {
  %h = call ptr @kept()
  call void @llvm.coro.destroy(ptr %h)
  ret void
}
