; What may be anything is null where a collector can see it: in choices, vectors and memory.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       store ptr addrspace(1) null, ptr %cell
; CHECK:       store { ptr addrspace(1), i32 } { ptr addrspace(1) null, i32 3 }, ptr %pair
; CHECK:       store <2 x ptr addrspace(1)> <ptr addrspace(1) null, ptr addrspace(1) @known>, ptr %cells
; CHECK:       %chosen = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) null
; CHECK:       %also = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) null
; CHECK:       phi ptr addrspace(1) [ %a, %{{.*}} ], [ null, %right ]
; CHECK:       phi i64 [ 4, %{{.*}} ], [ 0, %right ]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(

@known = external addrspace(1) global i32

define ptr @f(ptr addrspace(1) %a, i1 %c) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %cell = call ptr @opaque_ptr(ptr null)
  store ptr addrspace(1) undef, ptr %cell
  %pair = call ptr @opaque_ptr(ptr null)
  store { ptr addrspace(1), i32 } { ptr addrspace(1) undef, i32 3 }, ptr %pair
  %cells = call ptr @opaque_ptr(ptr null)
  store <2 x ptr addrspace(1)> <ptr addrspace(1) poison, ptr addrspace(1) @known>, ptr %cells
  %chosen = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) undef
  %field = extractvalue { ptr addrspace(1), i32 } { ptr addrspace(1) undef, i32 3 }, 0
  %also = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %field
  %in = getelementptr i32, ptr addrspace(1) %a, i64 1
  br i1 %c, label %join, label %right

right:
  br label %join

join:
  %p = phi ptr addrspace(1) [ %in, %entry ], [ undef, %right ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %x = load i32, ptr addrspace(1) %p
  call void @print(i32 %x)
  %y = load i32, ptr addrspace(1) %chosen
  call void @print(i32 %y)
  %z = load i32, ptr addrspace(1) %also
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
