; Two threads may call the handle of a one-shot await. The continuation takes its frame in one atomic step that acquires, before it reads
; anything. A state that is filled again is published last, by a store that releases. The load of the continuation is atomic as well.
; Where "gc-coro-single-threaded" promises one thread, all of these are plain.
; RUN: %await-split | FileCheck %s
; RUN: sed 's/noinline/noinline "gc-coro-single-threaded"/' %s > %t.ll
; RUN: sed 's/noinline/noinline "gc-coro-single-threaded"="false"/' %s > %t.false.ll
; RUN: cat %S/runtime.inc %t.false.ll | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s
; RUN: cat %S/runtime.inc %t.ll | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s --check-prefix=PLAIN

; CHECK-LABEL: define ptr addrspace(10) @count(
; CHECK-NOT: nosync
; CHECK: store ptr @count.gc_coro, ptr addrspace(11)
; CHECK: call void @llvm.memcpy
; CHECK-NEXT: addrspacecast
; CHECK-NEXT: store atomic ptr @count.await.0, ptr addrspace(11) {{.*}} release, align 8
; PLAIN-LABEL: define ptr addrspace(10) @count(
; PLAIN: store ptr @count.await.0, ptr addrspace(11)
; PLAIN: store i64
; PLAIN-NOT: atomic
define ptr addrspace(10) @count(i64 %n) presplitcoroutine nosync noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
entry:
  %task = call ptr @julia.get_pgcstack()
  %variable = alloca i64
  %state = call ptr addrspace(10) @gc.coro.prealloc(ptr @count)
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %cont ]
  store i64 %i, ptr %variable
  %r = call %none @gc.coro.await(ptr @count, ptr addrspace(10) %state, i32 1)
  %h = extractvalue %none %r, 0
  %resumed = extractvalue %none %r, 1
  br i1 %resumed, label %cont, label %out
out:
  ret ptr addrspace(10) %h
cont:
  call void @note(ptr %task, ptr %variable)
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %end
end:
  ret ptr addrspace(10) null
}
declare ptr @julia.get_pgcstack()
declare void @note(ptr, ptr)

; The variables and the question for the task stay in the entry block.
; CHECK-LABEL: define internal ptr addrspace(10) @count.await.0(
; CHECK-NEXT: entry.await:
; CHECK-DAG: alloca i64
; CHECK-DAG: %task = call ptr @julia.get_pgcstack()
; CHECK-NOT: load
; CHECK: [[PAIR:%.*]] = cmpxchg ptr addrspace(11) {{.*}}, ptr @count.await.0, ptr @count.await.0.again acquire monotonic, align 8
; CHECK-NEXT: [[FIRST:%.*]] = extractvalue { ptr, i1 } [[PAIR]], 1
; CHECK-NEXT: br i1 [[FIRST]], label %enter, label %called.again
; CHECK: {{^}}enter:
; CHECK: call void @llvm.memcpy
; CHECK: store atomic ptr @count.await.0, ptr addrspace(11) {{.*}} release, align 8
; CHECK: {{^}}called.again:
; CHECK-NEXT: call ptr addrspace(10) @count.await.0.again(ptr addrspace(10) %frame)
; CHECK-NEXT: unreachable
; PLAIN-LABEL: define internal ptr addrspace(10) @count.await.0(
; PLAIN: store ptr @count.await.0.again, ptr addrspace(11)

; CHECK-LABEL: define void @resume(
; CHECK: load atomic ptr, ptr addrspace(11) {{.*}} unordered, align 8
; PLAIN-LABEL: define void @resume(
; PLAIN: load ptr, ptr addrspace(11) {{.*}}, align 8
define void @resume(ptr addrspace(10) %h) noinline {
  call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %h)
  ret void
}
