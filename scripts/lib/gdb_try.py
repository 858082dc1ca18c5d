"""For gdb in a test: a command that prints its error where it prints its output, so that both are in one order."""
import gdb


def gc_coro_try(command):
    try:
        print(gdb.execute(command, to_string=True), end="", flush=True)
    except gdb.error as error:
        print(error, flush=True)
