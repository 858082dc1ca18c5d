; The clean-up of a coroutine that an exception has left uses a variable (it may be a parameter of C++) that the body has
; changed since the last suspension: as it is then. Without gc-coro-prepare an optimiser keeps the new value for the
; body's end only. The coroutine is done. (LLVM's own split has no gc-coro-prepare.)
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-prepared %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-early %s | FileCheck --match-full-lines %s
; UNSUPPORTED: reference

; CHECK-NOT:  {{.+}}
; CHECK:      print 4
; CHECK-NEXT: print 5
; CHECK-NEXT: print 4
; CHECK-NEXT: print 1
; CHECK-NEXT: print 5
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %kept = alloca i32
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
  store i32 %n, ptr %kept
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

resumed:
  %old = load i32, ptr %kept
  call void @print(i32 %old)
  %changed = add i32 %old, 1
  %new = call i32 @opaque(i32 %changed)
  store i32 %new, ptr %kept
  call void @print(i32 %new)
  %x = invoke i32 @throw_if(i32 %old)
          to label %second unwind label %lpad

second:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %final
                                  i8 1, label %cleanup ]

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
  %last = load i32, ptr %kept
  call void @print(i32 %last)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() personality ptr @__gxx_personality_v0 {
entry:
  %hdl = call ptr @f(i32 4)
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
  %done = call i1 @llvm.coro.done(ptr %hdl)
  %one = zext i1 %done to i32
  call void @print(i32 %one)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
