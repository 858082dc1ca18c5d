/* frames.h: the tracked pointers in the frames that gc_frame_new made. */
#ifndef GC_FRAMES_H
#define GC_FRAMES_H

#ifdef __cplusplus
extern "C" {
#endif

/* Shows `visit` each word of each frame that holds a tracked pointer or null now (gc_coro_visit). It may change them. */
void gc_frames_visit(void (*visit)(void **slot, void *context), void *context);

#ifdef __cplusplus
}
#endif

#endif
