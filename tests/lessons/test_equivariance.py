"""Moving against SciPy, and the comparison against its definition for every movement."""

import numpy as np
import pytest
from scipy import ndimage, signal

from cnnlib.lessons.equivariance import compare, moved

WAYS = [(down, right) for down in range(-3, 4) for right in range(-3, 4)]
SOBEL = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])


def sobel(x: np.ndarray) -> np.ndarray:
    return signal.correlate2d(x, SOBEL, mode="valid")


@pytest.mark.parametrize("way", [*WAYS, (9, 0), (0, -20)])
def test_moving_equals_scipys_shift_with_zeros_coming_in(way: tuple[int, int]) -> None:
    x = np.random.default_rng(0).integers(1, 9, (6, 8))
    np.testing.assert_array_equal(moved(x, *way), ndimage.shift(x, way, order=0, cval=0))


@pytest.mark.parametrize("way", WAYS)
def test_a_convolution_moves_along_with_its_picture(way: tuple[int, int]) -> None:
    x = np.random.default_rng(1).integers(0, 9, (9, 8)).astype(float)
    found = compare(x, sobel, down=way[0], right=way[1])
    assert found.largest == 0
    assert found.cells == (7 - abs(way[0])) * (6 - abs(way[1]))
    np.testing.assert_array_equal(found.answer, sobel(x))
    np.testing.assert_array_equal(found.answer_to_moved, sobel(moved(x, *way)))


@pytest.mark.parametrize("way", [way for way in WAYS if way != (0, 0)])
def test_a_layer_with_a_weight_for_each_place_does_not(way: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    x, weights = rng.integers(0, 9, (9, 8)).astype(float), rng.normal(size=(42, 72))

    def dense(picture: np.ndarray) -> np.ndarray:
        return (weights @ picture.ravel()).reshape(7, 6)

    found = compare(x, dense, down=way[0], right=way[1])
    expected = [
        abs(dense(moved(x, *way))[r, c] - dense(x)[r - way[0], c - way[1]])
        for r in range(7)
        for c in range(6)
        if 0 <= r - way[0] < 7 and 0 <= c - way[1] < 6
    ]
    assert found.largest == pytest.approx(max(expected))
    assert found.largest > 1
    assert found.cells == len(expected)


def test_the_strip_that_came_in_is_not_compared() -> None:
    found = compare(np.ones((6, 6)), sobel, down=0, right=1)
    assert np.isnan(found.difference[:, 0]).all()
    assert not np.isnan(found.difference[:, 1:]).any()
    assert found.answer_to_moved[0, 0] != found.moved_answer[0, 0], "the border does differ"


def test_moved_out_of_sight_nothing_is_left_to_compare() -> None:
    found = compare(np.ones((6, 6)), sobel, down=5, right=0)
    assert (found.cells, found.largest) == (0, 0)
