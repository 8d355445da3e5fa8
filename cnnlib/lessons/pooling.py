"""Pooling: one number of each window is kept, and the gradient goes back to where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.convolution import pool2d, pool2d_backward, pool_trace
from cnnlib.geometry import Padding, resolve_padding
from cnnlib.lessons.literals import literal
from cnnlib.options import Matrix, Options, choice, matrix, random_seed, whole

GUIDE: Matrix = ((1, 3, 2, 1), (2, 9, 1, 1), (1, 3, 2, 3), (5, 6, 1, 2))
GUIDE_5: Matrix = (
    (1, 3, 2, 1, 3),
    (2, 9, 1, 1, 5),
    (1, 3, 2, 3, 2),
    (8, 3, 5, 1, 0),
    (5, 6, 1, 2, 9),
)
AFTER_RELU: Matrix = ((0, 0, 3, 1), (0, 0, 0, 3), (5, 5, 0, 4), (2, 5, 4, 0))

PICTURE_SIDE = 320
WINDOWS = range(2, 17)

Array = NDArray[Any]


@dataclass(frozen=True)
class Preset:
    """Numbers to pool, with the window that makes their point."""

    numbers: Matrix
    size: int
    stride: int


PRESETS = {
    "guide": Preset(GUIDE, 2, 2),
    "overlap": Preset(GUIDE_5, 3, 1),
    "odd": Preset(GUIDE_5, 2, 2),
    "ties": Preset(AFTER_RELU, 2, 2),
}


@dataclass(frozen=True)
class PoolingOptions(Options):
    """The whole state of the lesson, as its link carries it.

    `board` names the small numbers, `numbers` counts when it is own. `gradient` is dL/dy, cut or
    grown with ones to the size of the output. `window`, `shift` and `source` belong to the picture.
    """

    board: str = choice("guide", (*PRESETS, "own"), label="Numbers")
    numbers: Matrix = matrix(GUIDE, rows=(1, 10), cols=(1, 10), low=-999, high=999, label="Numbers")
    mode: str = choice("max", ("max", "average"), label="What each window keeps")
    size: int = whole(2, 1, 6, label="Size")
    stride: int = whole(2, 1, 6, label="Stride")
    padding: str = choice("valid", ("valid", "1", "2", "3", "same"), label="Padding")
    gradient: Matrix = matrix(((1,),), rows=(1, 16), cols=(1, 16), low=-99, high=99, label="Gradient dL/dy")
    at: int = whole(0, 0, 255, label="Position")
    picture: str = choice("temple", (*images.samples(), "mine"), label="Picture")
    window: int = whole(4, WINDOWS[0], WINDOWS[-1], label="Window and stride, in pixels")
    shift: int = whole(1, 0, 3, label="Shift to the left, in pixels")
    source: str = choice("photo", ("photo", "edges"), label="What is pooled")
    quiz: int = random_seed()


@dataclass(frozen=True)
class Board:
    """The small pooling and its way back, or a refusal.

    x, dx and `wins` (how many windows each cell won; 0 for an average) are (H, W), y and dy
    (H', W'). `before` and `after` are the padding (above, left) and (below, right).
    """

    x: Array
    before: tuple[int, int]
    after: tuple[int, int]
    y: Array
    dy: Array
    dx: Array
    wins: Array
    refusal: str = ""


def numbers_of(options: PoolingOptions) -> Array:
    """The small numbers (H, W)."""
    preset = PRESETS.get(options.board)
    return np.array(preset.numbers if preset else options.numbers, dtype=float)


def padding_of(options: PoolingOptions) -> Padding:
    """The padding as the library takes it."""
    return int(options.padding) if options.padding.isdigit() else options.padding


def small_board(options: PoolingOptions) -> Board:
    """Pool the small numbers and send dL/dy back through the windows."""
    x = numbers_of(options)
    refusal = _refusal(options, x)
    if refusal:
        nothing = np.zeros((0, 0))
        return Board(x, (0, 0), (0, 0), nothing, nothing, nothing, np.zeros(x.shape), refusal)
    (top, bottom), (left, right) = (
        resolve_padding(padding_of(options), n, options.size, stride=options.stride) for n in x.shape
    )
    setting: dict[str, Any] = {
        "stride": options.stride,
        "padding": padding_of(options),
        "mode": options.mode,
    }
    volume = x[..., None]
    y = pool2d(volume, options.size, **setting)
    dy = resized(options.gradient, y.shape[:2], fill=1)
    dx = pool2d_backward(dy[..., None], volume, options.size, **setting)
    wins = np.zeros(x.shape)
    if options.mode == "max":
        for row, col in np.ndindex(y.shape[:2]):
            wins[pool_trace(volume, options.size, row=row, col=col, **setting).winner] += 1
    return Board(x, (top, left), (bottom, right), y[..., 0], dy, dx[..., 0], wins)


def _refusal(options: PoolingOptions, x: Array) -> str:
    """Why the window cannot be laid, or nothing."""
    size, window = options.size, f"{options.size}×{options.size}"
    if options.padding == "same":
        return ""
    padding = int(options.padding) if options.padding.isdigit() else 0
    if padding >= size:
        return (
            f"Padding of {padding} beside a {window} window: the window in the corner would lie on "
            "padding alone and have no number to keep. Choose a padding smaller than the window."
        )
    height, width = x.shape
    if min(height, width) + 2 * padding < size:
        around = f", not even with a padding of {padding}" if padding else ""
        return (
            f"A {window} window does not fit into {height}×{width} numbers{around}: it would reach "
            "over the edge at its first place. Choose a smaller window, or “same” padding."
        )
    return ""


def resized(values: Matrix, shape: tuple[int, ...], *, fill: float) -> Array:
    """The matrix cut, or grown with `fill`, on the right and below, to `shape`."""
    grown = np.full(shape[:2], fill, dtype=float)
    kept = np.array(values, dtype=float)[: shape[0], : shape[1]]
    grown[: kept.shape[0], : kept.shape[1]] = kept
    return grown


def without_padding(cells: Sequence[Sequence[float | None]]) -> list[list[float]]:
    """The numbers of a board as the figure sends it: in their padding, which is None."""
    rows = ([number for number in row if number is not None] for row in cells)
    return [row for row in rows if row]


def numpy_snippet(options: PoolingOptions, board: Board) -> str:
    """The small pooling and its gradient in NumPy; running it leaves `y` and `dx`."""
    empty = "-np.inf" if options.mode == "max" else "np.nan"
    pad, unpad = "", ""
    if _padded(board):
        (top, left), (bottom, right) = board.before, board.after
        pad = (
            f"x = np.pad(x, (({top}, {bottom}), ({left}, {right})), constant_values={empty})"
            "  # takes no part\n"
        )
        height, width = board.x.shape
        unpad = f"dx = dx[{top}:{top + height}, {left}:{left + width}]\n"
    if options.mode == "max":
        take = "windows.max(axis=(2, 3))"
        give = (
            "    winner = np.unravel_index(x[here].argmax(), x[here].shape)\n    dx[here][winner] += dy[i, j]"
        )
    else:
        take = "np.nanmean(windows, axis=(2, 3))"
        give = "    real = ~np.isnan(x[here])\n    dx[here] += real * dy[i, j] / real.sum()"
    return f"""import numpy as np

