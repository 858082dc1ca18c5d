; A save that control passes without suspending: what is written there for its own suspension leaves alone what is needed after it in
; the same activation, in the ramp and in the resume clone, wherever that is stored and loaded.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print64 0
; CHECK-NEXT: print64 3
; CHECK-NEXT: print64 512
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 0
; CHECK-NEXT: print64 3
; CHECK-NEXT: print64 512
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 0
; CHECK-NEXT: print64 3
; CHECK-NEXT: print64 512
; CHECK-NEXT: print64 7
; CHECK-NEXT: print64 0
; CHECK-NEXT: print64 3
; CHECK-NEXT: print64 512
; CHECK-NEXT: print64 7
; CHECK-NOT:  {{.+}}

@choice = global i64 0

define ptr @argument(i64 %n) presplitcoroutine {
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
  %other = call i64 @opaque64(i64 7)
  %save = call token @llvm.coro.save(ptr null)
  %is = call i64 @opaque64(i64 %n)
  %waits = icmp eq i64 %is, 1024
  br i1 %waits, label %wait, label %on

wait:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %waited
                                 i8 1, label %cleanup ]

waited:
  call void @print64(i64 %other)
  br label %end

on:
  br label %a0

a0:
  %a.bit0 = lshr i64 %n, 0
  %a.low0 = trunc i64 %a.bit0 to i1
  br i1 %a.low0, label %a.wait0, label %a1

a.wait0:
  %a.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s0, label %suspend [ i8 0, label %a1
                                     i8 1, label %cleanup ]

a1:
  %a.bit1 = lshr i64 %n, 1
  %a.low1 = trunc i64 %a.bit1 to i1
  br i1 %a.low1, label %a.wait1, label %a2

a.wait1:
  %a.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s1, label %suspend [ i8 0, label %a2
                                     i8 1, label %cleanup ]

a2:
  %a.bit2 = lshr i64 %n, 2
  %a.low2 = trunc i64 %a.bit2 to i1
  br i1 %a.low2, label %a.wait2, label %a3

a.wait2:
  %a.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s2, label %suspend [ i8 0, label %a3
                                     i8 1, label %cleanup ]

a3:
  %a.bit3 = lshr i64 %n, 3
  %a.low3 = trunc i64 %a.bit3 to i1
  br i1 %a.low3, label %a.wait3, label %a4

a.wait3:
  %a.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s3, label %suspend [ i8 0, label %a4
                                     i8 1, label %cleanup ]

a4:
  %a.bit4 = lshr i64 %n, 4
  %a.low4 = trunc i64 %a.bit4 to i1
  br i1 %a.low4, label %a.wait4, label %a5

a.wait4:
  %a.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s4, label %suspend [ i8 0, label %a5
                                     i8 1, label %cleanup ]

a5:
  %a.bit5 = lshr i64 %n, 5
  %a.low5 = trunc i64 %a.bit5 to i1
  br i1 %a.low5, label %a.wait5, label %a6

a.wait5:
  %a.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s5, label %suspend [ i8 0, label %a6
                                     i8 1, label %cleanup ]

a6:
  %a.bit6 = lshr i64 %n, 6
  %a.low6 = trunc i64 %a.bit6 to i1
  br i1 %a.low6, label %a.wait6, label %a7

a.wait6:
  %a.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s6, label %suspend [ i8 0, label %a7
                                     i8 1, label %cleanup ]

a7:
  %a.bit7 = lshr i64 %n, 7
  %a.low7 = trunc i64 %a.bit7 to i1
  br i1 %a.low7, label %a.wait7, label %a8

a.wait7:
  %a.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s7, label %suspend [ i8 0, label %a8
                                     i8 1, label %cleanup ]

a8:
  %a.bit8 = lshr i64 %n, 8
  %a.low8 = trunc i64 %a.bit8 to i1
  br i1 %a.low8, label %a.wait8, label %a9

a.wait8:
  %a.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s8, label %suspend [ i8 0, label %a9
                                     i8 1, label %cleanup ]

a9:
  %a.bit9 = lshr i64 %n, 9
  %a.low9 = trunc i64 %a.bit9 to i1
  br i1 %a.low9, label %a.wait9, label %looked

a.wait9:
  %a.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s9, label %suspend [ i8 0, label %looked
                                     i8 1, label %cleanup ]

looked:
  call void @print64(i64 %n)
  br label %end

end:
  %final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %final, label %suspend [ i8 0, label %never
                                     i8 1, label %cleanup ]

