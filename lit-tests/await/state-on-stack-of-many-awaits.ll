; Three awaits, of which one has an argument: the first word of the state says which continuation is next. One keeps a
; variable that is written after it.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: %await-remarks 2>&1 | FileCheck %s --check-prefix=REMARK
; CHECK: {{^}}1{{$}}
; CHECK-NEXT: {{^}}20{{$}}
; CHECK-NEXT: {{^}}21{{$}}
; CHECK-NEXT: {{^}}5{{$}}
; CHECK-NEXT: {{^}}26{{$}}
; CHECK-NEXT: {{^}}0{{$}}
; REMARK: remark: {{.*}}'three' called by 'main': state of {{[0-9]+}} bytes on the stack of the caller
define ptr addrspace(10) @three(i64 %x) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" "gc-coro-reentered"="again" {
  %variable = alloca i64
  store i64 %x, ptr %variable
  call void @print(i64 %x)
  %r1 = call %i64 @gc.coro.await.i64(ptr @three, ptr addrspace(10) null, i32 1)
  %h1 = extractvalue %i64 %r1, 0
  %resumed1 = extractvalue %i64 %r1, 1
  %given = extractvalue %i64 %r1, 2
  br i1 %resumed1, label %cont1, label %out1
out1:
  ret ptr addrspace(10) %h1
cont1:
  call void @print(i64 %given)
  %old = load i64, ptr %variable
  %sum = add i64 %old, %given
  store i64 %sum, ptr %variable
  %small = icmp ult i64 %given, 10
  br i1 %small, label %second, label %third
second:
  %r2 = call %none @gc.coro.await(ptr @three, ptr addrspace(10) null, i32 3)
  %h2 = extractvalue %none %r2, 0
  %resumed2 = extractvalue %none %r2, 1
  br i1 %resumed2, label %cont2, label %out2
out2:
  ret ptr addrspace(10) %h2
cont2:
  call void @print(i64 -2)
  ret ptr addrspace(10) null
third:
  call void @print(i64 %sum)
  %r3 = call %i64 @gc.coro.await.i64(ptr @three, ptr addrspace(10) null, i32 1)
  %h3 = extractvalue %i64 %r3, 0
  %resumed3 = extractvalue %i64 %r3, 1
  %last = extractvalue %i64 %r3, 2
  br i1 %resumed3, label %cont3, label %out3
out3:
  ret ptr addrspace(10) %h3
cont3:
  call void @print(i64 %last)
  %kept = load i64, ptr %variable
  %total = add i64 %kept, %last
  call void @print(i64 %total)
  ret ptr addrspace(10) null
}
define i32 @main() {
  %a = call ptr addrspace(10) @three(i64 1)
  %b = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %a, i64 20)
  %c = call ptr addrspace(10) (ptr addrspace(10), ...) @gc.coro.resume.p10(ptr addrspace(10) %b, i64 5)
  call void @print_frames_made()
  ret i32 0
}
