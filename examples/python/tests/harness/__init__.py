"""What the tests of gc_coro_python share: the choice of who runs a program, the instrumentation, and the comparison of outcomes."""
