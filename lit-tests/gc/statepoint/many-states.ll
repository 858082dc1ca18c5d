; A state more than 256 takes two bytes: the number of the time before the first
; suspension counts as one.
;
; RUN: %spell %s | %split | %descriptors | FileCheck %s

; CHECK: state_size=2 suspend_count=256
; CHECK: f: state 0: 16{{$}}
; CHECK: f: state 255: 16{{$}}
; CHECK: f: state 256: none

define ptr @f(ptr addrspace(1) %obj) presplitcoroutine gc "statepoint-example" {
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
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %r3
                                  i8 1, label %cleanup ]

r3:
  %s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s4, label %suspend [ i8 0, label %r4
                                  i8 1, label %cleanup ]

r4:
  %s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s5, label %suspend [ i8 0, label %r5
                                  i8 1, label %cleanup ]

r5:
  %s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s6, label %suspend [ i8 0, label %r6
                                  i8 1, label %cleanup ]

r6:
  %s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s7, label %suspend [ i8 0, label %r7
                                  i8 1, label %cleanup ]

r7:
  %s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s8, label %suspend [ i8 0, label %r8
                                  i8 1, label %cleanup ]

r8:
  %s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s9, label %suspend [ i8 0, label %r9
                                  i8 1, label %cleanup ]

r9:
  %s10 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s10, label %suspend [ i8 0, label %r10
                                   i8 1, label %cleanup ]

r10:
  %s11 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s11, label %suspend [ i8 0, label %r11
                                   i8 1, label %cleanup ]

r11:
  %s12 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s12, label %suspend [ i8 0, label %r12
                                   i8 1, label %cleanup ]

r12:
  %s13 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s13, label %suspend [ i8 0, label %r13
                                   i8 1, label %cleanup ]

r13:
  %s14 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s14, label %suspend [ i8 0, label %r14
                                   i8 1, label %cleanup ]

r14:
  %s15 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s15, label %suspend [ i8 0, label %r15
                                   i8 1, label %cleanup ]

r15:
  %s16 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s16, label %suspend [ i8 0, label %r16
                                   i8 1, label %cleanup ]

r16:
  %s17 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s17, label %suspend [ i8 0, label %r17
                                   i8 1, label %cleanup ]

r17:
  %s18 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s18, label %suspend [ i8 0, label %r18
                                   i8 1, label %cleanup ]

r18:
  %s19 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s19, label %suspend [ i8 0, label %r19
                                   i8 1, label %cleanup ]

r19:
  %s20 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s20, label %suspend [ i8 0, label %r20
                                   i8 1, label %cleanup ]

r20:
  %s21 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s21, label %suspend [ i8 0, label %r21
                                   i8 1, label %cleanup ]

r21:
  %s22 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s22, label %suspend [ i8 0, label %r22
                                   i8 1, label %cleanup ]

r22:
  %s23 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s23, label %suspend [ i8 0, label %r23
                                   i8 1, label %cleanup ]

r23:
  %s24 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s24, label %suspend [ i8 0, label %r24
                                   i8 1, label %cleanup ]

r24:
  %s25 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s25, label %suspend [ i8 0, label %r25
                                   i8 1, label %cleanup ]

r25:
  %s26 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s26, label %suspend [ i8 0, label %r26
                                   i8 1, label %cleanup ]

r26:
  %s27 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s27, label %suspend [ i8 0, label %r27
                                   i8 1, label %cleanup ]

r27:
  %s28 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s28, label %suspend [ i8 0, label %r28
                                   i8 1, label %cleanup ]

r28:
  %s29 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s29, label %suspend [ i8 0, label %r29
                                   i8 1, label %cleanup ]

r29:
  %s30 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s30, label %suspend [ i8 0, label %r30
                                   i8 1, label %cleanup ]

r30:
  %s31 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s31, label %suspend [ i8 0, label %r31
                                   i8 1, label %cleanup ]

r31:
  %s32 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s32, label %suspend [ i8 0, label %r32
                                   i8 1, label %cleanup ]

r32:
  %s33 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s33, label %suspend [ i8 0, label %r33
                                   i8 1, label %cleanup ]

r33:
  %s34 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s34, label %suspend [ i8 0, label %r34
                                   i8 1, label %cleanup ]

r34:
  %s35 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s35, label %suspend [ i8 0, label %r35
                                   i8 1, label %cleanup ]

