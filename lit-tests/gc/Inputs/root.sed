# A root as a late lowering stores it before a collection: to an alloca that the collector knows.
s/^  .*call void @jl_poll()/  %root = alloca ptr addrspace(10)\n  call void @escape(ptr %root)\n  store ptr addrspace(10) %obj.reload, ptr %root\n&/
