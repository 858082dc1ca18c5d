; Structs with pointers in them: an argument, results of a call and of an invoke, chosen by a
; phi and a select, changed, nested, given to a call whole again.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 11
; CHECK-NEXT: print64 7
; CHECK-NEXT: print 14
; CHECK-NEXT: print 22
; CHECK-NEXT: print64 8
; CHECK-NEXT: print 14
; CHECK-NEXT: print 11
; CHECK-NEXT: print64 9
; CHECK-NEXT: print 22
; CHECK-NOT:  {{.+}}

%pair = type { ptr addrspace(1), i64 }
@one = global [8 x i32] [i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17]
@two = global [8 x i32] [i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27]

; What the collector calls an object; the optimiser cannot see which.
define ptr addrspace(1) @object(ptr %memory) noinline {
  %object = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %object
}

define %pair @make(ptr addrspace(1) %object, i64 %number) noinline {
  %half = insertvalue %pair poison, ptr addrspace(1) %object, 0
  %whole = insertvalue %pair %half, i64 %number, 1
  ret %pair %whole
}

define void @show(%pair %p) noinline {
  %object = extractvalue %pair %p, 0
  %value = load i32, ptr addrspace(1) %object
  call void @print(i32 %value)
  %number = extractvalue %pair %p, 1
  call void @print64(i64 %number)
  ret void
}

define ptr @f({ i32, [2 x %pair] } %nested, i1 %which) presplitcoroutine "gc-coro-model"="statepoint-example" personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %b = call ptr addrspace(1) @object(ptr @two)
  %b2 = getelementptr i32, ptr addrspace(1) %b, i64 2
  %made = invoke %pair @make(ptr addrspace(1) %b2, i64 6)
          to label %go unwind label %pad

go:
  %inner = extractvalue { i32, [2 x %pair] } %nested, 1
  %first = extractvalue [2 x %pair] %inner, 0
  %chosen = select i1 %which, %pair %made, %pair %first
  br label %loop

loop:
  %now = phi %pair [ %chosen, %go ], [ %then, %resumed ]
  %then = phi %pair [ %made, %go ], [ %counted, %resumed ]
  %n = phi i64 [ 7, %go ], [ %n1, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %counted = insertvalue %pair %now, i64 %n, 1
  call void @show(%pair %counted)
  %second = extractvalue [2 x %pair] %inner, 1, 0
  %is.third = icmp eq i64 %n, 9
  %now.object = extractvalue %pair %then, 0
  %shown = select i1 %is.third, ptr addrspace(1) %now.object, ptr addrspace(1) %second
  %x = load i32, ptr addrspace(1) %shown
  call void @print(i32 %x)
  %n1 = add i64 %n, 1
  br label %loop

pad:
  %caught = landingpad { ptr, i32 }
          cleanup
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
  %a = call ptr addrspace(1) @object(ptr @one)
  %a1 = getelementptr i32, ptr addrspace(1) %a, i64 1
  %a4 = getelementptr i32, ptr addrspace(1) %a, i64 4
  %arg0 = insertvalue { i32, [2 x %pair] } zeroinitializer, ptr addrspace(1) %a1, 1, 0, 0
  %arg = insertvalue { i32, [2 x %pair] } %arg0, ptr addrspace(1) %a4, 1, 1, 0
  %hdl = call ptr @f({ i32, [2 x %pair] } %arg, i1 false)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
