# tier: 3
# Every combination of how a try body, its handler and its finally block end, in a loop, as function, generator and coroutine.
import itertools
import warnings

from harness.instrument import compile_instrumented
from harness.show import frames

warnings.simplefilter("ignore", SyntaxWarning)
ENDS = {"falls": "log.append('{0}')", "returns": "return '{0}'", "raises": "raise KeyError('{0}')", "breaks": "break", "continues": "continue"}
HEADS = {"function": "def f(log):", "generator": "def f(log):", "coroutine": "async def f(log):"}
SUSPENDS = {"function": "pass", "generator": "yield 1", "coroutine": "await P()"}


class P:
    def __await__(self):
        yield 1


def text(kind, body, handler, final):
    lines = [HEADS[kind], "    for i in range(3):", "        try:", f"            {SUSPENDS[kind]}", f"            {ENDS[body].format('body')}"]
    if handler:
        lines += ["        except KeyError:", f"            {SUSPENDS[kind]}", f"            {ENDS[handler].format('handler')}"]
    if final:
        lines += ["        finally:", f"            log.append('finally')", f"            {SUSPENDS[kind]}", f"            {ENDS[final].format('final')}"]
    lines += ["        log.append(i)", "    else:", "        log.append('else')", "    log.append('end')"]
    return "\n".join(lines)


def run(kind, f):
    log = []
    try:
        result = f(log)
        if kind == "generator":
            log.append(list(result))
        elif kind == "coroutine":
            try:
                while True:
                    result.send(None)
            except StopIteration as stop:
                log.append(stop.value)
        else:
            log.append(result)
    except Exception as error:
        log.append((repr(error), frames(error), repr(error.__context__)))
    return log


for kind, body, handler, final in itertools.product(HEADS, ENDS, (None, *ENDS), (None, *ENDS)):
    if not handler and not final:
        continue
    if kind != "generator" and (body in ("breaks",) or handler == "continues"):
        continue
    module = {"P": P, "__name__": "made"}
    exec(compile_instrumented(text(kind, body, handler, final), "made.py"), module)
    print(kind, body, handler, final, run(kind, module["f"]))
