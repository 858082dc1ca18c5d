; A struct with a reference in it is live across a suspension as one value; RewriteStatepointsForGC knows no such values.
; FAULTS: whole-aggregates
; DECLARATIONS

define void @program() {
  call void @report(i64 42)
  call void @report(i64 1)
  call void @expected_ends()
  %frame = call ptr @f()
  call void @drive(ptr %frame)
  ret void
}

define { ptr addrspace(1), i64 } @numbered() noinline {
  %box = call ptr addrspace(1) @boxed(i64 42)
  %half = insertvalue { ptr addrspace(1), i64 } poison, ptr addrspace(1) %box, 0
  %full = insertvalue { ptr addrspace(1), i64 } %half, i64 1, 1
  ret { ptr addrspace(1), i64 } %full
}

define ptr @f() noinline presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %pair = call { ptr addrspace(1), i64 } @numbered()
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed
                                   i8 1, label %cleanup ]
resumed:
  call void @gc_poll()
  %box = extractvalue { ptr addrspace(1), i64 } %pair, 0
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  call void @report(i64 %value)
  %number = extractvalue { ptr addrspace(1), i64 } %pair, 1
  call void @report(i64 %number)
  br label %final
final:
  %s.b = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.b, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
