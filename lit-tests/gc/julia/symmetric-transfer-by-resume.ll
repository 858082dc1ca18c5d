; LLVM 16 marks no symmetric transfer. A call of a resume function from which the path leads straight to the return is one, if it is by the handle: a
; destroy function is called as it stands.
;
; UNSUPPORTED: since-19
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify' | FileCheck %s --implicit-check-not=musttail

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT:     gc "julia"
; CHECK-SAME:    {
; CHECK:         %[[NEXT:.*]] = call[[CC]]ptr @f.resume.activation(ptr %frame)
; CHECK:         musttail call[[CC]]void %{{.*}}(ptr %[[NEXT]])
; CHECK-NEXT:    ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}ptr @f.resume.activation(
; CHECK:         ret ptr %other.reload
; CHECK-LABEL: define internal{{ (fastcc )?}}void @destroys.resume(
; CHECK-SAME:    gc "julia"
; CHECK:         call ptr @llvm.coro.subfn.addr(ptr %{{.*}}, i8 1)
; CHECK:         call[[CC]]void
; CHECK-LABEL: define internal{{ (fastcc )?}}void @destroys.destroy(

define ptr @f(ptr %other, ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  call void @jl_use10(ptr addrspace(10) %obj)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.resume(ptr %other)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @destroys(ptr %other, ptr addrspace(10) %obj) presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  call void @jl_use10(ptr addrspace(10) %obj)
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.destroy(ptr %other)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