r35:
  %s36 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s36, label %suspend [ i8 0, label %r36
                                   i8 1, label %cleanup ]

r36:
  %s37 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s37, label %suspend [ i8 0, label %r37
                                   i8 1, label %cleanup ]

r37:
  %s38 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s38, label %suspend [ i8 0, label %r38
                                   i8 1, label %cleanup ]

r38:
  %s39 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s39, label %suspend [ i8 0, label %r39
                                   i8 1, label %cleanup ]

r39:
  %s40 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s40, label %suspend [ i8 0, label %r40
                                   i8 1, label %cleanup ]

r40:
  %s41 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s41, label %suspend [ i8 0, label %r41
                                   i8 1, label %cleanup ]

r41:
  %s42 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s42, label %suspend [ i8 0, label %r42
                                   i8 1, label %cleanup ]

r42:
  %s43 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s43, label %suspend [ i8 0, label %r43
                                   i8 1, label %cleanup ]

r43:
  %s44 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s44, label %suspend [ i8 0, label %r44
                                   i8 1, label %cleanup ]

r44:
  %s45 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s45, label %suspend [ i8 0, label %r45
                                   i8 1, label %cleanup ]

r45:
  %s46 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s46, label %suspend [ i8 0, label %r46
                                   i8 1, label %cleanup ]

r46:
  %s47 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s47, label %suspend [ i8 0, label %r47
                                   i8 1, label %cleanup ]

r47:
  %s48 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s48, label %suspend [ i8 0, label %r48
                                   i8 1, label %cleanup ]

r48:
  %s49 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s49, label %suspend [ i8 0, label %r49
                                   i8 1, label %cleanup ]

r49:
  %s50 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s50, label %suspend [ i8 0, label %r50
                                   i8 1, label %cleanup ]

r50:
  %s51 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s51, label %suspend [ i8 0, label %r51
                                   i8 1, label %cleanup ]

r51:
  %s52 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s52, label %suspend [ i8 0, label %r52
                                   i8 1, label %cleanup ]

r52:
  %s53 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s53, label %suspend [ i8 0, label %r53
                                   i8 1, label %cleanup ]

r53:
  %s54 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s54, label %suspend [ i8 0, label %r54
                                   i8 1, label %cleanup ]

r54:
  %s55 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s55, label %suspend [ i8 0, label %r55
                                   i8 1, label %cleanup ]

r55:
  %s56 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s56, label %suspend [ i8 0, label %r56
                                   i8 1, label %cleanup ]

r56:
  %s57 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s57, label %suspend [ i8 0, label %r57
                                   i8 1, label %cleanup ]

r57:
  %s58 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s58, label %suspend [ i8 0, label %r58
                                   i8 1, label %cleanup ]

r58:
  %s59 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s59, label %suspend [ i8 0, label %r59
                                   i8 1, label %cleanup ]

r59:
  %s60 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s60, label %suspend [ i8 0, label %r60
                                   i8 1, label %cleanup ]

r60:
  %s61 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s61, label %suspend [ i8 0, label %r61
                                   i8 1, label %cleanup ]

r61:
  %s62 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s62, label %suspend [ i8 0, label %r62
                                   i8 1, label %cleanup ]

r62:
  %s63 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s63, label %suspend [ i8 0, label %r63
                                   i8 1, label %cleanup ]

r63:
  %s64 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s64, label %suspend [ i8 0, label %r64
                                   i8 1, label %cleanup ]

r64:
  %s65 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s65, label %suspend [ i8 0, label %r65
                                   i8 1, label %cleanup ]

r65:
  %s66 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s66, label %suspend [ i8 0, label %r66
                                   i8 1, label %cleanup ]

r66:
  %s67 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s67, label %suspend [ i8 0, label %r67
                                   i8 1, label %cleanup ]

r67:
  %s68 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s68, label %suspend [ i8 0, label %r68
                                   i8 1, label %cleanup ]

r68:
  %s69 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s69, label %suspend [ i8 0, label %r69
                                   i8 1, label %cleanup ]

r69:
  %s70 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s70, label %suspend [ i8 0, label %r70
                                   i8 1, label %cleanup ]

r70:
  %s71 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s71, label %suspend [ i8 0, label %r71
                                   i8 1, label %cleanup ]

r71:
  %s72 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s72, label %suspend [ i8 0, label %r72
                                   i8 1, label %cleanup ]

