# tier: 5
# Names: unbound locals, del, globals that appear and vanish, builtins that are shadowed, NameError with its name.
import builtins

from harness.show import attempt

counter = 0


def unbound():
    print(x)
    x = 1


def unbound_in_branch(flag):
    if flag:
        y = 1
    return y


def deleted():
    z = 1
    del z
    return z


def deleted_twice():
    z = 1
    del z
    del z


def del_in_loop():
    out = []
    for i in range(3):
        v = i
        out.append(v)
        del v
    try:
        v
    except UnboundLocalError as error:
        out.append(str(error))
    return out


def loop_variable_of_nothing():
    for i in ():
        pass
    return i


def gen_unbound(flag):
    if flag:
        value = 1
    yield "before"
    yield value


def parameter_deleted(p):
    del p
    yield 1
    yield p


def uses_global():
    global counter, made_here
    counter += 1
    made_here = counter * 10
    return counter


def global_gone():
    global made_here
    del made_here
    return made_here


def no_such():
    return this_name_is_nowhere


def len(x):
    return "shadowed len"


def uses_len():
    return len([1])


def range_shadowed():
    range = lambda n: [n, n]
    return [i for i in range(3)]


def int_shadowed(int, str=repr):
    yield int + 1
    yield str(int)


def print_shadowed():
    out = []
    print = out.append
    print(1)
    print(2)
    return out


def abs_twice(x):
    return abs(x)


def sum_to(n):
    total = 0
    for i in range(n):
        total += i
        yield total


def underscore():
    _, a, _ = 1, 2, 3
    return _, a


for f in (unbound, deleted, deleted_twice, del_in_loop, loop_variable_of_nothing, no_such, uses_len, range_shadowed, print_shadowed, underscore):
    attempt(f)
attempt(unbound_in_branch, True)
attempt(unbound_in_branch, False)
attempt(lambda: list(gen_unbound(True)))
attempt(lambda: list(gen_unbound(False)))
attempt(lambda: list(parameter_deleted(1)))
print(uses_global(), uses_global(), made_here, counter)
attempt(global_gone)
print(list(int_shadowed(5)))
print(abs_twice(-3))
old = abs
builtins.abs = lambda x: "builtin replaced"
print(abs_twice(-3))
builtins.abs = old
print(abs_twice(-3))
abs = lambda x: "global shadows"
print(abs_twice(-3))
del abs
print(abs_twice(-3))
g = sum_to(5)
print(next(g), next(g))
range = lambda n: "ab"
print(next(g))
attempt(lambda: list(sum_to(3)))
del range
print(list(sum_to(3)))
