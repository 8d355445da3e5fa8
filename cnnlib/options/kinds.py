"""The kinds of value an option can have; each checks, writes, reads and describes its own."""

# ruff: noqa: D102 (`Kind` says once what its methods do)

from __future__ import annotations

import re
import textwrap
from abc import ABC, abstractmethod
from dataclasses import dataclass
from numbers import Integral
from numbers import Real as RealNumber
from reprlib import repr as brief
from typing import Any, Generic, TypeVar

from cnnlib.options.runs import collapse, expand

Matrix = tuple[tuple[float, ...], ...]
Pair = tuple[int, int]
Named = TypeVar("Named", str, int)
T = TypeVar("T")

UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,40})?(e-?[0-9]{1,3})?")


class Kind(ABC, Generic[T]):
    """What values a field may take, and how one is written in a link.

    `parse(format(value)) == value` for every legal value, and `format` uses only the characters
    that RFC 3986, section 2.3, calls unreserved, so that a link needs no percent-encoding.
    """

    @abstractmethod
    def expected(self) -> str:
        """The legal values in words: "a whole number from 1 to 4"."""

    @abstractmethod
    def check(self, value: object) -> T:
        """The value in its canonical type; ValueError "expected …, received …" when not legal."""

    @abstractmethod
    def format(self, value: T) -> str:
        """The text that stands for a legal value in a link."""

    @abstractmethod
    def parse(self, text: str) -> T:
        """The value that a text from a link stands for; ValueError when there is none."""

    def words(self, value: T) -> str:
        """The value as a sentence names it."""
        return self.format(value)

    def refused(self, value: object) -> ValueError:
        """The error to raise for a value that is not legal."""
        return ValueError(f"expected {self.expected()}, received {brief(value)}")


@dataclass(frozen=True)
class Whole(Kind[int]):
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    def expected(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def check(self, value: Any) -> int:
        if not _is_number(value, Integral) or not self.low <= value <= self.high:
            raise self.refused(value)
        return int(value)

    def format(self, value: int) -> str:
        return str(value)

    def parse(self, text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise self.refused(text)
        return self.check(int(text))


@dataclass(frozen=True)
class Real(Kind[float]):
    """A number from `low` to `high`, both included; written with all its digits."""

    low: float
    high: float

    def expected(self) -> str:
        return f"a number from {_decimal(self.low)} to {_decimal(self.high)}"

    def check(self, value: Any) -> float:
        if not _is_number(value, RealNumber) or not self.low <= value <= self.high:
            raise self.refused(value)
        return float(value) + 0.0  # -0 becomes 0

    def format(self, value: float) -> str:
        return _decimal(value)

    def parse(self, text: str) -> float:
        if not _DECIMAL.fullmatch(text):
            raise self.refused(text)
        return self.check(float(text))


@dataclass(frozen=True)
class Choice(Kind[Named]):
    """One of a few names or whole numbers."""

    allowed: tuple[Named, ...]

    def __post_init__(self) -> None:
        for name in self.allowed:
            if not UNRESERVED.fullmatch(str(name)):
                raise ValueError(f"choice: expected letters, digits and . _ ~ -, received {name!r}")

    def expected(self) -> str:
        names = ", ".join(map(str, self.allowed))
        return f"one of {textwrap.shorten(names, 240, placeholder=' …')}"

    def check(self, value: object) -> Named:
        for name in self.allowed:
            if isinstance(value, type(name)) and not isinstance(value, bool) and value == name:
                return name
        raise self.refused(value)

    def format(self, value: Named) -> str:
        return str(value)

    def parse(self, text: str) -> Named:
        for name in self.allowed:
            if text == str(name):
                return name
        raise self.refused(text)


@dataclass(frozen=True)
class Flag(Kind[bool]):
    """On or off."""

    def expected(self) -> str:
        return "on or off"

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.refused(value)
        return value

    def format(self, value: bool) -> str:
        return "on" if value else "off"

    def parse(self, text: str) -> bool:
        if text not in ("on", "off"):
            raise self.refused(text)
        return text == "on"


@dataclass(frozen=True)
class PairOf(Kind[Pair]):
    """Two whole numbers from `low` to `high`, a row and a column for example, written `96_130`."""

    low: int
    high: int

    def expected(self) -> str:
        return f"two whole numbers from {self.low} to {self.high}, joined by _"

    def check(self, value: object) -> Pair:
        parts = _plain(value)
        if not isinstance(parts, (list, tuple)) or len(parts) != 2:
            raise self.refused(value)
        first, second = parts
        one = Whole(self.low, self.high)
        return one.check(first), one.check(second)

    def format(self, value: Pair) -> str:
        return f"{value[0]}_{value[1]}"

    def parse(self, text: str) -> Pair:
        first, _, second = text.partition("_")
        one = Whole(self.low, self.high)
        return one.parse(first), one.parse(second)


@dataclass(frozen=True)
class MatrixOf(Kind[Matrix]):
    """A matrix whose numbers of rows and of columns, and whose cells, each lie between two bounds.

    In a link the cells of a row are joined by `_` and the rows by `~`; n equal cells in a row are
    written n, `x` and the cell, n equal rows below each other n, `y` and the row, where that is
    shorter: `6y3x10_3x0` is six rows 10 10 10 0 0 0. Every digit of a cell travels; a whole cell
    has no point. Lists and arrays are taken and become tuples of tuples of floats.
    """

    rows: tuple[int, int]
    cols: tuple[int, int]
    low: float
    high: float

    def expected(self) -> str:
        rows, cols = (_span(*bounds) for bounds in (self.rows, self.cols))
        cells = Real(self.low, self.high).expected().removeprefix("a number ")
        return f"{rows} rows of {cols} numbers {cells}, cells joined by _ and rows by ~"

    def check(self, value: object) -> Matrix:
        rows = _plain(value)
        if not isinstance(rows, (list, tuple)) or not _within(self.rows, len(rows)):
            raise self.refused(value)
        rows = [_plain(row) for row in rows]
        if not all(isinstance(row, (list, tuple)) for row in rows):
            raise self.refused(value)
        width = len(rows[0])
        if not _within(self.cols, width) or any(len(row) != width for row in rows):
            raise self.refused(value)
        cell = Real(self.low, self.high)
        return tuple(tuple(cell.check(number) for number in row) for row in rows)

    def format(self, value: Matrix) -> str:
        rows = (collapse(map(_decimal, row), joint="_", times="x") for row in value)
        return collapse(rows, joint="~", times="y")

    def parse(self, text: str) -> Matrix:
        cell = Real(self.low, self.high)

        def row(part: str) -> list[float]:
            return expand(part, joint="_", times="x", most=self.cols[1], read=cell.parse)

        return self.check(expand(text, joint="~", times="y", most=self.rows[1], read=row))

    def words(self, value: Matrix) -> str:
        return f"the {len(value)}×{len(value[0])} numbers it starts with"


def _is_number(value: object, sort: type) -> bool:
    """Whether the value belongs to that tower of numbers; a bool is none here."""
    return isinstance(value, sort) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """An array as lists; anything else as it is."""
    return value.tolist() if hasattr(value, "tolist") else value


def _decimal(number: float) -> str:
    """The shortest text that reads back as the same number: 3.0 -> "3", 1e22 -> "1e22"."""
    return repr(float(number)).removesuffix(".0").replace("e+", "e")


def _within(bounds: tuple[int, int], count: int) -> bool:
    return bounds[0] <= count <= bounds[1]


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"
