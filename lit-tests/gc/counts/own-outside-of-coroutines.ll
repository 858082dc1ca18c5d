; A function that is no coroutine has no suspend point: gc.coro.own is its argument.
;
; RUN: opt -passes='gc-coro-split' -S %s | FileCheck %s

; CHECK: ret ptr addrspace(1) %o

declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)

define ptr addrspace(1) @plain(ptr addrspace(1) %o) "gc-coro-model"="owned:1" {
  %owned = call ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1) %o)
  ret ptr addrspace(1) %owned
}

