; Two final suspend points: the null resume function does not tell which of them
; it was, destroying goes on after the right one. (LLVM's own split refuses this.)
; UNSUPPORTED: reference
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s

; CHECK: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 100
; CHECK-NEXT: print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 200
; CHECK-NOT: {{.}}

define ptr @f(i1 %which) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

resumed:
  br i1 %which, label %one, label %two

one:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %never
                                  i8 1, label %end.one ]

two:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s2, label %suspend [ i8 0, label %never
                                  i8 1, label %end.two ]

end.one:
  call void @print(i32 100)
  br label %cleanup

end.two:
  call void @print(i32 200)
  br label %cleanup

never:
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @run(i1 %which) {
entry:
  %hdl = call ptr @f(i1 %which)
  %before = call i1 @llvm.coro.done(ptr %hdl)
  %before.32 = zext i1 %before to i32
  call void @print(i32 %before.32)
  call void @llvm.coro.resume(ptr %hdl)
  %after = call i1 @llvm.coro.done(ptr %hdl)
  %after.32 = zext i1 %after to i32
  call void @print(i32 %after.32)
  call void @llvm.coro.destroy(ptr %hdl)
  ret void
}

define i32 @main() {
entry:
  call void @run(i1 true)
  call void @run(i1 false)
  ret i32 0
}
