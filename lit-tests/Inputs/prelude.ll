; What every test may call: the intrinsics, and the functions of runtime.cpp.
; %spell puts this file before a test, so that tests need no declarations.

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i1 @llvm.coro.alloc(token)
declare ptr @llvm.coro.begin(token, ptr)
declare ptr @llvm.coro.free(token, ptr)
declare i16 @llvm.coro.size.i16()
declare i32 @llvm.coro.size.i32()
declare i64 @llvm.coro.size.i64()
declare i32 @llvm.coro.align.i32()
declare i64 @llvm.coro.align.i64()
declare ptr @llvm.coro.frame()
declare token @llvm.coro.save(ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.end(ptr, i1, token)
declare i1 @llvm.coro.is_in_ramp()
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)
declare i1 @llvm.coro.done(ptr)
declare ptr @llvm.coro.promise(ptr, i32, i1)
declare ptr @llvm.coro.noop()
declare void @llvm.coro.await.suspend.void(ptr, ptr, ptr)
declare i1 @llvm.coro.await.suspend.bool(ptr, ptr, ptr)
declare void @llvm.coro.await.suspend.handle(ptr, ptr, ptr)
declare void @llvm.lifetime.start.p0(i64, ptr)
declare void @llvm.lifetime.end.p0(i64, ptr)
declare void @llvm.trap()
declare i32 @llvm.eh.typeid.for(ptr)

; Frames come from here: guarded, filled with garbage, checked when the program ends.
declare ptr @allocate(i64, i64)
declare void @deallocate(ptr)
; Each prints one line: "print 4", "print64 4", "printf 4.5", "say text", "data ff 00".
declare void @print(i32)
declare void @print64(i64)
declare void @printf64(double)
declare void @say(ptr)
declare void @data(ptr, i64)
; Identities that the optimiser cannot see through.
declare i32 @opaque(i32)
declare i64 @opaque64(i64)
declare ptr @opaque_ptr(ptr)
declare i1 @odd(i32)
; Prints "aligned" where the address is a multiple.
declare void @check_aligned(ptr, i64)
; Keeps a pointer for others to look at, and gives it back.
declare void @keep(ptr)
declare ptr @kept()
; C++ exceptions: throw, or throw if the argument is not 0.
declare void @throw_int(i32)
declare i32 @throw_if(i32)
declare i32 @__gxx_personality_v0(...)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_end_catch()
declare void @__cxa_rethrow()
@_ZTIi = external constant ptr
