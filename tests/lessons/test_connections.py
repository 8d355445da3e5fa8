"""The matrix of a layer against SciPy, against single impulses, and against plain loops."""

import numpy as np
import pytest
from scipy import signal

from cnnlib.convolution import conv2d
from cnnlib.lessons.connections import (
    NONE,
    convolution_places,
    convolution_wiring,
    dense_wiring,
    random_weights,
)

SIZES = [(6, 6, 3, 3), (5, 7, 3, 3), (7, 4, 2, 3), (4, 4, 4, 4), (3, 8, 1, 5), (1, 1, 1, 1)]


@pytest.mark.parametrize(("height", "width", "f_h", "f_w"), SIZES)
def test_the_matrix_times_x_in_one_line_is_the_convolution(
    height: int, width: int, f_h: int, f_w: int
) -> None:
    rng = np.random.default_rng(height * width)
    x, w = rng.normal(size=(height, width)), rng.normal(size=(f_h, f_w))
    layer = convolution_wiring(x, w)
    np.testing.assert_allclose(layer.y, signal.correlate2d(x, w, mode="valid"))
    np.testing.assert_allclose(layer.matrix @ x.ravel(), conv2d(x[..., None], w[..., None, None]).ravel())


def test_each_column_of_the_matrix_is_the_answer_to_one_bright_cell() -> None:
    w = np.arange(1.0, 10).reshape(3, 3)
    matrix = convolution_wiring(np.zeros((6, 6)), w).matrix
    for cell in range(36):
        impulse = np.zeros(36)
        impulse[cell] = 1
        answer = signal.correlate2d(impulse.reshape(6, 6), w, mode="valid")
        np.testing.assert_array_equal(matrix[:, cell], answer.ravel())


def test_the_16_by_36_matrix_holds_nine_weights_16_times_each_and_432_zeros() -> None:
    places = convolution_places(6, 6, 3, 3)
    assert places.shape == (16, 36)
    which, times = np.unique(places, return_counts=True)
    assert dict(zip(which.tolist(), times.tolist(), strict=True)) == {
        NONE: 432,
        **dict.fromkeys(range(9), 16),
    }


def test_a_zero_in_the_filter_is_a_weight_and_no_missing_connection() -> None:
    layer = convolution_wiring(np.ones((6, 6)), np.array(((1, 0, -1),) * 3))
    assert layer.connections == 144
    assert int((layer.matrix != 0).sum()) == 96


def test_a_filter_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected .+, received"):
        convolution_places(6, 2, 3, 3)


def test_fully_connected_each_output_weighs_every_input_with_a_number_of_its_own() -> None:
    x = np.random.default_rng(1).normal(size=(3, 4))
    layer = dense_wiring(x, (2, 5), seed=3)
    assert layer.connections == layer.weights.size == 120
    for output in range(10):
        total = sum(x.ravel()[i] * layer.weights[output, i] for i in range(12))
        assert layer.y[divmod(output, 5)] == pytest.approx(total)


def test_the_seed_decides_the_random_weights() -> None:
    np.testing.assert_array_equal(random_weights(4, 5, 7), random_weights(4, 5, 7))
    assert (random_weights(4, 5, 7) != random_weights(4, 5, 8)).any()
    assert set(np.unique(random_weights(50, 50, 0))) == set(range(-3, 4))
