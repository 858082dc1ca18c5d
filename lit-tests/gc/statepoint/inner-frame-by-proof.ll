; A call without a mark, of a coroutine with "gc-coro-inner-frame": where it is proven that the caller destroys the coroutine before its own frame ends, the frame of the callee is
; in the caller's, and the collector finds it by the caller's descriptor.
; - @loop makes one in each round and destroys it on each path.
; - @leaves gives the handle to somebody else: the call allocates, and a remark says why.
; - @rare makes it where a run of the caller hardly ever comes: it would cost more than it saves.
; - @other is called like @callee, and does not have the attribute: its runtime may want a header before each frame.
; - @plain has another collector model, none: no collector looks at its frame.
; A second ramp that nothing calls is not left.
; With LLVM 16 such a call allocates: a cast stands between the function that the frame names and its call.
; REQUIRES: since-17
;
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' -pass-remarks=gc-coro -pass-remarks-missed=gc-coro 2>%t.remarks | FileCheck %s
; RUN: FileCheck --check-prefix=REMARKS %s < %t.remarks
; RUN: %spell %s | opt -disable-output -passes='coro-early,gc-coro-split,gc-coro-verify'
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<no-elide>' | FileCheck --check-prefix=OFF %s
; RUN: %spell %s | opt -S -passes='default<O2>' -gc-coro-split-all | FileCheck --check-prefix=ALLOCATES %s

; CHECK-DAG: @loop.gc_coro = constant <{{.*}}> <{ i32 2, {{.*}}c"loop\00" }>
; CHECK-DAG: @leaves.gc_coro = constant <{{.*}}> <{ i32 1, {{.*}}c"leaves\00" }>
; CHECK-LABEL: define internal ptr @callee.noalloc(
; CHECK-LABEL: define {{.*}}ptr @loop(
; CHECK: call ptr @callee.noalloc(ptr addrspace(1) {{.*}}, ptr %
; CHECK-LABEL: define internal{{ (fastcc )?}}void @loop.resume(
; CHECK: call[[CC]]void @callee.resume(ptr
; CHECK: call[[CC]]void @callee.cleanup(ptr
; CHECK-LABEL: define {{.*}}ptr @leaves(
; CHECK: call ptr @other(ptr addrspace(1)
; CHECK: call ptr @callee(ptr addrspace(1)
; CHECK-LABEL: define {{.*}}ptr @rare(
; CHECK-NOT: @callee.noalloc(
; CHECK-LABEL: define {{.*}}ptr @plain(
; CHECK: call ptr @callee(ptr addrspace(1)

; REMARKS-DAG: 'callee' elided in 'loop'
; REMARKS-DAG: 'callee' not elided in 'leaves': the caller can end while the coroutine is alive
; REMARKS-DAG: 'callee' not elided in 'rare': the caller's frame would grow by more than this saves
; REMARKS-NOT: in 'plain'
; REMARKS-NOT: 'other' {{.*}}elided

; OFF-NOT: callee.noalloc
; ALLOCATES-NOT: callee.noalloc

declare void @pass_on(ptr) nounwind
declare i1 @seldom() nounwind

define ptr @callee(ptr addrspace(1) %obj) noinline nounwind presplitcoroutine "gc-coro-inner-frame" gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @other(ptr addrspace(1) %obj) noinline nounwind presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @loop(ptr addrspace(1) %obj, i64 %count) nounwind presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %round

round:
  %number = phi i64 [ 0, %entry ], [ %next, %again ]
  %task = call ptr @callee(ptr addrspace(1) %obj)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %abandoned ]

resumed:
  call void @llvm.coro.resume(ptr %task)
  call void @llvm.coro.destroy(ptr %task)
  %next = add i64 %number, 1
  %more = icmp ult i64 %next, %count
  br i1 %more, label %again, label %cleanup

again:
  br label %round

abandoned:
  call void @llvm.coro.destroy(ptr %task)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @leaves(ptr addrspace(1) %obj) nounwind presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %apart = call ptr @other(ptr addrspace(1) %obj)
  call void @llvm.coro.resume(ptr %apart)
  call void @llvm.coro.destroy(ptr %apart)
  %task = call ptr @callee(ptr addrspace(1) %obj)
  call void @pass_on(ptr %task)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @rare(ptr addrspace(1) %obj) nounwind presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %is.seldom = call i1 @seldom()
  br i1 %is.seldom, label %make, label %cleanup, !prof !0

make:
  %task = call ptr @callee(ptr addrspace(1) %obj)
  call void @llvm.coro.resume(ptr %task)
  call void @llvm.coro.destroy(ptr %task)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @plain(ptr addrspace(1) %obj) nounwind presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %task = call ptr @callee(ptr addrspace(1) null)
  call void @llvm.coro.resume(ptr %task)
  call void @llvm.coro.destroy(ptr %task)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

!0 = !{!"branch_weights", i32 1, i32 100}
