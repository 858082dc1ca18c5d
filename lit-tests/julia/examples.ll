; The examples in Julia's spelling keep Julia's rules before the split (the strong ones as well) and after it, optimised and not.
; The sizes that the caller of generator_acquire.ll asks for are constants, so that its buffer is a static alloca.
; RUN: %split-only %examples/generator_fresh.ll | FileCheck %s --check-prefix=FRESH
; RUN: %split-only %examples/generator_prealloc.ll | FileCheck %s --check-prefix=PREALLOC
; RUN: %split-only %examples/generator_acquire.ll | FileCheck %s --check-prefix=ACQUIRE
; RUN: %split-only %examples/await_buffer.ll | FileCheck %s --check-prefix=BUFFER
; RUN: %split-only %examples/return_scope.ll | FileCheck %s --check-prefix=SCOPE
; RUN: %split-only %examples/slots_forked.ll | FileCheck %s --check-prefix=SLOTS
; RUN: %split-only %examples/heap_shared.ll | FileCheck %s --check-prefix=HEAP
; RUN: %prepared %examples/generator_fresh.ll | %split-late | FileCheck %s --check-prefix=FRESH
; RUN: %prepared %examples/generator_prealloc.ll | %split-late | FileCheck %s --check-prefix=PREALLOC
; RUN: %prepared %examples/generator_acquire.ll | %split-late | FileCheck %s --check-prefix=ACQUIRE
; RUN: %prepared %examples/await_buffer.ll | %split-late | FileCheck %s --check-prefix=BUFFER
; RUN: %prepared %examples/return_scope.ll | %split-late | FileCheck %s --check-prefix=SCOPE
; RUN: %prepared %examples/slots_forked.ll | %split-late | FileCheck %s --check-prefix=SLOTS
; RUN: %prepared %examples/heap_shared.ll | %split-late | FileCheck %s --check-prefix=HEAP

; One in the function, and one in its continuation.
; FRESH-LABEL: define {{.*}}%Step @julia_foo_1(
; FRESH: call {{.*}} @jl_gc_alloc_await_state(
; FRESH-LABEL: define internal {{.*}}%Step @julia_foo_1.await.0(
; FRESH: call {{.*}} @jl_gc_alloc_await_state(

; PREALLOC-LABEL: define {{.*}}%Step @julia_foo_1(
; PREALLOC: call {{.*}} @jl_gc_alloc_await_state(
; PREALLOC: call {{.*}} @julia.write_barrier(
; PREALLOC-LABEL: define internal {{.*}}%Step @julia_foo_1.await.0(
; PREALLOC-NOT: call {{.*}} @jl_gc_alloc_await_state(
; The state holds the step that its first filling has stored.
; PREALLOC-NOT: call {{.*}} @julia.write_barrier(

; ACQUIRE-LABEL: define {{.*}}i64 @julia_main(
; ACQUIRE-NOT: gc.coro.size
; ACQUIRE: call {{.*}} @jl_push_await_buffer(ptr %{{.*}}, ptr {{.*}}, ptr {{.*}}, i64 1)
; A pointer; eight bytes, and the type tag.
; ACQUIRE: call {{.*}}%Step @julia_foo_1(ptr addrspace(10) %{{.*}}, i64 1, i64 16, ptr addrspace(10) %step)

; BUFFER: @julia_foo_1.await.0.state = private constant
; BUFFER-LABEL: define internal {{.*}}%Step @julia_foo_1.await.0(
; BUFFER-NOT: gc.coro.size
; BUFFER: call {{.*}} @julia_foo_1.gc_coro.acquire(ptr addrspace(10) %{{[^,)]*}}

; SCOPE-LABEL: define internal {{.*}}ptr addrspace(10) @julia_main.await.0(
; The task is asked for once more.
; SCOPE: %[[STACK:.*]] = {{.*}}call ptr @julia.get_pgcstack()
; SCOPE: %[[TASK:.*]] = getelementptr {{.*}}i8, ptr %[[STACK]], i64 -152
; SCOPE: call {{.*}} @julia.gc_alloc_obj(ptr {{.*}}%[[TASK]], i64 8,

; SLOTS-LABEL: define {{.*}}i64 @julia_main(
; SLOTS: ret i64 {{1|%x.value}}

; HEAP-LABEL: define internal {{.*}}ptr addrspace(10) @julia_main.await.0(
; HEAP-NOT: gc.coro.share
; HEAP: store i64 %{{.*}}, ptr addrspace(11) %{{.*}}, align 8, !tbaa