r72:
  %s73 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s73, label %suspend [ i8 0, label %r73
                                   i8 1, label %cleanup ]

r73:
  %s74 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s74, label %suspend [ i8 0, label %r74
                                   i8 1, label %cleanup ]

r74:
  %s75 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s75, label %suspend [ i8 0, label %r75
                                   i8 1, label %cleanup ]

r75:
  %s76 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s76, label %suspend [ i8 0, label %r76
                                   i8 1, label %cleanup ]

r76:
  %s77 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s77, label %suspend [ i8 0, label %r77
                                   i8 1, label %cleanup ]

r77:
  %s78 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s78, label %suspend [ i8 0, label %r78
                                   i8 1, label %cleanup ]

r78:
  %s79 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s79, label %suspend [ i8 0, label %r79
                                   i8 1, label %cleanup ]

r79:
  %s80 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s80, label %suspend [ i8 0, label %r80
                                   i8 1, label %cleanup ]

r80:
  %s81 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s81, label %suspend [ i8 0, label %r81
                                   i8 1, label %cleanup ]

r81:
  %s82 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s82, label %suspend [ i8 0, label %r82
                                   i8 1, label %cleanup ]

r82:
  %s83 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s83, label %suspend [ i8 0, label %r83
                                   i8 1, label %cleanup ]

r83:
  %s84 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s84, label %suspend [ i8 0, label %r84
                                   i8 1, label %cleanup ]

r84:
  %s85 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s85, label %suspend [ i8 0, label %r85
                                   i8 1, label %cleanup ]

r85:
  %s86 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s86, label %suspend [ i8 0, label %r86
                                   i8 1, label %cleanup ]

r86:
  %s87 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s87, label %suspend [ i8 0, label %r87
                                   i8 1, label %cleanup ]

r87:
  %s88 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s88, label %suspend [ i8 0, label %r88
                                   i8 1, label %cleanup ]

r88:
  %s89 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s89, label %suspend [ i8 0, label %r89
                                   i8 1, label %cleanup ]

r89:
  %s90 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s90, label %suspend [ i8 0, label %r90
                                   i8 1, label %cleanup ]

r90:
  %s91 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s91, label %suspend [ i8 0, label %r91
                                   i8 1, label %cleanup ]

r91:
  %s92 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s92, label %suspend [ i8 0, label %r92
                                   i8 1, label %cleanup ]

r92:
  %s93 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s93, label %suspend [ i8 0, label %r93
                                   i8 1, label %cleanup ]

r93:
  %s94 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s94, label %suspend [ i8 0, label %r94
                                   i8 1, label %cleanup ]

r94:
  %s95 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s95, label %suspend [ i8 0, label %r95
                                   i8 1, label %cleanup ]

r95:
  %s96 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s96, label %suspend [ i8 0, label %r96
                                   i8 1, label %cleanup ]

r96:
  %s97 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s97, label %suspend [ i8 0, label %r97
                                   i8 1, label %cleanup ]

r97:
  %s98 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s98, label %suspend [ i8 0, label %r98
                                   i8 1, label %cleanup ]

r98:
  %s99 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s99, label %suspend [ i8 0, label %r99
                                   i8 1, label %cleanup ]

r99:
  %s100 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s100, label %suspend [ i8 0, label %r100
                                    i8 1, label %cleanup ]

r100:
  %s101 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s101, label %suspend [ i8 0, label %r101
                                    i8 1, label %cleanup ]

r101:
  %s102 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s102, label %suspend [ i8 0, label %r102
                                    i8 1, label %cleanup ]

r102:
  %s103 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s103, label %suspend [ i8 0, label %r103
                                    i8 1, label %cleanup ]

r103:
  %s104 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s104, label %suspend [ i8 0, label %r104
                                    i8 1, label %cleanup ]

r104:
  %s105 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s105, label %suspend [ i8 0, label %r105
                                    i8 1, label %cleanup ]

r105:
  %s106 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s106, label %suspend [ i8 0, label %r106
                                    i8 1, label %cleanup ]

r106:
  %s107 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s107, label %suspend [ i8 0, label %r107
                                    i8 1, label %cleanup ]

r107:
  %s108 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s108, label %suspend [ i8 0, label %r108
                                    i8 1, label %cleanup ]

