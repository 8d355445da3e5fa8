"""The same few hundred random layers in TensorFlow: outputs and gradients."""

import numpy as np
import pytest
import tensorflow as tf

from cnnlib.convolution import conv2d, conv2d_backward, pool2d, pool2d_backward

CASES = 200


def random_case(seed):
    random = np.random.default_rng(seed)
    shape = (random.integers(1, 4), *random.integers(1, 13, 2), random.integers(1, 20))
    paddings = ["valid", "same", "full", 0, 1, 2]
    options = {
        "stride": int(random.integers(1, 4)),
        "padding": paddings[random.integers(len(paddings))],
    }
    return random, shape, options


def with_gaps(w, dilation):
    """The filter with zeros between its taps, as TensorFlow has no gradient of a dilated one."""
    f_h, f_w, channels, filters = w.shape
    spread = np.zeros((dilation * (f_h - 1) + 1, dilation * (f_w - 1) + 1, channels, filters), w.dtype)
    spread[::dilation, ::dilation] = w
    return spread


def tensorflows(padding, extents):
    if isinstance(padding, int):
        return [(0, 0), (padding, padding), (padding, padding), (0, 0)]
    if padding == "full":
        return [(0, 0), *((extent - 1, extent - 1) for extent in extents), (0, 0)]
    return padding.upper()


def a_window_fits(shape, extents, padding):
    if padding in ("same", "full"):
        return True
    zeros = 0 if padding == "valid" else padding
    return all(n + 2 * zeros >= extent for n, extent in zip(shape[1:3], extents, strict=True))


NO_FIT = "window: expected to fit"


@pytest.mark.parametrize("number", [np.float64, np.float32])
@pytest.mark.parametrize("seed", range(CASES))
def test_convolution_and_its_gradients(seed, number):
    random, shape, options = random_case(seed)
    dilation = int(random.integers(1, 3))
    x = random.normal(size=shape).astype(number)
    w = random.normal(size=(*random.integers(1, 5, 2), shape[-1], random.integers(1, 5)))
    w = w.astype(number)
    b = random.normal(size=w.shape[-1]).astype(number)
    spread = with_gaps(w, dilation)
    if not a_window_fits(shape, spread.shape[:2], options["padding"]):
        with pytest.raises(ValueError, match=NO_FIT):
            conv2d(x, w, b, **options, dilation=dilation)
        return

    variables = [tf.constant(x), tf.constant(spread), tf.constant(b)]
    padding = tensorflows(options["padding"], spread.shape[:2])
    with tf.GradientTape() as tape:
        tape.watch(variables)
        theirs = tf.nn.conv2d(*variables[:2], options["stride"], padding) + variables[2]
    dz = random.normal(size=theirs.shape).astype(number)
    dx, dw, db = tape.gradient(theirs, variables, dz)

    z = conv2d(x, w, b, **options, dilation=dilation)
    close = {"rtol": 1e-10, "atol": 1e-10} if number is np.float64 else {"rtol": 2e-4, "atol": 2e-4}
    assert z.dtype == number
    np.testing.assert_allclose(z, theirs, **close)
    ours = conv2d_backward(dz, x, w, **options, dilation=dilation)
    np.testing.assert_allclose(ours[0], dx, **close)
    np.testing.assert_allclose(ours[1], dw[::dilation, ::dilation], **close)
    np.testing.assert_allclose(ours[2], db, **close)


@pytest.mark.parametrize("seed", range(60))
def test_dilated_convolution(seed):
    random, shape, options = random_case(seed)
    x, w = random.normal(size=shape), random.normal(size=(3, 2, shape[-1], 2))
    dilation = int(random.integers(2, 4))
    extents = dilation * 2 + 1, dilation + 1
    if not a_window_fits(shape, extents, options["padding"]):
        with pytest.raises(ValueError, match=NO_FIT):
            conv2d(x, w, **options, dilation=dilation)
        return
    padding = tensorflows(options["padding"], extents)
    theirs = tf.nn.conv2d(x, w, options["stride"], padding, dilations=dilation)
    z = conv2d(x, w, **options, dilation=dilation)
    np.testing.assert_allclose(z, theirs, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize("mode", ["max", "average"])
def test_pooling_and_its_gradient(seed, mode):
    """Small whole numbers, so that ties abound."""
    random, shape, options = random_case(seed)
    options["padding"] = ["valid", "same"][random.integers(2)]
    size = int(random.integers(1, 5))
    x = random.integers(-3, 4, shape).astype(np.float64)
    if not a_window_fits(shape, (size, size), options["padding"]):
        with pytest.raises(ValueError, match=NO_FIT):
            pool2d(x, size, **options, mode=mode)
        return
    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    theirs_x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(theirs_x)
        theirs = pool(theirs_x, size, options["stride"], options["padding"].upper())
    dy = random.normal(size=theirs.shape)
    close = {"rtol": 1e-12, "atol": 1e-12}
    np.testing.assert_allclose(pool2d(x, size, **options, mode=mode), theirs, **close)
    dx = pool2d_backward(dy, x, size, **options, mode=mode)
    np.testing.assert_allclose(dx, tape.gradient(theirs, theirs_x, dy), **close)


@pytest.mark.parametrize("padding", [1, 2])
def test_max_pooling_with_padding_in_numbers(padding):
    x = np.random.default_rng(7).normal(size=(2, 7, 6, 3)) - 5
    theirs = tf.nn.max_pool2d(tf.constant(x), 3, 2, tensorflows(padding, ()))
    np.testing.assert_array_equal(pool2d(x, 3, stride=2, padding=padding), theirs)
