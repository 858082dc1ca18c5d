; What the clones inherit from the coroutine (function attributes, section, gc,
; personality, prefix data) and what they do not (linkage, visibility, comdat,
; unnamed_addr, attributes of the result and of arguments).
;
; RUN: %spell %s | %split | FileCheck %s

; CHECK: $f = comdat any
; CHECK: define linkonce_odr hidden nonnull ptr @f(i32 zeroext %n) unnamed_addr #[[ATTRS:[0-9]+]] section ".text.coro" comdat gc "shadow-stack" prefix i32 123 personality ptr @__gxx_personality_v0
; CHECK: define internal[[CC]]void @f.resume(ptr noundef nonnull align {{[0-9]+}} dereferenceable({{[0-9]+}}) %{{[^ ]*}}) #[[ATTRS]] section ".text.coro" gc "shadow-stack" prefix i32 123 personality ptr @__gxx_personality_v0
; CHECK: define internal[[CC]]void @f.destroy(ptr noundef nonnull align {{[0-9]+}} dereferenceable({{[0-9]+}}) %{{[^ ]*}}) #[[ATTRS]] section ".text.coro" gc "shadow-stack" prefix i32 123 personality ptr @__gxx_personality_v0
; CHECK: define internal[[CC]]void @f.cleanup(ptr noundef nonnull align {{[0-9]+}} dereferenceable({{[0-9]+}}) %{{[^ ]*}}) #[[ATTRS]] section ".text.coro" gc "shadow-stack" prefix i32 123 personality ptr @__gxx_personality_v0
; CHECK: attributes #[[ATTRS]] = { nounwind sanitize_address sanitize_thread uwtable "target-cpu"="x86-64" }

$f = comdat any

define linkonce_odr hidden nonnull ptr @f(i32 zeroext %n) unnamed_addr nounwind presplitcoroutine sanitize_address sanitize_thread uwtable "target-cpu"="x86-64" section ".text.coro" comdat gc "shadow-stack" prefix i32 123 personality ptr @__gxx_personality_v0 {
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
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