r108:
  %s109 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s109, label %suspend [ i8 0, label %r109
                                    i8 1, label %cleanup ]

r109:
  %s110 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s110, label %suspend [ i8 0, label %r110
                                    i8 1, label %cleanup ]

r110:
  %s111 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s111, label %suspend [ i8 0, label %r111
                                    i8 1, label %cleanup ]

r111:
  %s112 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s112, label %suspend [ i8 0, label %r112
                                    i8 1, label %cleanup ]

r112:
  %s113 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s113, label %suspend [ i8 0, label %r113
                                    i8 1, label %cleanup ]

r113:
  %s114 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s114, label %suspend [ i8 0, label %r114
                                    i8 1, label %cleanup ]

r114:
  %s115 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s115, label %suspend [ i8 0, label %r115
                                    i8 1, label %cleanup ]

r115:
  %s116 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s116, label %suspend [ i8 0, label %r116
                                    i8 1, label %cleanup ]

r116:
  %s117 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s117, label %suspend [ i8 0, label %r117
                                    i8 1, label %cleanup ]

r117:
  %s118 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s118, label %suspend [ i8 0, label %r118
                                    i8 1, label %cleanup ]

r118:
  %s119 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s119, label %suspend [ i8 0, label %r119
                                    i8 1, label %cleanup ]

r119:
  %s120 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s120, label %suspend [ i8 0, label %r120
                                    i8 1, label %cleanup ]

r120:
  %s121 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s121, label %suspend [ i8 0, label %r121
                                    i8 1, label %cleanup ]

r121:
  %s122 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s122, label %suspend [ i8 0, label %r122
                                    i8 1, label %cleanup ]

r122:
  %s123 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s123, label %suspend [ i8 0, label %r123
                                    i8 1, label %cleanup ]

r123:
  %s124 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s124, label %suspend [ i8 0, label %r124
                                    i8 1, label %cleanup ]

r124:
  %s125 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s125, label %suspend [ i8 0, label %r125
                                    i8 1, label %cleanup ]

r125:
  %s126 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s126, label %suspend [ i8 0, label %r126
                                    i8 1, label %cleanup ]

r126:
  %s127 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s127, label %suspend [ i8 0, label %r127
                                    i8 1, label %cleanup ]

r127:
  %s128 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s128, label %suspend [ i8 0, label %r128
                                    i8 1, label %cleanup ]

r128:
  %s129 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s129, label %suspend [ i8 0, label %r129
                                    i8 1, label %cleanup ]

r129:
  %s130 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s130, label %suspend [ i8 0, label %r130
                                    i8 1, label %cleanup ]

r130:
  %s131 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s131, label %suspend [ i8 0, label %r131
                                    i8 1, label %cleanup ]

r131:
  %s132 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s132, label %suspend [ i8 0, label %r132
                                    i8 1, label %cleanup ]

r132:
  %s133 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s133, label %suspend [ i8 0, label %r133
                                    i8 1, label %cleanup ]

r133:
  %s134 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s134, label %suspend [ i8 0, label %r134
                                    i8 1, label %cleanup ]

r134:
  %s135 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s135, label %suspend [ i8 0, label %r135
                                    i8 1, label %cleanup ]

r135:
  %s136 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s136, label %suspend [ i8 0, label %r136
                                    i8 1, label %cleanup ]

r136:
  %s137 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s137, label %suspend [ i8 0, label %r137
                                    i8 1, label %cleanup ]

r137:
  %s138 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s138, label %suspend [ i8 0, label %r138
                                    i8 1, label %cleanup ]

r138:
  %s139 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s139, label %suspend [ i8 0, label %r139
                                    i8 1, label %cleanup ]

r139:
  %s140 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s140, label %suspend [ i8 0, label %r140
                                    i8 1, label %cleanup ]

r140:
  %s141 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s141, label %suspend [ i8 0, label %r141
                                    i8 1, label %cleanup ]

r141:
  %s142 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s142, label %suspend [ i8 0, label %r142
                                    i8 1, label %cleanup ]

r142:
  %s143 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s143, label %suspend [ i8 0, label %r143
                                    i8 1, label %cleanup ]

r143:
  %s144 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s144, label %suspend [ i8 0, label %r144
                                    i8 1, label %cleanup ]

r144:
  %s145 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s145, label %suspend [ i8 0, label %r145
                                    i8 1, label %cleanup ]

