; More suspend points than a byte can number, one after the other; the last ones are
; told apart.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 254
; CHECK-NEXT: print 255
; CHECK-NEXT: print 256
; CHECK-NEXT: print 257
; CHECK-NEXT: print 299
; CHECK-NOT:  {{.+}}

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
  br label %b0

b0:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %b1
                                  i8 1, label %cleanup ]

b1:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %b2
                                  i8 1, label %cleanup ]

b2:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %b3
                                  i8 1, label %cleanup ]

b3:
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %b4
                                  i8 1, label %cleanup ]

b4:
  %s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s4, label %suspend [ i8 0, label %b5
                                  i8 1, label %cleanup ]

b5:
  %s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s5, label %suspend [ i8 0, label %b6
                                  i8 1, label %cleanup ]

b6:
  %s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s6, label %suspend [ i8 0, label %b7
                                  i8 1, label %cleanup ]

b7:
  %s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s7, label %suspend [ i8 0, label %b8
                                  i8 1, label %cleanup ]

b8:
  %s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s8, label %suspend [ i8 0, label %b9
                                  i8 1, label %cleanup ]

b9:
  %s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s9, label %suspend [ i8 0, label %b10
                                  i8 1, label %cleanup ]

b10:
  %s10 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s10, label %suspend [ i8 0, label %b11
                                   i8 1, label %cleanup ]

b11:
  %s11 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s11, label %suspend [ i8 0, label %b12
                                   i8 1, label %cleanup ]

b12:
  %s12 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s12, label %suspend [ i8 0, label %b13
                                   i8 1, label %cleanup ]

b13:
  %s13 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s13, label %suspend [ i8 0, label %b14
                                   i8 1, label %cleanup ]

b14:
  %s14 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s14, label %suspend [ i8 0, label %b15
                                   i8 1, label %cleanup ]

b15:
  %s15 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s15, label %suspend [ i8 0, label %b16
                                   i8 1, label %cleanup ]

b16:
  %s16 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s16, label %suspend [ i8 0, label %b17
                                   i8 1, label %cleanup ]

b17:
  %s17 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s17, label %suspend [ i8 0, label %b18
                                   i8 1, label %cleanup ]

b18:
  %s18 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s18, label %suspend [ i8 0, label %b19
                                   i8 1, label %cleanup ]

b19:
  %s19 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s19, label %suspend [ i8 0, label %b20
                                   i8 1, label %cleanup ]

b20:
  %s20 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s20, label %suspend [ i8 0, label %b21
                                   i8 1, label %cleanup ]

b21:
  %s21 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s21, label %suspend [ i8 0, label %b22
                                   i8 1, label %cleanup ]

b22:
  %s22 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s22, label %suspend [ i8 0, label %b23
                                   i8 1, label %cleanup ]

b23:
  %s23 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s23, label %suspend [ i8 0, label %b24
                                   i8 1, label %cleanup ]

b24:
  %s24 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s24, label %suspend [ i8 0, label %b25
                                   i8 1, label %cleanup ]

b25:
  %s25 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s25, label %suspend [ i8 0, label %b26
                                   i8 1, label %cleanup ]

b26:
  %s26 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s26, label %suspend [ i8 0, label %b27
                                   i8 1, label %cleanup ]

b27:
  %s27 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s27, label %suspend [ i8 0, label %b28
                                   i8 1, label %cleanup ]

b28:
  %s28 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s28, label %suspend [ i8 0, label %b29
                                   i8 1, label %cleanup ]

b29:
  %s29 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s29, label %suspend [ i8 0, label %b30
                                   i8 1, label %cleanup ]

b30:
  %s30 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s30, label %suspend [ i8 0, label %b31
                                   i8 1, label %cleanup ]

b31:
  %s31 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s31, label %suspend [ i8 0, label %b32
                                   i8 1, label %cleanup ]

b32:
  %s32 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s32, label %suspend [ i8 0, label %b33
                                   i8 1, label %cleanup ]

b33:
  %s33 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s33, label %suspend [ i8 0, label %b34
                                   i8 1, label %cleanup ]

b34:
  %s34 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s34, label %suspend [ i8 0, label %b35
                                   i8 1, label %cleanup ]

b35:
  %s35 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s35, label %suspend [ i8 0, label %b36
                                   i8 1, label %cleanup ]

b36:
  %s36 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s36, label %suspend [ i8 0, label %b37
                                   i8 1, label %cleanup ]

b37:
  %s37 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s37, label %suspend [ i8 0, label %b38
                                   i8 1, label %cleanup ]

