"""Options: a frozen dataclass whose fields say which values they allow."""

# ruff: noqa: A002 (`help` is how the widgets made from a field call it)

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from cnnlib.options.kinds import (
    UNRESERVED,
    Choice,
    Flag,
    Kind,
    Matrix,
    MatrixOf,
    Named,
    Pair,
    PairOf,
    Real,
    Whole,
)

T = TypeVar("T")

RESERVED = frozenset({"v", "embed", "embed_options"})


@dataclass(frozen=True)
class Field:
    """What a class of options says about one of its fields."""

    kind: Any  # a Kind, of which a slider asks the `low` and a drop-down list the `allowed`
    default: Any
    label: str
    help: str


@dataclass(frozen=True)
class Options:
    """Base of the options of a page: the one source of its widgets, link, snippet and library call.

    Every field of a subclass is declared by `whole`, `real`, `choice`, `flag`, `pair`, `matrix` or
    `random_seed`. A value that its field does not allow raises ValueError, "stride: expected a
    whole number from 1 to 4, received 9". Values that are legal but do not go together (a filter
    larger than its board) are for the lesson to explain, so that any link can be opened.
    """

    def __post_init__(self) -> None:
        for name, field in fields_of(type(self)).items():
            try:
                value = field.kind.check(getattr(self, name))
            except ValueError as refusal:
                raise ValueError(f"{name}: {refusal}") from None
            object.__setattr__(self, name, value)

    def replace(self, **changes: Any) -> Self:
        """The same options but for the changes, which are validated like any."""
        return dataclasses.replace(self, **changes)


def fields_of(options: type[Options]) -> dict[str, Field]:
    """The declared fields by name, in order; TypeError for one that a link could not carry."""
    found = {}
    for plain in dataclasses.fields(options):
        field = plain.metadata.get("option")
        if field is None:
            raise TypeError(f"{options.__name__}.{plain.name}: expected a declared option field")
        if plain.name in RESERVED or not UNRESERVED.fullmatch(plain.name):
            raise TypeError(f"{options.__name__}.{plain.name}: expected a name free in links")
        found[plain.name] = field
    return found


def whole(default: int, low: int, high: int, *, label: str, help: str = "") -> int:
    """A field for a whole number from `low` to `high`."""
    return _declare(Whole(low, high), default, label, help)


def random_seed(*, label: str = "Seed") -> int:
    """A field for a seed, 0 to 9999: whatever is random on a page follows from one."""
    return whole(0, 0, 9999, label=label, help="The same seed gives the same random numbers.")


def real(default: float, low: float, high: float, *, label: str, help: str = "") -> float:
    """A field for a number from `low` to `high`."""
    return _declare(Real(low, high), default, label, help)


def choice(default: Named, allowed: Sequence[Named], *, label: str, help: str = "") -> Named:
    """A field for one of a few names, or of a few whole numbers."""
    return _declare(Choice(tuple(allowed)), default, label, help)


def flag(default: bool, *, label: str, help: str = "") -> bool:
    """A field for a switch."""
    return _declare(Flag(), default, label, help)


def pair(default: Pair, *, low: int, high: int, label: str, help: str = "") -> Pair:
    """A field for two whole numbers from `low` to `high`, a row and a column for example."""
    return _declare(PairOf(low, high), default, label, help)


def matrix(
    default: Matrix,
    *,
    rows: tuple[int, int],
    cols: tuple[int, int],
    low: float,
    high: float,
    label: str,
    help: str = "",
) -> Matrix:
    """A field for a matrix; `rows` and `cols` are (fewest, most), cells go from `low` to `high`."""
    return _declare(MatrixOf(rows, cols, low, high), default, label, help)


def _declare(kind: Kind[T], default: object, label: str, help: str) -> T:
    legal = kind.check(default)
    about = Field(kind, legal, label, help)
    # The dataclass decorator takes this description and leaves a value of type T in its place.
    described: Any = dataclasses.field(default=legal, metadata={"option": about})
    return described  # type: ignore[no-any-return]
