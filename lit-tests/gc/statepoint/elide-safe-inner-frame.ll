; LLVM 22: a call marked coro_elide_safe puts the callee's frame into the caller's, also where a collector finds pointers in it:
; - the caller's descriptor has the version for frames inside of a frame, the flag, and after the maps one offset: 16;
; - the second word there is null where the caller's frame begins, and where the callee's is destroyed without being freed;
; - no stack gets the frame: the callee's ramp always allocates, and LLVM is not told of the other one;
; - no-elide leaves the call as it is.
;
; REQUIRES: since-21
; RUN: %spell %s | %split | FileCheck %s
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<no-elide>' | FileCheck %s --check-prefix=OFF
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split<gc=none>' | FileCheck %s --check-prefix=PLAIN
; RUN: %spell %s | opt -disable-output -passes='coro-early,gc-coro-split,gc-coro-verify'
; RUN: %spell %s | opt -disable-output -passes='coro-early,print<gc-coro-frames>' | FileCheck %s --check-prefix=TABLE

; CHECK-DAG: @callee.gc_coro = constant <{{.*}}> <{ i32 1, i32 3,
; CHECK-DAG: @callee.resumers = private {{.*}}[3 x ptr]
; CHECK-DAG: @caller.gc_coro = constant <{{.*}}> <{ i32 2, i32 5, {{.*}} [2 x i64] [i64 1, i64 16], [7 x i8] c"caller\00" }>
; CHECK-LABEL: define ptr @callee(
; CHECK: call ptr @allocate(
; CHECK: select i1 true, ptr @callee.destroy, ptr @callee.cleanup
; CHECK-LABEL: define internal{{ (fastcc )?}}void @callee.cleanup(
; CHECK: %[[WORD:.*]] = getelementptr inbounds i8, ptr %frame, i64 8
; CHECK-NEXT: store ptr null, ptr %[[WORD]]
; CHECK-NEXT: call void @deallocate(ptr null)
; CHECK-LABEL: define internal ptr @callee.noalloc(
; CHECK-NOT: call ptr @allocate(
; CHECK: select i1 false, ptr @callee.destroy, ptr @callee.cleanup
; CHECK-LABEL: define ptr @caller(
; CHECK: %[[WORD:.*]] = getelementptr inbounds i8, ptr %hdl, i64 24
; CHECK-NEXT: store ptr null, ptr %[[WORD]]
; CHECK: call ptr @callee.noalloc(ptr addrspace(1) null, ptr %

; OFF-LABEL: define ptr @caller(
; OFF: call ptr @callee(ptr addrspace(1)
; OFF-NOT: callee.noalloc

; PLAIN: @callee.resumers = private {{.*}}[4 x ptr]
; PLAIN-LABEL: define ptr @caller(
; PLAIN: call ptr @callee.noalloc(

; TABLE: frame of 'caller'
; TABLE: {{^ *}}16 {{ *}}32  alloca   callee.frame {{ *}}all
; TABLE: frames inside of it: 16

define ptr @callee(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @caller() presplitcoroutine gc "statepoint-example" {
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
  %task = call ptr @callee(ptr addrspace(1) null) coro_elide_safe
  call void @llvm.coro.resume(ptr %task)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
