; EXPECT: in function 'second': the region that begins with 't' is open at the suspend point and begins again
; The split itself refuses the second coroutine, when the first is split: its blocks are moved to clones, the table of
; labels holds numbers, its descriptor has taken the place of the declaration, and an awaiter has come into a wrapper.

declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)
declare ptr addrspace(10) @next()

@before = global i32 1
@first.gc_coro = external constant [56 x i8]
@between = constant ptr getelementptr (i8, ptr @first.gc_coro, i64 8)
@labels = private constant { i32, [2 x ptr] } { i32 7, [2 x ptr] [ptr blockaddress(@first, %a), ptr blockaddress(@first, %b)] }
@after = global ptr @first.gc_coro

define ptr @label() {
  ret ptr blockaddress(@first, %b)
}

define ptr @first(i32 %n, ptr addrspace(10) %o) presplitcoroutine gc "julia" {
entry:
  %x = alloca i32
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  store i32 %n, ptr %x
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %again
                             i8 1, label %clean ]

again:
  %m = load i32, ptr %x
  %i = and i32 %m, 1
  %place = getelementptr { i32, [2 x ptr] }, ptr @labels, i32 0, i32 1, i32 %i
  %label = load ptr, ptr %place
  indirectbr ptr %label, [label %a, label %b]

a:
  call void @print(i32 %m)
  br label %clean

b:
  %0 = add i32 %m, %n
  call void @print(i32 %0)
  br label %clean

unused:
  br label %clean

clean:
  %1 = phi i32 [ 0, %entry ], [ %m, %a ], [ %0, %b ], [ 1, %unused ]
  call void @print(i32 %1)
  %free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %free)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @second() presplitcoroutine gc "julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  br label %loop

loop:
  %o = call ptr addrspace(10) @next()
  %t = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %o)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %again
                             i8 1, label %clean ]

again:
  call void @llvm.julia.gc_preserve_end(token %t)
  br label %loop

clean:
  %m = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %m)
  br label %out

out:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
