; The split of a standard pipeline comes after the inliner, as LLVM's own: the frame of a callee that is inlined and does not
; leave its caller is elided, and the whole loop becomes a number.
; REQUIRES: since-17
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O1>' -gc-coro-split-all -S | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O2>' -gc-coro-split-all -S | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O3>' -gc-coro-split-all -S | FileCheck %s
; RUN: %if !since-23 %{ cat %S/generator.inc %s | %spell - | opt -passes='default<Os>' -gc-coro-split-all -S | FileCheck %s %}
; RUN: %if !since-23 %{ cat %S/generator.inc %s | %spell - | opt -passes='default<Oz>' -gc-coro-split-all -S | FileCheck --check-prefix=SMALL %s %}
; RUN: cat %S/generator.inc %s | %spell - | env GC_CORO_SPLIT_ALL=1 opt -passes='default<O2>' -S | FileCheck %s
; RUN: cat %S/generator.inc %s | %spell - | opt -passes='default<O2>' -gc-coro-split-all -disable-output -pass-remarks=gc-coro 2>&1 | FileCheck --check-prefix=REMARK %s

; CHECK-LABEL: define {{.*}} @sum_of_two(
; CHECK-NOT: @allocate
; CHECK: ret i64
; SMALL: define {{.*}} @count.resume(
; REMARK: remark: {{.*}} split 'count': frame of {{[0-9]+}} bytes

define i64 @sum_of_two() {
  %g = call ptr @count(i64 5)
  %place = call ptr @llvm.coro.promise(ptr %g, i32 8, i1 false)
  %a = load i64, ptr %place
  call void @llvm.coro.resume(ptr %g)
  %b = load i64, ptr %place
  call void @llvm.coro.destroy(ptr %g)
  %sum = add i64 %a, %b
  ret i64 %sum
}
