; A struct with pointers in it is taken apart after the instruction that makes it, and put together, from zero,
; before one that needs it whole. A frame never holds the struct.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %made = call %pair @make()
; CHECK-NEXT:  %made.0 = extractvalue %pair %made, 0
; CHECK-NEXT:  %made.1 = extractvalue %pair %made, 1
; CHECK:       %now.0 = phi ptr addrspace(1) [ %made.0, %left ], [ null, %right ]
; CHECK-NEXT:  %now.1 = phi i64 [ %made.1, %left ], [ 5, %right ]
; CHECK-NOT:   store %pair
; CHECK:       store ptr addrspace(1) %now.0,
; CHECK:       store i64 %now.1,
; CHECK-NOT:   store %pair
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       insertvalue %pair zeroinitializer, ptr addrspace(1) %now.0.reload
; CHECK:       call void @take(%pair

%pair = type { ptr addrspace(1), i64 }
declare %pair @make()
declare void @take(%pair)

define ptr @f(i1 %c) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %made = call %pair @make()
  br i1 %c, label %left, label %right

left:
  br label %join

right:
  br label %join

join:
  %now = phi %pair [ %made, %left ], [ { ptr addrspace(1) undef, i64 5 }, %right ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  call void @take(%pair %now)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
