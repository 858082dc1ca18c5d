; The suspend point that gc-coro-prepare has put where an exception leaves the coroutine is a final one: its state is stored
; with the null resume function, once, and destroying comes to the clean-up of the body's end.
;
; RUN: %spell %s | opt -S -passes='gc-coro-prepare<unwinding>,function(simplifycfg),coro-early,gc-coro-split,function(instsimplify,simplifycfg)' \
; RUN:   | FileCheck %s --implicit-check-not='call void @llvm.trap' --implicit-check-not=gc-coro-unwinds
; UNSUPPORTED: reference
;
; CHECK-LABEL: define ptr @f(
; CHECK-NOT: store ptr null
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: store ptr null, ptr %frame
; CHECK: store i8 1, ptr
; CHECK-NEXT: resume
; CHECK-NOT: store
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK: i8 0, label %[[LOCAL:.*]]
; CHECK-NEXT: i8 1, label %cleanup
; CHECK: [[LOCAL]]:
; CHECK-NEXT: call void @print(i32 1)
; CHECK-NEXT: br label %cleanup

define ptr @f(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
  br label %loop

loop:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %clean.local ]

resumed:
  %x = invoke i32 @throw_if(i32 %n)
          to label %goes.on unwind label %lpad

goes.on:
  br i1 false, label %final, label %loop

final:
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

lpad:
  %e = landingpad { ptr, i32 } cleanup
  call void @llvm.coro.end(ptr %hdl, i1 true, token none)
  %in.ramp = call i1 @llvm.coro.is_in_ramp()
  br i1 %in.ramp, label %of.ramp, label %eh.resume

of.ramp:
  %freed = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %freed)
  br label %eh.resume

eh.resume:
  resume { ptr, i32 } %e

clean.local:
  call void @print(i32 1)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
