; A pointer that walks through an object: the frame keeps the object and an integer. There is
; no phi of objects where all come of one.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       store ptr addrspace(1) %object,
; CHECK-NOT:   store ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       {{^}}loop:
; CHECK-NOT:   phi ptr addrspace(1)
; CHECK:       %[[OFFSET:p\.offset.*]] = phi i64
; CHECK-NOT:   store ptr addrspace(1)
; CHECK:       store i64 %[[OFFSET]],
; CHECK-NOT:   store ptr addrspace(1)
; CHECK:       ret void

define ptr @f(ptr addrspace(1) %object, i64 %step) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %loop

loop:
  %p = phi ptr addrspace(1) [ %object, %entry ], [ %p.next, %go ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %x = load i32, ptr addrspace(1) %p
  call void @print(i32 %x)
  %p.next = getelementptr { i32, [3 x i16] }, ptr addrspace(1) %p, i64 %step, i32 1, i64 2
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
