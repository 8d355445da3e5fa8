"""Pooling: the course's numbers, windows pooled one by one, finite differences, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlib.convolution import pool2d, pool2d_backward
from cnnlib.geometry import output_size, resolve_padding

STEADY = settings(deadline=None, database=None, derandomize=True)

GUIDE = np.array([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]])[..., np.newaxis]


def test_the_courses_four_by_four():
    """Ng, Convolutional Neural Networks, week 1, "Pooling layers"."""
    assert pool2d(GUIDE, 2)[..., 0].tolist() == [[9, 2], [6, 3]]
    assert pool2d(GUIDE, 2, mode="average")[..., 0].tolist() == [[3.75, 1.25], [3.75, 2]]


def test_the_courses_overlapping_windows():
    picture = [
        [1, 3, 2, 1, 3],
        [2, 9, 1, 1, 5],
        [1, 3, 2, 3, 2],
        [8, 3, 5, 1, 0],
        [5, 6, 1, 2, 9],
    ]
    pooled = pool2d(np.array(picture)[..., np.newaxis], 3, stride=1)
    assert pooled[..., 0].tolist() == [[9, 9, 5], [9, 9, 5], [8, 6, 9]]


def one_by_one(x, size, stride, padding, pool):
    """Every window cut from a picture whose padding is NaN."""
    stride = size if stride is None else stride
    pads = [resolve_padding(padding, n, size, stride=stride) for n in x.shape[:2]]
    padded = np.pad(x.astype(float), [*pads, (0, 0)], constant_values=np.nan)
    rows, cols = (output_size(n, size, stride=stride, padding=padding) for n in x.shape[:2])
    return np.array(
        [
            [
                pool(
                    padded[r * stride : r * stride + size, c * stride : c * stride + size],
                    axis=(0, 1),
                )
                for c in range(cols)
            ]
            for r in range(rows)
        ]
    )


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("stride", [None, 1, 2, 3])
@pytest.mark.parametrize("padding", ["valid", "same", "full", 0, 1, 2])
def test_pooling_is_what_it_is_window_by_window(size, stride, padding):
    if padding in (1, 2) and padding >= size:
        with pytest.raises(ValueError, match=f"padding: expected .* from 0 to {size - 1}"):
            pool2d(GUIDE, size, stride=stride, padding=padding)
        return
    x = np.random.default_rng(6).normal(size=(5, 8, 2))
    options = {"stride": stride, "padding": padding}
    np.testing.assert_array_equal(pool2d(x, size, **options), one_by_one(x, size, stride, padding, np.nanmax))
    np.testing.assert_allclose(
        pool2d(x, size, **options, mode="average"),
        one_by_one(x, size, stride, padding, np.nanmean),
        rtol=1e-12,
    )


@STEADY
@given(
    size=st.integers(1, 3),
    stride=st.one_of(st.none(), st.integers(1, 3)),
    padding=st.sampled_from(["valid", "same", "full", 0]),
    mode=st.sampled_from(["max", "average"]),
    batch=st.sampled_from([None, 2]),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_gradient_is_the_slope(size, stride, padding, mode, batch, seed):
    """With all pixels a whole number apart, a small step never changes the winner."""
    random = np.random.default_rng(seed)
    shape = (4, 5, 2) if batch is None else (batch, 4, 5, 2)
    x = random.permutation(np.arange(float(np.prod(shape)))).reshape(shape)
    options = {"stride": stride, "padding": padding, "mode": mode}
    t = random.normal(size=pool2d(x, size, **options).shape)
    slope = np.empty(shape)
    for place in np.ndindex(shape):
        step = np.zeros(shape)
        step[place] = 0.25
        change = pool2d(x + step, size, **options) - pool2d(x - step, size, **options)
        slope[place] = (change * t).sum() / 0.5
    np.testing.assert_allclose(pool2d_backward(t, x, size, **options), slope, rtol=1e-9, atol=1e-9)


def test_on_a_tie_the_first_pixel_gets_the_whole_gradient():
    flat = np.full((4, 4, 1), 7)
    dx = pool2d_backward(np.ones((2, 2, 1)), flat, 2)
    assert dx[..., 0].tolist() == [[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
    with_minus_infinity = np.full((2, 2, 1), -np.inf)
    assert pool2d_backward([[[3]]], with_minus_infinity, 2)[..., 0].tolist() == [[3, 0], [0, 0]]


def test_a_maximum_below_zero_ignores_the_zeros_of_the_padding():
    assert pool2d(np.full((3, 3, 1), -4), 2, padding="same").max() == -4
    assert pool2d(np.full((3, 3, 1), -4), 2, padding=1, mode="average").tolist() == [
        [[-4], [-4]],
        [[-4], [-4]],
    ]


def test_types():
    x = np.ones((4, 4, 1), np.float32)
    for mode in ("max", "average"):
        assert pool2d(x, 2, mode=mode).dtype == np.float32
        assert pool2d_backward(np.ones((2, 2, 1), np.float32), x, 2, mode=mode).dtype == np.float32
        assert pool2d(x.astype(np.uint8), 2, mode=mode).dtype == np.float64
        assert pool2d([[[1], [2]], [[3], [4]]], 2, mode=mode).dtype == np.float64
    assert pool2d(np.full((2, 2, 1), 255, np.uint8), 2, mode="average").item() == 255


@pytest.mark.parametrize(
    ("x", "size", "options", "message"),
    [
        (GUIDE[..., 0], 2, {}, r"x: expected the shape .* received \(4, 4\)"),
        (GUIDE[:0], 2, {}, "x: expected the shape .* no 0 in it"),
        (GUIDE > 1, 2, {}, "x: expected real numbers, received the type bool"),
        ([[1], [1, 2]], 2, {}, "x: expected an array"),
        (GUIDE, 0, {}, "size: expected a whole number of at least 1, received 0"),
        (GUIDE, True, {}, "size: expected"),
        (GUIDE, 2.0, {}, "size: expected"),
        (GUIDE, (2, 2), {}, "size: expected"),
        (GUIDE, 5, {}, "window: expected to fit into 4 cells"),
        (GUIDE, 2, {"stride": 0}, "stride: expected"),
        (GUIDE, 2, {"stride": True}, "stride: expected"),
        (GUIDE, 2, {"padding": -1}, "padding: expected"),
        (GUIDE, 2, {"padding": 2}, "padding: expected a whole number from 0 to 1, received 2"),
        (GUIDE, 2, {"padding": "none"}, "padding: expected"),
        (GUIDE, 2, {"padding": True}, "padding: expected"),
        (GUIDE, 2, {"mode": "mean"}, "mode: expected one of 'max', 'average', received 'mean'"),
        (GUIDE, 2, {"mode": None}, "mode: expected one of"),
    ],
)
def test_refuses_before_computing(x, size, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        pool2d(x, size, **options)
    with pytest.raises(ValueError, match=f"^{message}"):
        pool2d_backward(np.ones((2, 2, 1)), x, size, **options)


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (1, 2, 2, 1), (4, 4, 1)])
def test_backward_refuses_another_shape_of_dy(shape):
    with pytest.raises(ValueError, match=r"^dy: expected the shape \(2, 2, 1\), received"):
        pool2d_backward(np.ones(shape), GUIDE, 2)
