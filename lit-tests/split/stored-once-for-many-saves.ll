; A value that many saves would have to store is stored once, after its definition: an argument where the frame begins. Not so
; one that is made in a loop without suspensions.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split-then'verify' | FileCheck %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %hdl = call {{.*}}ptr @llvm.coro.begin(
; CHECK:       store i64 %n, ptr
; CHECK:       %first = call i64 @opaque64(i64 100)
; CHECK:       store i64 %first, ptr
; CHECK-NOT:   store i64 %first
; CHECK-NOT:   store i64 %n
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       {{%second[^ ]*}} = call i64 @opaque64(
; CHECK:       store i64 %second
; CHECK-NOT:   store i64 %second
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(
; CHECK-LABEL: define ptr @g(
; CHECK:       {{^}}hot:
; CHECK-NOT:   store i64
; CHECK:       br i1 %more, label %hot
; CHECK:       store i64 %next
; CHECK:       store i64 %next

define ptr @f(i64 %n) presplitcoroutine {
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
  %first = call i64 @opaque64(i64 100)
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
  br i1 %a.low9, label %a.wait9, label %between

a.wait9:
  %a.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %a.s9, label %suspend [ i8 0, label %between
                                     i8 1, label %cleanup ]

between:
  %twice = mul i64 %n, 2
  %second = call i64 @opaque64(i64 %twice)
  br label %b0

b0:
  %b.bit0 = lshr i64 %n, 10
  %b.low0 = trunc i64 %b.bit0 to i1
  br i1 %b.low0, label %b.wait0, label %b1

b.wait0:
  %b.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s0, label %suspend [ i8 0, label %b1
                                     i8 1, label %cleanup ]

b1:
  %b.bit1 = lshr i64 %n, 11
  %b.low1 = trunc i64 %b.bit1 to i1
  br i1 %b.low1, label %b.wait1, label %b2

b.wait1:
  %b.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s1, label %suspend [ i8 0, label %b2
                                     i8 1, label %cleanup ]

b2:
  %b.bit2 = lshr i64 %n, 12
  %b.low2 = trunc i64 %b.bit2 to i1
  br i1 %b.low2, label %b.wait2, label %b3

b.wait2:
  %b.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s2, label %suspend [ i8 0, label %b3
                                     i8 1, label %cleanup ]

b3:
  %b.bit3 = lshr i64 %n, 13
  %b.low3 = trunc i64 %b.bit3 to i1
  br i1 %b.low3, label %b.wait3, label %b4

b.wait3:
  %b.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s3, label %suspend [ i8 0, label %b4
                                     i8 1, label %cleanup ]

b4:
  %b.bit4 = lshr i64 %n, 14
  %b.low4 = trunc i64 %b.bit4 to i1
  br i1 %b.low4, label %b.wait4, label %b5

b.wait4:
  %b.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s4, label %suspend [ i8 0, label %b5
                                     i8 1, label %cleanup ]

b5:
  %b.bit5 = lshr i64 %n, 15
  %b.low5 = trunc i64 %b.bit5 to i1
  br i1 %b.low5, label %b.wait5, label %b6

b.wait5:
  %b.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s5, label %suspend [ i8 0, label %b6
                                     i8 1, label %cleanup ]

b6:
  %b.bit6 = lshr i64 %n, 16
  %b.low6 = trunc i64 %b.bit6 to i1
  br i1 %b.low6, label %b.wait6, label %b7

b.wait6:
  %b.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s6, label %suspend [ i8 0, label %b7
                                     i8 1, label %cleanup ]

b7:
  %b.bit7 = lshr i64 %n, 17
  %b.low7 = trunc i64 %b.bit7 to i1
  br i1 %b.low7, label %b.wait7, label %b8

b.wait7:
  %b.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s7, label %suspend [ i8 0, label %b8
                                     i8 1, label %cleanup ]

b8:
  %b.bit8 = lshr i64 %n, 18
  %b.low8 = trunc i64 %b.bit8 to i1
  br i1 %b.low8, label %b.wait8, label %b9

b.wait8:
  %b.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s8, label %suspend [ i8 0, label %b9
                                     i8 1, label %cleanup ]

b9:
  %b.bit9 = lshr i64 %n, 19
  %b.low9 = trunc i64 %b.bit9 to i1
  br i1 %b.low9, label %b.wait9, label %end

b.wait9:
  %b.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %b.s9, label %suspend [ i8 0, label %end
                                     i8 1, label %cleanup ]

end:
  call void @print64(i64 %first)
  call void @print64(i64 %second)
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
define ptr @g(i64 %n) presplitcoroutine {
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
  br label %hot

hot:
  %i = phi i64 [ 0, %begin ], [ %next, %hot ]
  %next = call i64 @opaque64(i64 %i)
  %more = icmp ult i64 %next, %n
  br i1 %more, label %hot, label %out

out:
  br label %c0

c0:
  %c.bit0 = lshr i64 %n, 0
  %c.low0 = trunc i64 %c.bit0 to i1
  br i1 %c.low0, label %c.wait0, label %c1

c.wait0:
  %c.s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s0, label %suspend [ i8 0, label %c1
                                     i8 1, label %cleanup ]

c1:
  %c.bit1 = lshr i64 %n, 1
  %c.low1 = trunc i64 %c.bit1 to i1
  br i1 %c.low1, label %c.wait1, label %c2

c.wait1:
  %c.s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s1, label %suspend [ i8 0, label %c2
                                     i8 1, label %cleanup ]

c2:
  %c.bit2 = lshr i64 %n, 2
  %c.low2 = trunc i64 %c.bit2 to i1
  br i1 %c.low2, label %c.wait2, label %c3

c.wait2:
  %c.s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s2, label %suspend [ i8 0, label %c3
                                     i8 1, label %cleanup ]

c3:
  %c.bit3 = lshr i64 %n, 3
  %c.low3 = trunc i64 %c.bit3 to i1
  br i1 %c.low3, label %c.wait3, label %c4

c.wait3:
  %c.s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s3, label %suspend [ i8 0, label %c4
                                     i8 1, label %cleanup ]

c4:
  %c.bit4 = lshr i64 %n, 4
  %c.low4 = trunc i64 %c.bit4 to i1
  br i1 %c.low4, label %c.wait4, label %c5

c.wait4:
  %c.s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s4, label %suspend [ i8 0, label %c5
                                     i8 1, label %cleanup ]

c5:
  %c.bit5 = lshr i64 %n, 5
  %c.low5 = trunc i64 %c.bit5 to i1
  br i1 %c.low5, label %c.wait5, label %c6

c.wait5:
  %c.s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s5, label %suspend [ i8 0, label %c6
                                     i8 1, label %cleanup ]

c6:
  %c.bit6 = lshr i64 %n, 6
  %c.low6 = trunc i64 %c.bit6 to i1
  br i1 %c.low6, label %c.wait6, label %c7

c.wait6:
  %c.s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s6, label %suspend [ i8 0, label %c7
                                     i8 1, label %cleanup ]

c7:
  %c.bit7 = lshr i64 %n, 7
  %c.low7 = trunc i64 %c.bit7 to i1
  br i1 %c.low7, label %c.wait7, label %c8

c.wait7:
  %c.s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s7, label %suspend [ i8 0, label %c8
                                     i8 1, label %cleanup ]

c8:
  %c.bit8 = lshr i64 %n, 8
  %c.low8 = trunc i64 %c.bit8 to i1
  br i1 %c.low8, label %c.wait8, label %c9

c.wait8:
  %c.s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s8, label %suspend [ i8 0, label %c9
                                     i8 1, label %cleanup ]

c9:
  %c.bit9 = lshr i64 %n, 9
  %c.low9 = trunc i64 %c.bit9 to i1
  br i1 %c.low9, label %c.wait9, label %end

c.wait9:
  %c.s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %c.s9, label %suspend [ i8 0, label %end
                                     i8 1, label %cleanup ]

end:
  call void @print64(i64 %next)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
