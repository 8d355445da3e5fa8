"""Sizes against published tables and TensorFlow; counts against windows laid one by one."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlib.geometry import (
    Layer,
    dropped,
    full_padding,
    output_size,
    output_sizes_over_layers,
    pixel_usage,
    receptive_field,
    resolve_padding,
    same_padding,
    usage,
    window_extent,
)

AXES = st.fixed_dictionaries(
    {
        "n": st.integers(1, 30),
        "f": st.integers(1, 7),
        "padding": st.one_of(st.integers(0, 6), st.sampled_from(["valid", "same", "full"])),
        "stride": st.integers(1, 5),
        "dilation": st.integers(1, 3),
    }
)

STEADY = settings(deadline=None, database=None, derandomize=True)


def windows_one_by_one(n, f, padding, stride, dilation):
    """The cells under every window of the padded axis, numbered from the first real one."""
    before, after = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    span = dilation * (f - 1)
    starts = [s for s in range(-before, n + after) if (s + before) % stride == 0]
    return [range(s, s + span + 1, dilation) for s in starts if s + span < n + after]


@pytest.mark.parametrize(
    ("expected", "n", "f", "options", "remark"),
    [
        (4, 6, 3, {}, "the course's 6 x 6 by 3 x 3"),
        (6, 6, 3, {"padding": 1}, "the same, padded"),
        (3, 7, 3, {"stride": 2}, "the course's strided convolution"),
        (3, 6, 3, {"stride": 2, "padding": 1}, "the floor drops half a step"),
        (55, 227, 11, {"stride": 4}, "AlexNet, first layer (Krizhevsky et al. 2012)"),
        (112, 224, 7, {"stride": 2, "padding": 3}, "ResNet, first layer (He et al. 2016)"),
        (37, 39, 3, {}, "the course's example network, layer 1"),
        (17, 37, 5, {"stride": 2}, "… layer 2"),
        (7, 17, 5, {"stride": 2}, "… layer 3"),
        (3, 7, 3, {"dilation": 2}, "Dumoulin and Visin (2016), figure 5.1"),
        (7, 5, 3, {"padding": "full"}, "Dumoulin and Visin (2016), figure 2.4"),
        (1, 1, 1, {}, "the smallest there is"),
        (2, 4, 5, {"padding": "same", "stride": 2}, "the window is wider than the input"),
    ],
)
def test_output_size_of_published_layers(expected, n, f, options, remark):
    assert output_size(n, f, **options) == expected, remark


@STEADY
@given(AXES)
def test_output_size_counts_the_windows(axis):
    count = len(windows_one_by_one(**axis))
    if count:
        assert output_size(**axis) == count
        assert type(output_size(**axis)) is int
    else:
        with pytest.raises(ValueError, match="window: expected to fit"):
            output_size(**axis)


@pytest.mark.parametrize("f", range(1, 6))
@pytest.mark.parametrize("stride", range(1, 5))
@pytest.mark.parametrize("dilation", [1, 2])
def test_same_padding_is_tensorflows(f, stride, dilation):
    """TensorFlow shows its padding when every weight sees one cell of its own."""
    import tensorflow as tf

    for n in range(1, 12):
        before, after = same_padding(n, f, stride=stride, dilation=dilation)
        x = np.arange(1.0, n + 1)
        theirs = tf.nn.conv1d(
            x.reshape(1, n, 1), np.eye(f).reshape(f, 1, f), stride, "SAME", dilations=dilation
        )[0].numpy()
        padded = np.pad(x, (before, after))
        starts = range(0, len(padded) - dilation * (f - 1), stride)
        ours = [padded[s : s + dilation * (f - 1) + 1 : dilation] for s in starts]
        np.testing.assert_array_equal(theirs, ours)
        assert len(starts) == math.ceil(n / stride)


def test_same_padding_puts_the_odd_zero_after():
    assert same_padding(6, 4) == (1, 2)
    assert same_padding(6, 3, stride=2) == (0, 1)
    assert same_padding(5, 2, stride=5) == (0, 0)


def test_padding_by_name():
    assert resolve_padding("valid", 6, 3) == (0, 0)
    assert resolve_padding("same", 6, 3) == (1, 1)
    assert resolve_padding("full", 6, 3, dilation=2) == full_padding(3, dilation=2) == (4, 4)
    assert resolve_padding(np.int64(2), 6, 3) == (2, 2)
    assert window_extent(3, dilation=2) == 5


@STEADY
@given(AXES)
def test_dropped_and_usage_count_what_the_windows_touch(axis):
    windows = windows_one_by_one(**axis)
    if not windows:
        return
    n, f, padding = axis["n"], axis["f"], axis["padding"]
    _, after = resolve_padding(padding, n, f, stride=axis["stride"], dilation=axis["dilation"])
    assert dropped(**axis) == n + after - 1 - windows[-1][-1]
    touched = [cell for window in windows for cell in window]
    assert usage(**axis) == tuple(touched.count(cell) for cell in range(n))


def test_dropped_is_what_the_floor_throws_away():
    assert dropped(6, 3, stride=2) == 1
    assert dropped(7, 3, stride=2) == 0
    assert dropped(6, 3, stride=2, padding="same") == 0


def test_pixel_usage_of_the_courses_example():
    counts = pixel_usage(6, 3)
    np.testing.assert_array_equal(
        counts,
        [
            [1, 2, 3, 3, 2, 1],
            [2, 4, 6, 6, 4, 2],
            [3, 6, 9, 9, 6, 3],
            [3, 6, 9, 9, 6, 3],
            [2, 4, 6, 6, 4, 2],
            [1, 2, 3, 3, 2, 1],
        ],
    )
    assert counts.dtype == np.int64
    assert pixel_usage(6, 3, padding=1)[0, 0] == 4
    np.testing.assert_array_equal(pixel_usage(2, 1, stride=2), [[1, 0], [0, 0]])


def test_receptive_field_of_published_networks():
    assert receptive_field([]) == 1
    assert receptive_field([Layer(3), Layer(3)]) == 5  # VGG (2015): two 3 x 3 see what 5 x 5 sees
    assert receptive_field([Layer(3)] * 3) == 7
    dilated = [Layer(3, dilation=d) for d in (1, 2, 4)]  # Yu and Koltun (2016), figure 1
    assert receptive_field(dilated) == 15
    vgg_16 = [layer for n in (2, 2, 3, 3, 3) for layer in [Layer(3)] * n + [Layer(2, stride=2)]]
    assert receptive_field(vgg_16) == 212  # Araujo et al. (2019), table 1


def test_sizes_over_layers():
    network = [Layer(3), Layer(5, stride=2), Layer(5, stride=2)]
    assert output_sizes_over_layers(39, network) == (39, 37, 17, 7)
    assert output_sizes_over_layers(8, [Layer(3, padding="same")] * 2) == (8, 8, 8)
    assert output_sizes_over_layers(8, []) == (8,)
    with pytest.raises(ValueError, match=r"^layer 3: window: expected to fit into 2 cells"):
        output_sizes_over_layers(6, [Layer(3)] * 3)


NO_WHOLE_NUMBER = [0, -1, True, 3.0, np.float64(3), "3", None, [3]]


@pytest.mark.parametrize("function", [output_size, same_padding, pixel_usage, dropped])
@pytest.mark.parametrize("name", ["n", "f", "stride", "dilation"])
@pytest.mark.parametrize("value", NO_WHOLE_NUMBER, ids=repr)
def test_refuses_what_is_no_whole_number_from_one(function, name, value):
    arguments = {"n": 6, "f": 3} | {name: value}
    with pytest.raises(ValueError, match=f"^{name}: expected a whole number .* received"):
        function(**arguments)


@pytest.mark.parametrize("padding", [-1, True, 1.0, None, "Same", "", (1, 1)], ids=repr)
def test_refuses_what_is_no_padding(padding):
    with pytest.raises(ValueError, match=r"^padding: expected .* received"):
        output_size(6, 3, padding=padding)
    with pytest.raises(ValueError, match=r"^padding: expected .* received"):
        Layer(3, padding=padding)


def test_a_layer_is_checked_when_it_is_made():
    with pytest.raises(ValueError, match=r"^f: expected"):
        Layer(0)
    with pytest.raises(ValueError, match=r"^stride: expected"):
        Layer(3, stride=0)


def test_the_refusal_shows_the_numbers():
    with pytest.raises(
        ValueError,
        match=r"expected to fit into 6 cells \(4 and 2 of padding\), "
        r"received f = 4 with dilation 2, which spans 7",
    ):
        output_size(4, 4, padding=1, dilation=2)
