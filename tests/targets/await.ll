; A function with awaits, whose frames await.c walks: pointers, a derived pointer, numbers of all sizes, a variable.
%await = type { ptr addrspace(1), i1, i64 }
declare %await @gc.coro.await.i64(ptr, ptr addrspace(1), i32) nomerge
declare ptr addrspace(1) @gc.coro.resume.p1(ptr addrspace(1), ...)
declare ptr addrspace(1) @frame_new(ptr)
declare void @observe(ptr addrspace(1))
declare void @note(i64)

; Each step observes one of the objects, and notes a sum of all the numbers.
define ptr addrspace(1) @steps(ptr addrspace(1) %a, ptr addrspace(1) %b, i32 %count, i64 %distance, double %weight, i8 %mark) #0 gc "statepoint-example" {
entry:
  %variable = alloca { i8, ptr addrspace(1), i16 }
  %in.variable = getelementptr { i8, ptr addrspace(1), i16 }, ptr %variable, i32 0, i32 1
  %short = getelementptr { i8, ptr addrspace(1), i16 }, ptr %variable, i32 0, i32 2
  store ptr addrspace(1) %a, ptr %in.variable
  store i16 300, ptr %short
  %inside = getelementptr i8, ptr addrspace(1) %b, i64 %distance
  br label %step
step:
  %i = phi i32 [ 0, %entry ], [ %next, %resumed ]
  %more = icmp slt i32 %i, %count
  br i1 %more, label %wait, label %end
wait:
  %await = call %await @gc.coro.await.i64(ptr @steps, ptr addrspace(1) null, i32 1)
  %handle = extractvalue %await %await, 0
  %is.resumed = extractvalue %await %await, 1
  %sent = extractvalue %await %await, 2
  br i1 %is.resumed, label %resumed, label %first
first:
  ret ptr addrspace(1) %handle
resumed:
  %odd = trunc i32 %i to i1
  %kept = load ptr addrspace(1), ptr %in.variable
  %seen = select i1 %odd, ptr addrspace(1) %inside, ptr addrspace(1) %kept
  call void @observe(ptr addrspace(1) %seen)
  %i.64 = sext i32 %i to i64
  %i.double = sitofp i32 %i to double
  %weighed = fmul double %i.double, %weight
  %weight.64 = fptosi double %weighed to i64
  %mark.64 = sext i8 %mark to i64
  %short.now = load i16, ptr %short
  %short.next = add i16 %short.now, 1
  store i16 %short.next, ptr %short
  %short.64 = zext i16 %short.now to i64
  %sum.1 = add i64 %sent, %weight.64
  %sum.2 = add i64 %sum.1, %mark.64
  %sum.3 = add i64 %sum.2, %short.64
  call void @note(i64 %sum.3)
  %next = add i32 %i, 1
  br label %step
end:
  ret ptr addrspace(1) null
}

; For C, which has no tracked pointers.
define ptr addrspace(1) @resume(ptr addrspace(1) %handle, i64 %sent) {
  %next = call ptr addrspace(1) (ptr addrspace(1), ...) @gc.coro.resume.p1(ptr addrspace(1) %handle, i64 %sent)
  ret ptr addrspace(1) %next
}

attributes #0 = { noinline presplitcoroutine "gc-coro" "gc-coro-allocate"="frame_new" }