r145:
  %s146 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s146, label %suspend [ i8 0, label %r146
                                    i8 1, label %cleanup ]

r146:
  %s147 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s147, label %suspend [ i8 0, label %r147
                                    i8 1, label %cleanup ]

r147:
  %s148 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s148, label %suspend [ i8 0, label %r148
                                    i8 1, label %cleanup ]

r148:
  %s149 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s149, label %suspend [ i8 0, label %r149
                                    i8 1, label %cleanup ]

r149:
  %s150 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s150, label %suspend [ i8 0, label %r150
                                    i8 1, label %cleanup ]

r150:
  %s151 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s151, label %suspend [ i8 0, label %r151
                                    i8 1, label %cleanup ]

r151:
  %s152 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s152, label %suspend [ i8 0, label %r152
                                    i8 1, label %cleanup ]

r152:
  %s153 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s153, label %suspend [ i8 0, label %r153
                                    i8 1, label %cleanup ]

r153:
  %s154 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s154, label %suspend [ i8 0, label %r154
                                    i8 1, label %cleanup ]

r154:
  %s155 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s155, label %suspend [ i8 0, label %r155
                                    i8 1, label %cleanup ]

r155:
  %s156 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s156, label %suspend [ i8 0, label %r156
                                    i8 1, label %cleanup ]

r156:
  %s157 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s157, label %suspend [ i8 0, label %r157
                                    i8 1, label %cleanup ]

r157:
  %s158 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s158, label %suspend [ i8 0, label %r158
                                    i8 1, label %cleanup ]

r158:
  %s159 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s159, label %suspend [ i8 0, label %r159
                                    i8 1, label %cleanup ]

r159:
  %s160 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s160, label %suspend [ i8 0, label %r160
                                    i8 1, label %cleanup ]

r160:
  %s161 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s161, label %suspend [ i8 0, label %r161
                                    i8 1, label %cleanup ]

r161:
  %s162 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s162, label %suspend [ i8 0, label %r162
                                    i8 1, label %cleanup ]

r162:
  %s163 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s163, label %suspend [ i8 0, label %r163
                                    i8 1, label %cleanup ]

r163:
  %s164 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s164, label %suspend [ i8 0, label %r164
                                    i8 1, label %cleanup ]

r164:
  %s165 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s165, label %suspend [ i8 0, label %r165
                                    i8 1, label %cleanup ]

r165:
  %s166 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s166, label %suspend [ i8 0, label %r166
                                    i8 1, label %cleanup ]

r166:
  %s167 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s167, label %suspend [ i8 0, label %r167
                                    i8 1, label %cleanup ]

r167:
  %s168 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s168, label %suspend [ i8 0, label %r168
                                    i8 1, label %cleanup ]

r168:
  %s169 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s169, label %suspend [ i8 0, label %r169
                                    i8 1, label %cleanup ]

r169:
  %s170 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s170, label %suspend [ i8 0, label %r170
                                    i8 1, label %cleanup ]

r170:
  %s171 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s171, label %suspend [ i8 0, label %r171
                                    i8 1, label %cleanup ]

r171:
  %s172 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s172, label %suspend [ i8 0, label %r172
                                    i8 1, label %cleanup ]

r172:
  %s173 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s173, label %suspend [ i8 0, label %r173
                                    i8 1, label %cleanup ]

r173:
  %s174 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s174, label %suspend [ i8 0, label %r174
                                    i8 1, label %cleanup ]

r174:
  %s175 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s175, label %suspend [ i8 0, label %r175
                                    i8 1, label %cleanup ]

r175:
  %s176 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s176, label %suspend [ i8 0, label %r176
                                    i8 1, label %cleanup ]

r176:
  %s177 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s177, label %suspend [ i8 0, label %r177
                                    i8 1, label %cleanup ]

r177:
  %s178 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s178, label %suspend [ i8 0, label %r178
                                    i8 1, label %cleanup ]

r178:
  %s179 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s179, label %suspend [ i8 0, label %r179
                                    i8 1, label %cleanup ]

r179:
  %s180 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s180, label %suspend [ i8 0, label %r180
                                    i8 1, label %cleanup ]

r180:
  %s181 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s181, label %suspend [ i8 0, label %r181
                                    i8 1, label %cleanup ]

r181:
  %s182 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s182, label %suspend [ i8 0, label %r182
                                    i8 1, label %cleanup ]

