"""Convolution forward and backward.

For each row of the output, the numbers under its windows are copied side by side into a matrix, one
row a window (im2col); its product with the filters, one column a filter, is that row's responses.
Only a band of rows is laid out at a time, so that it stays in the processor's cache and memory
stays small. In small layers one row's product is too small for NumPy to share it among threads,
which is meant: on a busy machine, threads that wait for each other take a hundred times as long.
Source: Chellapilla, Puri and Simard, High performance convolutional neural networks for document
processing (2006), section 4.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import float_type, floats, numbers
from cnnlib.convolution.axis import taps
from cnnlib.convolution.inputs import Setting, as_batch, cut, prepare
from cnnlib.geometry import Padding

Array = NDArray[Any]

BAND_BYTES = 2**16, 2**21


def conv2d(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
) -> Array:
    """Lays K filters on every place of a picture and gives their responses.

    z[r, c, k] = Σ_i Σ_j Σ_m x[r·s + i·d − p, c·s + j·d − p, m] · w[i, j, m, k] + b[k], where x is 0
    outside the picture (cross-correlation).

    ``x`` is ``(H, W, C)`` or ``(N, H, W, C)``, ``w`` ``(f_h, f_w, C, K)``, ``b`` ``(K,)``; the
    result is ``(H', W', K)`` or ``(N, H', W', K)``. ``padding`` is "valid", "same" (TensorFlow's),
    "full" or a number of zeros on every side. float32 stays float32 when ``x`` and ``w`` both are;
    everything else is computed in float64, in which whole numbers are exact.

    Raises ``ValueError`` when the shapes do not fit together, when the window does not fit into the
    padded picture, and for a stride, padding or dilation that is no whole number in range.
    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 9.6.
    """
    setting = prepare(x, w, b, stride=stride, padding=padding, dilation=dilation)
    weights = setting.w.astype(setting.type, copy=False).reshape(-1, setting.w.shape[3])
    z = np.empty(setting.output_shape, setting.type)
    for image, band, windows in _bands(setting):
        np.matmul(windows, weights, out=z[image, band])
    if setting.b is not None:
        z += setting.b.astype(setting.type, copy=False)
    return z[0] if setting.single else z


def conv2d_backward(
    dz: ArrayLike,
    x: ArrayLike,
    w: ArrayLike,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
) -> tuple[Array, Array, Array]:
    """The gradients ``(dx, dw, db)`` of a loss, given ``dz``, its gradient with respect to z.

    db[k] is the sum of dz[r, c, k] over all windows, and dw[i, j, m, k] that of
    x[r·s + i·d − p, c·s + j·d − p, m] · dz[r, c, k]. Every pixel under a window collects
    w[i, j, m, k] · dz[r, c, k] from it; those sums are dx. A batch is summed over as well.

    ``dz`` has the shape of ``conv2d(x, w, ...)``; dx, dw and db have those of ``x``, ``w`` and
    ``(K,)``. Raises ``ValueError`` as ``conv2d`` does, and for another shape of ``dz``.
    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 9.11 and 9.13.
    """
    setting = prepare(x, w, stride=stride, padding=padding, dilation=dilation)
    dz = floats("dz", dz)
    expected = setting.output_shape[1:] if setting.single else setting.output_shape
    if dz.shape != expected:
        raise ValueError(f"dz: expected the shape {expected}, received {dz.shape}")
    number = float_type(setting.x, setting.w, dz)
    dz = as_batch(dz)
    weights = setting.w.astype(number, copy=False)

    dx = np.zeros(setting.x.shape, number)
    for tap in taps(setting.rows, setting.cols):
        dx[tap.pixels] += dz[tap.windows] @ weights[tap.row, tap.col].T
    dw = np.zeros((weights[..., 0].size, weights.shape[3]), number)
    for image, band, windows in _bands(setting):
        dw += (windows.transpose(0, 2, 1) @ dz[image, band]).sum(axis=0)
    db = dz.sum(axis=(0, 1, 2), dtype=number)
    return dx[0] if setting.single else dx, dw.reshape(weights.shape), db


def flip(w: ArrayLike) -> Array:
    """The filter turned by 180 degrees, its rows and columns both in reverse order.

    ``w`` is ``(f_h, f_w)`` or ``(f_h, f_w, C, K)``. The mathematician's convolution with w is the
    cross-correlation with ``flip(w)``.
    """
    weights = numbers("w", w)
    if weights.ndim < 2:
        raise ValueError(f"w: expected at least the axes (f_h, f_w), received {weights.shape}")
    return weights[::-1, ::-1].copy()


def _bands(setting: Setting) -> Iterator[tuple[int, slice, Array]]:
    """For each picture and band of output rows, the numbers under the windows: (rows, cols, taps).

    The next band overwrites them. They take at most half the memory of input and output, unless
    that is very little. The windows of a row lie together in memory tap by tap, since whole rows of
    a single channel can then be copied at a time.
    """
    rows, cols = setting.rows, setting.cols
    window = rows.f * cols.f * setting.x.shape[3]
    number = np.dtype(setting.type).itemsize
    in_and_out = setting.x.nbytes + number * math.prod(setting.output_shape)
    least, most = BAND_BYTES
    budget = min(max(in_and_out // 2, least), most)
    height = min(rows.windows, max(1, budget // (number * window * cols.windows)))
    memory = np.empty((height, window, cols.windows), setting.type)

    for image, picture in enumerate(setting.x):
        for first in range(0, rows.windows, height):
            band = slice(first, min(first + height, rows.windows))
            views = _windows(setting, picture, band)
            cells = memory[: len(views)]
            np.copyto(cells.reshape(views.shape), views)
            yield image, band, cells.transpose(0, 2, 1)


def _windows(setting: Setting, picture: Array, band: slice) -> Array:
    """The windows of a band of output rows, as a view (rows, f_h, f_w, C, cols)."""
    rows, cols = setting.rows, setting.cols
    top, bottom = rows.start(band.start), rows.start(band.stop - 1) + rows.extent
    left, right = cols.start(0), cols.start(cols.windows - 1) + cols.extent
    part = cut(picture, top, bottom, left, right)
    channels = np.ascontiguousarray(part.transpose(2, 0, 1), setting.type)
    views = sliding_window_view(channels, (rows.extent, cols.extent), axis=(1, 2))
    views = views[:, :: rows.stride, :: cols.stride, :: rows.dilation, :: cols.dilation]
    return views.transpose(1, 3, 4, 0, 2)
