; The three awaits as invokes: the wrapper throws in each, and the coroutine
; catches it; each also completes without.
;
; REQUIRES: since-19
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: say caught
; CHECK-NEXT: print 1
; CHECK-NEXT: say caught
; CHECK-NEXT: print 2
; CHECK-NEXT: say caught
; CHECK-NEXT: say main
; CHECK-NEXT: say done
; CHECK-NOT:  {{.+}}

@caught = private constant [7 x i8] c"caught\00"
@main.text = private constant [5 x i8] c"main\00"
@done = private constant [5 x i8] c"done\00"

define void @wrapper.void(ptr %awaiter, ptr %hdl) {
  %v = load i32, ptr %awaiter
  %x = call i32 @throw_if(i32 %v)
  ret void
}

define zeroext i1 @wrapper.bool(ptr %awaiter, ptr %hdl) {
  %v = load i32, ptr %awaiter
  %x = call i32 @throw_if(i32 %v)
  ret i1 true
}

define ptr @wrapper.handle(ptr %awaiter, ptr %hdl) {
  %v = load i32, ptr %awaiter
  %x = call i32 @throw_if(i32 %v)
  %noop = call ptr @llvm.coro.noop()
  ret ptr %noop
}

define ptr @f(i32 %throw) presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %awaiter = alloca i32
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
  call void @print(i32 0)
  store i32 %throw, ptr %awaiter
  %save1 = call token @llvm.coro.save(ptr null)
  invoke void @llvm.coro.await.suspend.void(ptr %awaiter, ptr %hdl, ptr @wrapper.void)
          to label %cont1 unwind label %lpad1

cont1:
  %s1 = call i8 @llvm.coro.suspend(token %save1, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

lpad1:
  %e1 = landingpad { ptr, i32 } catch ptr null
  call void @catch({ ptr, i32 } %e1)
  br label %two

two:
  call void @print(i32 1)
  %save2 = call token @llvm.coro.save(ptr null)
  %yes = invoke i1 @llvm.coro.await.suspend.bool(ptr %awaiter, ptr %hdl, ptr @wrapper.bool)
          to label %cont2 unwind label %lpad2

cont2:
  br i1 %yes, label %suspend2, label %three

suspend2:
  %s2 = call i8 @llvm.coro.suspend(token %save2, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %three
                                  i8 1, label %cleanup ]

lpad2:
  %e2 = landingpad { ptr, i32 } catch ptr null
  call void @catch({ ptr, i32 } %e2)
  br label %three

three:
  call void @print(i32 2)
  %save3 = call token @llvm.coro.save(ptr null)
  invoke void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper.handle)
          to label %cont3 unwind label %lpad3

cont3:
  %s3 = call i8 @llvm.coro.suspend(token %save3, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %four
                                  i8 1, label %cleanup ]

lpad3:
  %e3 = landingpad { ptr, i32 } catch ptr null
  call void @catch({ ptr, i32 } %e3)
  br label %four

four:
  store i32 0, ptr %awaiter
  %save4 = call token @llvm.coro.save(ptr null)
  invoke void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper.handle)
          to label %cont4 unwind label %lpad4

cont4:
  %s4 = call i8 @llvm.coro.suspend(token %save4, i1 false)
  switch i8 %s4, label %suspend [ i8 0, label %five
                                  i8 1, label %cleanup ]

lpad4:
  %e4 = landingpad { ptr, i32 } catch ptr null
  call void @catch({ ptr, i32 } %e4)
  br label %five

five:
  call void @say(ptr @done)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @catch({ ptr, i32 } %e) {
  %p = extractvalue { ptr, i32 } %e, 0
  %o = call ptr @__cxa_begin_catch(ptr %p)
  call void @say(ptr @caught)
  call void @__cxa_end_catch()
  ret void
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 1)
  call void @say(ptr @main.text)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
