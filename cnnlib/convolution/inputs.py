"""What convolution and pooling check and prepare before they compute."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import float_type, numbers
from cnnlib.convolution.axis import Axis, lay
from cnnlib.geometry import Padding

Array = NDArray[Any]


def pictures(x: ArrayLike) -> Array:
    """One picture (H, W, C) or a batch (N, H, W, C) of numbers, or ``ValueError``."""
    array = numbers("x", x)
    if array.ndim not in (3, 4) or array.size == 0:
        raise ValueError(
            f"x: expected the shape (H, W, C) or (N, H, W, C) with no 0 in it, received {array.shape}"
        )
    return array


def as_batch(array: Array) -> Array:
    """The array with an axis of pictures in front, if it has none."""
    return array.reshape(-1, *array.shape[-3:])


def cut(picture: Array, top: int, bottom: int, left: int, right: int) -> Array:
    """The part of a picture between these rows and columns; 0 where that lies outside it."""
    height, width, channels = picture.shape
    first_row, last_row = max(top, 0), max(min(bottom, height), 0)
    first_col, last_col = max(left, 0), max(min(right, width), 0)
    inside = picture[first_row:last_row, first_col:last_col]
    if inside.shape[:2] == (bottom - top, right - left):
        return inside
    part = np.zeros((bottom - top, right - left, channels), picture.dtype)
    if inside.size:
        part[first_row - top : last_row - top, first_col - left : last_col - left] = inside
    return part


@dataclass(frozen=True, eq=False)
class Setting:
    """A checked convolution: ``x`` (N, H, W, C) and ``w`` (f_h, f_w, C, K) in their own types.

    ``single`` says that ``x`` came as one picture, without the axis of pictures.
    """

    x: Array
    w: Array
    b: Array | None
    rows: Axis
    cols: Axis
    type: type[np.float32] | type[np.float64]
    single: bool

    @property
    def output_shape(self) -> tuple[int, int, int, int]:
        """(N, H', W', K)."""
        return len(self.x), self.rows.windows, self.cols.windows, self.w.shape[3]


def prepare(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: int,
    padding: Padding,
    dilation: int,
) -> Setting:
    """Checks that picture, filters, bias and geometry fit together, or ``ValueError``."""
    x, w = pictures(x), numbers("w", w)
    if w.ndim != 4 or w.size == 0:
        raise ValueError(f"w: expected the shape (f_h, f_w, C, K) with no 0 in it, received {w.shape}")
    channels, filters = w.shape[2:]
    if channels != x.shape[-1]:
        raise ValueError(
            f"w: expected {x.shape[-1]} channels, as x of shape {x.shape} has, "
            f"received {channels} in the shape {w.shape}"
        )
    if b is not None:
        b = numbers("b", b)
        if b.shape != (filters,):
            raise ValueError(f"b: expected the shape ({filters},), one number a filter, received {b.shape}")
    rows, cols = (
        lay(n, f, padding=padding, stride=stride, dilation=dilation)
        for n, f in zip(x.shape[-3:-1], w.shape[:2], strict=True)
    )
    return Setting(as_batch(x), w, b, rows, cols, float_type(x, w), x.ndim == 3)
