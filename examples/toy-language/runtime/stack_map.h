/* The pointers that compiled code has on the stack. */
#ifndef STACK_MAP_H
#define STACK_MAP_H

/* Reads LLVM's stack map; to be called once. */
void stack_map_read(void);

/* Shows `visit` each word of the stack that holds a tracked pointer of compiled code, from the C function with this frame
 * address up to, and without, the one with frame address `end`. */
void stack_map_visit(void **frame_address, void **end, void (*visit)(void **slot, void *context), void *context);

#endif
