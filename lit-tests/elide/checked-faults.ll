; The check of elision notices each thing that a proof excludes. The fault is that nothing is proven.
;
; REQUIRES: test-faults
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide<check-elision;fault=unproven-elision>,gc-coro-split,coro-cleanup' -o %t.bc
; RUN: not --crash lli %elision-check -entry-function=repeated %t.bc 2>&1 | FileCheck --check-prefix=AGAIN %s
; RUN: not --crash lli %elision-check -entry-function=ends %t.bc 2>&1 | FileCheck --check-prefix=ALIVE %s
; RUN: not --crash lli %elision-check -entry-function=unwinds %t.bc 2>&1 | FileCheck --check-prefix=ALIVE %s
; RUN: not --crash lli %elision-check -entry-function=parent_ends %t.bc 2>&1 | FileCheck --check-prefix=ALIVE %s
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide<check-elision>,gc-coro-split,coro-cleanup' -o %t.right.bc
; RUN: lli %elision-check -entry-function=repeated %t.right.bc 2>&1 | FileCheck --allow-empty --check-prefix=RIGHT %s

; AGAIN: gc-coro: elision of 'child' is wrong: its frame is used again while it is alive
; RIGHT-NOT: {{.}}
; ALIVE: gc-coro: elision of 'child' is wrong: it is alive when the frame of its caller ends

define i32 @repeated() {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ 1, %head ]
  %last = phi ptr [ null, %entry ], [ %h, %head ]
  %h = call ptr @child(i32 %i)
  %more = icmp eq i32 %i, 0
  br i1 %more, label %head, label %exit
exit:
  call void @llvm.coro.destroy(ptr %last)
  call void @llvm.coro.destroy(ptr %h)
  ret i32 0
}

define i32 @ends() {
  %h = call ptr @child(i32 1)
  ret i32 0
}

define i32 @unwinds() personality ptr @__gxx_personality_v0 {
entry:
  invoke void @throws() to label %exit unwind label %caught
caught:
  %pad = landingpad { ptr, i32 } catch ptr null
  br label %exit
exit:
  ret i32 0
}

define void @throws() noinline personality ptr @__gxx_personality_v0 {
  %h = call ptr @child(i32 1)
  call void @throw_int(i32 1)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

define i32 @parent_ends() {
  %p = call ptr @parent(i32 1)
  call void @llvm.coro.destroy(ptr %p)
  ret i32 0
}

; The destroy path of its suspension leaves the child alone.
define ptr @parent(i32 %n) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %memory)
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %free ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  br label %free
free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
