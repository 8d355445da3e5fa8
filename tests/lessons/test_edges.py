"""The lesson on edges against SciPy, the guide's printed numbers, and its own snippets run as they stand."""

import contextlib
import io

import numpy as np
import pytest
from scipy import ndimage, signal

from cnnlib import images
from cnnlib.lessons.edges import (
    EdgesOptions,
    keras_snippet,
    learning_task,
    lens_corner,
    numpy_snippet,
    respond,
    small_board,
)

PHOTO = images.to_grey(images.sample("temple", max_side=120))
CASES = [
    EdgesOptions(),
    EdgesOptions(board="step"),
    EdgesOptions(board="dark-step", filter="sobel"),
    EdgesOptions(board="photo", filter="scharr_horizontal", lens=(20, 31)),
    EdgesOptions(filter="gaussian_blur"),
    EdgesOptions(filter="custom", weights=((0.5, -2), (1, 3), (0, 1)), flip=True),
    EdgesOptions(board="own", numbers=((1, 2, 3, 4), (5, 6, 7, 8.25)), filter="custom", weights=((1, -1),)),
]


def run(snippet: str) -> np.ndarray:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(snippet, names)
    return np.asarray(names["y"])


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        ("guide", [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]),
        ("step", [[0, 30, 30, 0]] * 4),
        ("dark-step", [[0, -30, -30, 0]] * 4),
    ],
)
def test_the_guides_three_examples_give_the_numbers_it_prints(board: str, expected: list[list[int]]) -> None:
    np.testing.assert_array_equal(small_board(EdgesOptions(board=board), PHOTO).y, expected)


@pytest.mark.parametrize("options", CASES)
def test_the_small_board_equals_scipy(options: EdgesOptions) -> None:
    board = small_board(options, PHOTO)
    slide = signal.convolve2d if options.flip else signal.correlate2d
    np.testing.assert_allclose(board.y, slide(board.x, board.weights, mode="valid"), atol=1e-9)


@pytest.mark.parametrize("options", CASES)
@pytest.mark.parametrize("snippet", [numpy_snippet, keras_snippet])
def test_the_snippets_compute_what_the_figure_shows(options: EdgesOptions, snippet) -> None:
    board = small_board(options, PHOTO)
    np.testing.assert_allclose(run(snippet(board)), board.y, rtol=1e-5, atol=1e-3)


def test_the_response_over_the_photo_equals_scipy() -> None:
    options = EdgesOptions(filter="sobel")
    expected = signal.correlate2d(PHOTO.astype(float), [[1, 0, -1], [2, 0, -2], [1, 0, -1]], mode="valid")
    np.testing.assert_allclose(respond(options, PHOTO).values, expected)


@pytest.mark.parametrize("name", ["sobel", "sobel_horizontal"])
def test_magnitude_and_direction_equal_those_of_scipys_sobel(name: str) -> None:
    photo = PHOTO.astype(float)
    across = -ndimage.sobel(photo, axis=1)[1:-1, 1:-1]
    down = -ndimage.sobel(photo, axis=0)[1:-1, 1:-1]
    magnitude = respond(EdgesOptions(filter=name, show="magnitude"), PHOTO)
    direction = respond(EdgesOptions(filter=name, show="direction"), PHOTO)
    np.testing.assert_allclose(magnitude.values, np.hypot(across, down), atol=1e-9)
    strong = magnitude.values > 1
    turn = np.degrees(np.arctan2(down, across)) - direction.degrees
    np.testing.assert_allclose(np.cos(np.radians(turn))[strong], 1, atol=1e-9)


def test_the_photo_under_the_lens_is_on_the_board() -> None:
    options = EdgesOptions(board="photo", lens=(10, 20))
    np.testing.assert_array_equal(small_board(options, PHOTO).x, PHOTO[10:16, 20:26])


def test_a_lens_beyond_the_picture_is_moved_inside() -> None:
    options = EdgesOptions(board="photo", lens=(320, 320))
    assert lens_corner(options, PHOTO) == (PHOTO.shape[0] - 6, PHOTO.shape[1] - 6)
    assert small_board(options, PHOTO).x.shape == (6, 6)


def test_a_filter_larger_than_the_numbers_is_refused_in_words() -> None:
    board = small_board(EdgesOptions(filter="custom", weights=((1,) * 7,) * 7), PHOTO)
    assert board.y is None
    assert "7×7 filter does not fit into 6×6" in board.refusal


def test_a_painting_of_another_size_is_cut_and_grown_to_the_output() -> None:
    options = EdgesOptions(goal="painted", painted=((5,) * 7,) * 2, board="guide")
    task = learning_task(options, small_board(options, PHOTO), PHOTO)
    np.testing.assert_array_equal(task.target, [[5] * 4, [5] * 4, [0] * 4, [0] * 4])
