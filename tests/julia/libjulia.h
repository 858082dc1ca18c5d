/* libjulia.h: what the tests use of a real libjulia, which is loaded when they run.
 *
 * The declarations are our own, of the functions that libjulia exports for C ("C API") and of what Julia's compiled code
 * relies on as well: the shadow stack, and the tag before an object.
 */
#ifndef TEST_LIBJULIA_H
#define TEST_LIBJULIA_H

#include <stddef.h>
#include <stdint.h>

#include "gc_coro.h"

#include "../../examples/julia/shadow_stack.h"

static inline uintptr_t *jl_tag(void *object) { return (uintptr_t *)object - 1; }

enum { JL_GC_FULL = 1, JL_GC_INCREMENTAL = 2 };

/* Where `gcstack` is in a task (Julia 1.13; checked when libjulia is loaded). */
enum { JL_GCSTACK_OFFSET = 152 };

typedef void *jl_value;
typedef uintptr_t jl_mark_function(void *ptls, jl_value object);
typedef void jl_sweep_function(jl_value object);

typedef struct {
  void (*parse_opts)(int *argc, char ***argv);
  void (*init_with_image_handle)(void *handle);
  jl_gcframe **(*get_pgcstack)(void);
  jl_value (*get_current_task)(void);
  void *(*get_ptls_states)(void);
  void (*gc_collect)(int kind);
  jl_value (*gc_alloc_typed)(void *ptls, size_t size, jl_value type);
  size_t (*gc_max_internal_obj_size)(void);
  void (*gc_queue_root)(jl_value parent);
  jl_value (*new_foreign_type)(jl_value name, jl_value module, jl_value super, jl_mark_function *mark,
                               jl_sweep_function *sweep, int has_pointers, int is_large);
  void (*gc_schedule_foreign_sweepfunc)(void *ptls, jl_value object);
  void (*gc_mark_queue_objarray)(void *ptls, jl_value parent, jl_value *objects, size_t count);
  int (*gc_mark_queue_obj)(void *ptls, jl_value object);
  void (*gc_set_cb_root_scanner)(void (*scan)(int full), int is_enabled);
  jl_value (*symbol)(const char *name);
  jl_value (*method_lookup)(jl_value *call, size_t count, size_t world);
  size_t (*get_world_counter)(void);
  jl_value (*new_task)(jl_value start, jl_value completion, size_t stack_bytes);
  void (*switchto)(jl_value *task);
  jl_value (*box_int64)(int64_t value);
  const char *(*ver_string)(void);
  /* Variables of libjulia. */
  jl_value *any_type, *code_instance_type, *main_module, *nothing;
} libjulia;

extern libjulia jl;

/* Loads libjulia and the system image from the folder `_lib` of the unpacked wheel, and begins Julia: one mutator thread, no
 * handlers of signals. Exits with status 3 if this is not possible. */
void libjulia_begin(const char *folder);

typedef jl_value jl_entry(jl_value function, jl_value *arguments, uint32_t count);
/* A function of Julia whose code is `entry`, for jl.new_task. There is one of them. */
jl_value libjulia_function(jl_entry *entry);

#endif