r182:
  %s183 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s183, label %suspend [ i8 0, label %r183
                                    i8 1, label %cleanup ]

r183:
  %s184 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s184, label %suspend [ i8 0, label %r184
                                    i8 1, label %cleanup ]

r184:
  %s185 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s185, label %suspend [ i8 0, label %r185
                                    i8 1, label %cleanup ]

r185:
  %s186 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s186, label %suspend [ i8 0, label %r186
                                    i8 1, label %cleanup ]

r186:
  %s187 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s187, label %suspend [ i8 0, label %r187
                                    i8 1, label %cleanup ]

r187:
  %s188 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s188, label %suspend [ i8 0, label %r188
                                    i8 1, label %cleanup ]

r188:
  %s189 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s189, label %suspend [ i8 0, label %r189
                                    i8 1, label %cleanup ]

r189:
  %s190 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s190, label %suspend [ i8 0, label %r190
                                    i8 1, label %cleanup ]

r190:
  %s191 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s191, label %suspend [ i8 0, label %r191
                                    i8 1, label %cleanup ]

r191:
  %s192 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s192, label %suspend [ i8 0, label %r192
                                    i8 1, label %cleanup ]

r192:
  %s193 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s193, label %suspend [ i8 0, label %r193
                                    i8 1, label %cleanup ]

r193:
  %s194 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s194, label %suspend [ i8 0, label %r194
                                    i8 1, label %cleanup ]

r194:
  %s195 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s195, label %suspend [ i8 0, label %r195
                                    i8 1, label %cleanup ]

r195:
  %s196 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s196, label %suspend [ i8 0, label %r196
                                    i8 1, label %cleanup ]

r196:
  %s197 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s197, label %suspend [ i8 0, label %r197
                                    i8 1, label %cleanup ]

r197:
  %s198 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s198, label %suspend [ i8 0, label %r198
                                    i8 1, label %cleanup ]

r198:
  %s199 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s199, label %suspend [ i8 0, label %r199
                                    i8 1, label %cleanup ]

r199:
  %s200 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s200, label %suspend [ i8 0, label %r200
                                    i8 1, label %cleanup ]

r200:
  %s201 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s201, label %suspend [ i8 0, label %r201
                                    i8 1, label %cleanup ]

r201:
  %s202 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s202, label %suspend [ i8 0, label %r202
                                    i8 1, label %cleanup ]

r202:
  %s203 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s203, label %suspend [ i8 0, label %r203
                                    i8 1, label %cleanup ]

r203:
  %s204 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s204, label %suspend [ i8 0, label %r204
                                    i8 1, label %cleanup ]

r204:
  %s205 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s205, label %suspend [ i8 0, label %r205
                                    i8 1, label %cleanup ]

r205:
  %s206 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s206, label %suspend [ i8 0, label %r206
                                    i8 1, label %cleanup ]

r206:
  %s207 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s207, label %suspend [ i8 0, label %r207
                                    i8 1, label %cleanup ]

r207:
  %s208 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s208, label %suspend [ i8 0, label %r208
                                    i8 1, label %cleanup ]

r208:
  %s209 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s209, label %suspend [ i8 0, label %r209
                                    i8 1, label %cleanup ]

r209:
  %s210 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s210, label %suspend [ i8 0, label %r210
                                    i8 1, label %cleanup ]

r210:
  %s211 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s211, label %suspend [ i8 0, label %r211
                                    i8 1, label %cleanup ]

r211:
  %s212 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s212, label %suspend [ i8 0, label %r212
                                    i8 1, label %cleanup ]

r212:
  %s213 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s213, label %suspend [ i8 0, label %r213
                                    i8 1, label %cleanup ]

r213:
  %s214 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s214, label %suspend [ i8 0, label %r214
                                    i8 1, label %cleanup ]

r214:
  %s215 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s215, label %suspend [ i8 0, label %r215
                                    i8 1, label %cleanup ]

r215:
  %s216 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s216, label %suspend [ i8 0, label %r216
                                    i8 1, label %cleanup ]

r216:
  %s217 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s217, label %suspend [ i8 0, label %r217
                                    i8 1, label %cleanup ]

r217:
  %s218 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s218, label %suspend [ i8 0, label %r218
                                    i8 1, label %cleanup ]

r218:
  %s219 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s219, label %suspend [ i8 0, label %r219
                                    i8 1, label %cleanup ]

