"""The lesson on pooling against the guide, loops and TensorFlow, and its snippets run as they stand."""

import contextlib
import io
from itertools import product

import numpy as np
import pytest
import tensorflow as tf

from cnnlib.lessons.pooling import (
    GUIDE_5,
    PoolingOptions,
    keras_snippet,
    numpy_snippet,
    resized,
    small_board,
)

TIES = ((1, 1, 0), (1, 2, 2), (0, 2, 2))
SETTINGS = [
    {"size": size, "stride": stride, "padding": padding}
    for size, stride, padding in product((1, 2, 3), (1, 2, 3), ("valid", "same", "1", "2"))
    if not padding.isdigit() or int(padding) < size
]
CASES = [
    PoolingOptions(board=board, mode=mode, gradient=((2, -1, 0.5), (3, 1, -4)), **setting)
    for board, mode, setting in product(("guide", "odd", "ties"), ("max", "average"), SETTINGS)
] + [
    PoolingOptions(board="own", numbers=((-5, -2.5, 7),), size=1, stride=2),
    PoolingOptions(board="own", numbers=((-5, -2.5, 7),), size=3, padding="same", mode="average"),
    PoolingOptions(board="own", numbers=((-3,) * 4,) * 2, padding="1", size=2, stride=1),
    PoolingOptions(board="own", numbers=TIES, size=2, stride=1),
]
# Every third of them is run as a snippet: Keras takes its time.
SNIPPET_CASES = [PoolingOptions(), *CASES[::3], *CASES[-4:]]


def by_hand(options: PoolingOptions, x: np.ndarray, before: tuple[int, int], dy: np.ndarray):
    """Forward, backward and the wins with nothing but loops."""
    y, dx, wins = np.zeros(dy.shape), np.zeros(x.shape), np.zeros(x.shape)
    for i, j in np.ndindex(*dy.shape):
        rows = [i * options.stride - before[0] + a for a in range(options.size)]
        columns = [j * options.stride - before[1] + b for b in range(options.size)]
        cells = [(r, c) for r in rows for c in columns if 0 <= r < x.shape[0] and 0 <= c < x.shape[1]]
        if options.mode == "average":
            y[i, j] = sum(x[cell] for cell in cells) / len(cells)
            for cell in cells:
                dx[cell] += dy[i, j] / len(cells)
        else:
            best = cells[0]
            for cell in cells:
                if x[cell] > x[best]:
                    best = cell
            y[i, j] = x[best]
            dx[best] += dy[i, j]
            wins[best] += 1
    return y, dx, wins


def run(snippet: str) -> dict[str, np.ndarray]:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(snippet, names)
    return {name: np.asarray(names[name]) for name in ("y", "dx")}


@pytest.mark.parametrize(
    ("board", "mode", "size", "stride", "expected"),
    [
        ("guide", "max", 2, 2, [[9, 2], [6, 3]]),
        ("guide", "average", 2, 2, [[3.75, 1.25], [3.75, 2]]),
        ("overlap", "max", 3, 1, [[9, 9, 5], [9, 9, 5], [8, 6, 9]]),
    ],
)
def test_the_guides_examples_give_the_numbers_it_prints(
    board: str, mode: str, size: int, stride: int, expected: list[list[float]]
) -> None:
    options = PoolingOptions(board=board, mode=mode, size=size, stride=stride)
    np.testing.assert_array_equal(small_board(options).y, expected)


@pytest.mark.parametrize("options", CASES)
def test_board_gradient_and_wins_equal_a_loop(options: PoolingOptions) -> None:
    board = small_board(options)
    y, dx, wins = by_hand(options, board.x, board.before, board.dy)
    np.testing.assert_allclose(board.y, y, rtol=1e-12)
    np.testing.assert_allclose(board.dx, dx, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(board.wins, wins)


@pytest.mark.parametrize("options", [c for c in CASES if not c.padding.isdigit()])
def test_board_and_gradient_equal_tensorflow(options: PoolingOptions) -> None:
    board = small_board(options)
    x = tf.constant(board.x[None, ..., None])
    pool = tf.nn.max_pool2d if options.mode == "max" else tf.nn.avg_pool2d
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = pool(x, options.size, options.stride, options.padding.upper())
    np.testing.assert_allclose(board.y, y[0, ..., 0], rtol=1e-12)
    dx = tape.gradient(y, x, output_gradients=tf.constant(board.dy[None, ..., None]))
    np.testing.assert_allclose(board.dx, dx[0, ..., 0], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("options", SNIPPET_CASES)
@pytest.mark.parametrize("snippet", [numpy_snippet, keras_snippet])
def test_the_snippets_compute_what_the_figure_shows(options: PoolingOptions, snippet) -> None:
    board = small_board(options)
    names = run(snippet(options, board))
    np.testing.assert_allclose(names["y"], board.y, rtol=1e-6)
    np.testing.assert_allclose(names["dx"], board.dx, rtol=1e-6, atol=1e-6)


def test_unless_edited_the_gradient_is_one_and_lands_on_the_guides_winners() -> None:
    expected = [[0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]]
    np.testing.assert_array_equal(small_board(PoolingOptions()).dx, expected)


def test_of_equal_numbers_the_first_in_reading_order_wins() -> None:
    board = small_board(PoolingOptions(board="ties"))
    assert [tuple(map(int, cell)) for cell in np.argwhere(board.wins)] == [*((0, 0), (0, 2), (2, 0), (2, 3))]


def test_every_window_has_one_winner_and_no_gradient_is_lost() -> None:
    for options in CASES:
        board = small_board(options)
        assert board.wins.sum() == (board.y.size if options.mode == "max" else 0)
        assert board.dx.sum() == pytest.approx(board.dy.sum())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (PoolingOptions(size=5), "A 5×5 window does not fit into 4×4 numbers: it"),
        (PoolingOptions(board="own", numbers=((1,),), size=4, padding="1"), "padding of 1: it"),
        (PoolingOptions(padding="2"), "Padding of 2 beside a 2×2 window"),
    ],
)
def test_a_window_that_cannot_be_laid_is_refused_in_words(options: PoolingOptions, sentence: str) -> None:
    board = small_board(options)
    assert sentence in board.refusal
    assert board.y.size == board.dx.size == 0


def test_same_padding_takes_every_window() -> None:
    for size in range(1, 7):
        options = PoolingOptions(board="own", numbers=((4, 7),), size=size, padding="same")
        assert small_board(options).y.size >= 1


def test_a_gradient_of_another_size_is_cut_and_grown_with_ones() -> None:
    np.testing.assert_array_equal(resized(((5, 6, 7), (8, 9, 4)), (3, 2), fill=1), [[5, 6], [8, 9], [1, 1]])


def test_the_five_by_five_of_the_guide_drops_a_row_and_a_column_with_stride_two() -> None:
    board = small_board(PoolingOptions(board="odd"))
    np.testing.assert_array_equal(board.y, [[9, 2], [8, 5]])
    assert np.array(GUIDE_5)[4, 4] == 9, "the dropped corner holds a 9 that no window sees"
