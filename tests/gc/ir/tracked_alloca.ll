; Memory with references whose address escapes: a plain reference, a struct between numbers, and an array of structs.
; They end at different times; what an ended one held is dead.
; FAULTS: no-nulls
; DECLARATIONS

%mixed = type { i8, ptr addrspace(1), i32, i32 }

define void @program() {
  call void @report(i64 11)
  call void @report(i64 22)
  call void @report(i64 33)
  call void @report(i64 44)
  call void @report(i64 55)
  call void @expected_ends()
  %frame = call ptr @holding()
  call void @drive(ptr %frame)
  ret void
}

; Their callers' memory is filled and read after a call that nobody sees through.
define void @put(ptr %place, i64 %value) noinline {
  %box = call ptr addrspace(1) @boxed(i64 %value)
  store ptr addrspace(1) %box, ptr %place
  call void @gc_poll()
  ret void
}

define i32 @get(ptr %place) noinline {
  call void @gc_poll()
  %box = load ptr addrspace(1), ptr %place
  %value = call i64 @unboxed(ptr addrspace(1) %box)
  call void @report(i64 %value)
  %again = load ptr addrspace(1), ptr %place
  %watch = call i32 @gc_watch(ptr addrspace(1) %again)
  ret i32 %watch
}

define ptr @holding() noinline presplitcoroutine {
entry:
  %plain = alloca ptr addrspace(1), align 8
  %struct = alloca %mixed, align 8
  %array = alloca [3 x %mixed], align 16
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  call void @llvm.lifetime.start.p0(ptr %array)
  %third = getelementptr [3 x %mixed], ptr %array, i64 0, i64 2, i32 1
  %second = getelementptr [3 x %mixed], ptr %array, i64 0, i64 1, i32 1
  store i8 3, ptr %array
  %s.a = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.a, label %suspended [ i8 0, label %resumed_a
                                   i8 1, label %cleanup ]
resumed_a:
  call void @llvm.lifetime.start.p0(ptr %plain)
  call void @put(ptr %plain, i64 11)
  call void @put(ptr %third, i64 44)
  %s.b = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.b, label %suspended [ i8 0, label %resumed_b
                                   i8 1, label %cleanup ]
resumed_b:
  call void @llvm.lifetime.start.p0(ptr %struct)
  %field = getelementptr %mixed, ptr %struct, i32 0, i32 1
  call void @put(ptr %field, i64 22)
  %watch.plain = call i32 @get(ptr %plain)
  call void @llvm.lifetime.end.p0(ptr %plain)
  %s.c = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.c, label %suspended [ i8 0, label %resumed_c
                                   i8 1, label %cleanup ]
resumed_c:
  call void @expect_dead(i32 %watch.plain)
  %watch.struct = call i32 @get(ptr %field)
  call void @put(ptr %field, i64 33)
  call void @put(ptr %second, i64 55)
  %s.d = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.d, label %suspended [ i8 0, label %resumed_d
                                   i8 1, label %cleanup ]
resumed_d:
  call void @expect_dead(i32 %watch.struct)
  %watch.again = call i32 @get(ptr %field)
  call void @llvm.lifetime.end.p0(ptr %struct)
  %watch.third = call i32 @get(ptr %third)
  %s.e = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.e, label %suspended [ i8 0, label %resumed_e
                                   i8 1, label %cleanup ]
resumed_e:
  call void @expect_dead(i32 %watch.again)
  call void @expect_alive(i32 %watch.third)
  %watch.second = call i32 @get(ptr %second)
  call void @llvm.lifetime.end.p0(ptr %array)
  %s.f = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s.f, label %suspended [ i8 0, label %resumed_f
                                   i8 1, label %cleanup ]
resumed_f:
  call void @expect_dead(i32 %watch.third)
  call void @expect_dead(i32 %watch.second)
  br label %final
final:
  %s.g = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s.g, label %suspended [ i8 1, label %cleanup ]
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @gc_frame_delete(ptr %freed)
  br label %suspended
suspended:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
