; Coroutines of the returned-continuation lowering stay as they are, beside one
; that is split; stock coro-split takes them afterwards.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --implicit-check-not=@generator.resume
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split,cgscc(coro-split)' | FileCheck %s --check-prefix=STOCK

; CHECK-LABEL: define ptr @generator(ptr %buffer, i32 %n)
; CHECK: call token @llvm.coro.id.retcon(i32 8, i32 4, ptr %buffer, ptr @prototype, ptr @retcon.alloc, ptr @retcon.free)
; CHECK: call i1 (...) @llvm.coro.suspend.retcon.i1()
; CHECK: define internal[[CC]]void @f.resume(

; STOCK: define internal {{.*}}ptr @generator.resume.0(

declare token @llvm.coro.id.retcon(i32, i32, ptr, ptr, ptr, ptr)
declare i1 @llvm.coro.suspend.retcon.i1(...)
declare ptr @prototype(ptr, i1 zeroext)
declare ptr @retcon.alloc(i32)
declare void @retcon.free(ptr)

define ptr @generator(ptr %buffer, i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id.retcon(i32 8, i32 4, ptr %buffer, ptr @prototype, ptr @retcon.alloc, ptr @retcon.free)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr null)
  br label %loop

loop:
  %n.val = phi i32 [ %n, %entry ], [ %inc, %resume ]
  call void @print(i32 %n.val)
  %unwind = call i1 (...) @llvm.coro.suspend.retcon.i1()
  br i1 %unwind, label %cleanup, label %resume

resume:
  %inc = add i32 %n.val, 1
  br label %loop

cleanup:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  unreachable
}

define ptr @f(i32 %n) presplitcoroutine {
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
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