x = np.array({literal(board.x)}, dtype=float)
size, stride = {options.size}, {options.stride}

{pad}windows = np.lib.stride_tricks.sliding_window_view(x, (size, size))[::stride, ::stride]
y = {take}

dy = np.array({literal(board.dy)}, dtype=float)
dx = np.zeros_like(x)
for i, j in np.ndindex(y.shape):
    here = np.s_[i * stride : i * stride + size, j * stride : j * stride + size]
{give}
{unpad}print(y, dx, sep="\\n\\n")
"""


def keras_snippet(options: PoolingOptions, board: Board) -> str:
    """The small pooling and its gradient in Keras; running it leaves `y` and `dx`."""
    layer = "MaxPooling2D" if options.mode == "max" else "AveragePooling2D"
    padding = "same" if options.padding == "same" else "valid"
    by_hand = _padded(board) and padding == "valid"
    if not by_hand:
        forward = "y = pool(x)"
    elif options.mode == "max":
        forward = f"y = pool(tf.pad(x, {_frame(board)}, constant_values=-np.inf))"
    else:
        forward = (
            f"frame = {_frame(board)}\n"
            "    y = pool(tf.pad(x, frame)) / pool(tf.pad(tf.ones_like(x), frame))"
            "  # over real cells"
        )
    numpy = "import numpy as np\n" if by_hand and options.mode == "max" else ""
    return f"""import keras
{numpy}import tensorflow as tf

x = tf.constant({literal(board.x)}, tf.float32)[None, ..., None]
dy = tf.constant({literal(board.dy)}, tf.float32)[None, ..., None]

pool = keras.layers.{layer}({options.size}, strides={options.stride}, padding="{padding}")
with tf.GradientTape() as tape:
    tape.watch(x)
    {forward}
dx = tape.gradient(y, x, output_gradients=dy)[0, ..., 0].numpy()
y = y[0, ..., 0].numpy()
print(y, dx, sep="\\n\\n")
print(pool.count_params())  # 0: there is nothing to learn
"""


def _padded(board: Board) -> bool:
    return any((*board.before, *board.after))


def _frame(board: Board) -> str:
    (top, left), (bottom, right) = board.before, board.after
    return f"[[0, 0], [{top}, {bottom}], [{left}, {right}], [0, 0]]"
