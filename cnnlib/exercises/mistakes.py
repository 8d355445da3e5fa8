"""The mistakes that questions of one kind share, each with the number it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from cnnlib.convolution import conv2d
from cnnlib.exercises.numerals import say
from cnnlib.exercises.question import WrongNumber
from cnnlib.geometry import output_size
from cnnlib.options import Matrix

Mistakes = tuple[WrongNumber, ...]


def of_output_size(n: int, f: int, *, padding: int = 0, stride: int = 1) -> Mistakes:
    """Ways to miss ⌊(n + 2p − f)/s⌋ + 1; those that p = 0 or s = 1 make harmless are left out."""
    return tuple(_of_output_size(n, f, padding, stride))


def _of_output_size(n: int, f: int, p: int, s: int) -> Iterator[WrongNumber]:
    room = n + 2 * p - f
    answer = output_size(n, f, padding=p, stride=s)
    yield WrongNumber(
        "forgot the + 1",
        f"You counted the {room // s} jumps of the filter. It also stands at a place before the "
        "first jump: + 1.",
        answer - 1,
    )
    yield WrongNumber(
        "counted the cells",
        f"That is how many cells the whole output has, {answer} · {answer}. Asked is one side.",
        answer**2,
    )
    yield WrongNumber(
        "swapped input and filter",
        "You took the input from the filter. The filter moves inside the input: n + 2p − f.",
        (f + 2 * p - n) // s + 1,
    )
    if p:
        yield WrongNumber(
            "forgot the padding",
            f"You left the padding out. With p = {p} the filter moves over {n} + 2·{p} = {n + 2 * p} cells.",
            output_size(n, f, stride=s),
        )
        yield WrongNumber(
            "counted the padding once",
            f"You added p once. There are {p} cells before and {p} after: 2p = {2 * p}.",
            (n + p - f) // s + 1,
        )
    if s > 1:
        yield WrongNumber(
            "forgot the stride",
            f"You moved the filter one cell at a time. With s = {s} it jumps: divide by {s}.",
            output_size(n, f, padding=p),
        )
        yield WrongNumber(
            "divided before subtracting",
            f"You divided n + 2p alone by the stride. First subtract the filter, "
            f"{n + 2 * p} − {f} = {room}, then divide.",
            (n + 2 * p) // s - f + 1,
        )
    if room % s:
        yield WrongNumber(
            "rounded up",
            f"You rounded {room}/{s} up. The last jump would take the filter over the edge, so round down.",
            ceil(room / s) + 1,
        )
        yield WrongNumber(
            "kept the fraction",
            f"{room}/{s} is no whole number of jumps. The filter stops at the last whole one: round down.",
            room / s + 1,
        )


def of_same_padding(n: int, f: int) -> Mistakes:
    """Ways to miss (f − 1)/2 for an odd f and stride 1."""
    return (
        WrongNumber(
            "gave both sides together",
            f"f − 1 = {f - 1} cells are needed in all; p counts one side, so halve it.",
            f - 1,
        ),
        WrongNumber(
            "halved the filter",
            f"Half the filter is {say(f / 2)}, but its middle cell needs no padding: halve f − 1.",
            f / 2,
        ),
        WrongNumber(
            "counted the middle cell",
            "The middle cell of the filter lies on the border cell itself; only the cells beside "
            "it stick out.",
            (f + 1) / 2,
        ),
        WrongNumber(
            "left it without padding",
            f"Without padding the output has {n} − {f} + 1 = {n - f + 1} cells, fewer than {n}.",
            0,
        ),
        WrongNumber(
            "gave the output size",
            f"That is the size to be kept, n = {n}. Asked is the padding that keeps it.",
            n,
        ),
    )


def of_parameters(f: int, channels: int, filters: int, *, picture: int) -> Mistakes:
    """Ways to miss (f·f·C + 1)·K for a layer over a picture with `picture` cells on a side."""
    weights = f * f * channels
    answer = (weights + 1) * filters
    found = [
        WrongNumber(
            "gave weights without bias",
            f"Those are the weights alone. Each of the {filters} filters has a bias as well.",
            weights * filters,
        ),
        WrongNumber(
            "counted the bias once",
            f"You added one bias for the whole layer. Each of the {filters} filters has its own.",
            weights * filters + 1,
        ),
        WrongNumber(
            "counted one filter",
            f"That is one filter with its bias. The layer has {filters}.",
            weights + 1,
        ),
        WrongNumber(
            "counted every place",
            "You counted the filters again at every place. They slide, and keep their numbers: "
            "the size of the picture does not matter.",
            answer * (picture - f + 1) ** 2,
        ),
    ]
    if channels > 1:
        found += [
            WrongNumber(
                "forgot the channels",
                f"You counted one sheet of {f}·{f}. A filter is as deep as its input: "
                f"{f}·{f}·{channels} weights.",
                (f * f + 1) * filters,
            ),
            WrongNumber(
                "gave each channel a bias",
                f"You gave a bias to each of the {channels} channels. The channel sums are added "
                "first, then one bias for each filter.",
                (f * f + 1) * channels * filters,
            ),
        ]
    return tuple(found)


def of_one_cell(x: Matrix, w: Matrix, row: int, column: int) -> Mistakes:
    """Ways to miss the output cell (row, column), counted from 0, of `w` over `x`; row ≠ column."""
    picture, weights = np.array(x, dtype=float), np.array(w, dtype=float)
    height, width = weights.shape
    window = picture[row : row + height, column : column + width]

    def cell(filter_: np.ndarray, i: int, j: int) -> float:
        return float(conv2d(picture[..., None], filter_[..., None, None])[i, j, 0])

    return (
        WrongNumber(
            "forgot the signs",
            "You added everything up. A negative weight takes its product away.",
            cell(np.abs(weights), row, column),
        ),
        WrongNumber(
            "flipped the filter",
            "You turned the filter round first, as mathematicians do. Networks lay it on as it is.",
            cell(weights[::-1, ::-1], row, column),
        ),
        WrongNumber(
            "laid the filter on its side",
            "You swapped rows and columns of the filter.",
            cell(weights.T, row, column),
        ),
        WrongNumber(
            "swapped row and column",
            "That is the cell across the diagonal: the row is counted downwards, and comes first.",
            cell(weights, column, row),
        ),
        WrongNumber(
            "took one row only",
            f"You added up the first row of the window. All {height} rows count.",
            float((window[0] * weights[0]).sum()),
        ),
        WrongNumber(
            "forgot the filter",
            "You added up the window as it is. Multiply each number by the weight above it first.",
            float(window.sum()),
        ),
    )


def of_pooling(x: Matrix, size: int, stride: int, row: int, column: int, mode: str) -> Mistakes:
    """Ways to miss the pooled cell (row, column), counted from 0; row ≠ column, stride > 1."""
    picture = np.array(x, dtype=float)
    take = np.max if mode == "max" else np.mean

    def window(top: int, left: int) -> np.ndarray:
        return picture[top : top + size, left : left + size]

    here = window(row * stride, column * stride)
    shared = (
        WrongNumber(
            "stepped by one",
            f"You moved the window one cell at a time. With stride {stride} it jumps {stride}.",
            float(take(window(row, column))),
        ),
        WrongNumber(
            "swapped row and column",
            "That is the cell across the diagonal: the row is counted downwards, and comes first.",
            float(take(window(column * stride, row * stride))),
        ),
        WrongNumber("took the sum", "You added the window up, as a filter of ones does.", float(here.sum())),
        WrongNumber(
            "took the smallest",
            "That is the smallest number of the window.",
            float(here.min()),
        ),
    )
    if mode == "max":
        return (
            *shared,
            WrongNumber(
                "took the average",
                "That is the average of the window. Max pooling keeps its largest number.",
                float(here.mean()),
            ),
            WrongNumber(
                "looked at the whole board",
                "That is the largest number of the whole board. Look at one window only.",
                float(picture.max()),
            ),
        )
    return (
        *shared,
        WrongNumber(
            "took the largest",
            "That is the largest number of the window. Average pooling divides their sum by their count.",
            float(here.max()),
        ),
        WrongNumber(
            "divided by the side",
            f"You divided the sum by {size}. The window has {size}·{size} = {size * size} numbers.",
            float(here.sum() / size),
        ),
    )


def of_dense_weights(n: int, channels: int, side: int, depth: int, f: int) -> Mistakes:
    """Ways to miss the weights between n×n×channels and side×side×depth, all joined to all."""
    inputs, outputs = n * n * channels, side * side * depth
    return (
        WrongNumber(
            "added instead of multiplied",
            f"You added the two sizes. Each of the {say(outputs)} outputs has a weight for every input.",
            inputs + outputs,
        ),
        WrongNumber(
            "forgot the input's channels",
            f"You took one sheet of the input. All {channels} channels are joined.",
            n * n * outputs,
        ),
        WrongNumber(
            "forgot the output's depth",
            f"You took one sheet of the output. It has {depth}.",
            inputs * side * side,
        ),
        WrongNumber(
            "counted the biases as well",
            "You added a bias for each output. Asked are the weights alone.",
            inputs * outputs + outputs,
        ),
        WrongNumber(
            "counted the convolution",
            "That is what the convolution needs with its biases. Fully connected, nothing is shared.",
            (f * f * channels + 1) * depth,
        ),
        WrongNumber(
            "gave the number of outputs",
            f"Those are the outputs. Each has {say(inputs)} weights, one for every input.",
            outputs,
        ),
    )
