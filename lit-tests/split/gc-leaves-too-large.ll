; An array of more pointers than can be kept one by one is an error where it lives across a call, and
; left alone where it only passes by.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s
; RUN: %spell %s | sed 's/^  ; late/  /' | not opt -S -passes=coro-early,gc-coro-split -o /dev/null 2>&1 | FileCheck --check-prefix=ERROR %s

; CHECK: store [300 x ptr addrspace(1)] %passing, ptr %to
; CHECK: store [300 x ptr addrspace(1)] zeroinitializer, ptr %to
; ERROR: in function 'f': the struct or array 'passing' holds managed pointers and cannot be taken apart

define ptr @f(ptr %from, ptr %to) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %passing = load [300 x ptr addrspace(1)], ptr %from
  store [300 x ptr addrspace(1)] %passing, ptr %to
  store [300 x ptr addrspace(1)] undef, ptr %to
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  ; late store [300 x ptr addrspace(1)] %passing, ptr %to
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
