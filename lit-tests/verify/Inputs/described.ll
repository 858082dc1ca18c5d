; A coroutine 'f' as gc-coro-split leaves it, but for f.resume, which each test brings.
@f.gc_coro = constant <{ i32, i32, i64, i64, i64, i64, i64, i64, i64, i32, i32, i32, i32, i64, i32, i32, [2 x i64], [2 x i8] }> <{
  i32 1, i32 3,                         ; version, flags: switch-resumed, area only
  i64 40, i64 8,                        ; size, alignment
  i64 16, i64 2,                        ; two pointers: bytes 16 and 24
  i64 32, i64 8,                        ; the byte area
  i64 32, i32 1, i32 1,                 ; the state: a byte; one suspension
  i32 96, i32 1, i64 16, i32 8, i32 112, ; maps, words of each, origin, pointer size, name
  [2 x i64] [i64 3, i64 2],             ; suspended: both words; before: the second, which is memory
  [2 x i8] c"f\00" }>

declare void @safepoint()
declare void @use(ptr addrspace(1))
declare ptr addrspace(1) @make()
declare ptr @llvm.threadlocal.address.p0(ptr)
@local = thread_local global i32 0

define ptr @f(ptr addrspace(1) %o) gc "statepoint-example" {
  %frame = call ptr @allocate(i64 40, i64 8)
  store ptr @f.resume, ptr %frame
  %destroy = getelementptr inbounds i8, ptr %frame, i64 8
  store ptr @f.destroy, ptr %destroy
  %state = getelementptr inbounds i8, ptr %frame, i64 32
  store i8 1, ptr %state
  %memory = getelementptr inbounds i8, ptr %frame, i64 24
  store ptr addrspace(1) null, ptr %memory
  call void @safepoint()
  %slot = getelementptr inbounds i8, ptr %frame, i64 16
  store ptr addrspace(1) %o, ptr %slot
  store i8 0, ptr %state
  ret ptr %frame
}

define internal fastcc void @f.destroy(ptr %frame) gc "statepoint-example" prefix <{ i64, i32, i32 }> <{ i64 8030603557308950273, i32 0, i32 trunc (i64 sub (i64 ptrtoint (ptr @f.gc_coro to i64), i64 ptrtoint (ptr @f.destroy to i64)) to i32) }> {
  call void @deallocate(ptr %frame)
  ret void
}