b38:
  %s38 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s38, label %suspend [ i8 0, label %b39
                                   i8 1, label %cleanup ]

b39:
  %s39 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s39, label %suspend [ i8 0, label %b40
                                   i8 1, label %cleanup ]

b40:
  %s40 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s40, label %suspend [ i8 0, label %b41
                                   i8 1, label %cleanup ]

b41:
  %s41 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s41, label %suspend [ i8 0, label %b42
                                   i8 1, label %cleanup ]

b42:
  %s42 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s42, label %suspend [ i8 0, label %b43
                                   i8 1, label %cleanup ]

b43:
  %s43 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s43, label %suspend [ i8 0, label %b44
                                   i8 1, label %cleanup ]

b44:
  %s44 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s44, label %suspend [ i8 0, label %b45
                                   i8 1, label %cleanup ]

b45:
  %s45 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s45, label %suspend [ i8 0, label %b46
                                   i8 1, label %cleanup ]

b46:
  %s46 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s46, label %suspend [ i8 0, label %b47
                                   i8 1, label %cleanup ]

b47:
  %s47 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s47, label %suspend [ i8 0, label %b48
                                   i8 1, label %cleanup ]

b48:
  %s48 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s48, label %suspend [ i8 0, label %b49
                                   i8 1, label %cleanup ]

b49:
  %s49 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s49, label %suspend [ i8 0, label %b50
                                   i8 1, label %cleanup ]

b50:
  %s50 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s50, label %suspend [ i8 0, label %b51
                                   i8 1, label %cleanup ]

b51:
  %s51 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s51, label %suspend [ i8 0, label %b52
                                   i8 1, label %cleanup ]

b52:
  %s52 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s52, label %suspend [ i8 0, label %b53
                                   i8 1, label %cleanup ]

b53:
  %s53 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s53, label %suspend [ i8 0, label %b54
                                   i8 1, label %cleanup ]

b54:
  %s54 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s54, label %suspend [ i8 0, label %b55
                                   i8 1, label %cleanup ]

b55:
  %s55 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s55, label %suspend [ i8 0, label %b56
                                   i8 1, label %cleanup ]

b56:
  %s56 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s56, label %suspend [ i8 0, label %b57
                                   i8 1, label %cleanup ]

b57:
  %s57 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s57, label %suspend [ i8 0, label %b58
                                   i8 1, label %cleanup ]

b58:
  %s58 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s58, label %suspend [ i8 0, label %b59
                                   i8 1, label %cleanup ]

b59:
  %s59 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s59, label %suspend [ i8 0, label %b60
                                   i8 1, label %cleanup ]

b60:
  %s60 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s60, label %suspend [ i8 0, label %b61
                                   i8 1, label %cleanup ]

b61:
  %s61 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s61, label %suspend [ i8 0, label %b62
                                   i8 1, label %cleanup ]

b62:
  %s62 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s62, label %suspend [ i8 0, label %b63
                                   i8 1, label %cleanup ]

b63:
  %s63 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s63, label %suspend [ i8 0, label %b64
                                   i8 1, label %cleanup ]

b64:
  %s64 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s64, label %suspend [ i8 0, label %b65
                                   i8 1, label %cleanup ]

b65:
  %s65 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s65, label %suspend [ i8 0, label %b66
                                   i8 1, label %cleanup ]

b66:
  %s66 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s66, label %suspend [ i8 0, label %b67
                                   i8 1, label %cleanup ]

b67:
  %s67 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s67, label %suspend [ i8 0, label %b68
                                   i8 1, label %cleanup ]

b68:
  %s68 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s68, label %suspend [ i8 0, label %b69
                                   i8 1, label %cleanup ]

b69:
  %s69 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s69, label %suspend [ i8 0, label %b70
                                   i8 1, label %cleanup ]

b70:
  %s70 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s70, label %suspend [ i8 0, label %b71
                                   i8 1, label %cleanup ]

b71:
  %s71 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s71, label %suspend [ i8 0, label %b72
                                   i8 1, label %cleanup ]

b72:
  %s72 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s72, label %suspend [ i8 0, label %b73
                                   i8 1, label %cleanup ]

b73:
  %s73 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s73, label %suspend [ i8 0, label %b74
                                   i8 1, label %cleanup ]

b74:
  %s74 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s74, label %suspend [ i8 0, label %b75
                                   i8 1, label %cleanup ]

b75:
  %s75 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s75, label %suspend [ i8 0, label %b76
                                   i8 1, label %cleanup ]

