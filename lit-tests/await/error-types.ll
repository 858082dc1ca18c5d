; Each call of the dialect with a wrong type.
; RUN: cat %s | not opt -passes='gc-coro-split<gc=julia>' -disable-output 2>&1 | FileCheck %s
; RUN: cat %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s
; CHECK: in function 'f': the result of 'gc.coro.await.wrong' has type { i64, i1 }; it must be a struct { tracked pointer, i1, arguments... }
; CHECK: in function 'f': argument 2 of 'gc.coro.await.state' has type i64; it must be a tracked pointer (or null): the state
; CHECK: in function 'f': 'gc.coro.await.few' has 1 arguments; it must have 3: (ptr @self, tracked pointer state, i32 flags)
; CHECK: in function 'f': argument 1 of 'gc.coro.await.self' has type i64; it must be the address of the function itself
; CHECK: in function 'f': argument 1 of 'gc.coro.acquire' has type ptr; it must be a tracked pointer: the buffer
; CHECK: in function 'f': argument 3 of 'gc.coro.acquire.float' has type float; it must be an integer: how many bytes there is room for
; CHECK: in function 'f': 'gc.coro.acquire.few' has 1 arguments; it must have 3: (tracked pointer buffer, i64 pointers, i64 bytes)
; CHECK: in function 'f': the result of 'gc.coro.prealloc.wrong' has type ptr; it must be a tracked pointer: the state
; CHECK: in function 'f': 'gc.coro.prealloc.two' has 2 arguments; it must have 1: the address of the function itself
; CHECK: in function 'f': argument 1 of 'gc.coro.share.wrong' has type i64; it must be a pointer to the object
; CHECK: in function 'f': the result of 'gc.coro.share.result' has type i64; it must be void
; CHECK: in function 'f': argument 1 of 'gc.coro.resume.wrong' has type ptr; it must be a tracked pointer: the handle
; CHECK: in function 'f': 'gc.coro.resume.none' has 0 arguments; it must have at least one: the handle
; CHECK: in function 'f': 'gc.coro.size.bytes.two' has 2 arguments; it must have one: the address of a function
; CHECK: in function 'f': the result of 'gc.coro.size.bytes.float' has type float; it must be an integer
; CHECK: in function 'f': 'gc.coro.return.two' has 2 arguments; it must have one, or none: the value
; CHECK: in function 'f': argument 1 of 'gc.coro.return.p11' has type ptr addrspace(11); it must be data or a tracked pointer: the caller has no base for others
%none = type { ptr addrspace(10), i1 }
declare { i64, i1 } @gc.coro.await.wrong(ptr, ptr addrspace(10), i32)
declare %none @gc.coro.await.state(ptr, i64, i32)
declare %none @gc.coro.await.few(ptr)
declare %none @gc.coro.await.self(i64, ptr addrspace(10), i32)
declare ptr addrspace(10) @gc.coro.acquire(ptr, i64, i64)
declare ptr addrspace(10) @gc.coro.acquire.float(ptr addrspace(10), i64, float)
declare ptr addrspace(10) @gc.coro.acquire.few(ptr addrspace(10))
declare ptr @gc.coro.prealloc.wrong(ptr)
declare ptr addrspace(10) @gc.coro.prealloc.two(ptr, i64)
declare void @gc.coro.share.wrong(i64)
declare i64 @gc.coro.share.result(ptr addrspace(10))
declare i64 @gc.coro.resume.wrong(ptr)
declare i64 @gc.coro.resume.none()
declare i64 @gc.coro.size.bytes.two(ptr, ptr)
declare float @gc.coro.size.bytes.float(ptr)
declare void @gc.coro.return.two(i64, i64)
declare void @gc.coro.return.p11(ptr addrspace(11))
define ptr addrspace(10) @f(ptr addrspace(10) %o, ptr addrspace(11) %d, ptr %p) presplitcoroutine noinline "gc-coro" {
  %a1 = call { i64, i1 } @gc.coro.await.wrong(ptr @f, ptr addrspace(10) null, i32 0)
  %a2 = call { ptr addrspace(10), i1 } @gc.coro.await.state(ptr @f, i64 0, i32 0)
  %a3 = call { ptr addrspace(10), i1 } @gc.coro.await.few(ptr @f)
  %a4 = call { ptr addrspace(10), i1 } @gc.coro.await.self(i64 0, ptr addrspace(10) null, i32 0)
  %b1 = call ptr addrspace(10) @gc.coro.acquire(ptr %p, i64 0, i64 0)
  %b2 = call ptr addrspace(10) @gc.coro.acquire.float(ptr addrspace(10) %o, i64 0, float 0.0)
  %b3 = call ptr addrspace(10) @gc.coro.acquire.few(ptr addrspace(10) %o)
  %c1 = call ptr @gc.coro.prealloc.wrong(ptr @f)
  %c2 = call ptr addrspace(10) @gc.coro.prealloc.two(ptr @f, i64 0)
  call void @gc.coro.share.wrong(i64 0)
  %d2 = call i64 @gc.coro.share.result(ptr addrspace(10) %o)
  %e1 = call i64 @gc.coro.resume.wrong(ptr %p)
  %e2 = call i64 @gc.coro.resume.none()
  %s1 = call i64 @gc.coro.size.bytes.two(ptr @f, ptr @f)
  %s2 = call float @gc.coro.size.bytes.float(ptr @f)
  call void @gc.coro.return.two(i64 0, i64 0)
  call void @gc.coro.return.p11(ptr addrspace(11) %d)
  ret ptr addrspace(10) null
}
