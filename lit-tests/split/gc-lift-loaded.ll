; Julia's loaded pointers. All come of one gc_loaded: only the offset differs. Of two objects, each of which
; has the raw pointer in a field that never changes: the object and the field's place are chosen, and it is loaded again.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       {{^}}join:
; CHECK-DAG:   %two.owner = phi ptr addrspace(10) [ %a, %left ], [ %b, %right ]
; CHECK-DAG:   %two.field = phi i64 [ 8, %left ], [ 16, %right ]
; CHECK-DAG:   %two.offset = phi i64 [ 0, %left ], [ 4, %right ]
; CHECK-DAG:   %one.offset = phi i64 [ 12, %left ], [ 0, %right ]
; CHECK:       %two.raw = load ptr, ptr addrspace(11) %two.raw.addr, align 8, !invariant.load
; CHECK-NEXT:  %two.loaded = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %two.owner, ptr %two.raw)
; CHECK-NOT:   store ptr addrspace(13)
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %two.owner.reload

declare ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10), ptr)

define ptr @f(ptr addrspace(10) %a, ptr addrspace(10) %b, i1 %c) presplitcoroutine gc "julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %a.in = addrspacecast ptr addrspace(10) %a to ptr addrspace(11)
  %b.in = addrspacecast ptr addrspace(10) %b to ptr addrspace(11)
  %a.at = getelementptr i8, ptr addrspace(11) %a.in, i64 8
  %b.at = getelementptr i8, ptr addrspace(11) %b.in, i64 16
  %a.raw = load ptr, ptr addrspace(11) %a.at, !invariant.load !0
  %b.raw = load ptr, ptr addrspace(11) %b.at, !invariant.load !0
  %a.data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %a, ptr %a.raw)
  %b.data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %b, ptr %b.raw)
  %a3 = getelementptr i32, ptr addrspace(13) %a.data, i64 3
  %b1 = getelementptr i32, ptr addrspace(13) %b.data, i64 1
  br i1 %c, label %left, label %right

left:
  br label %join

right:
  br label %join

join:
  %one = phi ptr addrspace(13) [ %a3, %left ], [ %a.data, %right ]
  %two = phi ptr addrspace(13) [ %a.data, %left ], [ %b1, %right ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %x = load i32, ptr addrspace(13) %one
  call void @print(i32 %x)
  %y = load i32, ptr addrspace(13) %two
  call void @print(i32 %y)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!0 = !{}
