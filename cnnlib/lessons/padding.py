"""Padding and strides: where the windows fall, how many there are, and which pixels they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib import images
from cnnlib.convolution import conv2d
from cnnlib.geometry import Padding, pixel_usage
from cnnlib.lessons.axis import Axis, axis_along, refusal
from cnnlib.options import Matrix, Options, choice, fields_of, matrix, random_seed, whole

GUIDE: Matrix = (
    (2, 3, 7, 4, 6, 2, 9),
    (6, 6, 9, 8, 7, 4, 3),
    (3, 4, 8, 3, 8, 9, 7),
    (7, 8, 3, 6, 6, 3, 4),
    (4, 2, 1, 8, 3, 4, 6),
    (3, 2, 4, 1, 9, 8, 3),
    (0, 1, 3, 9, 2, 1, 4),
)
GUIDE_FILTER: Matrix = ((3, 4, 4), (1, 0, 2), (-1, 0, 3))
ONES: Matrix = ((1,),)
NUMBERS = {"digits": GUIDE, "all 1": ONES}
FILTERS = {"all 1": ONES, "the guide's": GUIDE_FILTER}

MOST_DRAWN_CELLS = 36**2
MOST_DRAWN_PRODUCTS = 20_000

Array = NDArray[Any]


@dataclass(frozen=True)
class PaddingOptions(Options):
    """The whole state of the lesson, as its link carries it.

    `p` counts when `padding` is "number". `numbers` and `weights` are repeated, or cut, to n×n and f×f.
    `layers` and `side` belong to the tower of equal layers.
    """

    n: int = whole(6, 1, 12, label="Input")
    f: int = whole(3, 1, 7, label="Filter")
    padding: str = choice("number", ("number", "valid", "same", "full"), label="Kind of padding")
    p: int = whole(1, 0, 6, label="Padding")
    stride: int = whole(2, 1, 4, label="Stride")
    dilation: int = whole(1, 1, 4, label="Dilation")
    numbers: Matrix = matrix(GUIDE, rows=(1, 12), cols=(1, 12), low=-999, high=999, label="Numbers")
    weights: Matrix = matrix(ONES, rows=(1, 7), cols=(1, 7), low=-99, high=99, label="Filter")
    at: int = whole(0, 0, 575, label="Position")
    layers: int = whole(5, 1, 12, label="Layers")
    side: int = whole(32, 1, 256, label="Picture")
    picture: str = choice("temple", (*images.samples(), "mine"), label="Picture")
    quiz: int = random_seed()


# What each chip sets. The more special come first, so that they are recognised.
PRESETS: dict[str, dict[str, Any]] = {
    "guide": {
        "n": 7,
        "f": 3,
        "padding": "valid",
        "stride": 2,
        "dilation": 1,
        "numbers": GUIDE,
        "weights": GUIDE_FILTER,
    },
    "even": {"n": 6, "f": 4, "padding": "same", "stride": 1, "dilation": 1},
    "dilated": {"n": 7, "f": 3, "padding": "valid", "stride": 1, "dilation": 2},
    "stride": {"n": 6, "f": 3, "padding": "number", "p": 1, "stride": 2, "dilation": 1},
    "valid": {"padding": "valid", "stride": 1, "dilation": 1},
    "same": {"padding": "same", "stride": 1, "dilation": 1},
    "full": {"padding": "full", "stride": 1, "dilation": 1},
}


def with_preset(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a figure sent, with the name of a chip replaced by the fields it stands for."""
    others = {name: value for name, value in fields.items() if name != "preset"}
    return {**PRESETS.get(fields.get("preset", ""), {}), **others}


def preset_of(options: PaddingOptions) -> str:
    """The name of the preset that the options are, or nothing."""
    return next((name for name, fields in PRESETS.items() if options.replace(**fields) == options), "")


def limits() -> dict[str, tuple[int, int]]:
    """The lowest and highest p, d, f and n there are."""
    kinds = {name: field.kind for name, field in fields_of(PaddingOptions).items()}
    letters = {"p": "p", "d": "dilation", "f": "f", "n": "n"}
    return {letter: (kinds[name].low, kinds[name].high) for letter, name in letters.items()}