never:
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @drive.argument(i64 %n) {
entry:
  %hdl = call ptr @argument(i64 %n)
  br label %loop

loop:
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %end, label %again

again:
  call void @llvm.coro.resume(ptr %hdl)
  br label %loop

end:
  call void @llvm.coro.destroy(ptr %hdl)
  ret void
}
define ptr @made(i64 %n) presplitcoroutine {
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
  %kept = call i64 @opaque64(i64 %n)
  %other = call i64 @opaque64(i64 7)
  %save = call token @llvm.coro.save(ptr null)
  %is = call i64 @opaque64(i64 %n)
  %waits = icmp eq i64 %is, 1024
  br i1 %waits, label %wait, label %on

wait:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %waited
                                 i8 1, label %cleanup ]

waited:
  call void @print64(i64 %other)
  br label %end

on:
  br label %a0

a0:
  %a.bit0 = lshr i64 %kept, 0
  %a.low0 = trunc i64 %a.bit0 to i1
  br i1 %a.low0, label %a.wait0, label %a1

a.wait0:
  %a.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s0, label %suspend [ i8 0, label %a1
                                     i8 1, label %cleanup ]

a1:
  %a.bit1 = lshr i64 %kept, 1
  %a.low1 = trunc i64 %a.bit1 to i1
  br i1 %a.low1, label %a.wait1, label %a2

a.wait1:
  %a.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s1, label %suspend [ i8 0, label %a2
                                     i8 1, label %cleanup ]

a2:
  %a.bit2 = lshr i64 %kept, 2
  %a.low2 = trunc i64 %a.bit2 to i1
  br i1 %a.low2, label %a.wait2, label %a3

a.wait2:
  %a.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s2, label %suspend [ i8 0, label %a3
                                     i8 1, label %cleanup ]

a3:
  %a.bit3 = lshr i64 %kept, 3
  %a.low3 = trunc i64 %a.bit3 to i1
  br i1 %a.low3, label %a.wait3, label %a4

a.wait3:
  %a.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s3, label %suspend [ i8 0, label %a4
                                     i8 1, label %cleanup ]

a4:
  %a.bit4 = lshr i64 %kept, 4
  %a.low4 = trunc i64 %a.bit4 to i1
  br i1 %a.low4, label %a.wait4, label %a5

a.wait4:
  %a.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s4, label %suspend [ i8 0, label %a5
                                     i8 1, label %cleanup ]

a5:
  %a.bit5 = lshr i64 %kept, 5
  %a.low5 = trunc i64 %a.bit5 to i1
  br i1 %a.low5, label %a.wait5, label %a6

a.wait5:
  %a.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s5, label %suspend [ i8 0, label %a6
                                     i8 1, label %cleanup ]

a6:
  %a.bit6 = lshr i64 %kept, 6
  %a.low6 = trunc i64 %a.bit6 to i1
  br i1 %a.low6, label %a.wait6, label %a7

a.wait6:
  %a.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s6, label %suspend [ i8 0, label %a7
                                     i8 1, label %cleanup ]

a7:
  %a.bit7 = lshr i64 %kept, 7
  %a.low7 = trunc i64 %a.bit7 to i1
  br i1 %a.low7, label %a.wait7, label %a8

a.wait7:
  %a.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s7, label %suspend [ i8 0, label %a8
                                     i8 1, label %cleanup ]

a8:
  %a.bit8 = lshr i64 %kept, 8
  %a.low8 = trunc i64 %a.bit8 to i1
  br i1 %a.low8, label %a.wait8, label %a9

a.wait8:
  %a.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s8, label %suspend [ i8 0, label %a9
                                     i8 1, label %cleanup ]

a9:
  %a.bit9 = lshr i64 %kept, 9
  %a.low9 = trunc i64 %a.bit9 to i1
  br i1 %a.low9, label %a.wait9, label %looked

a.wait9:
  %a.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s9, label %suspend [ i8 0, label %looked
                                     i8 1, label %cleanup ]

looked:
  call void @print64(i64 %kept)
  br label %end

end:
  %final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %final, label %suspend [ i8 0, label %never
                                     i8 1, label %cleanup ]

never:
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @drive.made(i64 %n) {
entry:
  %hdl = call ptr @made(i64 %n)
  br label %loop

loop:
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %end, label %again

again:
  call void @llvm.coro.resume(ptr %hdl)
  br label %loop

end:
  call void @llvm.coro.destroy(ptr %hdl)
  ret void
}
define ptr @reloaded(i64 %n) presplitcoroutine {
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
  %early = call i64 @opaque64(i64 %n)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %begun
                                  i8 1, label %cleanup ]

begun:
  %other = call i64 @opaque64(i64 7)
  %save = call token @llvm.coro.save(ptr null)
  %is = load i64, ptr @choice
  %waits = icmp eq i64 %is, 1024
  br i1 %waits, label %wait, label %on

