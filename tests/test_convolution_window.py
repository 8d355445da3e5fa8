"""One window followed: it must add up to what the whole convolution or pooling says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlib.convolution import conv2d, pool2d, pool2d_backward, pool_trace, trace

STEADY = settings(deadline=None, database=None, derandomize=True)
PADDINGS = st.one_of(st.integers(0, 1), st.sampled_from(["valid", "same", "full"]))


@STEADY
@given(
    data=st.data(),
    sizes=st.tuples(*[st.integers(5, 8)] * 2, *[st.integers(1, 3)] * 4),
    geometry=st.fixed_dictionaries(
        {"stride": st.integers(1, 3), "padding": PADDINGS, "dilation": st.integers(1, 2)}
    ),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_window_adds_up_to_the_output(data, sizes, geometry, seed):
    height, width, f_h, f_w, channels, filters = sizes
    random = np.random.default_rng(seed)
    x = random.integers(-9, 10, (height, width, channels))
    w = random.integers(-9, 10, (f_h, f_w, channels, filters))
    b = random.integers(-9, 10, filters)
    z = conv2d(x, w, b, **geometry)
    row, col, k = (data.draw(st.integers(0, n - 1)) for n in z.shape)
    window = trace(x, w, b, row=row, col=col, filter=k, **geometry)

    assert window.total == z[row, col, k]
    assert window.bias == b[k]
    np.testing.assert_array_equal(window.weights, w[..., k])
    for i, r in enumerate(window.rows):
        for j, c in enumerate(window.cols):
            inside = 0 <= r < height and 0 <= c < width
            np.testing.assert_array_equal(window.values[i, j], x[r, c] if inside else 0)
    np.testing.assert_array_equal(window.products, window.values * window.weights)
    np.testing.assert_array_equal(window.channel_sums, window.products.sum(axis=(0, 1)))
    assert window.total == window.channel_sums.sum() + window.bias


def test_the_first_cell_of_the_courses_example():
    """3·1 + 0·0 + 1·(−1) + 1·1 + 5·0 + 8·(−1) + 2·1 + 7·0 + 2·(−1) = −5."""
    x = [[[3], [0], [1]], [[1], [5], [8]], [[2], [7], [2]]]
    w = [[[[1]], [[0]], [[-1]]]] * 3
    window = trace(x, w, row=0, col=0)
    assert window.products[..., 0].tolist() == [[3, 0, -1], [1, 0, -8], [2, 0, -2]]
    assert (window.rows, window.cols) == ((0, 1, 2), (0, 1, 2))
    assert (window.bias, window.total) == (0, -5)
    assert not np.signbit(trace(np.zeros((3, 3, 1)), w, row=0, col=0).products).any()


def test_a_dilated_window_in_the_padding():
    window = trace(np.ones((5, 5, 1)), np.ones((3, 3, 1, 1)), row=0, col=4, padding=2, dilation=2)
    assert window.rows == (-2, 0, 2)
    assert window.cols == (2, 4, 6)
    assert window.values[..., 0].tolist() == [[0, 0, 0], [1, 1, 0], [1, 1, 0]]


@STEADY
@given(
    data=st.data(),
    size=st.integers(1, 3),
    stride=st.one_of(st.none(), st.integers(1, 3)),
    padding=st.sampled_from(["valid", "same", "full", 0]),
    mode=st.sampled_from(["max", "average"]),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_pooled_window_says_the_same_as_pooling(data, size, stride, padding, mode, seed):
    x = np.random.default_rng(seed).integers(-2, 3, (5, 6, 2))
    options = {"stride": stride, "padding": padding, "mode": mode}
    y = pool2d(x, size, **options)
    row, col, channel = (data.draw(st.integers(0, n - 1)) for n in y.shape)
    window = pool_trace(x, size, row=row, col=col, channel=channel, **options)

    assert window.result == pytest.approx(y[row, col, channel])
    real = [[0 <= r < 5 and 0 <= c < 6 for c in window.cols] for r in window.rows]
    assert window.real.tolist() == real
    np.testing.assert_array_equal(np.isnan(window.values), ~window.real)
    for i, r in enumerate(window.rows):
        for j, c in enumerate(window.cols):
            if real[i][j]:
                assert window.values[i, j] == x[r, c, channel]
    if mode == "average":
        assert window.winner is None
        return
    dy = np.zeros(y.shape)
    dy[row, col, channel] = 1
    dx = pool2d_backward(dy, x, size, **options)
    assert tuple(np.argwhere(dx[..., channel])[0]) == window.winner


def test_a_window_of_minus_infinity_in_the_padding_has_a_real_winner():
    window = pool_trace(np.full((2, 2, 1), -np.inf), 2, row=0, col=0, padding=1)
    assert window.winner == (0, 0)


X, W = np.ones((4, 5, 2)), np.ones((3, 3, 2, 2))


@pytest.mark.parametrize(
    ("name", "value", "most"),
    [("row", 2, 1), ("row", -1, 1), ("col", 3, 2), ("filter", 2, 1), ("filter", True, 1)],
)
def test_trace_refuses_a_place_the_output_does_not_have(name, value, most):
    arguments = {"row": 0, "col": 0} | {name: value}
    with pytest.raises(
        ValueError, match=f"^{name}: expected a whole number from 0 to {most}, received {value}"
    ):
        trace(X, W, **arguments)


@pytest.mark.parametrize(("name", "value"), [("row", 2), ("col", 2), ("channel", 2), ("row", 0.0)])
def test_pool_trace_refuses_a_place_the_output_does_not_have(name, value):
    arguments = {"row": 0, "col": 0} | {name: value}
    with pytest.raises(ValueError, match=f"^{name}: expected a whole number from 0 to 1, received"):
        pool_trace(X, 2, **arguments)


def test_only_one_picture_can_be_followed():
    with pytest.raises(ValueError, match=r"x: expected one picture \(H, W, C\), received"):
        trace(X[np.newaxis], W, row=0, col=0)
    with pytest.raises(ValueError, match=r"x: expected one picture \(H, W, C\), received"):
        pool_trace(X[np.newaxis], 2, row=0, col=0)
    with pytest.raises(ValueError, match="window: expected to fit"):
        trace(X[:2], W, row=0, col=0)
