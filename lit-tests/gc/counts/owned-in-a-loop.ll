; The reference is owned again before each suspension of a loop; one that is said to be owned before the loop only is an error.
;
; RUN: %spell %s | sed 's/OWNED_IN_LOOP/gc.coro.own.p1/' | opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=NOTHING %s
; RUN: %spell %s | sed 's/OWNED_IN_LOOP/same/' | not opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s

; NOTHING-NOT: {{.}}
; CHECK: {{^}}error: gc-coro-split: in function 'f': the counted reference 'kept' is used after the suspend point, and nothing says that the frame owns it

declare ptr addrspace(1) @same(ptr addrspace(1))
declare i1 @more()

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare ptr addrspace(1) @make()
declare void @release(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %before = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  br label %loop

loop:
  %held = phi ptr addrspace(1) [ %before, %0 ], [ %kept, %resumed ]
  %kept = call ptr addrspace(1) @OWNED_IN_LOOP(ptr addrspace(1) %held)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %dropped ]

resumed:
  %again = call i1 @more()
  br i1 %again, label %loop, label %done

done:
  call void @release(ptr addrspace(1) %kept)
  br label %cleanup

dropped:
  call void @release(ptr addrspace(1) %kept)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
