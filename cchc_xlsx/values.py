"""Frozen dataclasses, made in a tenth of the time: what is imported to check one file holds about a hundred of them.

`dataclasses.dataclass` writes and compiles half a dozen methods for each class. Here all but `__init__` are closures,
and `__init__` is written when the first instance is made. What a class can do, and what it says, is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import MISSING, FrozenInstanceError, fields
    from dataclasses import dataclass as _standard
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(*, frozen, slots=False, eq=True):
        """Make a frozen dataclass of a class, whose fields may have defaults, factories, `compare` and `repr`."""
        if not frozen:
            raise TypeError("values are frozen")
        return lambda cls: _made(cls, slots, eq)

    def _made(cls, slots, eq):
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library makes one of the signature
        cls = _standard(init=False, repr=False, eq=False, slots=slots)(cls)
        known = fields(cls)
        compared = _getter([each.name for each in known if each.compare])

        def __init__(self, *args, **named):
            cls.__init__ = _init(cls, known, slots)
            cls.__init__(self, *args, **named)

        def __eq__(self, other):
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(compared(self))

        @recursive_repr()
        def __repr__(self):
            told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in known if each.repr)
            return f"{self.__class__.__qualname__}({told})"

        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field {name!r}")

        methods = [__init__, __repr__, __setattr__, __delattr__, *((__eq__, __hash__) if eq else ())]
        if slots:
            state = _getter([each.name for each in known])

            def __getstate__(self):
                return state(self)

            def __setstate__(self, values):
                for each, value in zip(known, values, strict=True):
                    object.__setattr__(self, each.name, value)

            methods += [__getstate__, __setstate__]
        for method in methods:
            if vars(cls).get(method.__name__) is None:  # `__hash__` is None where a class has an `__eq__` of its own
                method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
                setattr(cls, method.__name__, method)
        return cls

    def _getter(names):
        """Return what gives the tuple of these attributes."""
        if len(names) > 1:
            return attrgetter(*names)
        return lambda value: tuple(getattr(value, name) for name in names)

    def _init(cls, known, slots):
        """Return `__init__` for these fields, written out."""
        scope, parameters, body = {"put": object.__setattr__, "MISSING": MISSING}, ["self"], ["pass"]
        for each in known:
            name = value = each.name
            if each.default_factory is not MISSING:
                scope[f"make_{name}"] = each.default_factory
                parameters.append(f"{name}=MISSING")
                value = f"make_{name}() if {name} is MISSING else {name}"
            elif each.default is not MISSING:
                scope[f"default_{name}"] = each.default
                parameters.append(f"{name}=default_{name}")
            else:
                parameters.append(name)
            if slots:  # by a third quicker
                scope[f"put_{name}"] = getattr(cls, name).__set__
                body.append(f"put_{name}(self, {value})")
            else:
                body.append(f"put(self, {name!r}, {value})")
        exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body), scope)
        return scope["__init__"]
