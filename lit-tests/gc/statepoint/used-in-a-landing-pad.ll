; A landing pad after a suspend uses a tracked pointer from before it: it is kept for
; that, and read from the frame by whichever clone gets there.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[OBJ:[0-9]+]] 8 tracked obj all
; CHECK: state 0: [[OBJ]]{{$}}

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: invoke i32 @throw_if(
; CHECK: landingpad
; CHECK-NEXT: catch
; CHECK: call void @gc_use(ptr addrspace(1) %obj.reload
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-NOT: %obj.reload

define ptr @f() presplitcoroutine gc "statepoint-example" personality ptr @__gxx_personality_v0 {
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
  %obj = call ptr addrspace(1) @gc_alloc()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %t = invoke i32 @throw_if(i32 1)
          to label %cleanup unwind label %lpad

lpad:
  %pad = landingpad { ptr, i32 } catch ptr null
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
