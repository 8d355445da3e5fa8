"""Which lesson asks which questions."""

from __future__ import annotations

from functools import lru_cache

from cnnlib.exercises import edges, padding, pooling, volumes, why
from cnnlib.exercises.question import Question

SEEDS = 10_000

_QUESTIONS = {
    "edges": edges.questions,
    "padding": padding.questions,
    "volumes": volumes.questions,
    "pooling": pooling.questions,
    "why": why.questions,
}
LESSONS = tuple(_QUESTIONS)


def lesson_questions(lesson: str, seed: int) -> tuple[Question, ...]:
    """The questions of `lesson`, with the numbers that belong to `seed` (0 to 9999).

    The same seed gives the same questions. Raises ValueError for an unknown lesson or seed.
    """
    if lesson not in _QUESTIONS:
        raise ValueError(f"lesson: expected one of {', '.join(LESSONS)}, received {lesson!r}")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < SEEDS:
        raise ValueError(f"seed: expected a whole number from 0 to {SEEDS - 1}, received {seed!r}")
    return _drawn(lesson, seed)


@lru_cache(maxsize=256)
def _drawn(lesson: str, seed: int) -> tuple[Question, ...]:
    return _QUESTIONS[lesson](seed)
