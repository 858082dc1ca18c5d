; Pointers into two objects go into vectors, are shuffled, chosen and taken out again on
; the other side of suspensions.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 12
; CHECK-NEXT: print 25
; CHECK-NEXT: print 25
; CHECK-NEXT: print 12
; CHECK-NEXT: print 13
; CHECK-NEXT: print 26
; CHECK-NEXT: print 11
; CHECK-NEXT: print 13
; CHECK-NOT:  {{.+}}

@one = global [8 x i32] [i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17]
@two = global [8 x i32] [i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27]

; What the collector calls an object; the optimiser cannot see which.
define ptr addrspace(1) @object(ptr %memory) noinline {
  %object = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %object
}

define ptr @f(i32 %n) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %a = call ptr addrspace(1) @object(ptr @one)
  %b = call ptr addrspace(1) @object(ptr @two)
  %in.a = getelementptr i32, ptr addrspace(1) %a, i64 2
  %in.b = getelementptr i32, ptr addrspace(1) %b, i32 %n
  %v0 = insertelement <2 x ptr addrspace(1)> poison, ptr addrspace(1) %in.a, i32 0
  %v = insertelement <2 x ptr addrspace(1)> %v0, ptr addrspace(1) %in.b, i32 1
  %lanes = getelementptr i32, ptr addrspace(1) %a, <2 x i64> <i64 1, i64 3>
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %first
                                 i8 1, label %cleanup ]

first:
  %p = extractelement <2 x ptr addrspace(1)> %v, i32 0
  %x0 = load i32, ptr addrspace(1) %p
  call void @print(i32 %x0)
  %q = extractelement <2 x ptr addrspace(1)> %v, i32 1
  %x1 = load i32, ptr addrspace(1) %q
  call void @print(i32 %x1)
  %turned = shufflevector <2 x ptr addrspace(1)> %v, <2 x ptr addrspace(1)> poison, <2 x i32> <i32 1, i32 0>
  %next = getelementptr i32, <2 x ptr addrspace(1)> %v, i64 1
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %second
                                 i8 1, label %cleanup ]

second:
  %t0 = extractelement <2 x ptr addrspace(1)> %turned, i32 0
  %y0 = load i32, ptr addrspace(1) %t0
  call void @print(i32 %y0)
  %t1 = extractelement <2 x ptr addrspace(1)> %turned, i32 1
  %y1 = load i32, ptr addrspace(1) %t1
  call void @print(i32 %y1)
  %n0 = extractelement <2 x ptr addrspace(1)> %next, i32 0
  %odd = call i1 @odd(i32 %n)
  %each = select i1 %odd, <2 x ptr addrspace(1)> %lanes, <2 x ptr addrspace(1)> %next
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %third
                                 i8 1, label %cleanup ]

third:
  %z0 = load i32, ptr addrspace(1) %n0
  call void @print(i32 %z0)
  %n1 = extractelement <2 x ptr addrspace(1)> %next, i32 1
  %z1 = load i32, ptr addrspace(1) %n1
  call void @print(i32 %z1)
  %l0 = extractelement <2 x ptr addrspace(1)> %each, i32 0
  %z2 = load i32, ptr addrspace(1) %l0
  call void @print(i32 %z2)
  %l1 = extractelement <2 x ptr addrspace(1)> %each, i32 1
  %z3 = load i32, ptr addrspace(1) %l1
  call void @print(i32 %z3)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
