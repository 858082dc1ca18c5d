; A choice between pointers into two objects becomes a choice between the objects and one
; between the offsets. An object that is chosen by the same phi already is not chosen again by a further phi.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %joined.offset = phi i64 [ 8, %left ], [ %in.b.offset
; CHECK-NOT:   phi ptr addrspace(1)
; CHECK:       %chosen.base = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b
; CHECK-NEXT:  %chosen.offset = select i1 %c, i64 8, i64 %in.b.offset
; CHECK-NEXT:  %chosen = getelementptr i8, ptr addrspace(1) %chosen.base, i64 %chosen.offset
; CHECK:       store ptr addrspace(1) %object,
; CHECK:       store ptr addrspace(1) %chosen.base,
; CHECK-NOT:   store ptr addrspace(1)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

define ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b, i1 %c, i32 %n) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %in.a = getelementptr i32, ptr addrspace(1) %a, i64 2
  %in.b = getelementptr [4 x i16], ptr addrspace(1) %b, i64 0, i32 %n
  br i1 %c, label %left, label %right

left:
  br label %join

right:
  br label %join

join:
  %object = phi ptr addrspace(1) [ %a, %left ], [ %b, %right ]
  %joined = phi ptr addrspace(1) [ %in.a, %left ], [ %in.b, %right ]
  %chosen = select i1 %c, ptr addrspace(1) %in.a, ptr addrspace(1) %in.b
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %x = load i32, ptr addrspace(1) %chosen
  call void @print(i32 %x)
  %y = load i32, ptr addrspace(1) %joined
  call void @print(i32 %y)
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
