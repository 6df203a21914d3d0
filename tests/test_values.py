"""Our quick dataclasses are what the standard library's are: equal, hashed, told, frozen, pickled and copied alike."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from cchc_xlsx import values


def fields_of(make):
    """Return a class of each kind, made by `make`."""

    @make(frozen=True, slots=True)
    class Slotted:
        """Fields with and without defaults, one that is neither compared nor shown."""

        name: str
        number: int = 3
        many: list = dataclasses.field(default_factory=list)
        place: str = dataclasses.field(default="A1", compare=False, repr=False)

    @make(frozen=True)
    class Single:
        """One field, and a word of its own on equality."""

        name: str

        def __eq__(self, other):
            return True

    @make(frozen=True)
    class Derived(Single):
        """One field more than its base."""

        more: int = 0

    @make(frozen=True, slots=True)
    class Empty:
        """No field."""

    for each in (Slotted, Single, Derived, Empty):
        each.__qualname__ = each.__name__
    return Slotted, Single, Derived, Empty


OURS, THEIRS = fields_of(values.dataclass), fields_of(dataclasses.dataclass)
Slotted, Single, Derived, Empty = OURS  # where pickle looks for them
CALLS = [
    (0, ("a",), {}),
    (0, ("a", 4), {"place": "B2"}),
    (0, (), {"name": "a", "many": (1, 2)}),
    (1, ("a",), {}),
    (2, ("a",), {"more": 2}),
    (3, (), {}),
]
calls = pytest.mark.parametrize(("which", "arguments", "named"), CALLS)


@calls
def test_what_it_tells_of_itself_is_what_the_standard_library_tells(which, arguments, named):
    ours, theirs = (kind[which](*arguments, **named) for kind in (OURS, THEIRS))
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert [each.name for each in dataclasses.fields(ours)] == [each.name for each in dataclasses.fields(theirs)]


@calls
def test_however_many_are_made_they_are_the_same(which, arguments, named):
    ours, theirs = fields_of(values.dataclass)[which], THEIRS[which]
    made = [ours(*arguments, **named) for _ in range(values._FEW + 3)]
    assert {repr(each) for each in made} == {repr(theirs(*arguments, **named))}


@pytest.mark.parametrize("made", [0, values._FEW + 1])
@pytest.mark.parametrize("named", [{"name": "b"}, {"nobody": 1}, {"number": 1, "name": "b"}])
def test_what_is_given_twice_or_to_nobody_is_refused(made, named):
    for kind in (fields_of(values.dataclass)[0], THEIRS[0]):
        for _ in range(made):
            kind("a")
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            kind("a", **named)


@pytest.mark.parametrize("which", range(len(OURS)))
def test_it_is_known_as_a_dataclass_with_the_same_fields(which):
    def told(kind):
        known = [
            [
                getattr(each, name)
                for name in ("name", "type", "default", "default_factory", "compare", "repr", "kw_only")
            ]
            for each in dataclasses.fields(kind)
        ]
        defaults = {name: vars(kind)[name] for name in ("number", "place", "more") if name in vars(kind)}
        shown = {name: repr(value) for name, value in defaults.items() if "member" not in repr(value)}
        return known, shown, kind.__match_args__, getattr(kind, "__slots__", None), kind.__doc__

    assert dataclasses.is_dataclass(OURS[which])
    assert told(OURS[which]) == told(THEIRS[which])


def test_a_default_that_may_change_is_refused():
    for make in (values.dataclass, dataclasses.dataclass):
        with pytest.raises(ValueError, match="default_factory"):

            @make(frozen=True)
            class _Shared:
                many: list = []  # noqa: RUF012


@calls
def test_it_is_hashed_and_compared_as_the_standard_library_does(which, arguments, named):
    def told(kind):
        first, second = kind(*arguments, **named), kind(*arguments, **named)
        try:
            return first == second, first != second, first == 7, hash(first) == hash(second)
        except TypeError:
            return "not hashable"

    assert told(OURS[which]) == told(THEIRS[which])


@calls
def test_it_is_pickled_and_copied_whole(which, arguments, named):
    value = OURS[which](*arguments, **named)
    for came in (pickle.loads(pickle.dumps(value)), copy.copy(value), dataclasses.replace(value)):
        assert type(came) is type(value)
        assert repr(came) == repr(value)


def test_what_is_not_compared_makes_no_difference():
    assert Slotted("a", place="A1") == Slotted("a", place="B2")
    assert Slotted("a") != Slotted("b")
    assert hash(Slotted("a", many=())) == hash(Slotted("a", many=(), place="B2"))


def test_each_instance_has_a_default_of_its_own():
    assert Slotted("a").many is not Slotted("a").many


@pytest.mark.parametrize("value", [Slotted("a"), Single("a"), Derived("a")], ids=lambda value: type(value).__name__)
def test_it_is_frozen(value):
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.name


@pytest.mark.parametrize("arguments", [(), ("a", 1, [], "A1", "more")])
def test_too_few_and_too_many_arguments_are_refused(arguments):
    for kind in (OURS[0], THEIRS[0]):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            kind(*arguments)


def test_only_values_are_made():
    with pytest.raises(TypeError):
        values.dataclass(frozen=False)


def test_values_may_be_equal_to_none_but_themselves():
    @values.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        number: int

    one = Alone(1)
    assert one == one
    assert one != Alone(1)
    assert len({one, Alone(1)}) == 2


def test_without_the_mark_of_the_standard_library_it_makes_the_classes_itself(monkeypatch):
    monkeypatch.setattr(values, "_FIELD", None)
    slotted, *_ = fields_of(values.dataclass)
    assert slotted.__init__.__code__.co_varnames[:3] == ("self", "name", "number")
    assert [each.name for each in dataclasses.fields(slotted)] == ["name", "number", "many", "place"]
    assert slotted("x") == slotted("x", place="B2")
    with pytest.raises(dataclasses.FrozenInstanceError):
        slotted("x").name = "y"
