"""Fresh numbers: drawing a question again until its answers can be told apart."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

from cnnlib.exercises.question import AmbiguousError, WrongOption
from cnnlib.options import Matrix

Drawn = TypeVar("Drawn")

ATTEMPTS = 1000


def dice(seed: int) -> Random:
    """The numbers to come, the same for the same seed."""
    return Random(seed)  # noqa: S311  a question is no secret


def fresh(draw: Callable[[], Drawn]) -> Drawn:
    """The first `draw()` that is not ambiguous."""
    for _ in range(ATTEMPTS):
        try:
            return draw()
        except AmbiguousError:
            continue
    raise RuntimeError(f"no question could be told apart in {ATTEMPTS} attempts")


def board(rng: Random, rows: int, columns: int, high: int = 9) -> Matrix:
    """Whole numbers from 0 to `high`."""
    return tuple(tuple(rng.randint(0, high) for _ in range(columns)) for _ in range(rows))


def shuffled(rng: Random, answer: str, mistakes: tuple[WrongOption, ...]) -> tuple[str, ...]:
    """All the options of a choice, in a drawn order."""
    options = [answer, *(mistake.option for mistake in mistakes)]
    rng.shuffle(options)
    return tuple(options)
