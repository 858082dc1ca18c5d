; An old object that is given a young one again and again: without the write barrier a generational collector loses it.
target triple = "x86_64-pc-linux-gnu"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:1"

declare ptr addrspace(1) @gc_alloc(i32, i32)
declare void @gc_poll()
declare void @gc_store(ptr addrspace(1), i64, ptr addrspace(1)) #1
declare i64 @gc_collections() #1

define internal void @put(ptr addrspace(1) %parent, i64 %value) #0 gc "statepoint-example" {
  %child = call ptr addrspace(1) @gc_alloc(i32 0, i32 8)
  %bytes = getelementptr i8, ptr addrspace(1) %child, i64 8
  store i64 %value, ptr addrspace(1) %bytes
  call void @gc_store(ptr addrspace(1) %parent, i64 1, ptr addrspace(1) %child)
  ret void
}

define i32 @gc_main() #0 gc "statepoint-example" {
entry:
  %parent = call ptr addrspace(1) @gc_alloc(i32 2, i32 0)
  call void @gc_poll()
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i.next, %again ]
  call void @put(ptr addrspace(1) %parent, i64 %i)
  call void @gc_poll()
  %garbage = call ptr addrspace(1) @gc_alloc(i32 0, i32 8)
  %child.at = getelementptr i8, ptr addrspace(1) %parent, i64 16
  %child = load ptr addrspace(1), ptr addrspace(1) %child.at
  %bytes = getelementptr i8, ptr addrspace(1) %child, i64 8
  %value = load i64, ptr addrspace(1) %bytes
  %right = icmp eq i64 %value, %i
  br i1 %right, label %again, label %wrong
again:
  %i.next = add i64 %i, 1
  %more = icmp ult i64 %i.next, 100
  br i1 %more, label %loop, label %done
done:
  %collections = call i64 @gc_collections()
  %few = icmp ult i64 %collections, 300
  %result = zext i1 %few to i32
  ret i32 %result
wrong:
  ret i32 1
}

attributes #0 = { noinline "frame-pointer"="all" }
attributes #1 = { "gc-leaf-function" }
