"""Volumes and layers: filters as deep as their input, a bias each, and an activation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.activations import ACTIVATIONS
from cnnlib.convolution import conv2d
from cnnlib.lessons.edges import BRIGHT_TO_DARK, DARK_TO_BRIGHT, GUIDE
from cnnlib.lessons.layer_size import LayerSize
from cnnlib.options import Matrix, Options, choice, matrix, pair, random_seed, whole

Array = NDArray[Any]

COLOURS = ("red", "green", "blue")
SIDE = 6
MOST_FILTERS = 4
PICTURE_SIDE = 200

NOTHING: Matrix = ((0,) * SIDE,) * SIDE
GREEN: Matrix = (
    (2, 1, 0, 3, 1, 2),
    (0, 3, 2, 1, 4, 0),
    (1, 2, 5, 0, 2, 1),
    (4, 0, 1, 2, 0, 3),
    (1, 2, 0, 1, 5, 1),
    (0, 1, 3, 2, 1, 4),
)
BLUE: Matrix = (
    (1, 0, 2, 1, 0, 1),
    (2, 1, 0, 4, 1, 2),
    (0, 2, 1, 1, 3, 0),
    (1, 5, 0, 2, 1, 1),
    (3, 0, 2, 0, 1, 2),
    (1, 1, 0, 3, 2, 0),
)
GUIDE_VOLUME: Matrix = GUIDE + GREEN + BLUE
RED_BESIDE_BLUE: Matrix = BRIGHT_TO_DARK + NOTHING + DARK_TO_BRIGHT
WHITE_BESIDE_BLACK: Matrix = BRIGHT_TO_DARK * 3
BOARDS = {
    "guide": GUIDE_VOLUME,
    "red-blue": RED_BESIDE_BLUE,
    "white-black": WHITE_BESIDE_BLACK,
}

_ZERO: Matrix = ((0, 0, 0),) * 3
_BLANK = _ZERO * 3
_VERTICAL: Matrix = ((1, 0, -1),) * 3
_HORIZONTAL: Matrix = ((1, 1, 1), (0, 0, 0), (-1, -1, -1))


def _middle(weight: float) -> Matrix:
    return ((0, 0, 0), (0, weight, 0), (0, 0, 0))


PRESETS: dict[str, Matrix] = {
    "red": _VERTICAL + _ZERO + _ZERO,
    "all": _VERTICAL * 3,
    "horizontal": _HORIZONTAL * 3,
    "grey": _middle(0.3) + _middle(0.59) + _middle(0.11),
    "red-green": _middle(1) + _middle(-1) + _ZERO,
    "sum": (((1,) * 3,) * 3) * 3,
}


def _preset(k: int, default: str) -> str:
    return choice(default, (*PRESETS, "custom"), label=f"Filter {k}")


@dataclass(frozen=True)
class VolumesOptions(Options):
    """The whole state of the lesson, as its link carries it.

    A volume is a matrix with its channels below one another: 18×6 for `numbers`, 9×3 for the
    filters `w1` to `w4`. These count where `f1` to `f4` are custom, `numbers` where `board` is own.
    `at` runs over the output cells, filter by filter, so it also says which filter is looked at.
    """

    board: str = choice("guide", (*BOARDS, "photo", "own"), label="Numbers")
    numbers: Matrix = matrix(GUIDE_VOLUME, rows=(18, 18), cols=(6, 6), low=-999, high=999, label="Numbers")
    filters: int = whole(2, 1, MOST_FILTERS, label="Filters")
    f1: str = _preset(1, "red")
    f2: str = _preset(2, "all")
    f3: str = _preset(3, "horizontal")
    f4: str = _preset(4, "grey")
    w1: Matrix = matrix(_BLANK, rows=(9, 9), cols=(3, 3), low=-99, high=99, label="Filter 1")
    w2: Matrix = matrix(_BLANK, rows=(9, 9), cols=(3, 3), low=-99, high=99, label="Filter 2")
    w3: Matrix = matrix(_BLANK, rows=(9, 9), cols=(3, 3), low=-99, high=99, label="Filter 3")
    w4: Matrix = matrix(_BLANK, rows=(9, 9), cols=(3, 3), low=-99, high=99, label="Filter 4")
    biases: Matrix = matrix(((2, 0, 0, 0),), rows=(1, 1), cols=(4, 4), low=-9999, high=9999, label="Biases")
    activation: str = choice("relu", tuple(ACTIVATIONS), label="Activation")
    view: str = choice("stack", ("stack", "spread"), label="Volumes")
    at: int = whole(0, 0, 63, label="Position")
    picture: str = choice("macaw", (*images.samples(), "mine"), label="Picture")
    lens: tuple[int, int] = pair((33, 79), low=0, high=PICTURE_SIDE, label="Lens")
    zoom: int = choice(1, (1, 2, 4, 8), label="Zoom")
    show: str = choice("z", ("z", "a"), label="Show")
    size: int = whole(3, 1, 11, label="Filter side")
    channels: int = whole(3, 1, 64, label="Channels")
    kernels: int = whole(10, 1, 64, label="Filters")
    side: int = whole(64, 16, 256, label="Picture side")
    mix_side: int = whole(28, 1, 224, label="Volume side")
    mix_in: int = whole(192, 1, 1024, label="Channels")
    mix_out: int = whole(32, 1, 1024, label="Filters")
    column: Matrix = matrix(
        ((3,), (0,), (2,), (5,), (1,), (4,)), rows=(6, 6), cols=(1, 1), low=-999, high=999, label="Column"
    )
    mixer: Matrix = matrix(
        ((1, 0), (0, 1), (0, 1), (-1, 0), (0, -1), (2, 1)),
        rows=(6, 6),
        cols=(2, 2),
        low=-99,
        high=99,
        label="1×1 filters",
    )
    mix_biases: Matrix = matrix(((0, -3),), rows=(1, 1), cols=(2, 2), low=-999, high=999, label="Biases")
    quiz: int = random_seed()


def follow(options: VolumesOptions, fields: dict[str, Any], x: Array) -> dict[str, Any]:
    """What an edit in the figure brings with it; `x` is the volume (H, W, 3) on the board.

    Sheets come back one after the other and are laid below one another; an edited filter becomes
    custom, edited numbers the learner's own, and a moved lens shows the photograph. What becomes
    the learner's own starts from the numbers shown.
    """
    changes = dict(fields)
    for k in range(1, MOST_FILTERS + 1):
        preset, weights = f"f{k}", f"w{k}"
        if weights in fields:
            changes[weights] = _below_one_another(fields[weights])
            changes[preset] = "custom"
        elif fields.get(preset) == "custom":
            changes[weights] = filter_matrix(options, k)
        elif preset in fields:
            changes[weights] = _BLANK
    if "numbers" in fields:
        changes["numbers"] = _below_one_another(fields["numbers"])
        changes["board"] = "own"
    elif fields.get("board") == "own":
        changes["numbers"] = _below_one_another(np.moveaxis(x, -1, 0).tolist())
    elif "board" in fields:
        changes["numbers"] = GUIDE_VOLUME
    if "lens" in fields:
        changes["board"] = "photo"
    if "biases" in fields:
        shown = list(fields["biases"][0])
        changes["biases"] = [[*shown, *options.biases[0][len(shown) :]]]
    return changes


def _below_one_another(sheets: Any) -> Any:
    return [row for sheet in sheets for row in sheet]


def as_volume(rows: Matrix) -> Array:
    """A matrix with three channels below one another as (H, W, 3)."""
    stacked = np.array(rows, dtype=float)
    return np.moveaxis(stacked.reshape(3, -1, stacked.shape[1]), 0, -1)


def filter_matrix(options: VolumesOptions, k: int) -> Matrix:
    """Filter k (from 1) as a 9×3 matrix, its channels below one another."""
    preset: str = getattr(options, f"f{k}")
    own: Matrix = getattr(options, f"w{k}")
    return PRESETS.get(preset, own)


def weights_of(options: VolumesOptions) -> Array:
    """The K filters as (3, 3, 3, K)."""
    numbers = [as_volume(filter_matrix(options, k)) for k in range(1, options.filters + 1)]
    return np.stack(numbers, axis=-1)


def biases_of(options: VolumesOptions) -> Array:
    """The K biases."""
    return np.array(options.biases[0][: options.filters], dtype=float)


@dataclass(frozen=True)
class Layer:
    """One layer: x (H, W, 3), w (3, 3, 3, K), b (K,), z = x ∗ w + b and a = g(z), both (H − 2, W − 2, K)."""

    x: Array
    w: Array
    b: Array
    z: Array
    a: Array


def apply_layer(options: VolumesOptions, x: Array) -> Layer:
    """The layer of the options over a volume (H, W, 3) of at least 3×3; a smaller one is a ValueError."""
    w, b = weights_of(options), biases_of(options)
    z = conv2d(x.astype(float), w, b)
    return Layer(x, w, b, z, ACTIVATIONS[options.activation].function(z))


def lens_corner(options: VolumesOptions, picture: Array) -> tuple[int, int]:
    """The lens's upper left pixel, moved inside the picture (H, W, 3) where the link points beyond it."""
    row, column = options.lens
    return (
        max(0, min(row, picture.shape[0] - SIDE)),
        max(0, min(column, picture.shape[1] - SIDE)),
    )