b76:
  %s76 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s76, label %suspend [ i8 0, label %b77
                                   i8 1, label %cleanup ]

b77:
  %s77 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s77, label %suspend [ i8 0, label %b78
                                   i8 1, label %cleanup ]

b78:
  %s78 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s78, label %suspend [ i8 0, label %b79
                                   i8 1, label %cleanup ]

b79:
  %s79 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s79, label %suspend [ i8 0, label %b80
                                   i8 1, label %cleanup ]

b80:
  %s80 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s80, label %suspend [ i8 0, label %b81
                                   i8 1, label %cleanup ]

b81:
  %s81 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s81, label %suspend [ i8 0, label %b82
                                   i8 1, label %cleanup ]

b82:
  %s82 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s82, label %suspend [ i8 0, label %b83
                                   i8 1, label %cleanup ]

b83:
  %s83 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s83, label %suspend [ i8 0, label %b84
                                   i8 1, label %cleanup ]

b84:
  %s84 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s84, label %suspend [ i8 0, label %b85
                                   i8 1, label %cleanup ]

b85:
  %s85 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s85, label %suspend [ i8 0, label %b86
                                   i8 1, label %cleanup ]

b86:
  %s86 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s86, label %suspend [ i8 0, label %b87
                                   i8 1, label %cleanup ]

b87:
  %s87 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s87, label %suspend [ i8 0, label %b88
                                   i8 1, label %cleanup ]

b88:
  %s88 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s88, label %suspend [ i8 0, label %b89
                                   i8 1, label %cleanup ]

b89:
  %s89 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s89, label %suspend [ i8 0, label %b90
                                   i8 1, label %cleanup ]

b90:
  %s90 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s90, label %suspend [ i8 0, label %b91
                                   i8 1, label %cleanup ]

b91:
  %s91 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s91, label %suspend [ i8 0, label %b92
                                   i8 1, label %cleanup ]

b92:
  %s92 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s92, label %suspend [ i8 0, label %b93
                                   i8 1, label %cleanup ]

b93:
  %s93 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s93, label %suspend [ i8 0, label %b94
                                   i8 1, label %cleanup ]

b94:
  %s94 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s94, label %suspend [ i8 0, label %b95
                                   i8 1, label %cleanup ]

b95:
  %s95 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s95, label %suspend [ i8 0, label %b96
                                   i8 1, label %cleanup ]

b96:
  %s96 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s96, label %suspend [ i8 0, label %b97
                                   i8 1, label %cleanup ]

b97:
  %s97 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s97, label %suspend [ i8 0, label %b98
                                   i8 1, label %cleanup ]

b98:
  %s98 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s98, label %suspend [ i8 0, label %b99
                                   i8 1, label %cleanup ]

b99:
  %s99 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s99, label %suspend [ i8 0, label %b100
                                   i8 1, label %cleanup ]

b100:
  %s100 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s100, label %suspend [ i8 0, label %b101
                                    i8 1, label %cleanup ]

b101:
  %s101 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s101, label %suspend [ i8 0, label %b102
                                    i8 1, label %cleanup ]

b102:
  %s102 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s102, label %suspend [ i8 0, label %b103
                                    i8 1, label %cleanup ]

b103:
  %s103 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s103, label %suspend [ i8 0, label %b104
                                    i8 1, label %cleanup ]

b104:
  %s104 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s104, label %suspend [ i8 0, label %b105
                                    i8 1, label %cleanup ]

b105:
  %s105 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s105, label %suspend [ i8 0, label %b106
                                    i8 1, label %cleanup ]

b106:
  %s106 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s106, label %suspend [ i8 0, label %b107
                                    i8 1, label %cleanup ]

b107:
  %s107 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s107, label %suspend [ i8 0, label %b108
                                    i8 1, label %cleanup ]

b108:
  %s108 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s108, label %suspend [ i8 0, label %b109
                                    i8 1, label %cleanup ]

b109:
  %s109 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s109, label %suspend [ i8 0, label %b110
                                    i8 1, label %cleanup ]

b110:
  %s110 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s110, label %suspend [ i8 0, label %b111
                                    i8 1, label %cleanup ]

b111:
  %s111 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s111, label %suspend [ i8 0, label %b112
                                    i8 1, label %cleanup ]

b112:
  %s112 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s112, label %suspend [ i8 0, label %b113
                                    i8 1, label %cleanup ]

