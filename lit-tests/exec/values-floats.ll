; Floating-point values of every format live across a suspend.
; The values come from globals that are zeroed while the coroutine is suspended.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      say suspended
; CHECK-NEXT: data 00 3c
; CHECK-NEXT: data 80 3f
; CHECK-NEXT: data 00 00 c0 3f
; CHECK-NEXT: data 00 00 00 00 00 00 00 c0
; CHECK-NEXT: data 00 00 00 00 00 00 00 80 ff 3f
; CHECK-NEXT: data 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ff 3f
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@v0 = global half 1.0
@v1 = global bfloat 1.0
@v2 = global float 1.5
@v3 = global double -2.0
@v4 = global x86_fp80 0xK3FFF8000000000000000
@v5 = global fp128 0xL00000000000000003FFF000000000000

define ptr @f() presplitcoroutine {
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
  %v0 = load volatile half, ptr @v0
  %v1 = load volatile bfloat, ptr @v1
  %v2 = load volatile float, ptr @v2
  %v3 = load volatile double, ptr @v3
  %v4 = load volatile x86_fp80, ptr @v4
  %v5 = load volatile fp128, ptr @v5
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store volatile half %v0, ptr @v0
  call void @data(ptr @v0, i64 2)
  store volatile bfloat %v1, ptr @v1
  call void @data(ptr @v1, i64 2)
  store volatile float %v2, ptr @v2
  call void @data(ptr @v2, i64 4)
  store volatile double %v3, ptr @v3
  call void @data(ptr @v3, i64 8)
  store volatile x86_fp80 %v4, ptr @v4
  call void @data(ptr @v4, i64 10)
  store volatile fp128 %v5, ptr @v5
  call void @data(ptr @v5, i64 16)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f()
  store volatile half zeroinitializer, ptr @v0
  store volatile bfloat zeroinitializer, ptr @v1
  store volatile float zeroinitializer, ptr @v2
  store volatile double zeroinitializer, ptr @v3
  store volatile x86_fp80 zeroinitializer, ptr @v4
  store volatile fp128 zeroinitializer, ptr @v5
  call void @say(ptr @suspended)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
