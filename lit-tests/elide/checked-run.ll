; A right program under the check of elision: children in a loop, of a coroutine that is destroyed at a suspension, of a function that
; an exception leaves, and one whose creation fails.
;
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -passes='coro-early,gc-coro-split<marked-only>,gc-coro-elide<check-elision>,gc-coro-split,coro-cleanup' -o %t.bc
; RUN: llvm-dis %t.bc -o - | FileCheck --check-prefix=IR %s
; RUN: lli %elision-check %t.bc | FileCheck --match-full-lines %s
; RUN: opt -passes='default<O2>' %t.bc -o %t.O2.bc
; RUN: lli %elision-check %t.O2.bc | FileCheck --match-full-lines %s
; RUN: cat %s %S/Inputs/checked-child.inc | %spell - | opt -passes='default<O2>' -gc-coro-split-all -gc-coro-check-elision -o %t.place.bc
; RUN: llvm-dis %t.place.bc -o - | FileCheck --check-prefix=PLACE %s
; RUN: lli %elision-check %t.place.bc | FileCheck --match-full-lines %s

; PLACE: call void @gc_coro_elision_frame_begins(

; Each of the four callers has frames of its own.
; IR-COUNT-4: call void @gc_coro_elision_frame_begins(

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; CHECK-NEXT: print 2
; CHECK-NEXT: say suspended
; CHECK-NEXT: print 7
; CHECK-NEXT: say thrown
; CHECK-NEXT: say not created
; CHECK-NOT:  {{.+}}

@suspended = private constant [10 x i8] c"suspended\00"
@thrown = private constant [7 x i8] c"thrown\00"
@not.created = private constant [12 x i8] c"not created\00"

define i32 @main() personality ptr @__gxx_personality_v0 {
entry:
  call void @loop(i32 3)
  %p = call ptr @parent(i32 5)
  call void @say(ptr @suspended)
  call void @llvm.coro.destroy(ptr %p)
  invoke void @thrown_through() to label %next unwind label %first
first:
  %one = landingpad { ptr, i32 } catch ptr null
  call void @say(ptr @thrown)
  br label %next
next:
  invoke void @failing() to label %exit unwind label %second
second:
  %two = landingpad { ptr, i32 } catch ptr null
  call void @say(ptr @not.created)
  br label %exit
exit:
  ret i32 0
}

define void @loop(i32 %n) noinline {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %head ]
  %h = call ptr @child(i32 %i)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %head, label %exit
exit:
  ret void
}

; The exception leaves the second call, when the child is gone.
define void @thrown_through() noinline personality ptr @__gxx_personality_v0 {
  %h = call ptr @child(i32 7)
  call void @llvm.coro.resume(ptr %h)
  call void @llvm.coro.destroy(ptr %h)
  call void @throw_int(i32 1)
  ret void
}

; The exception leaves the ramp.
define void @failing() noinline personality ptr @__gxx_personality_v0 {
  %h = call ptr @thrower()
  call void @llvm.coro.destroy(ptr %h) nounwind
  ret void
}

define ptr @thrower() noinline presplitcoroutine "gc-coro" personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %at)
  invoke void @throw_int(i32 2) to label %on unwind label %failed
on:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %done
                                  i8 1, label %cleanup ]
done:
  unreachable
failed:
  %pad = landingpad { ptr, i32 } cleanup
  %memory.failed = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %memory.failed)
  call void @llvm.coro.end(ptr null, i1 true, token none)
  resume { ptr, i32 } %pad
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @parent(i32 %n) noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @allocate(i64 %size, i64 8)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %memory)
  %h = call ptr @child(i32 %n)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @llvm.coro.destroy(ptr %h)
  %f = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %f, label %suspend [ i8 0, label %never
                                 i8 1, label %free ]
never:
  unreachable
cleanup:
  call void @llvm.coro.destroy(ptr %h)
  br label %free
free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
