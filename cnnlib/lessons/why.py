"""Why convolutions: few connections, shared weights, and an answer that moves with its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.convolution import conv2d
from cnnlib.geometry import output_size
from cnnlib.lessons.connections import (
    Wiring,
    convolution_wiring,
    dense_wiring,
    random_weights,
)
from cnnlib.lessons.edges import GUIDE
from cnnlib.lessons.equivariance import Comparison, compare
from cnnlib.lessons.literals import literal
from cnnlib.options import Matrix, Options, choice, matrix, random_seed, whole

VERTICAL: Matrix = ((1, 0, -1),) * 3
CORNER: Matrix = (
    (0, 0, 0, 0, 0, 0, 0),
    (0, 9, 9, 9, 0, 0, 0),
    (0, 9, 0, 0, 0, 0, 0),
    (0, 9, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 0, 0, 0),
)
# ISO 3's preferred numbers: each about 1.26 times the one before, so that ten of them make 10 times.
SIDES = (16, 20, 25, 32, 40, 50, 64, 80, 100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000)
LAYERS = ("convolution", "dense")
PICTURE_SIDE = 240
DENSE_PICTURE_SIDE = 48
PIXELS_A_CELL = 10

Array = NDArray[Any]


@dataclass(frozen=True)
class WhyOptions(Options):
    """The whole state of the lesson, as its link carries it.

    `join`, `numbers` and `at` belong to the layer one can touch, `weights` is the filter of the
    whole page. `height` to `filters` are the sizes that are counted, `side` and `hidden` those that
    grow. `layer`, `spot`, `down` and `right` belong to the picture that moves.
    """

    join: str = choice("convolution", LAYERS, label="Joined by")
    numbers: Matrix = matrix(GUIDE, rows=(6, 6), cols=(6, 6), low=-99, high=99, label="Numbers")
    weights: Matrix = matrix(VERTICAL, rows=(3, 3), cols=(3, 3), low=-99, high=99, label="Filter")
    at: int = whole(0, 0, 15, label="Output")
    height: int = whole(32, 1, 2000, label="Height")
    width: int = whole(32, 1, 2000, label="Width")
    channels: int = whole(3, 1, 1024, label="Channels")
    f: int = whole(5, 1, 15, label="Filter size f")
    filters: int = whole(6, 1, 2048, label="Filters")
    side: int = choice(64, SIDES, label="Side of the picture")
    hidden: int = whole(1000, 1, 10_000, label="Hidden units")
    layer: str = choice("convolution", LAYERS, label="Layer")
    spot: Matrix = matrix(CORNER, rows=(7, 7), cols=(7, 7), low=-99, high=99, label="Picture")
    down: int = whole(1, -3, 3, label="Move down")
    right: int = whole(2, -3, 3, label="Move right")
    picture: str = choice("temple", (*images.samples(), "mine"), label="Picture")
    seed: int = random_seed()
    quiz: int = random_seed()


# --- the layer one can touch ----------------------------------------------------------------------


def wiring(options: WhyOptions) -> Wiring:
    """The 6×6 numbers joined to a 4×4 output by the filter, or every cell with every cell."""
    x, w = np.array(options.numbers), np.array(options.weights)
    convolution = convolution_wiring(x, w)
    if options.join == "convolution":
        return convolution
    return dense_wiring(x, convolution.shape, options.seed)


# --- counting -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """What a layer learns from `given` (H, W, C) to `wanted` (H', W', K), joined in two ways."""

    given: tuple[int, int, int]
    wanted: tuple[int, int, int]
    f: int

    @property
    def inputs(self) -> int:
        """H·W·C."""
        return _product(self.given)

    @property
    def outputs(self) -> int:
        """H'·W'·K."""
        return _product(self.wanted)

    @property
    def dense_weights(self) -> int:
        """Fully connected: one weight for each pair of an input and an output."""
        return self.inputs * self.outputs

    @property
    def dense_biases(self) -> int:
        """Fully connected: one bias for each output."""
        return self.outputs

    @property
    def dense(self) -> int:
        """Fully connected: (H·W·C + 1)·H'·W'·K."""
        return self.dense_weights + self.dense_biases

    @property
    def shared_weights(self) -> int:
        """Convolution: f·f·C for each filter."""
        return self.f * self.f * self.given[2] * self.wanted[2]

    @property
    def shared_biases(self) -> int:
        """Convolution: one bias for each filter."""
        return self.wanted[2]

    @property
    def shared(self) -> int:
        """Convolution: (f·f·C + 1)·K."""
        return self.shared_weights + self.shared_biases


def refusal(options: WhyOptions) -> str:
    """Why these sizes cannot be counted, or an empty text."""
    smallest = min(options.height, options.width)
    if options.f <= smallest:
        return ""
    return (
        f"A filter of {options.f} × {options.f} does not fit into {options.height} × {options.width} "
        f"pixels: it would reach over the edge at every place. Choose an f up to {smallest}, or a "
        "larger picture."
    )


def counts(options: WhyOptions) -> Counts:
    """The two counts for the chosen sizes, stride 1, no padding; ValueError when f does not fit."""
    rows, columns = (output_size(n, options.f) for n in (options.height, options.width))
    return Counts(
        (options.height, options.width, options.channels),
        (rows, columns, options.filters),
        options.f,
    )


@dataclass(frozen=True)
class Growth:
    """A square picture with `side` pixels: its numbers, and what `hidden` units would learn."""

    side: int
    channels: int
    hidden: int

    @property
    def features(self) -> int:
        """side·side·C input features."""
        return self.side * self.side * self.channels

    @property
    def weights(self) -> int:
        """Every feature joined to every hidden unit."""
        return self.features * self.hidden


def growth(options: WhyOptions) -> tuple[Growth, ...]:
    """The input features and the fully connected weights for every side in SIDES."""
    return tuple(Growth(side, options.channels, options.hidden) for side in SIDES)


# --- moving the picture ---------------------------------------------------------------------------


def movement_only(options: WhyOptions) -> WhyOptions:
    """The options that the movement depends on; the others as the page opens."""
    names = ("layer", "spot", "weights", "down", "right", "seed")
    return WhyOptions(**{name: getattr(options, name) for name in names})


def move_board(options: WhyOptions) -> Comparison:
    """The small 7×7 picture, moved, and the chosen layer's 5×5 answers."""
    return _move(options, np.array(options.spot), pace=1)


