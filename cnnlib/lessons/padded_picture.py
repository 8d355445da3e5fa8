"""The same filter, padding, stride and dilation over a photograph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlib.lessons.axis import refusal
from cnnlib.lessons.padding import Array, PaddingOptions, axis_of, limits, padding_of, slide, tiled

PICTURE_SIDE = 120


@dataclass(frozen=True)
class PictureAnswer:
    """The picture with its padding (H, W); the answer divided by `divisor`, or a refusal."""

    padded: Array
    values: Array | None
    divisor: float
    refusal: str

    @property
    def signed(self) -> bool:
        """Whether some of the answer is negative, and so no brightness."""
        return self.values is not None and bool((self.values < 0).any())


def answer_to(options: PaddingOptions, picture: Array) -> PictureAnswer:
    """The answer to a grey picture (H, W).

    Where no weight is negative it is divided by their sum: a weighted mean, as bright as the picture.
    """
    weights = tiled(options.weights, options.f)
    total = float(weights.sum())
    divisor = total if total > 0 and (weights >= 0).all() else 1.0
    axes = [axis_of(options, length) for length in picture.shape]
    padded = np.pad(picture, [(axis.before, axis.after) for axis in axes])
    shorter = min(axes, key=lambda axis: axis.n)
    if shorter.size is None:
        possible = {name: span for name, span in limits().items() if name != "n"}
        return PictureAnswer(padded, None, divisor, refusal(shorter, possible))
    values = slide(picture.astype(float), weights, options, padding_of(options)) / divisor
    return PictureAnswer(padded, values, divisor, "")