b113:
  %s113 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s113, label %suspend [ i8 0, label %b114
                                    i8 1, label %cleanup ]

b114:
  %s114 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s114, label %suspend [ i8 0, label %b115
                                    i8 1, label %cleanup ]

b115:
  %s115 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s115, label %suspend [ i8 0, label %b116
                                    i8 1, label %cleanup ]

b116:
  %s116 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s116, label %suspend [ i8 0, label %b117
                                    i8 1, label %cleanup ]

b117:
  %s117 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s117, label %suspend [ i8 0, label %b118
                                    i8 1, label %cleanup ]

b118:
  %s118 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s118, label %suspend [ i8 0, label %b119
                                    i8 1, label %cleanup ]

b119:
  %s119 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s119, label %suspend [ i8 0, label %b120
                                    i8 1, label %cleanup ]

b120:
  %s120 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s120, label %suspend [ i8 0, label %b121
                                    i8 1, label %cleanup ]

b121:
  %s121 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s121, label %suspend [ i8 0, label %b122
                                    i8 1, label %cleanup ]

b122:
  %s122 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s122, label %suspend [ i8 0, label %b123
                                    i8 1, label %cleanup ]

b123:
  %s123 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s123, label %suspend [ i8 0, label %b124
                                    i8 1, label %cleanup ]

b124:
  %s124 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s124, label %suspend [ i8 0, label %b125
                                    i8 1, label %cleanup ]

b125:
  %s125 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s125, label %suspend [ i8 0, label %b126
                                    i8 1, label %cleanup ]

b126:
  %s126 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s126, label %suspend [ i8 0, label %b127
                                    i8 1, label %cleanup ]

b127:
  %s127 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s127, label %suspend [ i8 0, label %b128
                                    i8 1, label %cleanup ]

b128:
  %s128 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s128, label %suspend [ i8 0, label %b129
                                    i8 1, label %cleanup ]

b129:
  %s129 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s129, label %suspend [ i8 0, label %b130
                                    i8 1, label %cleanup ]

b130:
  %s130 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s130, label %suspend [ i8 0, label %b131
                                    i8 1, label %cleanup ]

b131:
  %s131 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s131, label %suspend [ i8 0, label %b132
                                    i8 1, label %cleanup ]

b132:
  %s132 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s132, label %suspend [ i8 0, label %b133
                                    i8 1, label %cleanup ]

b133:
  %s133 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s133, label %suspend [ i8 0, label %b134
                                    i8 1, label %cleanup ]

b134:
  %s134 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s134, label %suspend [ i8 0, label %b135
                                    i8 1, label %cleanup ]

b135:
  %s135 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s135, label %suspend [ i8 0, label %b136
                                    i8 1, label %cleanup ]

b136:
  %s136 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s136, label %suspend [ i8 0, label %b137
                                    i8 1, label %cleanup ]

b137:
  %s137 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s137, label %suspend [ i8 0, label %b138
                                    i8 1, label %cleanup ]

b138:
  %s138 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s138, label %suspend [ i8 0, label %b139
                                    i8 1, label %cleanup ]

b139:
  %s139 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s139, label %suspend [ i8 0, label %b140
                                    i8 1, label %cleanup ]

b140:
  %s140 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s140, label %suspend [ i8 0, label %b141
                                    i8 1, label %cleanup ]

b141:
  %s141 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s141, label %suspend [ i8 0, label %b142
                                    i8 1, label %cleanup ]

b142:
  %s142 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s142, label %suspend [ i8 0, label %b143
                                    i8 1, label %cleanup ]

b143:
  %s143 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s143, label %suspend [ i8 0, label %b144
                                    i8 1, label %cleanup ]

b144:
  %s144 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s144, label %suspend [ i8 0, label %b145
                                    i8 1, label %cleanup ]

b145:
  %s145 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s145, label %suspend [ i8 0, label %b146
                                    i8 1, label %cleanup ]

b146:
  %s146 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s146, label %suspend [ i8 0, label %b147
                                    i8 1, label %cleanup ]

b147:
  %s147 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s147, label %suspend [ i8 0, label %b148
                                    i8 1, label %cleanup ]

b148:
  %s148 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s148, label %suspend [ i8 0, label %b149
                                    i8 1, label %cleanup ]

b149:
  %s149 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s149, label %suspend [ i8 0, label %b150
                                    i8 1, label %cleanup ]

b150:
  %s150 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s150, label %suspend [ i8 0, label %b151
                                    i8 1, label %cleanup ]

