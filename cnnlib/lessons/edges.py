"""Edges and filters: one filter over a small board of numbers and over a photograph at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.convolution import flip
from cnnlib.filters import FILTERS, PARTNER, gradient
from cnnlib.lessons.learning_filter import answer, standardised
from cnnlib.lessons.literals import literal
from cnnlib.options import Matrix, Options, choice, flag, matrix, pair, random_seed, real, whole

GUIDE: Matrix = (
    (3, 0, 1, 2, 7, 4),
    (1, 5, 8, 9, 3, 1),
    (2, 7, 2, 5, 1, 3),
    (0, 1, 3, 1, 7, 8),
    (4, 2, 1, 6, 2, 8),
    (2, 4, 5, 2, 3, 9),
)
BRIGHT_TO_DARK: Matrix = ((10, 10, 10, 0, 0, 0),) * 6
DARK_TO_BRIGHT: Matrix = ((0, 0, 0, 10, 10, 10),) * 6
BOARDS = {"guide": GUIDE, "step": BRIGHT_TO_DARK, "dark-step": DARK_TO_BRIGHT}
PICTURE_SIDE = 320

Array = NDArray[Any]


@dataclass(frozen=True)
class EdgesOptions(Options):
    """The whole state of the lesson, as its link carries it.

    `board` says where the small numbers come from: the guide's 6×6, the bright-to-dark step or its
    twin, the photograph under the lens, or the learner's `own`. `weights` counts when `filter` is
    custom, `numbers` when `board` is own. `lens` is the (row, column) of the lens's upper left pixel.
    """

    board: str = choice("guide", ("guide", "step", "dark-step", "photo", "own"), label="Numbers")
    numbers: Matrix = matrix(GUIDE, rows=(1, 12), cols=(1, 12), low=-999, high=999, label="Numbers")
    filter: str = choice("vertical", (*FILTERS, "custom"), label="Filter")
    weights: Matrix = matrix(((1, 0, -1),) * 3, rows=(1, 7), cols=(1, 7), low=-99, high=99, label="Filter")
    flip: bool = flag(False, label="Flip the filter")
    picture: str = choice("temple", (*images.samples(), "mine"), label="Picture")
    lens: tuple[int, int] = pair((96, 130), low=0, high=PICTURE_SIDE, label="Lens")
    zoom: int = choice(1, (1, 2, 4, 8), label="Zoom")
    show: str = choice("response", ("response", "magnitude", "direction"), label="Show")
    at: int = whole(0, 0, 143, label="Position")
    goal: str = choice("sobel", (*FILTERS, "painted"), label="Hidden filter")
    painted: Matrix = matrix(
        ((0, 30, 30, 0),) * 4, rows=(1, 12), cols=(1, 12), low=-99, high=99, label="Painted edges"
    )
    rate: float = real(0.3, 0.01, 1.0, label="Learning rate")
    seed: int = random_seed()
    quiz: int = random_seed()


@dataclass(frozen=True)
class Board:
    """The small convolution: x (H, W), the filter as given and as applied (f_h, f_w), y or a refusal."""

    x: Array
    weights: Array
    applied: Array
    y: Array | None
    refusal: str


@dataclass(frozen=True)
class Response:
    """The filter over the photograph: values (H, W) of the kind shown, and the angle for a direction."""

    kind: Literal["response", "magnitude", "direction"]
    values: Array
    degrees: Array | None = None


def weights_of(options: EdgesOptions) -> Array:
    """The chosen filter (f_h, f_w), before any flip."""
    if options.filter == "custom":
        return np.array(options.weights, dtype=float)
    return np.array(FILTERS[options.filter], dtype=float)


def applied_weights(options: EdgesOptions) -> Array:
    """The filter that slides: turned by 180° when the mathematician's convolution is chosen."""
    weights = weights_of(options)
    return flip(weights) if options.flip else weights


def lens_side(options: EdgesOptions) -> int:
    """The lens covers 6×6 pixels, or more when the filter needs it for a 4×4 output."""
    return max(6, int(max(weights_of(options).shape)) + 3)


