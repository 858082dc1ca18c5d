; Julia 1.14 renamed the write barrier of objects and added those of fields. The model says for which version the program is, or the calls of the module do.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify<gc=julia-1.13>' -disable-output 2>&1 | FileCheck %s --check-prefix=OLD
; RUN: %spell %s | not opt -passes='gc-coro-verify<gc=julia-1.14>' -disable-output 2>&1 | FileCheck %s --check-prefix=NEW
; RUN: %spell %s | not opt -passes='gc-coro-verify<gc=julia>' -disable-output 2>&1 | FileCheck %s --check-prefix=BY-CALLS
; RUN: %spell %s | sed '/call void .*@julia.write_barrier/d' | opt -passes='gc-coro-verify<gc=julia>' -disable-output

; OLD:      error: gc-coro-verify: in function 'names.the.new.one': Julia up to 1.13 has no write barrier 'julia.object_write_barrier'
; OLD-NEXT: {{^}}help: name the barrier of that version, or name none: the collector model's is taken{{$}}
; OLD:      error: gc-coro-verify: in function 'calls.one.of.fields': Julia up to 1.13 has no write barrier 'julia.field_write_barrier.p11'
; OLD-NOT:  error:
; NEW:      error: gc-coro-verify: in function 'names.the.old.one': Julia from 1.14 on has no write barrier 'julia.write_barrier'
; NEW:      error: gc-coro-verify: in function 'calls.the.old.one': Julia from 1.14 on has no write barrier 'julia.write_barrier'
; NEW-NEXT:     call void (ptr addrspace(10), ...) @julia.write_barrier(
; NEW-NOT:  error:
; BY-CALLS:     error: gc-coro-verify: in function 'names.the.new.one': Julia up to 1.13 has no write barrier 'julia.object_write_barrier'
; BY-CALLS-NOT: error:

declare void @julia.write_barrier(ptr addrspace(10), ...)
declare void @julia.field_write_barrier.p11(ptr addrspace(10), ...)

define void @names.the.new.one() "gc-coro-write-barrier"="julia.object_write_barrier" {
  ret void
}

define void @names.the.old.one() "gc-coro-write-barrier"="julia.write_barrier" {
  ret void
}

define void @names.none() "gc-coro-write-barrier" {
  ret void
}

define void @names.its.own() "gc-coro-write-barrier"="mine" {
  ret void
}

define void @calls.the.old.one(ptr addrspace(10) %parent, ptr addrspace(10) %child) {
  call void (ptr addrspace(10), ...) @julia.write_barrier(ptr addrspace(10) %parent, ptr addrspace(10) %child)
  ret void
}

define void @calls.one.of.fields(ptr addrspace(10) %parent, ptr addrspace(11) %slot, ptr addrspace(10) %child) {
  call void (ptr addrspace(10), ...) @julia.field_write_barrier.p11(ptr addrspace(10) %parent, ptr addrspace(11) %slot, ptr addrspace(10) %child)
  ret void
}
