; A body without a reachable end that an exception leaves: destroying the coroutine then cleans up where the body's
; end is ("ends"), not at the suspend point that it came from ("local"). That place is only reached by a branch
; that is never taken: without gc-coro-prepare it is gone before an optimised function is split. LLVM's own split says
; "local" twice.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-prepared %s | FileCheck --match-full-lines %s
; UNSUPPORTED: reference

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: say local
; CHECK-NEXT: print 5
; CHECK-NEXT: say ends
; CHECK-NOT:  {{.+}}

@ends = private constant [5 x i8] c"ends\00"
@local = private constant [6 x i8] c"local\00"

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
  call void @print(i32 %n)
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
  call void @say(ptr @local)
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
  call void @say(ptr @local)
  br label %cleanup

cleanup:
  call void @say(ptr @ends)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() personality ptr @__gxx_personality_v0 {
entry:
  %hdl = call ptr @f(i32 5)
  invoke void @llvm.coro.resume(ptr %hdl) to label %again unwind label %lpad

again:
  invoke void @llvm.coro.resume(ptr %hdl) to label %no unwind label %lpad

no:
  ret i32 1

lpad:
  %e = landingpad { ptr, i32 } catch ptr null
  %p = extractvalue { ptr, i32 } %e, 0
  %o = call ptr @__cxa_begin_catch(ptr %p)
  %v = load i32, ptr %o
  call void @print(i32 %v)
  call void @__cxa_end_catch()
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
