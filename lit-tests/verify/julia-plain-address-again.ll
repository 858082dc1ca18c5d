; The plain address is asked for again after the suspension.
;
; RUN: %spell %s | opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s --allow-empty

; CHECK-NOT: {{.}}

declare ptr @julia.pointer_from_objref(ptr addrspace(11))
declare void @look(ptr)

define ptr @f(ptr addrspace(10) %o) presplitcoroutine gc "julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %raw = call ptr @julia.pointer_from_objref(ptr addrspace(11) %d)
  %at = getelementptr i8, ptr %raw, i64 16
  call void @look(ptr %at)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