b151:
  %s151 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s151, label %suspend [ i8 0, label %b152
                                    i8 1, label %cleanup ]

b152:
  %s152 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s152, label %suspend [ i8 0, label %b153
                                    i8 1, label %cleanup ]

b153:
  %s153 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s153, label %suspend [ i8 0, label %b154
                                    i8 1, label %cleanup ]

b154:
  %s154 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s154, label %suspend [ i8 0, label %b155
                                    i8 1, label %cleanup ]

b155:
  %s155 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s155, label %suspend [ i8 0, label %b156
                                    i8 1, label %cleanup ]

b156:
  %s156 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s156, label %suspend [ i8 0, label %b157
                                    i8 1, label %cleanup ]

b157:
  %s157 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s157, label %suspend [ i8 0, label %b158
                                    i8 1, label %cleanup ]

b158:
  %s158 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s158, label %suspend [ i8 0, label %b159
                                    i8 1, label %cleanup ]

b159:
  %s159 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s159, label %suspend [ i8 0, label %b160
                                    i8 1, label %cleanup ]

b160:
  %s160 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s160, label %suspend [ i8 0, label %b161
                                    i8 1, label %cleanup ]

b161:
  %s161 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s161, label %suspend [ i8 0, label %b162
                                    i8 1, label %cleanup ]

b162:
  %s162 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s162, label %suspend [ i8 0, label %b163
                                    i8 1, label %cleanup ]

b163:
  %s163 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s163, label %suspend [ i8 0, label %b164
                                    i8 1, label %cleanup ]

b164:
  %s164 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s164, label %suspend [ i8 0, label %b165
                                    i8 1, label %cleanup ]

b165:
  %s165 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s165, label %suspend [ i8 0, label %b166
                                    i8 1, label %cleanup ]

b166:
  %s166 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s166, label %suspend [ i8 0, label %b167
                                    i8 1, label %cleanup ]

b167:
  %s167 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s167, label %suspend [ i8 0, label %b168
                                    i8 1, label %cleanup ]

b168:
  %s168 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s168, label %suspend [ i8 0, label %b169
                                    i8 1, label %cleanup ]

b169:
  %s169 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s169, label %suspend [ i8 0, label %b170
                                    i8 1, label %cleanup ]

b170:
  %s170 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s170, label %suspend [ i8 0, label %b171
                                    i8 1, label %cleanup ]

b171:
  %s171 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s171, label %suspend [ i8 0, label %b172
                                    i8 1, label %cleanup ]

b172:
  %s172 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s172, label %suspend [ i8 0, label %b173
                                    i8 1, label %cleanup ]

b173:
  %s173 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s173, label %suspend [ i8 0, label %b174
                                    i8 1, label %cleanup ]

b174:
  %s174 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s174, label %suspend [ i8 0, label %b175
                                    i8 1, label %cleanup ]

b175:
  %s175 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s175, label %suspend [ i8 0, label %b176
                                    i8 1, label %cleanup ]

b176:
  %s176 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s176, label %suspend [ i8 0, label %b177
                                    i8 1, label %cleanup ]

b177:
  %s177 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s177, label %suspend [ i8 0, label %b178
                                    i8 1, label %cleanup ]

b178:
  %s178 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s178, label %suspend [ i8 0, label %b179
                                    i8 1, label %cleanup ]

b179:
  %s179 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s179, label %suspend [ i8 0, label %b180
                                    i8 1, label %cleanup ]

b180:
  %s180 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s180, label %suspend [ i8 0, label %b181
                                    i8 1, label %cleanup ]

b181:
  %s181 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s181, label %suspend [ i8 0, label %b182
                                    i8 1, label %cleanup ]

b182:
  %s182 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s182, label %suspend [ i8 0, label %b183
                                    i8 1, label %cleanup ]

b183:
  %s183 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s183, label %suspend [ i8 0, label %b184
                                    i8 1, label %cleanup ]

b184:
  %s184 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s184, label %suspend [ i8 0, label %b185
                                    i8 1, label %cleanup ]

b185:
  %s185 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s185, label %suspend [ i8 0, label %b186
                                    i8 1, label %cleanup ]

b186:
  %s186 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s186, label %suspend [ i8 0, label %b187
                                    i8 1, label %cleanup ]

b187:
  %s187 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s187, label %suspend [ i8 0, label %b188
                                    i8 1, label %cleanup ]

b188:
  %s188 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s188, label %suspend [ i8 0, label %b189
                                    i8 1, label %cleanup ]

