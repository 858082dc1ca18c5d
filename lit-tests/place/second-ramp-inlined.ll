; The second ramp of a coroutine is inlined into its only caller, so LLVM gives the function up. The next caller of the coroutine gets
; another one, not the body that is gone.
; REQUIRES: since-17
; RUN: %spell %s | opt -passes='default<O2>' -gc-coro-split-all -o %t.bc
; RUN: llvm-dis %t.bc -o - | FileCheck --check-prefix=IR %s
; RUN: lli %elision-check -entry-function=run %t.bc | FileCheck --match-full-lines %s

; IR-LABEL: define {{.*}}i32 @run(
; IR-NOT:     unreachable
; IR:         ret i32 0

; CHECK:      print 1
; CHECK-NEXT: print 2
; CHECK-NOT:  {{.+}}

define i32 @run() {
  call void @first(i32 1)
  call void @second(i32 2)
  ret i32 0
}

define void @first(i32 %n) noinline {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

define void @second(i32 %n) noinline {
  %h = call ptr @child(i32 %n)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

define void @opaque_work(i32 %n) noinline nounwind optnone {
  ret void
}

; So long that it is not inlined, but for its last call.
define ptr @child(i32 %n) nounwind presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %at)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  call void @opaque_work(i32 %n)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %on
                                  i8 1, label %cleanup ]
on:
  call void @print(i32 %n)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %done
                                  i8 1, label %cleanup ]
done:
  unreachable
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
