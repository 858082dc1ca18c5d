; The ramp returns its result through a pointer argument (sret) and not the
; handle; the pointer is used once more after the suspend.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 31
; CHECK-NOT:  {{.+}}

%result = type { ptr, i32 }

define void @f(ptr sret(%result) %out, i32 %n) presplitcoroutine {
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
  store ptr %hdl, ptr %out
  %out.1 = getelementptr %result, ptr %out, i32 0, i32 1
  store i32 1, ptr %out.1
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %out.2 = getelementptr %result, ptr %out, i32 0, i32 1
  store i32 %n, ptr %out.2
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret void
}

define i32 @main() {
entry:
  %result = alloca %result
  call void @f(ptr sret(%result) %result, i32 31)
  %hdl = load ptr, ptr %result
  %second = getelementptr %result, ptr %result, i32 0, i32 1
  %v1 = load i32, ptr %second
  call void @print(i32 %v1)
  call void @llvm.coro.resume(ptr %hdl)
  %v2 = load i32, ptr %second
  call void @print(i32 %v2)
  ret i32 0
}
