; Coroutines that gc-coro-prepare does not give a suspend point where an exception leaves them.
;
; RUN: %spell %s | opt -S -passes='gc-coro-prepare<unwinding>' | FileCheck %s
; UNSUPPORTED: reference
;
; CHECK: define ptr @optnone(
; CHECK-NOT: {{gc-coro|coro.unwinding|coro.resumed.unwound}}

declare i32 @__CxxFrameHandler3(...)

; Nobody optimises it.
define ptr @optnone(i32 %n) presplitcoroutine optnone noinline personality ptr @__gxx_personality_v0 {
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
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Nothing says where it is cleaned up at its end.
define ptr @without_final(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
  br label %cleanup

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
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; The clean-up uses what is not there when the exception leaves.
define ptr @value_not_there(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
  %which = phi i32 [ 0, %begin ], [ %x, %final ]
  call void @print(i32 %which)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; The same through a block of the clean-up.
define ptr @value_not_there_later(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
                                       i8 1, label %final.clean ]

final.clean:
  br label %final.more

final.more:
  call void @print(i32 %x)
  br label %cleanup

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
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; No exception leaves it.
define ptr @no_exception(i32 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
  %e = landingpad { ptr, i32 } catch ptr null
  %p = extractvalue { ptr, i32 } %e, 0
  %o = call ptr @__cxa_begin_catch(ptr %p)
  call void @__cxa_end_catch()
  br label %final

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; No branch leads out of a funclet.
define ptr @in_a_funclet(i32 %n) presplitcoroutine personality ptr @__CxxFrameHandler3 {
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
  %p = cleanuppad within none []
  call void @llvm.coro.end(ptr %hdl, i1 true, token none) [ "funclet"(token %p) ]
  cleanupret from %p unwind to caller

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Split already: the attribute is gone.
define ptr @not_unsplit(i32 %n)  personality ptr @__gxx_personality_v0 {
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
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
