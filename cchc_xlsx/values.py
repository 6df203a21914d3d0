"""Frozen dataclasses, made in a tenth of the time: what is imported to check one file holds about a hundred of them.

`dataclasses.dataclass` writes and compiles half a dozen methods for each class, and looks at each annotation for what
no value here has (`ClassVar`, `InitVar`). Here nothing is written but `__init__`, and that when a few instances have
been made. What a class can do, and what it says, is the same; so is what `fields` and `replace` look at. A mark that
these ask for has no public name: where a Python has it no more, the standard library makes the classes itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from dataclasses import MISSING, Field, FrozenInstanceError, field
    from dataclasses import dataclass as _standard
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(*, frozen, slots=False, eq=True):
        """Make a frozen dataclass of a class, whose fields may have defaults, factories, `compare` and `repr`."""
        if not frozen:
            raise TypeError("values are frozen")
        if _FIELD is None:
            return _standard(frozen=True, slots=slots, eq=eq)
        return lambda cls: _made(cls, slots, eq)

    _FIELD = getattr(dataclasses, "_FIELD", None)
    #: What the standard library writes down of every class that it makes.
    _NOTED = ("__dataclass_params__", "__replace__")

    @_standard(init=False, repr=False, eq=False)
    class _Noted:
        """What all values have alike; without a word here the signature would be looked up to tell it."""

        @recursive_repr()
        def __repr__(self):
            known = self.__dataclass_fields__.values()
            told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in known if each.repr)
            return f"{self.__class__.__qualname__}({told})"

        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _made(cls, slots, eq):
        body = dict(vars(cls))
        noted = {}
        for base in cls.__mro__[:0:-1]:
            noted.update(getattr(base, "__dataclass_fields__", ()))
        for name, kind in cls.__annotations__.items():
            noted[name] = _noted(name, kind, body.get(name, MISSING))
        known = tuple(noted.values())
        made = {name: getattr(_Noted, name) for name in _NOTED if hasattr(_Noted, name)}
        made["__dataclass_fields__"] = noted
        made["__match_args__"] = tuple(noted)
        compared = _getter([each.name for each in known if each.compare])
        few = _FEW
        put = None

        def __init__(self, *args, **named):
            nonlocal few, put
            few -= 1
            put = put or _putter(cls, known, slots)
            if few < 0 or not put(self, args, named):
                cls.__init__ = _init(cls, known, slots)
                cls.__init__(self, *args, **named)

        def __eq__(self, other):
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(compared(self))

        methods = [__init__, _Noted.__repr__, _Noted.__setattr__, _Noted.__delattr__]
        if eq:
            methods += [__eq__, __hash__]
        if slots:
            state = _getter([each.name for each in known])

            def __getstate__(self):
                return state(self)

            def __setstate__(self, values):
                for each, value in zip(known, values, strict=True):
                    object.__setattr__(self, each.name, value)

            methods += [__getstate__, __setstate__]
        for method in methods:
            if body.get(method.__name__) is None:  # `__hash__` is None where a class has an `__eq__` of its own
                made[method.__name__] = method
        if slots:  # only a new class can have them
            held = {slot for base in cls.__mro__[1:] for slot in vars(base).get("__slots__", ())}
            made["__slots__"] = tuple(name for name in noted if name not in held)
            made["__qualname__"] = cls.__qualname__
            gone = {*noted, "__dict__", "__weakref__"}
            cls = type(cls)(cls.__name__, cls.__bases__, {name: body[name] for name in body if name not in gone} | made)
            return cls
        for name, value in made.items():
            setattr(cls, name, value)
        for name in cls.__annotations__:
            if noted[name].default is MISSING and name in body:
                delattr(cls, name)
            elif isinstance(body.get(name), Field):
                setattr(cls, name, noted[name].default)
        return cls

    def _noted(name, kind, default):
        """Return what the standard library notes of a field, by its annotation and by what it was set to."""
        each = default if isinstance(default, Field) else field(default=default)
        if type(each.default).__hash__ is None:
            raise ValueError(f"a default that may change for {name}: please use default_factory")
        each.name, each.type, each.kw_only, each._field_type = name, kind, False, _FIELD
        return each

    def _getter(names):
        """Return what gives the tuple of these attributes."""
        if len(names) > 1:
            return attrgetter(*names)
        return lambda value: tuple(getattr(value, name) for name in names)

    #: Instances that are made before `__init__` is written out: of many kinds there are no more.
    _FEW = 20

    def _putter(cls, known, slots):
        """Return what sets the fields of a value, or tells that `__init__` has to: it says better what is wrong."""
        names = [each.name for each in known]
        usual = tuple(each.default for each in known)
        makers = [(at, each.default_factory) for at, each in enumerate(known) if each.default_factory is not MISSING]
        places = {name: at for at, name in enumerate(names)}
        needed = sum(each is MISSING for each in usual) - len(makers)
        setters = [getattr(cls, name).__set__ for name in names] if slots else ()

        def put(value, args, named):
            values = args + usual[len(args) :]
            if named or makers:
                values = list(values)
                for name, given in named.items():
                    at = places.get(name, -1)
                    if at < len(args):
                        return False
                    values[at] = given
                for at, make in makers:
                    if values[at] is MISSING:
                        values[at] = make()
            if len(values) > len(names):
                return False
            if len(args) < needed and any(each is MISSING for each in values[len(args) : needed]):
                return False
            if slots:
                for setter, each in zip(setters, values, strict=True):
                    setter(value, each)
            else:
                vars(value).update(zip(names, values, strict=True))
            return True

        return put

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
