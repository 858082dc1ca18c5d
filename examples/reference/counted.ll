; A generator that owns two counted references while it is suspended, as docs/reference-counts.md explains. The runtime has
; `release` and `yield`. Each suspend point has a destroy edge, which releases what the frame owns there.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

declare void @yield(ptr addrspace(1))
declare void @release(ptr addrspace(1))
declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)

declare ptr @frame_new(i64)
declare void @frame_free(ptr)
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)

; Yields the one that `c` chooses of two references, then the other one.
define ptr @both(i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b) presplitcoroutine "gc-coro" "gc-coro-model"="owned:1" {
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_new(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %chosen = select i1 %c, ptr addrspace(1) %a, ptr addrspace(1) %b
  %other = select i1 %c, ptr addrspace(1) %b, ptr addrspace(1) %a
  call void @yield(ptr addrspace(1) %chosen)
  ; The frame owns both.
  %x0 = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %chosen)
  %y0 = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %other)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %end [ i8 0, label %second
                              i8 1, label %drop.both ]
second:
  call void @release(ptr addrspace(1) %x0)
  call void @yield(ptr addrspace(1) %y0)
  ; The frame owns one.
  %y1 = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %y0)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %end [ i8 0, label %third
                              i8 1, label %drop.other ]
third:
  call void @release(ptr addrspace(1) %y1)
  ; The frame owns nothing.
  %s2 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s2, label %end [ i8 1, label %free ]
drop.both:
  call void @release(ptr addrspace(1) %x0)
  call void @release(ptr addrspace(1) %y0)
  br label %free
drop.other:
  call void @release(ptr addrspace(1) %y1)
  br label %free
free:
  %again = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @frame_free(ptr %again)
  br label %end
end:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