b189:
  %s189 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s189, label %suspend [ i8 0, label %b190
                                    i8 1, label %cleanup ]

b190:
  %s190 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s190, label %suspend [ i8 0, label %b191
                                    i8 1, label %cleanup ]

b191:
  %s191 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s191, label %suspend [ i8 0, label %b192
                                    i8 1, label %cleanup ]

b192:
  %s192 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s192, label %suspend [ i8 0, label %b193
                                    i8 1, label %cleanup ]

b193:
  %s193 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s193, label %suspend [ i8 0, label %b194
                                    i8 1, label %cleanup ]

b194:
  %s194 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s194, label %suspend [ i8 0, label %b195
                                    i8 1, label %cleanup ]

b195:
  %s195 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s195, label %suspend [ i8 0, label %b196
                                    i8 1, label %cleanup ]

b196:
  %s196 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s196, label %suspend [ i8 0, label %b197
                                    i8 1, label %cleanup ]

b197:
  %s197 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s197, label %suspend [ i8 0, label %b198
                                    i8 1, label %cleanup ]

b198:
  %s198 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s198, label %suspend [ i8 0, label %b199
                                    i8 1, label %cleanup ]

b199:
  %s199 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s199, label %suspend [ i8 0, label %b200
                                    i8 1, label %cleanup ]

b200:
  %s200 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s200, label %suspend [ i8 0, label %b201
                                    i8 1, label %cleanup ]

b201:
  %s201 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s201, label %suspend [ i8 0, label %b202
                                    i8 1, label %cleanup ]

b202:
  %s202 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s202, label %suspend [ i8 0, label %b203
                                    i8 1, label %cleanup ]

b203:
  %s203 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s203, label %suspend [ i8 0, label %b204
                                    i8 1, label %cleanup ]

b204:
  %s204 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s204, label %suspend [ i8 0, label %b205
                                    i8 1, label %cleanup ]

b205:
  %s205 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s205, label %suspend [ i8 0, label %b206
                                    i8 1, label %cleanup ]

b206:
  %s206 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s206, label %suspend [ i8 0, label %b207
                                    i8 1, label %cleanup ]

b207:
  %s207 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s207, label %suspend [ i8 0, label %b208
                                    i8 1, label %cleanup ]

b208:
  %s208 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s208, label %suspend [ i8 0, label %b209
                                    i8 1, label %cleanup ]

b209:
  %s209 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s209, label %suspend [ i8 0, label %b210
                                    i8 1, label %cleanup ]

b210:
  %s210 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s210, label %suspend [ i8 0, label %b211
                                    i8 1, label %cleanup ]

b211:
  %s211 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s211, label %suspend [ i8 0, label %b212
                                    i8 1, label %cleanup ]

b212:
  %s212 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s212, label %suspend [ i8 0, label %b213
                                    i8 1, label %cleanup ]

b213:
  %s213 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s213, label %suspend [ i8 0, label %b214
                                    i8 1, label %cleanup ]

b214:
  %s214 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s214, label %suspend [ i8 0, label %b215
                                    i8 1, label %cleanup ]

b215:
  %s215 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s215, label %suspend [ i8 0, label %b216
                                    i8 1, label %cleanup ]

b216:
  %s216 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s216, label %suspend [ i8 0, label %b217
                                    i8 1, label %cleanup ]

b217:
  %s217 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s217, label %suspend [ i8 0, label %b218
                                    i8 1, label %cleanup ]

b218:
  %s218 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s218, label %suspend [ i8 0, label %b219
                                    i8 1, label %cleanup ]

b219:
  %s219 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s219, label %suspend [ i8 0, label %b220
                                    i8 1, label %cleanup ]

b220:
  %s220 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s220, label %suspend [ i8 0, label %b221
                                    i8 1, label %cleanup ]

b221:
  %s221 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s221, label %suspend [ i8 0, label %b222
                                    i8 1, label %cleanup ]

b222:
  %s222 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s222, label %suspend [ i8 0, label %b223
                                    i8 1, label %cleanup ]

b223:
  %s223 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s223, label %suspend [ i8 0, label %b224
                                    i8 1, label %cleanup ]

b224:
  %s224 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s224, label %suspend [ i8 0, label %b225
                                    i8 1, label %cleanup ]

b225:
  %s225 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s225, label %suspend [ i8 0, label %b226
                                    i8 1, label %cleanup ]

b226:
  %s226 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s226, label %suspend [ i8 0, label %b227
                                    i8 1, label %cleanup ]