def small_volume(options: VolumesOptions, picture: Array) -> Array:
    """The volume on the board: the example, the learner's own, or the 6×6×3 pixels under the lens."""
    if options.board == "photo" and min(picture.shape[:2]) >= 3:
        row, column = lens_corner(options, picture)
        return picture[row : row + SIDE, column : column + SIDE].astype(float)
    return as_volume(BOARDS.get(options.board, options.numbers))


def pictured(options: VolumesOptions) -> VolumesOptions:
    """Only what `picture_layer` depends on, all else as the page opens: the same for many states."""
    ranks = range(1, MOST_FILTERS + 1)
    names = ["filters", "biases", "show", *(f"f{k}" for k in ranks), *(f"w{k}" for k in ranks)]
    if options.show == "a":
        names.append("activation")
    return VolumesOptions(**{name: getattr(options, name) for name in names})


def picture_layer(options: VolumesOptions, picture: Array) -> Array | None:
    """The layer's z or a, whichever is shown, over the picture (H, W, 3); None where no filter fits in."""
    if min(picture.shape[:2]) < 3:
        return None
    layer = apply_layer(options, picture)
    return layer.z if options.show == "z" else layer.a


def counted(options: VolumesOptions) -> LayerSize:
    """The layer whose parameters are counted."""
    return LayerSize(options.side, options.size, options.channels, options.kernels)


def mixing(options: VolumesOptions) -> LayerSize:
    """The layer of 1×1 filters."""
    return LayerSize(options.mix_side, 1, options.mix_in, options.mix_out)


def mix_column(options: VolumesOptions) -> Layer:
    """Two 1×1 filters over one column of six channels: x (1, 1, 6), w (1, 1, 6, 2)."""
    x = np.array(options.column, dtype=float).reshape(1, 1, -1)
    w = np.array(options.mixer, dtype=float)[None, None]
    b = np.array(options.mix_biases[0], dtype=float)
    z = conv2d(x, w, b)
    return Layer(x, w, b, z, z)
