; An exception leaves the body: the coroutine counts as suspended at its final suspend
; point, whose save it has not passed. What the map of that state names is null then.
;
; RUN: %spell %s > %t.ll
; RUN: %frames %t.ll > %t.table
; RUN: %split %t.ll > %t.split
; RUN: cat %t.table %t.split | FileCheck %s

; CHECK: {{^ *}}[[KEPT:[0-9]+]] 8 tracked kept
; CHECK: state 0: {{.*}}
; CHECK-NEXT: state 1: [[KEPT]]{{$}}

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: call void @print(i32 1)
; CHECK-NOT: call
; CHECK: store ptr null, ptr %frame
; CHECK: [[NULL:%null.addr[0-9]*]] = getelementptr inbounds i8, ptr %frame, i64 [[KEPT]]
; CHECK-NEXT: store ptr addrspace(1) null, ptr [[NULL]]
; CHECK-NOT: call
; CHECK: store i8 1, ptr
; CHECK: resume { ptr, i32 }

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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %kept = call ptr addrspace(1) @gc_alloc()
  %t = invoke i32 @throw_if(i32 1)
          to label %last unwind label %unwind

unwind:
  %pad = landingpad { ptr, i32 } cleanup
  call void @print(i32 1)
  call void @llvm.coro.end(ptr %hdl, i1 true, token none)
  %ramp = call i1 @llvm.coro.is_in_ramp()
  br i1 %ramp, label %cleanup.ramp, label %eh.resume

cleanup.ramp:
  %mem.eh = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %mem.eh)
  br label %eh.resume

eh.resume:
  resume { ptr, i32 } %pad

last:
  %s.final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.final, label %suspend [ i8 0, label %trap
                                       i8 1, label %cleanup ]

trap:
  call void @llvm.trap()
  unreachable

cleanup:
  %shown = phi ptr addrspace(1) [ null, %begin ], [ %kept, %last ]
  call void @gc_use(ptr addrspace(1) %shown)
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