b227:
  %s227 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s227, label %suspend [ i8 0, label %b228
                                    i8 1, label %cleanup ]

b228:
  %s228 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s228, label %suspend [ i8 0, label %b229
                                    i8 1, label %cleanup ]

b229:
  %s229 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s229, label %suspend [ i8 0, label %b230
                                    i8 1, label %cleanup ]

b230:
  %s230 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s230, label %suspend [ i8 0, label %b231
                                    i8 1, label %cleanup ]

b231:
  %s231 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s231, label %suspend [ i8 0, label %b232
                                    i8 1, label %cleanup ]

b232:
  %s232 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s232, label %suspend [ i8 0, label %b233
                                    i8 1, label %cleanup ]

b233:
  %s233 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s233, label %suspend [ i8 0, label %b234
                                    i8 1, label %cleanup ]

b234:
  %s234 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s234, label %suspend [ i8 0, label %b235
                                    i8 1, label %cleanup ]

b235:
  %s235 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s235, label %suspend [ i8 0, label %b236
                                    i8 1, label %cleanup ]

b236:
  %s236 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s236, label %suspend [ i8 0, label %b237
                                    i8 1, label %cleanup ]

b237:
  %s237 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s237, label %suspend [ i8 0, label %b238
                                    i8 1, label %cleanup ]

b238:
  %s238 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s238, label %suspend [ i8 0, label %b239
                                    i8 1, label %cleanup ]

b239:
  %s239 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s239, label %suspend [ i8 0, label %b240
                                    i8 1, label %cleanup ]

b240:
  %s240 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s240, label %suspend [ i8 0, label %b241
                                    i8 1, label %cleanup ]

b241:
  %s241 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s241, label %suspend [ i8 0, label %b242
                                    i8 1, label %cleanup ]

b242:
  %s242 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s242, label %suspend [ i8 0, label %b243
                                    i8 1, label %cleanup ]

b243:
  %s243 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s243, label %suspend [ i8 0, label %b244
                                    i8 1, label %cleanup ]

b244:
  %s244 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s244, label %suspend [ i8 0, label %b245
                                    i8 1, label %cleanup ]

b245:
  %s245 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s245, label %suspend [ i8 0, label %b246
                                    i8 1, label %cleanup ]

b246:
  %s246 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s246, label %suspend [ i8 0, label %b247
                                    i8 1, label %cleanup ]

b247:
  %s247 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s247, label %suspend [ i8 0, label %b248
                                    i8 1, label %cleanup ]

b248:
  %s248 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s248, label %suspend [ i8 0, label %b249
                                    i8 1, label %cleanup ]

b249:
  %s249 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s249, label %suspend [ i8 0, label %b250
                                    i8 1, label %cleanup ]

b250:
  %s250 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s250, label %suspend [ i8 0, label %b251
                                    i8 1, label %cleanup ]

b251:
  %s251 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s251, label %suspend [ i8 0, label %b252
                                    i8 1, label %cleanup ]

b252:
  %s252 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s252, label %suspend [ i8 0, label %b253
                                    i8 1, label %cleanup ]

b253:
  %s253 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s253, label %suspend [ i8 0, label %b254
                                    i8 1, label %cleanup ]

b254:
  call void @print(i32 254)
  %s254 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s254, label %suspend [ i8 0, label %b255
                                    i8 1, label %cleanup ]

b255:
  call void @print(i32 255)
  %s255 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s255, label %suspend [ i8 0, label %b256
                                    i8 1, label %cleanup ]

b256:
  call void @print(i32 256)
  %s256 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s256, label %suspend [ i8 0, label %b257
                                    i8 1, label %cleanup ]

b257:
  call void @print(i32 257)
  %s257 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s257, label %suspend [ i8 0, label %b258
                                    i8 1, label %cleanup ]

b258:
  %s258 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s258, label %suspend [ i8 0, label %b259
                                    i8 1, label %cleanup ]

b259:
  %s259 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s259, label %suspend [ i8 0, label %b260
                                    i8 1, label %cleanup ]

b260:
  %s260 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s260, label %suspend [ i8 0, label %b261
                                    i8 1, label %cleanup ]

b261:
  %s261 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s261, label %suspend [ i8 0, label %b262
                                    i8 1, label %cleanup ]

b262:
  %s262 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s262, label %suspend [ i8 0, label %b263
                                    i8 1, label %cleanup ]

b263:
  %s263 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s263, label %suspend [ i8 0, label %b264
                                    i8 1, label %cleanup ]