r219:
  %s220 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s220, label %suspend [ i8 0, label %r220
                                    i8 1, label %cleanup ]

r220:
  %s221 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s221, label %suspend [ i8 0, label %r221
                                    i8 1, label %cleanup ]

r221:
  %s222 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s222, label %suspend [ i8 0, label %r222
                                    i8 1, label %cleanup ]

r222:
  %s223 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s223, label %suspend [ i8 0, label %r223
                                    i8 1, label %cleanup ]

r223:
  %s224 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s224, label %suspend [ i8 0, label %r224
                                    i8 1, label %cleanup ]

r224:
  %s225 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s225, label %suspend [ i8 0, label %r225
                                    i8 1, label %cleanup ]

r225:
  %s226 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s226, label %suspend [ i8 0, label %r226
                                    i8 1, label %cleanup ]

r226:
  %s227 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s227, label %suspend [ i8 0, label %r227
                                    i8 1, label %cleanup ]

r227:
  %s228 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s228, label %suspend [ i8 0, label %r228
                                    i8 1, label %cleanup ]

r228:
  %s229 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s229, label %suspend [ i8 0, label %r229
                                    i8 1, label %cleanup ]

r229:
  %s230 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s230, label %suspend [ i8 0, label %r230
                                    i8 1, label %cleanup ]

r230:
  %s231 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s231, label %suspend [ i8 0, label %r231
                                    i8 1, label %cleanup ]

r231:
  %s232 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s232, label %suspend [ i8 0, label %r232
                                    i8 1, label %cleanup ]

r232:
  %s233 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s233, label %suspend [ i8 0, label %r233
                                    i8 1, label %cleanup ]

r233:
  %s234 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s234, label %suspend [ i8 0, label %r234
                                    i8 1, label %cleanup ]

r234:
  %s235 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s235, label %suspend [ i8 0, label %r235
                                    i8 1, label %cleanup ]

r235:
  %s236 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s236, label %suspend [ i8 0, label %r236
                                    i8 1, label %cleanup ]

r236:
  %s237 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s237, label %suspend [ i8 0, label %r237
                                    i8 1, label %cleanup ]

r237:
  %s238 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s238, label %suspend [ i8 0, label %r238
                                    i8 1, label %cleanup ]

r238:
  %s239 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s239, label %suspend [ i8 0, label %r239
                                    i8 1, label %cleanup ]

r239:
  %s240 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s240, label %suspend [ i8 0, label %r240
                                    i8 1, label %cleanup ]

r240:
  %s241 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s241, label %suspend [ i8 0, label %r241
                                    i8 1, label %cleanup ]

r241:
  %s242 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s242, label %suspend [ i8 0, label %r242
                                    i8 1, label %cleanup ]

r242:
  %s243 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s243, label %suspend [ i8 0, label %r243
                                    i8 1, label %cleanup ]

r243:
  %s244 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s244, label %suspend [ i8 0, label %r244
                                    i8 1, label %cleanup ]

r244:
  %s245 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s245, label %suspend [ i8 0, label %r245
                                    i8 1, label %cleanup ]

r245:
  %s246 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s246, label %suspend [ i8 0, label %r246
                                    i8 1, label %cleanup ]

r246:
  %s247 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s247, label %suspend [ i8 0, label %r247
                                    i8 1, label %cleanup ]

r247:
  %s248 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s248, label %suspend [ i8 0, label %r248
                                    i8 1, label %cleanup ]

r248:
  %s249 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s249, label %suspend [ i8 0, label %r249
                                    i8 1, label %cleanup ]

r249:
  %s250 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s250, label %suspend [ i8 0, label %r250
                                    i8 1, label %cleanup ]

r250:
  %s251 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s251, label %suspend [ i8 0, label %r251
                                    i8 1, label %cleanup ]

r251:
  %s252 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s252, label %suspend [ i8 0, label %r252
                                    i8 1, label %cleanup ]

r252:
  %s253 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s253, label %suspend [ i8 0, label %r253
                                    i8 1, label %cleanup ]

r253:
  %s254 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s254, label %suspend [ i8 0, label %r254
                                    i8 1, label %cleanup ]

r254:
  %s255 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s255, label %suspend [ i8 0, label %r255
                                    i8 1, label %cleanup ]

r255:
  call void @gc_use(ptr addrspace(1) %obj)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
