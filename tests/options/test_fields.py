"""A class of options takes what its fields allow, in one canonical form, and refuses the rest."""

from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import numpy as np
import pytest

from cnnlib.options import Options, choice, fields_of, flag, matrix, pair, real, whole
from tests.options.example import ExampleOptions


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("stride", np.int64(2), 2),
        ("margin", 1, 1.0),
        ("margin", np.float32(0.5), 0.5),
        ("margin", -0.0, 0.0),
        ("board", np.str_("own.1"), "own.1"),
        ("cell", [3, 4], (3, 4)),
        ("cell", np.array([3, 4]), (3, 4)),
        ("weights", [[1, 2], [3, 4]], ((1.0, 2.0), (3.0, 4.0))),
        ("weights", np.arange(4).reshape(2, 2), ((0.0, 1.0), (2.0, 3.0))),
        ("weights", [np.array([0.25, -0.0])], ((0.25, 0.0),)),
    ],
)
def test_a_value_is_kept_in_its_canonical_type(field: str, given: Any, kept: Any) -> None:
    value = getattr(ExampleOptions(**{field: given}), field)
    assert repr(value) == repr(kept)  # 1 == 1.0 == True, but their texts differ


WHOLE = "expected a whole number from 1 to 4, received "
MARGIN = "expected a number from 0 to 2, received "
WEIGHTS = "expected 1 to 7 rows of 2 to 7 numbers from -99 to 99, cells joined by _ and rows by ~, received "


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("stride", 9, WHOLE + "9"),
        ("stride", 0, WHOLE + "0"),
        ("stride", True, WHOLE + "True"),
        ("stride", 2.0, WHOLE + "2.0"),
        ("stride", "2", WHOLE + "'2'"),
        ("stride", None, WHOLE + "None"),
        ("stride", np.array([2]), WHOLE + "array([2])"),
        ("margin", 2.0000001, MARGIN + "2.0000001"),
        ("margin", float("nan"), MARGIN + "nan"),
        ("margin", float("inf"), MARGIN + "inf"),
        ("margin", False, MARGIN + "False"),
        ("margin", 1j, MARGIN + "1j"),
        ("board", "guid", "expected one of guide, dark-step, own.1, received 'guid'"),
        ("size", 2, "expected one of 1, 3, 5, received 2"),
        ("size", True, "expected one of 1, 3, 5, received True"),
        ("flip", 1, "expected on or off, received 1"),
        ("cell", (1,), "expected two whole numbers from -1 to 200, joined by _, received (1,)"),
        ("cell", (0, 201), "expected a whole number from -1 to 200, received 201"),
        ("weights", [], WEIGHTS + "[]"),
        ("weights", [[1]], WEIGHTS + "[[1]]"),
        ("weights", [[1, 2], [3]], WEIGHTS + "[[1, 2], [3]]"),
        (
            "weights",
            [[1, 2]] * 8,
            WEIGHTS + "[[1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], ...]",
        ),
        ("weights", "12", WEIGHTS + "'12'"),
        ("weights", 1.0, WEIGHTS + "1.0"),
        ("weights", [[1, 100]], "expected a number from -99 to 99, received 100"),
        ("weights", [[1, float("nan")]], "expected a number from -99 to 99, received nan"),
        ("weights", np.zeros((2, 2, 2)), "expected a number from -99 to 99, received [0.0, 0.0]"),
    ],
)
def test_an_illegal_value_is_refused_by_name(field: str, value: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        ExampleOptions(**{field: value})
    assert str(refusal.value) == f"{field}: {sentence}"
    with pytest.raises(ValueError):
        ExampleOptions().replace(**{field: value})


def test_a_refusal_of_something_huge_is_short() -> None:
    for value in ([[0] * 10**5] * 10**4, "x" * 10**6, np.zeros((1000, 1000)), 10**400):
        with pytest.raises(ValueError) as refusal:
            ExampleOptions(weights=value)
        assert len(str(refusal.value)) < 300


def test_replace_changes_the_named_fields_only() -> None:
    before = ExampleOptions(stride=2, flip=True)
    after = before.replace(stride=3)
    assert (after.stride, after.flip, before.stride) == (3, True, 2)
    assert after == ExampleOptions(stride=3, flip=True)
    assert hash(after) == hash(ExampleOptions(stride=3, flip=True))
    with pytest.raises(TypeError, match="unexpected keyword"):
        before.replace(strid=3)
    with pytest.raises(FrozenInstanceError):
        before.stride = 4  # type: ignore[misc]


def test_a_widget_finds_what_it_needs_in_the_declared_fields() -> None:
    fields = fields_of(ExampleOptions)
    assert list(fields) == [
        *("stride", "shift", "margin", "slope", "board", "size", "flip", "keep"),
        *("cell", "weights", "row", "seed"),
    ]
    stride = fields["stride"]
    assert (stride.label, stride.help, stride.default) == (
        "Stride",
        "How far the filter moves.",
        1,
    )
    assert (stride.kind.low, stride.kind.high) == (1, 4)
    assert fields["board"].kind.allowed == ("guide", "dark-step", "own.1")


@pytest.mark.parametrize(
    "declare",
    [
        lambda: whole(5, 1, 4, label="Stride"),
        lambda: real(-1.0, 0.0, 2.0, label="Margin"),
        lambda: choice("c", ("a", "b"), label="Board"),
        lambda: choice("a b", ("a b",), label="Board"),
        lambda: choice("", ("",), label="Board"),
        lambda: flag(0, label="Flip"),  # type: ignore[arg-type]
        lambda: pair((0, 9), low=0, high=5, label="Cell"),
        lambda: matrix(((1,), (1, 2)), rows=(1, 3), cols=(1, 3), low=0, high=9, label="Filter"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(declare: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        declare()


def test_a_field_that_a_link_could_not_carry_is_refused() -> None:
    @dataclass(frozen=True)
    class Plain(Options):
        note: str = ""

    @dataclass(frozen=True)
    class Taken(Options):
        v: int = whole(1, 1, 2, label="Version")

    @dataclass(frozen=True)
    class Foreign(Options):
        größe: int = whole(1, 1, 2, label="Size")

    for kind in (Plain, Taken, Foreign):
        with pytest.raises(TypeError, match="expected"):
            kind()