wait:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %waited
                                 i8 1, label %cleanup ]

waited:
  call void @print64(i64 %other)
  br label %end

on:
  br label %a0

a0:
  %a.bit0 = lshr i64 %early, 0
  %a.low0 = trunc i64 %a.bit0 to i1
  br i1 %a.low0, label %a.wait0, label %a1

a.wait0:
  %a.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s0, label %suspend [ i8 0, label %a1
                                     i8 1, label %cleanup ]

a1:
  %a.bit1 = lshr i64 %early, 1
  %a.low1 = trunc i64 %a.bit1 to i1
  br i1 %a.low1, label %a.wait1, label %a2

a.wait1:
  %a.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s1, label %suspend [ i8 0, label %a2
                                     i8 1, label %cleanup ]

a2:
  %a.bit2 = lshr i64 %early, 2
  %a.low2 = trunc i64 %a.bit2 to i1
  br i1 %a.low2, label %a.wait2, label %a3

a.wait2:
  %a.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s2, label %suspend [ i8 0, label %a3
                                     i8 1, label %cleanup ]

a3:
  %a.bit3 = lshr i64 %early, 3
  %a.low3 = trunc i64 %a.bit3 to i1
  br i1 %a.low3, label %a.wait3, label %a4

a.wait3:
  %a.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s3, label %suspend [ i8 0, label %a4
                                     i8 1, label %cleanup ]

a4:
  %a.bit4 = lshr i64 %early, 4
  %a.low4 = trunc i64 %a.bit4 to i1
  br i1 %a.low4, label %a.wait4, label %a5

a.wait4:
  %a.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s4, label %suspend [ i8 0, label %a5
                                     i8 1, label %cleanup ]

a5:
  %a.bit5 = lshr i64 %early, 5
  %a.low5 = trunc i64 %a.bit5 to i1
  br i1 %a.low5, label %a.wait5, label %a6

a.wait5:
  %a.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s5, label %suspend [ i8 0, label %a6
                                     i8 1, label %cleanup ]

a6:
  %a.bit6 = lshr i64 %early, 6
  %a.low6 = trunc i64 %a.bit6 to i1
  br i1 %a.low6, label %a.wait6, label %a7

a.wait6:
  %a.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s6, label %suspend [ i8 0, label %a7
                                     i8 1, label %cleanup ]

a7:
  %a.bit7 = lshr i64 %early, 7
  %a.low7 = trunc i64 %a.bit7 to i1
  br i1 %a.low7, label %a.wait7, label %a8

a.wait7:
  %a.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s7, label %suspend [ i8 0, label %a8
                                     i8 1, label %cleanup ]

a8:
  %a.bit8 = lshr i64 %early, 8
  %a.low8 = trunc i64 %a.bit8 to i1
  br i1 %a.low8, label %a.wait8, label %a9

a.wait8:
  %a.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s8, label %suspend [ i8 0, label %a9
                                     i8 1, label %cleanup ]

a9:
  %a.bit9 = lshr i64 %early, 9
  %a.low9 = trunc i64 %a.bit9 to i1
  br i1 %a.low9, label %a.wait9, label %looked

a.wait9:
  %a.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s9, label %suspend [ i8 0, label %looked
                                     i8 1, label %cleanup ]

looked:
  call void @print64(i64 %early)
  br label %end

end:
  %final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %final, label %suspend [ i8 0, label %never
                                     i8 1, label %cleanup ]

never:
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @drive.reloaded(i64 %n) {
entry:
  %hdl = call ptr @reloaded(i64 %n)
  br label %loop

loop:
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %end, label %again

again:
  call void @llvm.coro.resume(ptr %hdl)
  br label %loop

end:
  call void @llvm.coro.destroy(ptr %hdl)
  ret void
}
define ptr @made.after(i64 %n) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %begun
                                  i8 1, label %cleanup ]

begun:
  %input = load i64, ptr @choice
  %kept = call i64 @opaque64(i64 %input)
  %other = call i64 @opaque64(i64 7)
  %save = call token @llvm.coro.save(ptr null)
  %is = load i64, ptr @choice
  %waits = icmp eq i64 %is, 1024
  br i1 %waits, label %wait, label %on

wait:
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %waited
                                 i8 1, label %cleanup ]

waited:
  call void @print64(i64 %other)
  br label %end

on:
  br label %a0

a0:
  %a.bit0 = lshr i64 %kept, 0
  %a.low0 = trunc i64 %a.bit0 to i1
  br i1 %a.low0, label %a.wait0, label %a1

a.wait0:
  %a.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s0, label %suspend [ i8 0, label %a1
                                     i8 1, label %cleanup ]

