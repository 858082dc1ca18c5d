; A region that keeps an object alive is open at a suspension: the one who goes on opens it again, with the object's new place.
; EXPECT: begin 1 end begin 2 end
; FAULT: closed-regions
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare ptr @calloc(i64, i64)
declare void @free(ptr)
declare i32 @printf(ptr, ...)
declare ptr @julia.get_pgcstack()
declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)

@one = global i64 1
@two = global i64 2

define ptr @f(ptr addrspace(10) %object) presplitcoroutine "gc-coro-model"="julia" {
entry:
  %task = call ptr @julia.get_pgcstack()
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @calloc(i64 1, i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  %region = call token (...) @llvm.julia.gc_preserve_begin(ptr addrspace(10) %object)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %out [ i8 0, label %resumed
                             i8 1, label %end ]
resumed:
  call void @llvm.julia.gc_preserve_end(token %region)
  br label %end
end:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @free(ptr %to.free)
  br label %out
out:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}

define i32 @main() {
  %object = addrspacecast ptr @one to ptr addrspace(10)
  %frame = call ptr @f(ptr addrspace(10) %object)
  ; The object moves: the pointer area is the first word after the header.
  %slot = getelementptr i8, ptr %frame, i64 16
  %moved = addrspacecast ptr @two to ptr addrspace(10)
  store ptr addrspace(10) %moved, ptr %slot
  call void @llvm.coro.resume(ptr %frame)
  ret i32 0
}
