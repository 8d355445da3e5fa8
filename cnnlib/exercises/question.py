"""What a question is: plain data, which `check.check` judges and a page shows.

A lesson asks three questions: predict a number, choose, and bring the figure into a state. Its file
here has one function `questions(seed)` which returns them, and `catalogue.py` lists that function.

To add the figure question of a lesson whose options are `PaddingOptions`, write in its file:

    def _keep_the_size() -> FigureQuestion[PaddingOptions]:
        return FigureQuestion(
            id="padding-keep-the-size",
            title="keep the size",
            text="Bring the figure into a state where the output is as large as the input.",
            fields=("filter_size", "padding"),
            reached=lambda options: output_side(options) == options.size,
            reading=lambda options: f"The output is {output_side(options)} wide now.",
            mistakes=(
                WrongState(
                    "took a filter of one cell",
                    "A filter of one cell keeps the size, but it sees no neighbours.",
                    seen=lambda options: options.filter_size == 1,
                    example=PaddingOptions(filter_size=1, padding="0"),
                ),
            ),
            solution=PaddingOptions(filter_size=3, padding="1"),
            hints=("…", "…"),
            reason="(f − 1)/2 = 1 cell on each side makes up for the two that are lost.",
        )

`reached`, `reading` and `seen` ask the lesson's own computation, never a copy of it. The state in
which the figure opens must not be the solution.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Generic, TypeAlias, TypeVar

from cnnlib.exercises.numerals import matches, say
from cnnlib.options import Matrix, Options

State = TypeVar("State", bound=Options)


class AmbiguousError(ValueError):
    """Two answers of one question cannot be told apart; draw other numbers."""


@dataclass(frozen=True)
class Mistake:
    """A thought that goes wrong: its name, and the sentences that put it right.

    The name completes "It looks as if you …": "forgot the padding".
    """

    name: str
    explanation: str


@dataclass(frozen=True)
class WrongNumber(Mistake):
    """A mistake that shows in the number it leads to."""

    number: float


@dataclass(frozen=True)
class WrongOption(Mistake):
    """A mistake that shows in the option it makes one choose."""

    option: str


@dataclass(frozen=True)
class WrongState(Mistake, Generic[State]):
    """A mistake that shows in the state of the figure: `seen(options)`, as in `example`.

    Of the mistakes seen the first one is named, so the more special ones come first.
    """

    seen: Callable[[State], bool]
    example: State


@dataclass(frozen=True)
class Board:
    """Numbers that belong to a question.

    `window` (row, column, height, width) is what the solution looks at; it is shown with it.
    """

    title: str
    role: str
    numbers: Matrix
    window: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class _Question:
    """`title` completes "Try: …"; `reason` says why the solution is one."""

    id: str
    title: str
    text: str
    hints: tuple[str, str]
    reason: str
    boards: tuple[Board, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(_Question):
    """Predict a number; `formula` is what a wrong answer without a name is asked to write down.

    Raises `AmbiguousError` when a mistake leads to the answer or to the number of another mistake.
    """

    answer: float
    mistakes: tuple[WrongNumber, ...]
    formula: str
    unit: str = ""
    tolerance: float = 0.0

    def __post_init__(self) -> None:
        numbers = [self.answer, *(mistake.number for mistake in self.mistakes)]
        for one, other in combinations(numbers, 2):
            if abs(one - other) <= max(0.02, 2 * self.tolerance):
                raise AmbiguousError(f"{self.id}: expected numbers apart, received {one} and {other}")

    @property
    def solution(self) -> str:
        """The answer in words."""
        return f"{say(self.answer)} {self.unit}".strip()

    def mistake_behind(self, number: float) -> WrongNumber | None:
        """The mistake that leads to `number`, if it is a known one."""
        return next((m for m in self.mistakes if matches(number, m.number, self.tolerance)), None)


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(_Question):
    """Choose one option; each wrong one has a mistake that explains it.

    Raises ValueError when an option has no mistake, or a mistake no option.
    """

    options: tuple[str, ...]
    answer: str
    mistakes: tuple[WrongOption, ...]

    def __post_init__(self) -> None:
        explained = sorted([self.answer, *(mistake.option for mistake in self.mistakes)])
        if sorted(self.options) != explained:
            raise ValueError(f"{self.id}: expected one mistake for each wrong option, received {explained}")
        if len(set(self.options)) < len(self.options):
            raise AmbiguousError(f"{self.id}: expected options apart, received {self.options}")

    @property
    def solution(self) -> str:
        """The answer in words."""
        return self.answer


@dataclass(frozen=True, kw_only=True)
class FigureQuestion(_Question, Generic[State]):
    """Bring the figure into a state: `reached(options)` of the lesson's own options.

    `reading(options)` is one sentence that says what the figure shows now. `fields` names the
    options the question is about: while they have their default values, the figure is untouched.
    """

    fields: tuple[str, ...]
    reached: Callable[[State], bool]
    reading: Callable[[State], str]
    mistakes: tuple[WrongState[State], ...]
    solution: State

    def part(self, options: State) -> tuple[Any, ...]:
        """The values of the fields the question is about."""
        return tuple(getattr(options, name) for name in self.fields)

    def untouched(self, options: State) -> bool:
        """Whether nothing the question is about has been changed."""
        return self.part(options) == self.part(type(options)())

    def solve(self, options: State) -> State:
        """The learner's options, changed only where the solution needs it."""
        return options.replace(**{name: getattr(self.solution, name) for name in self.fields})


Question: TypeAlias = NumberQuestion | ChoiceQuestion | FigureQuestion[Any]
