; Among the passes on SCCs the split has parameters of its own. LLVM takes a pass alone for one of these if it is no other.
; REQUIRES: since-17
; RUN: not opt -passes='cgscc(gc-coro-split<coro-early>)' -disable-output %s 2>&1 | FileCheck -DWHAT=coro-early %s
; RUN: not opt -passes='cgscc(gc-coro-split<simplify=O0>)' -disable-output %s 2>&1 | FileCheck -DWHAT=simplify=O0 %s
; RUN: not opt -passes='gc-coro-split<pakcing>' -disable-output %s 2>&1 | FileCheck --check-prefix=ONCE %s
; RUN: opt -passes='gc-coro-split<simplify=O2>' -print-pipeline-passes -disable-output %s 2>&1 | FileCheck --check-prefix=ALONE %s

; CHECK: {{^}}error: gc-coro: pass 'gc-coro-split': unknown parameter '[[WHAT]]'{{$}}
; CHECK-NEXT: {{^}}help: valid are packing, marked-only, managed-only, elide, check-elision, strict, check-plans, gc=..., simplify=..., report=..., frame-larger-than=... (a leading 'no-' turns one off, ';' separates them){{$}}
; ALONE: {{^}}cgscc(gc-coro-split<simplify=O2>)
; ONCE: {{^}}error: gc-coro: pass 'gc-coro-split': unknown parameter 'pakcing'{{$}}
; ONCE-NOT: unknown parameter
