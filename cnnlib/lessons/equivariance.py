"""Equivariance: whether a layer's answer moves along when its picture moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def moved(values: Array, down: int, right: int) -> Array:
    """The (H, W) numbers moved by whole cells; what comes in from outside is 0."""
    height, width = values.shape
    down, right = np.clip(down, -height, height), np.clip(right, -width, width)
    result = np.zeros_like(values)
    result[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)] = values[
        max(0, -down) : height - max(0, down), max(0, -right) : width - max(0, right)
    ]
    return result


@dataclass(frozen=True)
class Comparison:
    """f(T x) beside T f(x): a picture x (H, W), moved by T, and what a layer f answers.

    `answer` is f(x), `answer_to_moved` f(T x) and `moved_answer` T f(x), all (H', W'). `known`
    marks the cells of T f(x) that were answers; the others came in at the border.
    """

    x: Array
    moved_x: Array
    answer: Array
    answer_to_moved: Array
    moved_answer: Array
    known: Array

    @property
    def difference(self) -> Array:
        """f(T x) − T f(x), to nine decimals; NaN where the border came in."""
        return np.where(self.known, (self.answer_to_moved - self.moved_answer).round(9), np.nan)

    @property
    def largest(self) -> float:
        """The largest |difference|, 0 when there is nothing to compare."""
        return float(np.abs(self.difference[self.known]).max(initial=0))

    @property
    def cells(self) -> int:
        """How many cells can be compared."""
        return int(self.known.sum())


def compare(x: Array, layer: Callable[[Array], Array], *, down: int, right: int) -> Comparison:
    """Move, then answer; answer, then move: `layer` takes (H, W) and gives (H', W').

    A layer is equivariant to the movement when f(T x) = T f(x).
    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.2.
    """
    moved_x = moved(x, down, right)
    answer = layer(x)
    return Comparison(
        x,
        moved_x,
        answer,
        layer(moved_x),
        moved(answer, down, right),
        moved(np.ones(answer.shape, dtype=bool), down, right),
    )
