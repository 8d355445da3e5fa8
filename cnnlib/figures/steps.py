"""Every position of a window as a step of the board: what it reads, the products, the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.convolution import conv2d, pool2d, pool_trace, trace
from cnnlib.figures.scene import Item, numbers
from cnnlib.geometry import resolve_padding

Array = NDArray[Any]


def convolution_steps(
    x: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: int = 1,
    padding: str | int = "valid",
    dilation: int = 1,
    boards: tuple[str, Sequence[str], str] = ("x", ("w",), "y"),
    names: Sequence[str] = (),
    activation: tuple[str, Callable[[float], float]] | None = None,
) -> list[Item]:
    """The steps of `conv2d(x, w, b)`, filter by filter, row by row.

    x (H, W, C), w (f_h, f_w, C, K). `boards` names the input board, one board for each filter and
    the output board, whose sheets are the K outputs. Cells are counted from the corner of the
    padded input, as the board shows it. `names` are the channels' names, `activation` is a word and
    a function that is applied to each sum.
    """
    x_board, w_boards, y_board = boards
    f_h, f_w, depth, filters = w.shape
    settings: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dilation}
    top = resolve_padding(padding, x.shape[0], f_h, stride=stride, dilation=dilation)[0]
    left = resolve_padding(padding, x.shape[1], f_w, stride=stride, dilation=dilation)[0]
    rows, columns, _ = conv2d(x, w, **settings).shape
    weights = [[c, i, j] for c in range(depth) for i in range(f_h) for j in range(f_w)]
    area = f_h * f_w
    steps = []
    for k in range(filters):
        for row in range(rows):
            for column in range(columns):
                window = trace(x, w, b, row=row, col=column, filter=k, **settings)
                total = numbers(window.total)
                step: Item = {
                    "x": x_board,
                    "w": w_boards[k],
                    "y": [y_board, k, row, column],
                    "reads": [
                        [c, int(r) + top, int(s) + left]
                        for c in range(depth)
                        for r in window.rows
                        for s in window.cols
                    ],
                    "weights": weights,
                    "terms": _terms(window.values, window.weights, window.products),
                    "total": total,
                    "result": total,
                    "dilation": dilation,
                }
                if depth > 1:
                    sums = numbers(window.channel_sums)
                    step["groups"] = [
                        {
                            "name": names[c] if names else f"channel {c + 1}",
                            "from": c * area,
                            "to": (c + 1) * area,
                            "sum": sums[c],
                        }
                        for c in range(depth)
                    ]
                if b is not None:
                    step["bias"] = numbers(window.bias)
                if activation is not None:
                    word, function = activation
                    step["activation"] = word
                    step["result"] = numbers(function(float(window.total)))
                steps.append(step)
    return steps


def _terms(*volumes: Array) -> list[list[Any]]:
    """(f_h, f_w, C) volumes as one list of [value, weight, product], channel by channel."""
    flat = [np.moveaxis(np.asarray(volume), -1, 0).ravel() for volume in volumes]
    terms: list[list[Any]] = numbers(np.stack(flat, axis=-1))
    return terms


def pooling_steps(
    x: Array,
    size: int,
    *,
    stride: int | None = None,
    padding: str | int = "valid",
    mode: str = "max",
    boards: tuple[str, str] = ("x", "y"),
) -> list[Item]:
    """The steps of `pool2d(x, size)`: the numbers of each window and the one that wins, or their mean.

    x (H, W, C). Padding cells take no part, so a window at the border has fewer numbers.
    """
    x_board, y_board = boards
    settings: dict[str, Any] = {"stride": stride, "padding": padding, "mode": mode}
    pace = size if stride is None else stride
    top = resolve_padding(padding, x.shape[0], size, stride=pace)[0]
    left = resolve_padding(padding, x.shape[1], size, stride=pace)[0]
    rows, columns, depth = pool2d(x, size, **settings).shape
    steps = []
    for c in range(depth):
        for row in range(rows):
            for column in range(columns):
                window = pool_trace(x, size, row=row, col=column, channel=c, **settings)
                places = [(r, s) for r in window.rows for s in window.cols]
                values = np.asarray(window.values).ravel()
                real = np.flatnonzero(window.real)
                step: Item = {
                    "x": x_board,
                    "y": [y_board, c, row, column],
                    "reads": [[c, places[n][0] + top, places[n][1] + left] for n in real],
                    "terms": [[numbers(values[n])] for n in real],
                    "result": numbers(window.result),
                    "reading": "max" if mode == "max" else "mean",
                }
                if window.winner is not None:
                    step["winner"] = [places[n] for n in real].index(window.winner)
                steps.append(step)
    return steps
