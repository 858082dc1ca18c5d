; A function with an await and without any mark gets all of them; what would inline it goes.
; RUN: %prepare | FileCheck %s
; RUN: %prepare | opt -S -passes='gc-coro-prepare<gc=julia>' | FileCheck %s
; CHECK: define i64 @f() #[[F:[0-9]+]]
; CHECK: call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0) #[[A:[0-9]+]]
; CHECK: define i64 @g()
; CHECK-NEXT: call i64 @f(){{$}}
; CHECK-DAG: attributes #[[F]] = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="new_frame" }
; CHECK-DAG: attributes #[[A]] = { nomerge }
define i64 @f() alwaysinline willreturn norecurse memory(read) "gc-coro-allocate"="new_frame" {
  %r = call %none @gc.coro.await(ptr null, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  %v = zext i1 %w to i64
  ret i64 %v
}
define i64 @g() {
  %v = call i64 @f() alwaysinline memory(read)
  ret i64 %v
}
