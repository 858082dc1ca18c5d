; A pointer into an object is stored in a variable that is needed after the suspend, in an address space that has tracked pointers
; too: no map can name it.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-split: in function 'f': the alloca 'm' is used after the suspend point and can hold pointers that a collector cannot update in a frame
; CHECK: {{^}}note: they are derived, are not at a multiple of the pointer size, or its type does not tell where they are{{$}}
; CHECK-NEXT: {{^}}help: keep the tracked pointer and the offset instead{{$}}

declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
entry:
  %m = alloca ptr addrspace(1)
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
  %d = getelementptr i8, ptr addrspace(1) %o, i64 8
  store ptr addrspace(1) %d, ptr %m
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %p = load ptr addrspace(1), ptr %m
  call void @use(ptr addrspace(1) %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
