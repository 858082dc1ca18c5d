
; What the tests of collectors may call besides.
declare ptr addrspace(1) @gc_alloc()
declare void @gc_safepoint()
declare void @gc_use(ptr addrspace(1))
declare void @gc_use2(<2 x ptr addrspace(1)>)
declare void @gc_nocapture(ptr)
declare void @escape(ptr)

; Julia's (src/JuliaDialect.td, src/llvm-pass-helpers.cpp).
declare ptr @julia.get_pgcstack()
declare noalias nonnull ptr addrspace(10) @julia.gc_alloc_obj(ptr, i64, ptr addrspace(10))
declare ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10), ptr)
declare ptr @julia.pointer_from_objref(ptr addrspace(11))
declare void @julia.write_barrier(ptr addrspace(10), ...)
declare token @llvm.julia.gc_preserve_begin(...)
declare void @llvm.julia.gc_preserve_end(token)
declare void @jl_use10(ptr addrspace(10))
declare void @jl_use11(ptr addrspace(11))
declare void @jl_poll()