def lens_corner(options: EdgesOptions, picture: Array) -> tuple[int, int]:
    """The lens's upper left pixel, moved inside the picture (H, W) where the link points beyond it."""
    side = lens_side(options)
    row, column = options.lens
    return (
        max(0, min(row, picture.shape[0] - side)),
        max(0, min(column, picture.shape[1] - side)),
    )


def small_board(options: EdgesOptions, picture: Array) -> Board:
    """The board under the lens and the filter's answer to it; `picture` is (H, W) grey."""
    if options.board == "photo":
        row, column = lens_corner(options, picture)
        side = lens_side(options)
        x = picture[row : row + side, column : column + side].astype(float)
    else:
        x = np.array(BOARDS.get(options.board, options.numbers), dtype=float)
    weights, applied = weights_of(options), applied_weights(options)
    if applied.shape[0] > x.shape[0] or applied.shape[1] > x.shape[1]:
        refusal = (
            f"A {_by(applied)} filter does not fit into {_by(x)} numbers: it would reach over the edge at "
            "every place. Choose a smaller filter, or move the lens: a photograph has room."
        )
        return Board(x, weights, applied, None, refusal)
    return Board(x, weights, applied, answer(x, applied), "")


def respond(options: EdgesOptions, picture: Array) -> Response:
    """The filter over the whole picture (H, W): its response, or magnitude or direction of two.

    For magnitude √(g_x² + g_y²) and direction atan2(g_y, g_x) the second filter is the named
    partner (Sobel's horizontal twin, for example), or the transposed filter where there is none.
    """
    first = answer(picture.astype(float), applied_weights(options))
    if options.show == "response":
        return Response("response", first)
    second = answer(picture.astype(float), partner_weights(options))
    across = (second, first) if options.filter.endswith("horizontal") else (first, second)
    magnitude, direction = gradient(*across)
    if options.show == "magnitude":
        return Response("magnitude", magnitude)
    return Response("direction", magnitude, np.degrees(direction))


def partner_weights(options: EdgesOptions) -> Array:
    """The filter that looks across the chosen one, flipped with it."""
    name = PARTNER.get(options.filter)
    partner = FILTERS[name] if name else weights_of(options).T
    return flip(partner) if options.flip else np.array(partner, dtype=float)


@dataclass(frozen=True)
class Task:
    """What the learning filter is given: x (H, W), the wanted answer (H − 2, W − 2), and who made it."""

    x: Array
    target: Array
    hidden: Array | None


def learning_task(options: EdgesOptions, board: Board, picture: Array) -> Task:
    """A hidden filter's answer to the small grey picture (H, W), or the edges painted for the board.

    The input is standardised (mean 0, deviation 1). The painting is cut or grown with zeros to the
    size of the board's 3×3 output.
    """
    if options.goal == "painted":
        x = standardised(board.x)
        target = np.zeros((max(1, x.shape[0] - 2), max(1, x.shape[1] - 2)))
        painted = np.array(options.painted, dtype=float)[: target.shape[0], : target.shape[1]]
        target[: painted.shape[0], : painted.shape[1]] = painted
        return Task(x, target, None)
    x = standardised(picture)
    hidden = np.array(FILTERS[options.goal], dtype=float)
    return Task(x, answer(x, hidden), hidden)


def numpy_snippet(board: Board) -> str:
    """The small convolution in NumPy; running it leaves the output in `y`."""
    return f"""import numpy as np

x = np.array({literal(board.x)})
w = np.array({literal(board.applied)})

windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
y = (windows * w).sum(axis=(2, 3))
print(y)
"""


def keras_snippet(board: Board) -> str:
    """The small convolution in Keras; running it leaves the output in `y`."""
    return f"""import numpy as np
from keras import ops

x = np.array({literal(board.x)}, dtype="float32")
w = np.array({literal(board.applied)}, dtype="float32")

z = ops.conv(x[None, ..., None], w[..., None, None], strides=1, padding="valid")
y = ops.convert_to_numpy(z)[0, :, :, 0]
print(y)
"""


def _by(array: Array) -> str:
    return f"{array.shape[0]}×{array.shape[1]}"
