; No suspension while a handler is entered.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': suspended between julia.except_enter and its pop_handler
; CHECK-NEXT: %s = call i8 @llvm.coro.suspend
; CHECK-NOT: gc-coro-verify:

declare { i32, ptr } @julia.except_enter(ptr) returns_twice
declare void @ijl_pop_handler(ptr, i32)
declare void @ijl_pop_handler_noexcept(ptr, i32)
declare ptr @julia.get_pgcstack()

define ptr @f() presplitcoroutine gc "julia" {
entry:
  %task = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %e = call { i32, ptr } @julia.except_enter(ptr %task)
  %i = extractvalue { i32, ptr } %e, 0
  %z = icmp eq i32 %i, 0
  br i1 %z, label %try, label %catch

try:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resume
                                 i8 1, label %cleanup ]

resume:
  call void @ijl_pop_handler_noexcept(ptr %task, i32 1)
  br label %after

catch:
  call void @ijl_pop_handler(ptr %task, i32 1)
  br label %after

after:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
