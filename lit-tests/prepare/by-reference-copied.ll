; Memory of the caller is copied at entry where it is read after the await: words that are loaded as tracked pointers as such.
; The loads promise no more that it never changes.
; RUN: %prepare | FileCheck %s
; RUN: %prepare | FileCheck %s --check-prefix=EARLY
; RUN: %prepare | opt -S -passes='gc-coro-verify<gc=julia>' -disable-output
; CHECK-LABEL: define i64 @mixed(ptr addrspace(11) align 8 %p)
; CHECK: %p.copy = alloca { i64, ptr addrspace(10), i64 }, align 8
; CHECK: memcpy{{.*}}(ptr align 8 %p.copy, ptr addrspace(11) align 8 %p, i64 8
; CHECK: load ptr addrspace(10), ptr addrspace(11)
; CHECK: store ptr addrspace(10)
; CHECK: memcpy{{.*}} i64 8
; CHECK: gc.coro.await
; CHECK-NOT: invariant.load
; CHECK-NOT: addrspace(11) %p
; CHECK: ret i64
define i64 @mixed(ptr addrspace(11) nocapture readonly align 8 dereferenceable(24) %p) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @mixed, ptr addrspace(10) null, i32 0)
  %a = load i64, ptr addrspace(11) %p, !invariant.load !0
  %f = getelementptr i8, ptr addrspace(11) %p, i64 8
  %o = load ptr addrspace(10), ptr addrspace(11) %f, !invariant.load !0
  %d = addrspacecast ptr addrspace(10) %o to ptr addrspace(11)
  %b = load i64, ptr addrspace(11) %d
  %g = getelementptr i8, ptr addrspace(11) %p, i64 16
  %c = load i64, ptr addrspace(11) %g
  %s = add i64 %a, %b
  %t = add i64 %s, %c
  ret i64 %t
}
; byval and byref say their type; sret and plain pointers are left alone.
; CHECK-LABEL: define i64 @typed(
; CHECK-DAG: %a.copy = alloca { i32, [2 x ptr addrspace(10)] }
; CHECK-DAG: %b.copy = alloca [3 x i64]
; CHECK-NOT: alloca
; CHECK: ret i64
define i64 @typed(ptr byval({ i32, [2 x ptr addrspace(10)] }) %a, ptr byref([3 x i64]) %b, ptr %c) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr @typed, ptr addrspace(10) null, i32 0)
  %x = load i32, ptr %a
  call void @use(ptr %b)
  %z = load i64, ptr %c
  ret i64 %z
}
; What is read before the await only needs no copy, but its load stays where it is.
; EARLY-LABEL: define i64 @early(
; EARLY-NOT: alloca
; EARLY: load i64, ptr addrspace(11) %p, align 8{{$}}
; EARLY: call %none @gc.coro.await
define i64 @early(ptr addrspace(11) readonly dereferenceable(8) %p) "gc-coro-allocate"="new_frame" {
  %v = load i64, ptr addrspace(11) %p, !invariant.load !0
  %r = call %none @gc.coro.await(ptr @early, ptr addrspace(10) null, i32 0)
  ret i64 %v
}
declare void @use(ptr)
!0 = !{}
