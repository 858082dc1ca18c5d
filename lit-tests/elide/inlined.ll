; Ramps that were inlined, as text: what LLVM's passes leave of a split coroutine `g` in its callers.
;
; RUN: %spell %s | opt -S -passes='gc-coro-elide,verify' | FileCheck %s
; RUN: %spell %s | opt -disable-output -passes='gc-coro-elide' -pass-remarks=gc-coro -pass-remarks-missed=gc-coro 2>&1 | FileCheck --check-prefix=REMARK %s

@g.resumers = private constant [3 x ptr] [ptr @g.resume, ptr @g.destroy, ptr @g.cleanup]
@k.resumers = private constant [3 x ptr] [ptr @k.resume, ptr @k.destroy, ptr @k.cleanup]

; REMARK: 'g' elided in 'straight'
; CHECK-LABEL: define void @straight(
; CHECK:         %g.frame = alloca [48 x i8], align 16
; CHECK-NOT:     @allocate(
; CHECK:         call void @llvm.lifetime.start.p0({{.*}}%g.frame)
; CHECK:         store ptr @g.resume, ptr %g.frame
; CHECK:         call[[CC]]void @g.resume(ptr %g.frame)
; CHECK-NEXT:    call[[CC]]void @g.cleanup(ptr %g.frame)
; CHECK-NEXT:    call void @llvm.lifetime.end.p0({{.*}}%g.frame)
define void @straight() {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %destroyer = phi ptr [ @g.cleanup, %entry ], [ @g.destroy, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  store ptr @g.resume, ptr %hdl
  %second = getelementptr i8, ptr %hdl, i64 8
  store ptr %destroyer, ptr %second
  %resume = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 0)
  call fastcc void %resume(ptr %hdl) nounwind
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 1)
  call fastcc void %destroy(ptr %hdl) nounwind
  ret void
}

; LLVM's coro-elide has found out which function destroys. It frees: the one that does not takes its place.
; REMARK: 'g' elided in 'destroyed_directly'
; CHECK-LABEL: define void @destroyed_directly(
; CHECK:         call[[CC]]void @g.cleanup(ptr %g.frame)
define void @destroyed_directly() {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  call fastcc void @g.destroy(ptr %hdl) nounwind
  ret void
}

; A handle of another coroutine may come to the call that frees.
; REMARK: 'g' not elided in 'freed': it is not known whether the handle whose frame the caller frees is the coroutine's
; CHECK-LABEL: define void @freed(
; CHECK:         call ptr @allocate(
; CHECK:         call[[CC]]void @g.destroy(ptr %other)
define void @freed(ptr %other) {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  call fastcc void @g.destroy(ptr %other) nounwind
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 1)
  call fastcc void %destroy(ptr %hdl) nounwind
  ret void
}

; One call destroys either the child or what the caller was given: the header says how.
; REMARK: 'g' elided in 'either'
; CHECK-LABEL: define void @either(
; CHECK:         %destroy = call ptr @llvm.coro.subfn.addr(ptr %handle, i8 1)
; CHECK-NEXT:    call[[CC]]void %destroy(ptr %handle)
define void @either(i1 %which, ptr %other) {
entry:
  br i1 %which, label %create, label %join
create:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %create ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  br label %join
join:
  %handle = phi ptr [ %hdl, %begin ], [ %other, %entry ]
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %handle, i8 1)
  call fastcc void %destroy(ptr %handle) nounwind
  ret void
}

; The rest of the ramp throws: it has freed the frame itself.
; REMARK: 'g' elided in 'ramp_throws'
; CHECK-LABEL: define void @ramp_throws(
; CHECK:         call void @deallocate(ptr null)
define void @ramp_throws(i32 %n) personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  invoke void @throw_int(i32 %n) to label %fine unwind label %thrown
fine:
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 1)
  call fastcc void %destroy(ptr %hdl) nounwind
  ret void
thrown:
  %pad = landingpad { ptr, i32 } cleanup
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free) nounwind
  resume { ptr, i32 } %pad
}

; A resume may free the frame, as far as the module says.
; REMARK: 'k' not elided in 'of_others': the coroutine can end without being destroyed, or gc-coro has not split it
; CHECK-LABEL: define void @of_others(
; CHECK:         call ptr @allocate(
define void @of_others() {
entry:
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @k, ptr @k.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %entry ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 1)
  call fastcc void %destroy(ptr %hdl) nounwind
  ret void
}

; The handle of each iteration but the last is forgotten. LLVM's coro-elide would give all these coroutines one frame: it does not look
; for a second creation on the path from the first to the end.
; REMARK: 'g' not elided in 'forgotten': the call can be repeated while the coroutine is alive
; CHECK-LABEL: define void @forgotten(
; CHECK-NOT:     llvm.coro.alloc
; CHECK:         br i1 true, label %allocate, label %begin
define void @forgotten(i32 %n) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %begin ]
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr @g, ptr @g.resumers)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %allocate, label %begin
allocate:
  %memory = call ptr @allocate(i64 48, i64 16)
  br label %begin
begin:
  %at = phi ptr [ null, %head ], [ %memory, %allocate ]
  %hdl = call noalias nonnull ptr @llvm.coro.begin(token %id, ptr %at)
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %head, label %exit
exit:
  %destroy = call ptr @llvm.coro.subfn.addr(ptr %hdl, i8 1)
  call fastcc void %destroy(ptr %hdl) nounwind
  ret void
}

declare ptr @llvm.coro.subfn.addr(ptr, i8)
declare void @g()
declare fastcc void @g.resume(ptr align 16 dereferenceable(48)) "gc-coro-keeps-frame"
declare fastcc void @g.destroy(ptr)
declare fastcc void @g.cleanup(ptr)
declare void @k()
declare fastcc void @k.resume(ptr align 16 dereferenceable(48))
declare fastcc void @k.destroy(ptr)
declare fastcc void @k.cleanup(ptr)
