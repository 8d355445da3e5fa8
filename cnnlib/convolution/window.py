"""One window of a convolution or a pooling, followed step by step."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import float_type, whole
from cnnlib.convolution.axis import Axis
from cnnlib.convolution.inputs import cut, pictures, prepare
from cnnlib.convolution.pool import prepare as prepare_pooling
from cnnlib.geometry import Padding

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Window:
    """How one number in the output of a convolution comes about.

    ``rows`` and ``cols`` are where the window lies in the picture without padding; a place below 0
    or beyond the picture is padding. ``values``, ``weights`` and ``products`` are (f_h, f_w, C),
    ``channel_sums`` is ``(C,)``, and ``total`` is the sum of those plus ``bias``.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    values: Array
    weights: Array
    products: Array
    channel_sums: Array
    bias: float
    total: float


def trace(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    row: int,
    col: int,
    filter: int = 0,  # noqa: A002
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
) -> Window:
    """The products and sums behind ``conv2d(x, w, b, ...)[row, col, filter]``.

    ``x`` is one picture ``(H, W, C)``. Raises ``ValueError`` as ``conv2d`` does, and for a row,
    column or filter that the output does not have.
    """
    picture = _one_picture(x)
    setting = prepare(picture, w, b, stride=stride, padding=padding, dilation=dilation)
    rows, cols = _cells("row", row, setting.rows), _cells("col", col, setting.cols)
    number = whole("filter", filter, least=0, most=setting.w.shape[3] - 1)

    values: Array = _under(picture, rows, cols).astype(setting.type)
    weights: Array = setting.w[..., number].astype(setting.type)
    products = values * weights + 0.0  # 0.0 turns −0 into 0
    channel_sums = products.sum(axis=(0, 1))
    bias = 0.0 if setting.b is None else float(setting.b[number])
    total = float(channel_sums.sum()) + bias
    return Window(tuple(rows), tuple(cols), values, weights, products, channel_sums, bias, total)


@dataclass(frozen=True, eq=False)
class PoolWindow:
    """How one number in the output of a pooling comes about.

    ``rows`` and ``cols`` are where the window lies in the picture, as in ``Window``. ``values`` are
    the pixels ``(size, size)``, NaN where ``real`` is false, which is padding. ``winner`` is the
    row and column in the picture of the maximum, the first on a tie; ``None`` for an average.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    values: Array
    real: NDArray[np.bool_]
    winner: tuple[int, int] | None
    result: float


def pool_trace(
    x: ArrayLike,
    size: int,
    *,
    row: int,
    col: int,
    channel: int = 0,
    stride: int | None = None,
    padding: Padding = "valid",
    mode: str = "max",
) -> PoolWindow:
    """The pixels behind ``pool2d(x, size, ...)[row, col, channel]``, and the one that won.

    ``x`` is one picture ``(H, W, C)``. Raises ``ValueError`` as ``pool2d`` does, and for a row,
    column or channel that the output does not have.
    """
    picture = _one_picture(x)
    _, row_axis, col_axis = prepare_pooling(picture, size, stride=stride, padding=padding, mode=mode)
    rows, cols = _cells("row", row, row_axis), _cells("col", col, col_axis)
    channel = whole("channel", channel, least=0, most=picture.shape[2] - 1)

    values = _under(picture, rows, cols)[..., channel].astype(float_type(picture))
    real = np.outer(_inside(rows, row_axis), _inside(cols, col_axis))
    if mode == "average":
        winner, result = None, float(values[real].mean())
    else:
        places = np.argwhere(real)  # in row-major order, so that the first maximum wins
        i, j = places[np.argmax(values[real])]
        winner, result = (rows[i], cols[j]), float(values[i, j])
    return PoolWindow(tuple(rows), tuple(cols), np.where(real, values, np.nan), real, winner, result)


def _one_picture(x: ArrayLike) -> Array:
    picture = pictures(x)
    if picture.ndim != 3:
        raise ValueError(f"x: expected one picture (H, W, C), received the shape {picture.shape}")
    return picture


def _cells(name: str, window: int, axis: Axis) -> range:
    return axis.cells(whole(name, window, least=0, most=axis.windows - 1))


def _under(picture: Array, rows: range, cols: range) -> Array:
    part = cut(picture, rows[0], rows[-1] + 1, cols[0], cols[-1] + 1)
    return part[:: rows.step, :: cols.step]


def _inside(cells: range, axis: Axis) -> list[bool]:
    return [0 <= cell < axis.n for cell in cells]