def padding_of(options: PaddingOptions) -> Padding:
    """The padding as the library takes it: a number or its name."""
    return options.p if options.padding == "number" else options.padding


def axis_of(options: PaddingOptions, n: int | None = None) -> Axis:
    """The windows along an axis of `n` cells, by default the board's."""
    return axis_along(
        options.n if n is None else n,
        options.f,
        padding=padding_of(options),
        stride=options.stride,
        dilation=options.dilation,
    )


@dataclass(frozen=True)
class Board:
    """The numbers x (n, n), the filter (f, f), x with its padding, and y (size, size) or a refusal."""

    axis: Axis
    x: Array
    weights: Array
    padded: Array
    y: Array | None
    refusal: str

    @property
    def drawn(self) -> bool:
        """Whether its windows are few enough to be drawn with all their numbers."""
        products = 0 if self.y is None else self.y.size * self.weights.size
        return self.padded.size <= MOST_DRAWN_CELLS and products <= MOST_DRAWN_PRODUCTS


def board_of(options: PaddingOptions) -> Board:
    """The small convolution of the options; where no window fits, a sentence in its place."""
    axis = axis_of(options)
    x, weights = tiled(options.numbers, options.n), tiled(options.weights, options.f)
    padded = np.pad(x, (axis.before, axis.after))
    if axis.size is None:
        return Board(axis, x, weights, padded, None, refusal(axis, limits()))
    return Board(axis, x, weights, padded, slide(x, weights, options, padding_of(options)), "")


def symmetric_twin(options: PaddingOptions) -> Array:
    """The output with the larger part of a lopsided padding on every side, as PyTorch pads."""
    x, weights = tiled(options.numbers, options.n), tiled(options.weights, options.f)
    return slide(x, weights, options, axis_of(options).after)


def slide(x: Array, weights: Array, options: PaddingOptions, padding: Padding) -> Array:
    """The weights over one channel (H, W), with the stride and dilation of the options."""
    y: Array = conv2d(
        x[..., None],
        weights[..., None, None],
        stride=options.stride,
        padding=padding,
        dilation=options.dilation,
    )
    return y[..., 0]


def tiled(values: ArrayLike, side: int) -> Array:
    """The numbers repeated, or cut, to (side, side)."""
    array = np.asarray(values, dtype=float)
    rows, columns = (np.arange(side) % length for length in array.shape)
    tiles: Array = array[np.ix_(rows, columns)]
    return tiles


@dataclass(frozen=True)
class Usage:
    """In how many windows each pixel takes part, (n, n): without padding at stride 1, and as set."""

    plain: Array | None
    now: Array | None


def usage_of(options: PaddingOptions) -> Usage:
    """Both counts for the filter and the dilation of the options; None where no window fits."""
    return Usage(_usage(options.replace(padding="valid", stride=1)), _usage(options))


def _usage(options: PaddingOptions) -> Array | None:
    if axis_of(options).size is None:
        return None
    return pixel_usage(
        options.n,
        options.f,
        padding=padding_of(options),
        stride=options.stride,
        dilation=options.dilation,
    )


def follow(options: PaddingOptions, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What an edit of the board means: its padding is cut off, and known numbers get their name back.

    A board of another size than the one that is shown comes too late and is left out.
    """
    changes = dict(fields)
    axis = axis_of(options)
    if "numbers" in fields:
        board = np.array(fields["numbers"], dtype=float)
        inside = slice(axis.before, axis.before + axis.n)
        if board.shape == (axis.padded, axis.padded):
            changes["numbers"] = _known(board[inside, inside], NUMBERS)
        else:
            del changes["numbers"]
    if "weights" in fields:
        changes["weights"] = _known(np.array(fields["weights"], dtype=float), FILTERS)
    return changes


def _known(values: Array, sources: Mapping[str, Matrix]) -> Any:
    """The source that `values` are a cut of, which makes the link short; otherwise the values."""
    same = (source for source in sources.values() if np.array_equal(tiled(source, len(values)), values))
    return next(same, values)
