"""Convolution: the course's numbers, SciPy, finite differences, and what is refused."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from cnnlib.convolution import conv2d, conv2d_backward, flip
from cnnlib.filters import FILTERS

STEADY = settings(deadline=None, database=None, derandomize=True)

GUIDE = [
    [3, 0, 1, 2, 7, 4],
    [1, 5, 8, 9, 3, 1],
    [2, 7, 2, 5, 1, 3],
    [0, 1, 3, 1, 7, 8],
    [4, 2, 1, 6, 2, 8],
    [2, 4, 5, 2, 3, 9],
]


def grey(rows):
    """A grey picture (H, W) as (H, W, 1)."""
    return np.asarray(rows)[..., np.newaxis]


def single(weights):
    """One filter (f_h, f_w) for one channel as (f_h, f_w, 1, 1)."""
    return np.asarray(weights)[..., np.newaxis, np.newaxis]


VERTICAL = single(FILTERS["vertical"])


def test_the_courses_six_by_six():
    """Ng, Convolutional Neural Networks, week 1, "Edge detection example"."""
    np.testing.assert_array_equal(
        conv2d(grey(GUIDE), VERTICAL)[..., 0],
        [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]],
    )


def test_the_courses_step_and_its_dark_twin():
    step = np.repeat([[10, 10, 10, 0, 0, 0]], 6, axis=0)
    np.testing.assert_array_equal(conv2d(grey(step), VERTICAL)[..., 0], [[0, 30, 30, 0]] * 4)
    twin = step[:, ::-1]
    np.testing.assert_array_equal(conv2d(grey(twin), VERTICAL)[..., 0], [[0, -30, -30, 0]] * 4)


@pytest.mark.parametrize(("f_h", "f_w"), [(1, 1), (3, 3), (2, 5), (4, 1), (9, 11)])
@pytest.mark.parametrize(("ours", "theirs"), [("valid", "valid"), ("full", "full")])
def test_one_channel_is_scipys_correlation(f_h, f_w, ours, theirs):
    random = np.random.default_rng(1)
    x, w = random.normal(size=(12, 17)), random.normal(size=(f_h, f_w))
    np.testing.assert_allclose(
        conv2d(grey(x), single(w), padding=ours)[..., 0],
        signal.correlate2d(x, w, theirs),
        rtol=1e-12,
        atol=1e-12,
    )
    np.testing.assert_allclose(
        conv2d(grey(x), single(flip(w)), padding=ours)[..., 0],
        signal.convolve2d(x, w, theirs),
        rtol=1e-12,
        atol=1e-12,
    )


def test_same_padding_is_scipys_for_odd_filters():
    x = np.random.default_rng(2).normal(size=(9, 8))
    np.testing.assert_allclose(
        conv2d(grey(x), single(FILTERS["scharr"]), padding="same")[..., 0],
        signal.correlate2d(x, FILTERS["scharr"], "same"),
    )


def test_flip_turns_by_180_degrees_and_leaves_the_original():
    w = np.arange(6.0).reshape(2, 3)
    assert flip(w).tolist() == np.rot90(w, 2).tolist() == [[5, 4, 3], [2, 1, 0]]
    volume = np.arange(24.0).reshape(2, 3, 2, 2)
    np.testing.assert_array_equal(flip(volume), volume[::-1, ::-1])
    turned = flip(w)
    turned[:] = 0
    assert w[1, 2] == 5
    with pytest.raises(ValueError, match=r"w: expected .* received \(3,\)"):
        flip([1, 2, 3])


GEOMETRIES = st.fixed_dictionaries(
    {
        "stride": st.integers(1, 3),
        "padding": st.one_of(st.integers(0, 3), st.sampled_from(["valid", "same", "full"])),
        "dilation": st.integers(1, 2),
    }
)


@STEADY
@given(
    geometry=GEOMETRIES,
    sizes=st.tuples(*[st.integers(5, 7)] * 2, *[st.integers(1, 3)] * 4),
    batch=st.sampled_from([None, 1, 2]),
    seed=st.integers(0, 2**32 - 1),
)
def test_gradients_are_the_slopes(geometry, sizes, batch, seed):
    """The loss Σ z·t is linear in x, in w and in b, so a finite difference is exact."""
    height, width, f_h, f_w, channels, filters = sizes
    random = np.random.default_rng(seed)
    shape = (height, width, channels) if batch is None else (batch, height, width, channels)
    x, w = random.normal(size=shape), random.normal(size=(f_h, f_w, channels, filters))
    b = random.normal(size=filters)
    z = conv2d(x, w, b, **geometry)
    t = random.normal(size=z.shape)

    def loss(x, w, b):
        return (conv2d(x, w, b, **geometry) * t).sum()

    def slopes(which):
        arrays = [x, w, b]
        slope = np.empty_like(arrays[which])
        for place in np.ndindex(slope.shape):
            step = np.zeros_like(slope)
            step[place] = 0.5
            up, down = list(arrays), list(arrays)
            up[which], down[which] = arrays[which] + step, arrays[which] - step
            slope[place] = loss(*up) - loss(*down)
        return slope

    for which, gradient in enumerate(conv2d_backward(t, x, w, **geometry)):
        np.testing.assert_allclose(gradient, slopes(which), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("options", [{}, {"stride": 3, "padding": "same", "dilation": 2}])
def test_bands_of_rows_join_without_a_seam(monkeypatch, options):
    random = np.random.default_rng(3)
    x, w = random.normal(size=(2, 23, 9, 3)), random.normal(size=(3, 4, 3, 2))
    z = conv2d(x, w, **options)
    whole = z, *conv2d_backward(z, x, w, **options)
    monkeypatch.setattr("cnnlib.convolution.convolve.BAND_BYTES", (1, 1))
    banded = conv2d(x, w, **options), *conv2d_backward(z, x, w, **options)
    for one, other in zip(whole, banded, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


def test_float32_stays_and_everything_else_is_exact_in_float64():
    x32, w32 = np.ones((4, 4, 1), np.float32), np.ones((2, 2, 1, 1), np.float32)
    assert conv2d(x32, w32, np.ones(1)).dtype == np.float32
    assert {g.dtype for g in conv2d_backward(np.ones((3, 3, 1), np.float32), x32, w32)} == {
        np.dtype(np.float32)
    }
    assert conv2d(x32, w32.astype(np.float64)).dtype == np.float64
    assert conv2d(x32.astype(np.float16), w32).dtype == np.float32

    large = 2**40 + 1
    ones = [[[[1]], [[1]]], [[[1]], [[1]]]]
    z = conv2d([[[large], [large]], [[large], [large]]], ones)
    assert z.dtype == np.float64
    assert z.tolist() == [[[4 * large]]]
    bytes_ = np.full((3, 3, 1), 255, np.uint8)
    assert conv2d(bytes_, np.full((3, 3, 1, 1), 255, np.uint8)).tolist() == [[[9 * 255 * 255]]]
    assert conv2d(bytes_, VERTICAL, [7]).tolist() == [[[7]]]


def test_inputs_are_left_as_they_were_and_may_lie_in_memory_anyhow():
    random = np.random.default_rng(4)
    x, w = random.normal(size=(6, 5, 2)), random.normal(size=(3, 3, 2, 2))
    kept = x.copy(), w.copy()
    x.flags.writeable = w.flags.writeable = False
    z = conv2d(x, w, padding="same")
    conv2d_backward(z, x, w, padding="same")
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(w, kept[1])
    turned = np.asfortranarray(x)[::-1, ::-1]
    np.testing.assert_allclose(
        conv2d(turned, np.asfortranarray(flip(w)), padding="same"), z[::-1, ::-1], rtol=1e-12
    )


def test_a_batch_is_its_pictures_one_by_one():
    random = np.random.default_rng(5)
    x, w = random.normal(size=(3, 6, 5, 2)), random.normal(size=(2, 3, 2, 4))
    np.testing.assert_allclose(conv2d(x, w), [conv2d(one, w) for one in x], rtol=1e-12)


def test_zero_times_minus_one_is_a_plain_zero():
    z = conv2d(np.zeros((3, 3, 1)), -np.ones((1, 1, 1, 1)))
    assert not np.signbit(z).any()


X, W = np.ones((6, 5, 3)), np.ones((3, 3, 3, 2))
RAGGED = [[1, 2], [3]]


@pytest.mark.parametrize(
    ("x", "w", "b", "options", "message"),
    [
        (X[..., 0], W, None, {}, r"x: expected the shape .* received \(6, 5\)"),
        (np.ones((1, 1, 6, 5, 3)), W, None, {}, "x: expected the shape"),
        (7, W, None, {}, r"x: expected the shape .* received \(\)"),
        ([], W, None, {}, r"x: expected the shape .* received \(0,\)"),
        (X[:0], W, None, {}, r"x: expected the shape .* no 0 in it, received \(0, 5, 3\)"),
        (X[np.newaxis][:0], W, None, {}, "x: expected the shape"),
        (X > 0, W, None, {}, "x: expected real numbers, received the type bool"),
        (X + 1j, W, None, {}, "x: expected real numbers, received the type complex128"),
        ("photo", W, None, {}, "x: expected real numbers"),
        (None, W, None, {}, "x: expected real numbers, received the type object"),
        (RAGGED, W, None, {}, r"x: expected an array, received \[\[1, 2\], \[3\]\]"),
        (X, W[..., 0], None, {}, r"w: expected the shape .* received \(3, 3, 3\)"),
        (X, W[..., :0], None, {}, "w: expected the shape"),
        (X, W[:0], None, {}, "w: expected the shape"),
        (X, RAGGED, None, {}, "w: expected an array"),
        (X, W[:, :, :2], None, {}, "w: expected 3 channels, .* received 2"),
        (X, W, np.ones(3), {}, r"b: expected the shape \(2,\), .* received \(3,\)"),
        (X, W, 1.0, {}, r"b: expected the shape \(2,\), .* received \(\)"),
        (X, W, np.ones((1, 2)), {}, r"b: expected the shape \(2,\)"),
        (X, W, ["a", "b"], {}, "b: expected real numbers"),
        (X, W, None, {"stride": 0}, "stride: expected a whole number of at least 1, received 0"),
        (X, W, None, {"stride": -1}, "stride: expected"),
        (X, W, None, {"stride": True}, "stride: expected .* received True"),
        (X, W, None, {"stride": 1.5}, "stride: expected .* received 1.5"),
        (X, W, None, {"stride": (1, 1)}, "stride: expected"),
        (X, W, None, {"dilation": 0}, "dilation: expected"),
        (X, W, None, {"dilation": True}, "dilation: expected"),
        (X, W, None, {"padding": -1}, "padding: expected"),
        (X, W, None, {"padding": True}, "padding: expected"),
        (X, W, None, {"padding": "SAME"}, "padding: expected 'valid', 'same', .* received 'SAME'"),
        (X, W, None, {"padding": None}, "padding: expected"),
        (X, np.ones((7, 3, 3, 2)), None, {}, "window: expected to fit into 6 cells"),
        (X, np.ones((3, 6, 3, 2)), None, {}, "window: expected to fit into 5 cells"),
        (X, W, None, {"dilation": 3}, "window: expected to fit into 6 cells .* spans 7"),
    ],
)
def test_refuses_before_computing(monkeypatch, x, w, b, options, message):
    def computes(*_arguments, **_options):
        raise AssertionError("it has begun to compute")

    monkeypatch.setattr("cnnlib.convolution.convolve._bands", computes)
    with pytest.raises(ValueError, match=f"^{message}"):
        conv2d(x, w, b, **options)
    if b is None:
        with pytest.raises(ValueError, match=f"^{message}"):
            conv2d_backward(np.ones((4, 3, 2)), x, w, **options)


@pytest.mark.parametrize("shape", [(4, 3), (4, 3, 1), (3, 4, 2), (1, 4, 3, 2), (0, 3, 2)])
def test_backward_refuses_another_shape_of_dz(shape):
    with pytest.raises(ValueError, match=r"^dz: expected the shape \(4, 3, 2\), received"):
        conv2d_backward(np.ones(shape), X, W)


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "number", "padding"),
    [
        ((512, 512, 1), (3, 3, 1, 1), np.float64, "valid"),
        ((512, 512, 1), (3, 3, 1, 1), np.uint8, "same"),
        ((224, 224, 3), (3, 3, 3, 16), np.float32, "same"),
        ((4, 112, 112, 32), (3, 3, 32, 32), np.float32, 1),
        ((60, 60, 3), (5, 5, 3, 2), np.float64, 0),
        ((28, 28, 192), (3, 3, 192, 32), np.float32, "same"),
    ],
)
def test_memory_stays_near_input_output_and_one_window_buffer(x_shape, w_shape, number, padding):
    """At most twice what input, output and the numbers under one row of windows need."""
    x = np.ones(x_shape, number)
    w = np.ones(w_shape, np.float32 if number is np.float32 else np.float64)
    tracemalloc.start()
    z = conv2d(x, w, padding=padding)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    row_of_windows = z.shape[-2] * w[..., 0].size * w.itemsize
    assert x.nbytes + peak <= 2 * (x.nbytes + z.nbytes + row_of_windows)
