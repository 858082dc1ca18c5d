; The plain address of an object is old after a suspension.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': 'at' is the plain address of an object by julia.pointer_from_objref and is used after the suspend point
; CHECK: {{^}}help: {{.*}}call julia.pointer_from_objref again after that

declare ptr @julia.pointer_from_objref(ptr addrspace(11))
declare void @look(ptr)

define ptr @f(ptr addrspace(10) %o) presplitcoroutine gc "julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %raw = call ptr @julia.pointer_from_objref(ptr addrspace(11) %d)
  %at = getelementptr i8, ptr %raw, i64 16
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
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
