"""Where the windows of a convolution fall: sizes, padding and receptive fields, in whole numbers.

One axis at a time: ``n`` is the number of input cells along it, ``f`` the number of cells of the
filter, ``p`` the padding, ``s`` the stride and ``d`` the dilation. Height and width are two calls.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnlib.arguments import shown, whole

Padding: TypeAlias = int | str
"""A number of zeros on either side, or "valid" (none), "same", "full"."""


def output_size(n: int, f: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1) -> int:
    """How many windows fit along one axis.

    ⌊(n + 2p − d(f−1) − 1) / s⌋ + 1, with the sum of both sides in the place of 2p when they
    differ. Raises ``ValueError`` when not even one window fits.
    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016),
    relationship 15.
    """
    before, after = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    padded, extent = n + before + after, window_extent(f, dilation=dilation)
    if extent > padded:
        raise ValueError(
            f"window: expected to fit into {padded} cells ({n} and {before + after} of padding), "
            f"received f = {f} with dilation {dilation}, which spans {extent}"
        )
    return (padded - extent) // stride + 1


def window_extent(f: int, *, dilation: int = 1) -> int:
    """The cells from a window's first to its last, gaps included: d(f−1) + 1."""
    f = whole("f", f, least=1)
    dilation = whole("dilation", dilation, least=1)
    return dilation * (f - 1) + 1


def same_padding(n: int, f: int, *, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    """The padding ``(before, after)`` with which the output has ⌈n/s⌉ cells.

    P = max((⌈n/s⌉ − 1)·s + d(f−1) + 1 − n, 0) zeros are shared out, and the odd one goes after.
    Source: TensorFlow, tf.nn.convolution, "SAME" padding.
    """
    n = whole("n", n, least=1)
    stride = whole("stride", stride, least=1)
    extent = window_extent(f, dilation=dilation)
    windows = -(-n // stride)
    total = max((windows - 1) * stride + extent - n, 0)
    return total // 2, total - total // 2


def full_padding(f: int, *, dilation: int = 1) -> tuple[int, int]:
    """The padding with which every window that touches the input counts: d(f−1) on either side."""
    reach = window_extent(f, dilation=dilation) - 1
    return reach, reach


def resolve_padding(
    padding: Padding, n: int, f: int, *, stride: int = 1, dilation: int = 1
) -> tuple[int, int]:
    """The zeros ``(before, after)`` the input gets: "valid", "same", "full", or p on either side.

    Raises ``ValueError`` for any other padding, and for sizes that are no whole numbers from 1.
    """
    n = whole("n", n, least=1)
    stride = whole("stride", stride, least=1)
    full = full_padding(f, dilation=dilation)
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            return same_padding(n, f, stride=stride, dilation=dilation)
        if padding == "full":
            return full
        raise ValueError(
            "padding: expected 'valid', 'same', 'full' or a whole number of at least 0, "
            f"received {shown(padding)}"
        )
    p = whole("padding", padding, least=0)
    return p, p


def dropped(n: int, f: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1) -> int:
    """How many cells at the end of the padded input lie beyond the last window.

    This is what the floor in ``output_size`` throws away: (n + 2p − d(f−1) − 1) mod s.
    """
    windows = output_size(n, f, padding=padding, stride=stride, dilation=dilation)
    before, after = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    end_of_last = (windows - 1) * stride + window_extent(f, dilation=dilation)
    return n + before + after - end_of_last


def usage(n: int, f: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1) -> tuple[int, ...]:
    """In how many windows each of the ``n`` cells along one axis takes part."""
    windows = output_size(n, f, padding=padding, stride=stride, dilation=dilation)
    before, _ = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    counts = [0] * n
    for start in range(-before, windows * stride - before, stride):
        for cell in range(start, start + window_extent(f, dilation=dilation), dilation):
            if 0 <= cell < n:
                counts[cell] += 1
    return tuple(counts)


def pixel_usage(
    n: int, f: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1
) -> NDArray[np.int64]:
    """In how many windows each pixel of an n x n picture takes part, as ``(n, n)`` counts.

    A window is a choice of rows and a choice of columns, so the counts multiply: the corner of
    6 x 6 under 3 x 3 is used 1·1 times, the centre 3·3. Padding is not counted as a pixel.
    """
    along = np.array(usage(n, f, padding=padding, stride=stride, dilation=dilation), np.int64)
    return np.outer(along, along)


@dataclass(frozen=True)
class Layer:
    """The geometry of one convolution or pooling layer along one axis."""

    f: int
    stride: int = 1
    padding: Padding = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        resolve_padding(self.padding, 1, self.f, stride=self.stride, dilation=self.dilation)


def receptive_field(layers: Iterable[Layer]) -> int:
    """How many input cells along one axis one cell of the last layer's output depends on.

    r = 1 + Σ_l d_l(f_l − 1) · Π_{i<l} s_i; without layers a cell sees itself.
    Source: Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks,
    Distill (2019), equation 2.
    """
    field, jump = 1, 1
    for layer in layers:
        field += (window_extent(layer.f, dilation=layer.dilation) - 1) * jump
        jump *= layer.stride
    return field


def output_sizes_over_layers(n: int, layers: Iterable[Layer]) -> tuple[int, ...]:
    """The size along one axis before the first layer and after each one.

    Raises ``ValueError`` that names the first layer whose window does not fit.
    """
    sizes = [whole("n", n, least=1)]
    for number, layer in enumerate(layers, start=1):
        try:
            size = output_size(
                sizes[-1],
                layer.f,
                padding=layer.padding,
                stride=layer.stride,
                dilation=layer.dilation,
            )
        except ValueError as reason:
            raise ValueError(f"layer {number}: {reason}") from None
        sizes.append(size)
    return tuple(sizes)
