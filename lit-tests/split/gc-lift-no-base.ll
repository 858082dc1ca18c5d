; A derived pointer whose object is unknown stays as it is: that is an error only where it is needed after
; the suspension.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s
; RUN: %spell %s | sed 's/^  ; late/  /' | not opt -S -passes=coro-early,gc-coro-split -o /dev/null 2>&1 | FileCheck --check-prefix=ERROR %s

; CHECK: %p = phi ptr addrspace(11) [ %in.a, %left ], [ %unknown, %right ]
; ERROR: in function 'f': the derived pointer 'p' is used after the suspend point, and its base pointer is not known

declare void @look(ptr addrspace(11))

define ptr @f(ptr addrspace(10) %a, ptr addrspace(11) %unknown, i1 %c) presplitcoroutine gc "julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %in.a = addrspacecast ptr addrspace(10) %a to ptr addrspace(11)
  br i1 %c, label %left, label %right

left:
  br label %join

right:
  br label %join

join:
  %p = phi ptr addrspace(11) [ %in.a, %left ], [ %unknown, %right ]
  call void @look(ptr addrspace(11) %p)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %q = addrspacecast ptr addrspace(10) %a to ptr addrspace(11)
  call void @look(ptr addrspace(11) %q)
  ; late call void @look(ptr addrspace(11) %p)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
