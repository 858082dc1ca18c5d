; A module that asks for the descriptor of a coroutine before it is split declares it:
; the declaration becomes the descriptor, and its users see that.
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK: @table = constant ptr @f.gc_coro
; CHECK: @f.gc_coro = constant <{
; CHECK-NOT: external global
; CHECK: load i64, ptr getelementptr inbounds {{.*}}(i8, ptr @f.gc_coro, i64 8)

@f.gc_coro = external constant i8
@table = constant ptr @f.gc_coro

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i64 @size() {
  %bytes = load i64, ptr getelementptr inbounds (i8, ptr @f.gc_coro, i64 8)
  ret i64 %bytes
}