a1:
  %a.bit1 = lshr i64 %kept, 1
  %a.low1 = trunc i64 %a.bit1 to i1
  br i1 %a.low1, label %a.wait1, label %a2

a.wait1:
  %a.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s1, label %suspend [ i8 0, label %a2
                                     i8 1, label %cleanup ]

a2:
  %a.bit2 = lshr i64 %kept, 2
  %a.low2 = trunc i64 %a.bit2 to i1
  br i1 %a.low2, label %a.wait2, label %a3

a.wait2:
  %a.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s2, label %suspend [ i8 0, label %a3
                                     i8 1, label %cleanup ]

a3:
  %a.bit3 = lshr i64 %kept, 3
  %a.low3 = trunc i64 %a.bit3 to i1
  br i1 %a.low3, label %a.wait3, label %a4

a.wait3:
  %a.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s3, label %suspend [ i8 0, label %a4
                                     i8 1, label %cleanup ]

a4:
  %a.bit4 = lshr i64 %kept, 4
  %a.low4 = trunc i64 %a.bit4 to i1
  br i1 %a.low4, label %a.wait4, label %a5

a.wait4:
  %a.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s4, label %suspend [ i8 0, label %a5
                                     i8 1, label %cleanup ]

a5:
  %a.bit5 = lshr i64 %kept, 5
  %a.low5 = trunc i64 %a.bit5 to i1
  br i1 %a.low5, label %a.wait5, label %a6

a.wait5:
  %a.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s5, label %suspend [ i8 0, label %a6
                                     i8 1, label %cleanup ]

a6:
  %a.bit6 = lshr i64 %kept, 6
  %a.low6 = trunc i64 %a.bit6 to i1
  br i1 %a.low6, label %a.wait6, label %a7

a.wait6:
  %a.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s6, label %suspend [ i8 0, label %a7
                                     i8 1, label %cleanup ]

a7:
  %a.bit7 = lshr i64 %kept, 7
  %a.low7 = trunc i64 %a.bit7 to i1
  br i1 %a.low7, label %a.wait7, label %a8

a.wait7:
  %a.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s7, label %suspend [ i8 0, label %a8
                                     i8 1, label %cleanup ]

a8:
  %a.bit8 = lshr i64 %kept, 8
  %a.low8 = trunc i64 %a.bit8 to i1
  br i1 %a.low8, label %a.wait8, label %a9

a.wait8:
  %a.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s8, label %suspend [ i8 0, label %a9
                                     i8 1, label %cleanup ]

a9:
  %a.bit9 = lshr i64 %kept, 9
  %a.low9 = trunc i64 %a.bit9 to i1
  br i1 %a.low9, label %a.wait9, label %looked

a.wait9:
  %a.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s9, label %suspend [ i8 0, label %looked
                                     i8 1, label %cleanup ]

looked:
  call void @print64(i64 %kept)
  br label %end

end:
  %final = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %final, label %suspend [ i8 0, label %never
                                     i8 1, label %cleanup ]

never:
  unreachable

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define void @drive.made.after(i64 %n) {
entry:
  %hdl = call ptr @made.after(i64 %n)
  br label %loop

loop:
  %done = call i1 @llvm.coro.done(ptr %hdl)
  br i1 %done, label %end, label %again

again:
  call void @llvm.coro.resume(ptr %hdl)
  br label %loop

end:
  call void @llvm.coro.destroy(ptr %hdl)
  ret void
}

define i32 @main() {
entry:
  store i64 0, ptr @choice
  call void @drive.argument(i64 0)
  store i64 3, ptr @choice
  call void @drive.argument(i64 3)
  store i64 512, ptr @choice
  call void @drive.argument(i64 512)
  store i64 1024, ptr @choice
  call void @drive.argument(i64 1024)
  store i64 0, ptr @choice
  call void @drive.made(i64 0)
  store i64 3, ptr @choice
  call void @drive.made(i64 3)
  store i64 512, ptr @choice
  call void @drive.made(i64 512)
  store i64 1024, ptr @choice
  call void @drive.made(i64 1024)
  store i64 0, ptr @choice
  call void @drive.reloaded(i64 0)
  store i64 3, ptr @choice
  call void @drive.reloaded(i64 3)
  store i64 512, ptr @choice
  call void @drive.reloaded(i64 512)
  store i64 1024, ptr @choice
  call void @drive.reloaded(i64 1024)
  store i64 0, ptr @choice
  call void @drive.made.after(i64 0)
  store i64 3, ptr @choice
  call void @drive.made.after(i64 3)
  store i64 512, ptr @choice
  call void @drive.made.after(i64 512)
  store i64 1024, ptr @choice
  call void @drive.made.after(i64 1024)
  ret i32 0
}
