; Only what has pointers in it is taken apart: the array of numbers stays one value. A field that nobody uses
; is in no frame.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %[[CHANGED:changed.*]] = insertvalue [3 x i32] %{{.*}}, i32 %n, 1
; CHECK:       store ptr addrspace(1) %object,
; CHECK-NOT:   store ptr addrspace(1)
; CHECK:       store [3 x i32] %[[CHANGED]],
; CHECK-NOT:   store ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       %x = extractvalue [3 x i32] %[[CHANGED]].reload, 1

%nested = type { [3 x i32], [2 x { ptr addrspace(1), i8 }] }

define ptr @f(%nested %argument, i32 %n) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %changed = insertvalue %nested %argument, i32 %n, 0, 1
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %x = extractvalue %nested %changed, 0, 1
  call void @print(i32 %x)
  %y = extractvalue %nested %changed, 0, 2
  call void @print(i32 %y)
  %w = extractvalue %nested %changed, 0, 0
  call void @print(i32 %w)
  %object = extractvalue %nested %changed, 1, 1, 0
  %z = load i32, ptr addrspace(1) %object
  call void @print(i32 %z)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
