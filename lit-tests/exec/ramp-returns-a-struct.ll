; The ramp returns a struct that it builds at its end from an argument, a value
; and the handle; nothing of that part runs in the resume clone.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 3
; CHECK-NEXT: say ramp
; CHECK-NEXT: print 8
; CHECK-NOT:  {{.+}}

@ramp = private constant [5 x i8] c"ramp\00"

define { ptr, i32 } @f(i32 %n) presplitcoroutine {
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
  %v = call i32 @opaque(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %v.5 = add i32 %v, 5
  call void @print(i32 %v.5)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  call void @print(i32 %n)
  call void @say(ptr @ramp)
  %r0 = insertvalue { ptr, i32 } poison, ptr %hdl, 0
  %r1 = insertvalue { ptr, i32 } %r0, i32 %n, 1
  ret { ptr, i32 } %r1
}

define i32 @main() {
entry:
  %r = call { ptr, i32 } @f(i32 3)
  %hdl = extractvalue { ptr, i32 } %r, 0
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
