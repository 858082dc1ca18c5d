"""The Python part of the runtime: what is rare, and easier to say in Python."""

import sys

GLOBALS = globals


def do_pending():
    """The interpreter does what waits for it (signals, other threads, the collector) when a function begins."""


def callable_name(function):
    """How messages name a callable."""
    module = getattr(function, "__module__", None)
    name = getattr(function, "__qualname__", None)
    if name is None:
        return str(function)
    return f"{name}()" if module in (None, "builtins") else f"{module}.{name}()"


def bad_keywords(function, items, error):
    """The exception for `**items` that cannot be merged."""
    if isinstance(error, AttributeError):
        return TypeError(f"{callable_name(function)} argument after ** must be a mapping, not {type(items).__name__}")
    if isinstance(error, KeyError) and len(error.args) == 1:
        key = error.args[0]
        if isinstance(key, str):
            return TypeError(f"{callable_name(function)} got multiple values for keyword argument '{key}'")
        return TypeError("keywords must be strings")
    return error


def import_from(module, name):
    """`from module import name`, where name is no attribute."""
    package = getattr(module, "__name__", None)
    full = f"{package}.{name}"
    if isinstance(package, str) and full in sys.modules:
        return sys.modules[full]
    path = getattr(module, "__file__", None)
    known = package if isinstance(package, str) else "<unknown module name>"
    spec = getattr(module, "__spec__", None)
    if getattr(spec, "_initializing", False):
        text = f"cannot import name {name!r} from partially initialized module {known!r} (most likely due to a circular import) ({path})"
    else:
        text = f"cannot import name {name!r} from {known!r} ({path or 'unknown location'})"
    raise ImportError(text, name=package, path=path)


def origin(depth):
    """The frames that have made a coroutine, as cr_origin has them."""
    found = []
    frame = sys._getframe(1)
    while frame is not None and len(found) < depth:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(found)


def match_keys(subject, keys):
    """The values of the keys of a mapping pattern, or None."""
    seen = set()
    values = []
    missing = object()
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        value = subject.get(key, missing)
        if value is missing:
            return None
        values.append(value)
    return tuple(values)


_SELF_MATCHES = 1 << 22  # Py_TPFLAGS_MATCH_SELF: the subject itself is the first positional attribute


def match_class(subject, kind, names, count):
    """The attributes that a class pattern looks at, or None."""
    if not isinstance(kind, type):
        what = "type" if sys.version_info < (3, 12) else "class"
        raise TypeError(f"called match pattern must be a {what}")
    if not isinstance(subject, kind):
        return None
    seen = set()
    found = []

    def attribute(name):
        if name in seen:
            raise TypeError(f"{kind.__name__}() got multiple sub-patterns for attribute {name!r}")
        seen.add(name)
        found.append(getattr(subject, name))

    try:
        if count:
            _positional(subject, kind, count, attribute, found)
        for name in names:
            attribute(name)
    except AttributeError:
        return None
    return tuple(found)


def _positional(subject, kind, count, attribute, found):
    missing = object()
    arguments = getattr(kind, "__match_args__", missing)
    matches_self = arguments is missing and kind.__flags__ & _SELF_MATCHES
    if arguments is missing:
        arguments = ()
    if type(arguments) is not tuple:
        raise TypeError(f"{kind.__name__}.__match_args__ must be a tuple (got {type(arguments).__name__})")
    allowed = 1 if matches_self else len(arguments)
    if allowed < count:
        plural = "" if allowed == 1 else "s"
        raise TypeError(f"{kind.__name__}() accepts {allowed} positional sub-pattern{plural} ({count} given)")
    if matches_self:
        found.append(subject)
        return
    for name in arguments[:count]:
        if type(name) is not str:
            raise TypeError(f"__match_args__ elements must be strings (got {type(name).__name__})")
        attribute(name)


def exception_group_match(error, kinds):
    """`except* kinds`: what is left, and what matches."""
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if issubclass(kind, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if isinstance(error, kinds):
        if isinstance(error, BaseExceptionGroup):
            return None, error
        return None, BaseExceptionGroup("", (error,))
    if isinstance(error, BaseExceptionGroup):
        matched, rest = error.split(kinds)
        return (error, None) if matched is None else (rest, matched)
    return error, None


def prepare_reraise(original, raised):
    """What a try statement with except* raises at its end, of what its handlers have left or raised."""
    if all(error is None for error in raised):
        return None
    if not isinstance(original, BaseExceptionGroup):
        return raised[0]
    new, kept = [], []
    for error in raised:
        if error is not None:
            (kept if _is_same(error, original) else new).append(error)
    same = _projection(original, kept)
    if not new:
        return same
    if same is not None:
        new.append(same)
    return new[0] if len(new) == 1 else BaseExceptionGroup("", new)


def _is_same(error, original):
    """Whether a group is a part of the original one that was raised again."""
    return (
        isinstance(error, BaseExceptionGroup)
        and error.__traceback__ is original.__traceback__
        and error.__cause__ is original.__cause__
        and error.__context__ is original.__context__
    )


def _projection(original, kept):
    """The original group with those of its leaves that are in `kept`."""
    leaves = set()

    def collect(error):
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                collect(inner)
        else:
            leaves.add(id(error))

    for error in kept:
        collect(error)
    if not leaves:
        return None
    return original.subgroup(lambda error: not isinstance(error, BaseExceptionGroup) and id(error) in leaves)
