"""Runs one command and prints what it used, as JSON on stdout: `python3 -IS spawn.py CPU-SECONDS BYTES COMMAND...`.

A process of its own because the kernel counts the memory of whoever starts a command to the command's peak: this one is small.
What the command says goes to stderr.
"""

import json
import os
import resource
import sys


def main():
    cpu_limit, memory_limit = map(int, sys.argv[1:3])
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_limit, cpu_limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(2, 1)
        try:
            os.execv(sys.argv[3], sys.argv[3:])
        except OSError as problem:
            sys.stderr.write(f"{sys.argv[3]}: {problem}\n")
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    print(json.dumps({"status": os.waitstatus_to_exitcode(status), "peak_mb": usage.ru_maxrss / 1024,
                      "cpu": usage.ru_utime + usage.ru_stime}))


main()
