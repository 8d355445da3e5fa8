"""Pooling forward and backward: each window, channel by channel, becomes its maximum or mean."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import float_type, floats, one_of, whole
from cnnlib.convolution.axis import Axis, lay, taps
from cnnlib.convolution.inputs import as_batch, pictures
from cnnlib.geometry import Padding

Array = NDArray[Any]


def pool2d(
    x: ArrayLike,
    size: int,
    *,
    stride: int | None = None,
    padding: Padding = "valid",
    mode: str = "max",
) -> Array:
    """The maximum or the mean of every size x size window, each channel by itself.

    ``x`` is ``(H, W, C)`` or ``(N, H, W, C)``, the result ``(H', W', C)`` or ``(N, H', W', C)``;
    ``stride`` is ``size`` unless given, so that windows do not overlap. Padding is never pooled: a
    maximum ignores it and a mean divides by the number of real pixels, as in TensorFlow. float32
    stays float32, everything else becomes float64.

    Raises ``ValueError`` for another shape or mode, when the window does not fit, and for padding
    of ``size`` or more, as a window would then hold nothing.
    """
    x, rows, cols = prepare(x, size, stride=stride, padding=padding, mode=mode)
    batch = as_batch(x)
    shape = (len(batch), rows.windows, cols.windows, x.shape[-1])
    if mode == "max":
        y = np.full(shape, -np.inf, float_type(x))
        for tap in taps(rows, cols):
            np.maximum(y[tap.windows], batch[tap.pixels], out=y[tap.windows])
    else:
        y = np.zeros(shape, float_type(x))
        for tap in taps(rows, cols):
            y[tap.windows] += batch[tap.pixels]
        y /= _real_pixels(rows, cols).astype(y.dtype)
    return y if x.ndim == 4 else y[0]


def pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    size: int,
    *,
    stride: int | None = None,
    padding: Padding = "valid",
    mode: str = "max",
) -> Array:
    """The gradient dx of a loss, from its gradient ``dy`` with respect to ``pool2d(x, ...)``.

    Of a maximum the whole gradient goes to the pixel that won, on a tie to the first in row-major
    order (as TensorFlow does on a CPU); of a mean every real pixel gets an equal share. ``dx`` has
    the shape of ``x``.
    Raises ``ValueError`` as ``pool2d`` does, and for another shape of ``dy``.
    """
    x, rows, cols = prepare(x, size, stride=stride, padding=padding, mode=mode)
    batch = as_batch(x)
    dy = floats("dy", dy)
    expected = (*x.shape[:-3], rows.windows, cols.windows, x.shape[-1])
    if dy.shape != expected:
        raise ValueError(f"dy: expected the shape {expected}, received {dy.shape}")
    dy = as_batch(dy)

    dx = np.zeros(batch.shape, float_type(x, dy))
    if mode == "max":
        winners = _winners(batch, rows, cols)
        for number, tap in enumerate(taps(rows, cols)):
            dx[tap.pixels] += dy[tap.windows] * (winners[tap.windows] == number)
    else:
        share = dy / _real_pixels(rows, cols).astype(dy.dtype)
        for tap in taps(rows, cols):
            dx[tap.pixels] += share[tap.windows]
    return dx.reshape(x.shape)


def prepare(
    x: ArrayLike, size: int, *, stride: int | None, padding: Padding, mode: str
) -> tuple[Array, Axis, Axis]:
    """The input as an array and the windows along its rows and columns, or ``ValueError``."""
    x = pictures(x)
    size = whole("size", size, least=1)
    stride = size if stride is None else whole("stride", stride, least=1)
    one_of("mode", mode, ("max", "average"))
    if not isinstance(padding, str):
        whole("padding", padding, least=0, most=size - 1)
    rows, cols = (lay(n, size, padding=padding, stride=stride, dilation=1) for n in x.shape[-3:-1])
    return x, rows, cols


def _real_pixels(rows: Axis, cols: Axis) -> Array:
    """How many real pixels each window holds: (H', W', 1)."""
    down, across = (
        np.array([sum(0 <= cell < axis.n for cell in axis.cells(o)) for o in range(axis.windows)])
        for axis in (rows, cols)
    )
    return np.outer(down, across)[..., np.newaxis]


def _winners(batch: Array, rows: Axis, cols: Axis) -> Array:
    """For each window the number of the tap, counted in row-major order, that holds its maximum."""
    shape = (len(batch), rows.windows, cols.windows, batch.shape[3])
    best = np.zeros(shape, batch.dtype)
    winners = np.full(shape, -1)
    for number, tap in enumerate(taps(rows, cols)):
        pixels = batch[tap.pixels]
        better = (winners[tap.windows] < 0) | (pixels > best[tap.windows])
        best[tap.windows] = np.where(better, pixels, best[tap.windows])
        winners[tap.windows] = np.where(better, number, winners[tap.windows])
    return winners
