/* The table of what generated code may refer to. */
#include "gcpy.h"

#define GCPY_SYMBOLS(X)                                                                                                          \
  X(binary) X(append_string) X(unary) X(is_true) X(compare) X(compare_truth) X(contains) X(subscript) X(store_subscript)         \
  X(delete_subscript) X(build_slice) X(binary_slice) X(store_slice) X(get_attribute) X(set_attribute) X(delete_attribute)       \
  X(load_method) X(call0) X(call1) X(call2) X(call3) X(call_n) X(call_ex) X(make_function) X(finish_function) X(call_super)     \
  X(load_global) X(store_global) X(delete_global) X(load_build_class) X(unbound) X(load_deref) X(store_deref) X(delete_deref)   \
  X(make_cell) X(closure_item) X(import_name) X(import_from) X(build_tuple) X(build_list) X(build_set) X(build_map)              \
  X(build_const_key_map) X(build_string) X(list_append) X(set_add) X(map_add) X(list_extend) X(set_update) X(dict_update)       \
  X(dict_merge) X(list_to_tuple) X(unpack) X(unpack_ex) X(convert) X(format) X(get_len) X(get_iter) X(iter_next)                 \
  X(get_awaitable) X(get_yield_from_iter) X(send) X(get_aiter) X(get_anext) X(before_with) X(with_exit) X(catch) X(reraise)     \
  X(push_exc_info) X(pop_except) X(check_exc_match) X(check_eg_match) X(prep_reraise_star) X(raise) X(raise_handled)             \
  X(end_async_for) X(stop_iteration_error) X(assertion_error) X(trace) X(check_breaker) X(match_keys) X(match_class)             \
  X(is_mapping) X(is_sequence) X(super_attribute) X(unbox_int) X(unbox_float)            \
  X(box_int) X(box_float) X(iter_next_int) X(item_at) X(call_globals) X(pin) X(plain) X(unbox_scalar) X(box_scalar)

#define DECLARE(name) extern char gcpy_##name[];
#define ENTRY(name) {"gcpy_" #name, (void *)gcpy_##name},

GCPY_SYMBOLS(DECLARE)

const GcpySymbol gcpy_symbols[] = {GCPY_SYMBOLS(ENTRY){"gcpy_dealloc", (void *)_Py_Dealloc}, {NULL, NULL}};