def move_picture(options: WhyOptions, grey: Array) -> Comparison | None:
    """The same for a grey picture (H, W), which moves by `pixels_a_cell` for each cell.

    None for a picture that is too thin for the filter.
    """
    if min(grey.shape) < len(options.weights):
        return None
    return _move(options, grey.astype(float), pace=pixels_a_cell(grey))


def pixels_a_cell(grey: Array) -> int:
    """How many pixels of a picture go for one cell of the board: up to 10, fewer in a small one."""
    return max(1, min(PIXELS_A_CELL, int(min(grey.shape)) // 16))


def _move(options: WhyOptions, x: Array, *, pace: int) -> Comparison:
    w = np.array(options.weights)
    shape = output_size(x.shape[0], w.shape[0]), output_size(x.shape[1], w.shape[1])
    down, right = pace * options.down, pace * options.right

    def convolution(picture: Array) -> Array:
        return conv2d(picture[..., None], w[..., None, None])[..., 0]

    if options.layer == "convolution":
        return compare(x, convolution, down=down, right=right)
    weights = random_weights(shape[0] * shape[1], x.size, options.seed)

    def dense(picture: Array) -> Array:
        return (weights @ picture.ravel().astype(np.float32)).astype(float).reshape(shape)

    return compare(x, dense, down=down, right=right)


# --- the same in code -----------------------------------------------------------------------------


def numpy_snippet(options: WhyOptions) -> str:
    """The convolution as a matrix, and both counts; leaves `y`, `dense` and `shared`."""
    return f"""import numpy as np

x = np.array({literal(options.numbers)})
w = np.array({literal(options.weights)})

# The convolution as a matrix: a row for each output, a column for each input.
matrix = np.zeros((4, 4, 6, 6))
for r in range(4):
    for c in range(4):
        matrix[r, c, r : r + 3, c : c + 3] = w
matrix = matrix.reshape(16, 36)
y = (matrix @ x.ravel()).reshape(4, 4)
print(y)

# The count, for any size: H × W × C numbers in, K filters of f × f × C.
{_sizes(options)}
out = (H - f + 1) * (W - f + 1) * K
dense = (H * W * C + 1) * out
shared = (f * f * C + 1) * K
print(f"{{dense:,}} against {{shared:,}} parameters")
"""


def keras_snippet(options: WhyOptions) -> str:
    """Real layers that count themselves; leaves `y`, `dense` and `shared`."""
    return f"""import numpy as np
from keras import layers

x = np.array({literal(options.numbers)}, dtype="float32")
w = np.array({literal(options.weights)}, dtype="float32")

# The small layer, joined in two ways.
small = layers.Conv2D(1, 3)
y = small(x[None, :, :, None])  # builds the layer
small.set_weights([w[:, :, None, None], np.zeros(1)])
y = np.array(small(x[None, :, :, None]))[0, :, :, 0]
joined = layers.Dense(4 * 4)
joined.build((None, 6 * 6))
print(joined.count_params(), "against", small.count_params())  # 592 against 10

# The count, for any size. The convolution is small enough to build at every size.
{_sizes(options)}
convolution = layers.Conv2D(K, f)
convolution.build((None, H, W, C))
shared = convolution.count_params()
inputs, outputs = H * W * C, (H - f + 1) * (W - f + 1) * K
dense = (inputs + 1) * outputs
if dense < 1_000_000:  # a small one can be built as well
    layer = layers.Dense(outputs)
    layer.build((None, inputs))
    assert layer.count_params() == dense
print(f"{{dense:,}} against {{shared:,}} parameters")
"""


def _sizes(options: WhyOptions) -> str:
    """The chosen sizes; those the page opens with where the filter does not fit."""
    if refusal(options):
        options = WhyOptions()
    values = (options.height, options.width, options.channels, options.f, options.filters)
    return f"H, W, C, f, K = {', '.join(map(str, values))}"


def _product(shape: tuple[int, int, int]) -> int:
    return shape[0] * shape[1] * shape[2]
