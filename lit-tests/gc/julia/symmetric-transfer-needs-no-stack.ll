; Two coroutines transfer control to each other a million times. After the lowering, which has code before each return of a function with roots, they need
; the stack of one.
;
; REQUIRES: since-19
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,gc-coro-verify,coro-cleanup' | sed -f %S/../Inputs/shadow-stack.sed > %t.O0.ll
; RUN: lli %t.O0.ll
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,coro-cleanup,default<O2>,gc-coro-verify' | sed -f %S/../Inputs/shadow-stack.sed > %t.O2.ll
; RUN: lli %t.O2.ll

@count = global i32 0
@taken.down = global i32 0
@a = global ptr null
@b = global ptr null
@object = global i64 0

declare ptr @malloc(i64)
declare void @free(ptr)

define ptr @get_task() noinline {
  ret ptr @object
}

define void @take_frame_down() noinline {
  %count = load i32, ptr @taken.down
  %more = add i32 %count, 1
  store i32 %more, ptr @taken.down
  ret void
}

define ptr addrspace(10) @make() noinline {
  %object = addrspacecast ptr @object to ptr addrspace(10)
  ret ptr addrspace(10) %object
}

define void @look(ptr addrspace(10) %object) noinline {
  %derived = addrspacecast ptr addrspace(10) %object to ptr addrspace(11)
  %value = load volatile i64, ptr addrspace(11) %derived
  ret void
}

define ptr @next(ptr %other, ptr %handle) noinline {
  %count = load i32, ptr @count
  %more = add i32 %count, 1
  store i32 %more, ptr @count
  %enough = icmp eq i32 %more, 1000000
  %next = load ptr, ptr %other
  %noop = call ptr @llvm.coro.noop()
  %chosen = select i1 %enough, ptr %noop, ptr %next
  ret ptr %chosen
}

define ptr @f(ptr %other) noinline presplitcoroutine gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
  %object = call ptr addrspace(10) @make()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @malloc(i64 %size)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %loop
                                  i8 1, label %cleanup ]

loop:
  %made = call ptr addrspace(10) @make()
  call void @look(ptr addrspace(10) %object)
  %save = call token @llvm.coro.save(ptr %hdl)
  call void @llvm.coro.await.suspend.handle(ptr %other, ptr %hdl, ptr @next)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %again
                                  i8 1, label %cleanup ]

again:
  call void @look(ptr addrspace(10) %made)
  br label %loop

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @free(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; 0 if all transfers took place, with the frames taken down.
define i32 @main() {
  %ha = call ptr @f(ptr @b)
  %hb = call ptr @f(ptr @a)
  store ptr %ha, ptr @a
  store ptr %hb, ptr @b
  call void @llvm.coro.resume(ptr %ha)
  %n = load i32, ptr @count
  %frames = load i32, ptr @taken.down
  call void @llvm.coro.destroy(ptr %ha)
  call void @llvm.coro.destroy(ptr %hb)
  %all = icmp eq i32 %n, 1000000
  %both = icmp sgt i32 %frames, 1000000
  %right = and i1 %all, %both
  %status = select i1 %right, i32 0, i32 1
  ret i32 %status
}
