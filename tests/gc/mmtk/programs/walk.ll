; A generator, split by hand as gc-coro splits: it walks an array of 8 integers by a derived pointer and yields each.
;
; The frame has a descriptor (include/gc_coro.h). At its first suspension it holds two objects, the array and a box; at the
; second only the array, though the box's address still stands in its word; before the first it holds none.
;
;   offset  0 resume  8 destroy  16 array  24 box  32 offset of the derived pointer  40 what is yielded  48 state
target triple = "x86_64-pc-linux-gnu"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:1"

%descriptor = type { i32, i32, i64, i64, i64, i64, i64, i64, i64, i32, i32, i32, i32, i64, i32, i32, [3 x i64], [5 x i8] }

@walk.gc_coro = internal constant %descriptor {
  i32 1, i32 3, i64 56, i64 8,                          ; version, flags, size, alignment
  i64 16, i64 2, i64 32, i64 24,                        ; 2 pointers at 16, 24 bytes at 32
  i64 48, i32 1, i32 2,                                 ; the state: 1 byte at 48; 2 suspensions
  i32 96, i32 1, i64 16, i32 8, i32 120,                ; maps, words per map, origin, pointer size, name
  [3 x i64] [i64 3, i64 1, i64 0], [5 x i8] c"walk\00" }

declare ptr addrspace(1) @gc_alloc(i32, i32)
declare void @gc_poll()
declare ptr @gc_frame_new(i64, i64) #1
declare void @gc_frame_delete(ptr) #1
declare i32 @gc_watch(ptr addrspace(1)) #1
declare i32 @gc_watch_alive(i32) #1

define internal void @walk.destroy(ptr %frame) #0 prefix <{ i64, i32, i32 }> <{
    i64 8030603557308950273, i32 0,
    i32 trunc (i64 sub (i64 ptrtoint (ptr @walk.gc_coro to i64), i64 ptrtoint (ptr @walk.destroy to i64)) to i32) }> {
  call void @gc_frame_delete(ptr %frame)
  ret void
}

; Stores the derived pointer's offset and the state; the array stands in the frame already.
define internal void @walk.resume(ptr %frame) #0 gc "statepoint-example" {
  %array.at = getelementptr i8, ptr %frame, i64 16
  %array = load ptr addrspace(1), ptr %array.at
  %offset.at = getelementptr i8, ptr %frame, i64 32
  %offset = load i64, ptr %offset.at
  %element = getelementptr i8, ptr addrspace(1) %array, i64 %offset
  call void @gc_poll()
  %value = load i64, ptr addrspace(1) %element
  %yielded.at = getelementptr i8, ptr %frame, i64 40
  store i64 %value, ptr %yielded.at
  %next = add i64 %offset, 8
  store i64 %next, ptr %offset.at
  %state.at = getelementptr i8, ptr %frame, i64 48
  store i8 1, ptr %state.at
  ret void
}

define internal ptr @walk(ptr addrspace(1) %array, ptr addrspace(1) %box) #0 gc "statepoint-example" {
  %frame = call ptr @gc_frame_new(i64 56, i64 8)
  %state.at = getelementptr i8, ptr %frame, i64 48
  store i8 2, ptr %state.at
  store ptr @walk.resume, ptr %frame
  %destroy.at = getelementptr i8, ptr %frame, i64 8
  store ptr @walk.destroy, ptr %destroy.at
  call void @gc_poll()
  %array.at = getelementptr i8, ptr %frame, i64 16
  store ptr addrspace(1) %array, ptr %array.at
  %box.at = getelementptr i8, ptr %frame, i64 24
  store ptr addrspace(1) %box, ptr %box.at
  %offset.at = getelementptr i8, ptr %frame, i64 32
  store i64 8, ptr %offset.at
  store i8 0, ptr %state.at
  ret ptr %frame
}

; An array of 8 integers (1, 3, 9, ...), its box, and the generator. The caller has neither object.
define internal ptr @make(ptr %watch) #0 gc "statepoint-example" {
entry:
  %array = call ptr addrspace(1) @gc_alloc(i32 0, i32 64)
  br label %fill
fill:
  %i = phi i64 [ 1, %entry ], [ %i.next, %fill ]
  %value = phi i64 [ 1, %entry ], [ %value.next, %fill ]
  %at = getelementptr i64, ptr addrspace(1) %array, i64 %i
  store i64 %value, ptr addrspace(1) %at
  %i.next = add i64 %i, 1
  %value.next = mul i64 %value, 3
  %more = icmp ule i64 %i.next, 8
  br i1 %more, label %fill, label %filled
filled:
  %box = call ptr addrspace(1) @gc_alloc(i32 0, i32 8)
  %id = call i32 @gc_watch(ptr addrspace(1) %box)
  store i32 %id, ptr %watch
  %frame = call ptr @walk(ptr addrspace(1) %array, ptr addrspace(1) %box)
  ret ptr %frame
}

; 0 if the elements add up to (3^8 - 1) / 2, and the box went with the first suspension; else what was wrong.
define i32 @gc_main() #0 gc "statepoint-example" {
entry:
  %watch = alloca i32
  %frame = call ptr @make(ptr %watch)
  %id = load i32, ptr %watch
  %not.begun = call ptr @gc_frame_new(i64 32, i64 32)
  call void @gc_poll()
  %at.first = call i32 @gc_watch_alive(i32 %id)
  %kept = icmp ne i32 %at.first, 0
  br i1 %kept, label %walk, label %lost
walk:
  %i = phi i64 [ 0, %entry ], [ %i.next, %walk ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %walk ]
  call void @walk.resume(ptr %frame)
  %garbage = call ptr addrspace(1) @gc_alloc(i32 1, i32 64)
  %yielded.at = getelementptr i8, ptr %frame, i64 40
  %yielded = load i64, ptr %yielded.at
  %sum.next = add i64 %sum, %yielded
  %i.next = add i64 %i, 1
  %more = icmp ult i64 %i.next, 8
  br i1 %more, label %walk, label %walked
walked:
  %at.second = call i32 @gc_watch_alive(i32 %id)
  %leaked = icmp ne i32 %at.second, 0
  %destroy.at = getelementptr i8, ptr %frame, i64 8
  %destroy = load ptr, ptr %destroy.at
  call void %destroy(ptr %frame)
  call void @gc_frame_delete(ptr %not.begun)
  call void @gc_poll()
  %wrong = icmp ne i64 %sum.next, 3280
  %if.leaked = select i1 %leaked, i32 3, i32 0
  %result = select i1 %wrong, i32 2, i32 %if.leaked
  ret i32 %result
lost:
  ret i32 4
}

attributes #0 = { noinline "frame-pointer"="all" }
attributes #1 = { "gc-leaf-function" }
