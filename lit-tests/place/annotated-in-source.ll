; [[clang::annotate("gc-coro")]] marks one coroutine of a source file; the others are LLVM's.
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O0>' -disable-output -pass-remarks=gc-coro 2>&1 | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O2>' -disable-output -pass-remarks=gc-coro 2>&1 | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='gc-coro-mark,coro-early,gc-coro-split<marked-only>' -disable-output -pass-remarks=gc-coro 2>&1 | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | sed 's/"gc-coro\\00"/"gc-soro\\00"/' | opt -passes='default<O2>' -disable-output -pass-remarks=gc-coro 2>&1 | FileCheck --allow-empty --check-prefix=OTHER %s

; CHECK: remark: {{.*}} split 'count': frame of
; CHECK-NOT: split
; OTHER-NOT: split 'count'

@.text = private unnamed_addr constant [8 x i8] c"gc-coro\00", section "llvm.metadata"
@.file = private unnamed_addr constant [4 x i8] c"g.c\00", section "llvm.metadata"
@llvm.global.annotations = appending global [1 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } { ptr @count, ptr @.text, ptr @.file, i32 1, ptr null }], section "llvm.metadata"
