# tier: 3
# Signals during compiled code: KeyboardInterrupt in a loop, in an await, in finally, and with asyncio's runner.
import asyncio
import signal
import threading
import time
import os


def interrupt_after(delay):
    threading.Timer(delay, os.kill, (os.getpid(), signal.SIGINT)).start()


def busy():
    n = 0
    while True:
        n += 1


def busy_generator():
    n = 0
    while True:
        n += 1
        if n < 0:
            yield n


def with_finally(log):
    try:
        busy()
    finally:
        log.append("finally")


def caught(f, *args):
    interrupt_after(0.1)
    try:
        f(*args)
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    return "none"


async def awaits(log):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    finally:
        log.append("finally")


async def busy_coroutine():
    await asyncio.sleep(0)
    while True:
        pass


# A parent may have left it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
log = []
print(caught(busy), caught(lambda: list(busy_generator())), caught(with_finally, log), log)
log = []
print(caught(lambda: asyncio.run(awaits(log))), log)
# The first signal cancels the task, which does not look; the second interrupts it.
interrupt_after(0.3)
print(caught(lambda: asyncio.run(busy_coroutine())))


def handler(number, frame):
    raise ZeroDivisionError("from the handler")


signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    busy()
except ZeroDivisionError as error:
    print(error)
