/* libjulia.c: loads a real libjulia. */
#define _GNU_SOURCE
#include "libjulia.h"

#include <dlfcn.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

libjulia jl;

static __attribute__((noreturn)) void give_up(const char *what, const char *name) {
  fprintf(stderr, "libjulia: %s %s\n", what, name);
  exit(3);
}

/* The names of the libraries begin with something that changes from build to build. */
static void *library(const char *folder, const char *pattern) {
  char path[4096];
  glob_t found;
  void *handle;
  snprintf(path, sizeof path, "%s/%s", folder, pattern);
  if (glob(path, 0, NULL, &found) != 0 || found.gl_pathc != 1)
    give_up("there is no", path);
  handle = dlopen(found.gl_pathv[0], RTLD_NOW | RTLD_GLOBAL);
  if (handle == NULL)
    give_up("not loaded:", dlerror());
  globfree(&found);
  return handle;
}

static void *loader, *internal;

static void *found(void *library, const char *name) {
  void *address = dlsym(library, name);
  if (address == NULL)
    give_up("it has no", name);
  return address;
}

#define FIND(name) jl.name = (__typeof__(jl.name))found(loader, "jl_" #name)

static void find_all(void) {
  FIND(parse_opts);
  FIND(init_with_image_handle);
  FIND(get_pgcstack);
  FIND(get_current_task);
  FIND(get_ptls_states);
  FIND(gc_collect);
  FIND(gc_alloc_typed);
  FIND(gc_max_internal_obj_size);
  FIND(gc_queue_root);
  FIND(new_foreign_type);
  FIND(gc_schedule_foreign_sweepfunc);
  FIND(gc_mark_queue_objarray);
  FIND(gc_mark_queue_obj);
  FIND(gc_set_cb_root_scanner);
  FIND(symbol);
  FIND(method_lookup);
  FIND(get_world_counter);
  FIND(new_task);
  FIND(switchto);
  FIND(box_int64);
  FIND(ver_string);
  FIND(any_type);
  FIND(code_instance_type);
  FIND(main_module);
  FIND(nothing);
}

void libjulia_begin(const char *folder) {
  char *options[] = {"julia", "--handle-signals=no", "--threads=1,0", NULL}, **argv = options;
  int argc = 3;
  void *image;
  loader = library(folder, "lib/*_libjulia.so.1.*");
  internal = library(folder, "lib/julia/*_libjulia-internal.so.1.*");
  image = library(folder, "lib/libetcouple.so");
  find_all();
  jl.parse_opts(&argc, &argv);
  jl.init_with_image_handle(image);
  if ((char *)jl.get_pgcstack() - (char *)jl.get_current_task() != JL_GCSTACK_OFFSET)
    give_up("unknown layout of a task in", jl.ver_string());
}

/* A task of Julia begins with a call of a Julia function, and without a code generator no new one can be made. So the code of a
 * builtin that nothing here calls becomes ours: the entry of its method instance's code instance. */
jl_value libjulia_function(jl_entry *entry) {
  enum { BUILTINS = 200, INSTANCE_WORDS = 5, CODE_WORDS = 24 };
  void *code = found(internal, "jl_f_donotdelete");
  void **codes = found(internal, "jl_builtin_f_addrs");
  jl_value *builtins = found(internal, "jl_builtin_instances"), *instance;
  size_t at, word;
  for (at = 0; at < BUILTINS && codes[at] != code; at++)
    ;
  if (at == BUILTINS || (instance = jl.method_lookup(&builtins[at], 1, jl.get_world_counter())) == NULL)
    give_up("it has no method of", "donotdelete");
  for (word = 0; word < INSTANCE_WORDS; word++) {
    jl_entry **made = instance[word];
    size_t of_code;
    if (made == NULL || (uintptr_t)made % 16 != 0 || (*jl_tag(made) & ~(uintptr_t)15) != (uintptr_t)*jl.code_instance_type)
      continue;
    for (of_code = 0; of_code < CODE_WORDS; of_code++)
      if ((void *)made[of_code] == code) {
        made[of_code] = entry;
        return builtins[at];
      }
  }
  give_up("unknown layout of a method of", "donotdelete");
}
