; A coroutine that an exception leaves gets a suspend point there, from which a destroying activation goes where it goes from
; the final suspend point. It is asked for, and done once; the function is marked then, as LLVM's own split cannot split it.
;
; RUN: %spell %s | opt -S -passes='gc-coro-prepare<unwinding>' | FileCheck %s
; RUN: %spell %s | opt -S -passes='gc-coro-prepare<unwinding>,gc-coro-prepare<unwinding>' | FileCheck %s
; RUN: %spell %s | opt -S -passes='gc-coro-prepare' | FileCheck %s --check-prefix=NONE
; RUN: %spell %s | opt -S -passes='gc-coro-prepare<unwinding;marked-only>' | FileCheck %s --check-prefix=NONE
; RUN: %spell %s | sed 's/@f(i32 %n)/& "gc-coro"/' | opt -S -passes='gc-coro-prepare<unwinding;marked-only>' | FileCheck %s
; UNSUPPORTED: reference
;
; CHECK: define ptr @f(i32 %n) #[[F:[0-9]+]] personality
; CHECK: lpad:
; CHECK: %[[S:.*]] = call i8 @llvm.coro.suspend(token none, i1 false) #[[S_:[0-9]+]]
; CHECK-NEXT: switch i8 %[[S]], label %coro.unwinding [
; CHECK-NEXT: i8 0, label %coro.resumed.unwound
; CHECK-NEXT: i8 1, label %cleanup
; CHECK-NEXT: ]
; CHECK: coro.unwinding:
; CHECK-NEXT: @llvm.coro.end({{.*}}, i1 true
; CHECK: phi i32 [ 1, %begin ], [ 2, %final ], [ 2, %lpad ]
; CHECK: coro.resumed.unwound:
; CHECK-NEXT: call void @llvm.trap()
; CHECK-NEXT: unreachable
; CHECK-NOT: llvm.coro.suspend(token none, i1 false) #
; CHECK-DAG: attributes #[[F]] = { presplitcoroutine "gc-coro" }
; CHECK-DAG: attributes #[[S_]] = { "gc-coro-unwinds" }
; NONE: define ptr @f(
; NONE-NOT: {{gc-coro|coro.unwinding|coro.resumed.unwound}}

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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %x = invoke i32 @throw_if(i32 %n)
          to label %final unwind label %lpad

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

cleanup:
  %from = phi i32 [ 1, %begin ], [ 2, %final ]
  call void @print(i32 %from)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
