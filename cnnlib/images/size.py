"""Pictures made smaller."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.arguments import shown, whole


def fit(image: NDArray[np.uint8], max_side: int) -> NDArray[np.uint8]:
    """The picture with its longer side reduced to ``max_side``, or itself when it is no larger.

    Each new pixel is the mean of the area it covers, parts of pixels counted in part, so that no
    pixel is passed over and fine patterns do not turn into false ones. ``image`` is ``(H, W)`` or
    ``(H, W, C)`` of type uint8. Raises ``ValueError`` for anything else, and for a ``max_side``
    that is no whole number from 1.
    """
    side = whole("max_side", max_side, least=1)
    if not (isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.ndim in (2, 3)):
        raise ValueError(f"image: expected (H, W) or (H, W, C) uint8, received {kind(image)}")
    longest = max(image.shape[:2])
    if longest <= side:
        return image
    rows, cols = (max(1, round(n * side / longest)) for n in image.shape[:2])
    narrow = _means(_means(image, rows).swapaxes(0, 1), cols).swapaxes(0, 1)
    return np.ascontiguousarray(np.rint(narrow).astype(np.uint8))


def kind(value: object) -> str:
    """What a value is, for an error message: shape and type of an array, or the value itself."""
    if isinstance(value, np.ndarray):
        return f"{value.shape} {value.dtype}"
    return shown(value)


def _means(values: NDArray[Any], count: int) -> NDArray[np.float32]:
    """The first axis divided into ``count`` equal stretches, each replaced by its mean."""
    n = len(values)
    means = np.empty((count, *values.shape[1:]), np.float32)
    for i in range(count):
        first, last = i * n // count, -(-(i + 1) * n // count)
        weights = np.ones(last - first, np.float32)
        weights[0] -= i * n / count - first
        weights[-1] -= last - (i + 1) * n / count
        means[i] = np.tensordot(weights / weights.sum(), values[first:last], axes=1)
    return means