b264:
  %s264 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s264, label %suspend [ i8 0, label %b265
                                    i8 1, label %cleanup ]

b265:
  %s265 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s265, label %suspend [ i8 0, label %b266
                                    i8 1, label %cleanup ]

b266:
  %s266 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s266, label %suspend [ i8 0, label %b267
                                    i8 1, label %cleanup ]

b267:
  %s267 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s267, label %suspend [ i8 0, label %b268
                                    i8 1, label %cleanup ]

b268:
  %s268 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s268, label %suspend [ i8 0, label %b269
                                    i8 1, label %cleanup ]

b269:
  %s269 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s269, label %suspend [ i8 0, label %b270
                                    i8 1, label %cleanup ]

b270:
  %s270 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s270, label %suspend [ i8 0, label %b271
                                    i8 1, label %cleanup ]

b271:
  %s271 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s271, label %suspend [ i8 0, label %b272
                                    i8 1, label %cleanup ]

b272:
  %s272 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s272, label %suspend [ i8 0, label %b273
                                    i8 1, label %cleanup ]

b273:
  %s273 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s273, label %suspend [ i8 0, label %b274
                                    i8 1, label %cleanup ]

b274:
  %s274 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s274, label %suspend [ i8 0, label %b275
                                    i8 1, label %cleanup ]

b275:
  %s275 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s275, label %suspend [ i8 0, label %b276
                                    i8 1, label %cleanup ]

b276:
  %s276 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s276, label %suspend [ i8 0, label %b277
                                    i8 1, label %cleanup ]

b277:
  %s277 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s277, label %suspend [ i8 0, label %b278
                                    i8 1, label %cleanup ]

b278:
  %s278 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s278, label %suspend [ i8 0, label %b279
                                    i8 1, label %cleanup ]

b279:
  %s279 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s279, label %suspend [ i8 0, label %b280
                                    i8 1, label %cleanup ]

b280:
  %s280 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s280, label %suspend [ i8 0, label %b281
                                    i8 1, label %cleanup ]

b281:
  %s281 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s281, label %suspend [ i8 0, label %b282
                                    i8 1, label %cleanup ]

b282:
  %s282 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s282, label %suspend [ i8 0, label %b283
                                    i8 1, label %cleanup ]

b283:
  %s283 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s283, label %suspend [ i8 0, label %b284
                                    i8 1, label %cleanup ]

b284:
  %s284 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s284, label %suspend [ i8 0, label %b285
                                    i8 1, label %cleanup ]

b285:
  %s285 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s285, label %suspend [ i8 0, label %b286
                                    i8 1, label %cleanup ]

b286:
  %s286 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s286, label %suspend [ i8 0, label %b287
                                    i8 1, label %cleanup ]

b287:
  %s287 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s287, label %suspend [ i8 0, label %b288
                                    i8 1, label %cleanup ]

b288:
  %s288 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s288, label %suspend [ i8 0, label %b289
                                    i8 1, label %cleanup ]

b289:
  %s289 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s289, label %suspend [ i8 0, label %b290
                                    i8 1, label %cleanup ]

b290:
  %s290 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s290, label %suspend [ i8 0, label %b291
                                    i8 1, label %cleanup ]

b291:
  %s291 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s291, label %suspend [ i8 0, label %b292
                                    i8 1, label %cleanup ]

b292:
  %s292 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s292, label %suspend [ i8 0, label %b293
                                    i8 1, label %cleanup ]

b293:
  %s293 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s293, label %suspend [ i8 0, label %b294
                                    i8 1, label %cleanup ]

b294:
  %s294 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s294, label %suspend [ i8 0, label %b295
                                    i8 1, label %cleanup ]

b295:
  %s295 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s295, label %suspend [ i8 0, label %b296
                                    i8 1, label %cleanup ]

b296:
  %s296 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s296, label %suspend [ i8 0, label %b297
                                    i8 1, label %cleanup ]

b297:
  %s297 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s297, label %suspend [ i8 0, label %b298
                                    i8 1, label %cleanup ]

b298:
  %s298 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s298, label %suspend [ i8 0, label %b299
                                    i8 1, label %cleanup ]

b299:
  call void @print(i32 299)
  %s299 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s299, label %suspend [ i8 0, label %b300
                                    i8 1, label %cleanup ]

b300:
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
  %hdl = call ptr @f(i32 0)
  br label %loop

loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %loop ]
  call void @llvm.coro.resume(ptr %hdl)
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 300
  br i1 %more, label %loop, label %out

out:
  ret i32 0
}
