# tier: 6
# except*: splitting, re-raising, nested groups, naked exceptions, raising in handlers, in coroutines across awaits.
from harness.show import attempt, chain, drive


def group(*errors):
    return ExceptionGroup("g", list(errors))


def split(error):
    seen = []
    try:
        try:
            raise error
        except* ValueError as e:
            seen.append(("value", e.exceptions))
        except* (KeyError, TypeError) as e:
            seen.append(("key or type", e.exceptions))
    except BaseException as rest:
        seen.append(("rest", type(rest).__name__, getattr(rest, "exceptions", rest.args)))
    return seen


def nothing_raised():
    try:
        x = 1
    except* ValueError:
        x = 2
    else:
        x += 10
    finally:
        x += 100
    return x


def raises_in_handler():
    try:
        raise group(ValueError(1), KeyError(2), OSError(3))
    except* ValueError as e:
        raise TypeError("new")
    except* KeyError:
        raise


def bare_raise():
    try:
        raise group(ValueError(1), KeyError(2))
    except* ValueError:
        raise


def nested_groups():
    try:
        raise group(ValueError(1), group(ValueError(2), KeyError(3), group(KeyError(4))))
    except* KeyError as e:
        print(e.exceptions, [x.exceptions for x in e.exceptions])


def base_group():
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()])
    except* ValueError:
        print("value part")


def group_type():
    try:
        raise ValueError
    except* ExceptionGroup:
        pass


def name_is_gone():
    try:
        raise ValueError
    except* ValueError as e:
        pass
    return e


def in_loop():
    for i in range(3):
        try:
            if i == 1:
                raise group(ValueError(i))
        except* ValueError as e:
            print("handled", i)
        else:
            print("fine", i)


class P:
    def __await__(self):
        return (yield "suspended")


async def coroutine():
    try:
        try:
            await P()
        except* ValueError as e:
            print("value", e.exceptions)
            await P()
            raise KeyError("from handler")
        except* OSError:
            await P()
        finally:
            await P()
    except* KeyError as e:
        print("outer", e.exceptions)
        await P()
    return "end"


for error in (group(ValueError(1)), group(ValueError(1), KeyError(2)), group(OSError(1)), group(OSError(1), ValueError(2), TypeError(3)),
              ValueError("naked"), OSError("naked"), group(group(ValueError(1)), OSError(2))):
    print(split(error))
for f in (nothing_raised, raises_in_handler, bare_raise, nested_groups, base_group, group_type, name_is_gone, in_loop):
    attempt(f)
drive(coroutine(), group(ValueError(1), OSError(2)), None, None, None, None)
drive(coroutine(), None, None)
drive(coroutine(), ValueError("naked"), OSError("in handler"), None, None)
drive(coroutine(), group(TypeError(5)), None, None)
