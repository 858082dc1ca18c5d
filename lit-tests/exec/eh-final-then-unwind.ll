; A coroutine with a final suspend that leaves by an exception instead, before it:
; it is done afterwards (an unwinding coro.end counts as the end), and main
; destroys it.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 9
; CHECK-NEXT: print 1
; CHECK-NEXT: say destroyed
; CHECK-NOT:  {{.+}}

@destroyed = private constant [10 x i8] c"destroyed\00"

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
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %resumed
                                  i8 1, label %cleanup ]

resumed:
  %x = invoke i32 @throw_if(i32 %n)
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
  resume { ptr, i32 } %e

cleanup:
  call void @say(ptr @destroyed)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() personality ptr @__gxx_personality_v0 {
entry:
  %hdl = call ptr @f(i32 9)
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
