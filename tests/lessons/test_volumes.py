"""One layer against loops, TensorFlow and Keras, and the lesson's own snippets run as they stand."""

import contextlib
import io
import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnnlib import images
from cnnlib.lessons.layer_size import LayerSize
from cnnlib.lessons.volume_snippets import keras_snippet, numpy_snippet
from cnnlib.lessons.volumes import (
    PICTURE_SIDE,
    PRESETS,
    VolumesOptions,
    apply_layer,
    as_volume,
    counted,
    filter_matrix,
    follow,
    lens_corner,
    mix_column,
    mixing,
    picture_layer,
    pictured,
    small_volume,
)

PHOTO = images.sample("macaw", max_side=60)
OWN_FILTER = tuple(tuple((3 * i + 2 * j) % 7 - 3 + 0.25 * j for j in range(3)) for i in range(9))
OWN_NUMBERS = tuple(tuple((5 * i + 3 * j) % 11 - 4.5 for j in range(6)) for i in range(18))
CASES = [
    VolumesOptions(),
    VolumesOptions(board="red-blue", activation="tanh"),
    VolumesOptions(filters=1, f1="grey", biases=((-1.5, 0, 0, 0),), activation="leaky_relu"),
    VolumesOptions(board="photo", lens=(20, 31), filters=4, activation="sigmoid"),
    VolumesOptions(
        board="own", numbers=OWN_NUMBERS, filters=3, f2="custom", w2=OWN_FILTER, biases=((1, -2, 0.5, 7),)
    ),
]
BY_HAND = {
    "relu": lambda z: max(z, 0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0,
    "tanh": math.tanh,
}
KERAS = {
    "relu": keras.ops.relu,
    "leaky_relu": lambda z: keras.ops.leaky_relu(z, negative_slope=0.01),
    "sigmoid": keras.ops.sigmoid,
    "tanh": keras.ops.tanh,
}


def layer_of(options: VolumesOptions):
    return apply_layer(options, small_volume(options, PHOTO))


def run(snippet: str) -> tuple[np.ndarray, np.ndarray]:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(snippet, names)
    return np.asarray(names["z"]), np.asarray(names["a"])


@pytest.mark.parametrize("options", CASES)
def test_every_number_is_the_sum_of_27_products_and_a_bias(options: VolumesOptions) -> None:
    layer = layer_of(options)
    rows, columns, filters = layer.z.shape
    assert (rows, columns, filters) == (4, 4, options.filters)
    for i, j, k in np.ndindex(rows, columns, filters):
        z, products = options.biases[0][k], 0
        for u in range(3):
            for v in range(3):
                for c in range(3):
                    z += layer.x[i + u, j + v, c] * filter_matrix(options, k + 1)[3 * c + u][v]
                    products += 1
        assert products == 27
        assert layer.z[i, j, k] == pytest.approx(z, abs=1e-9)
        assert layer.a[i, j, k] == pytest.approx(BY_HAND[options.activation](z), abs=1e-12)


@pytest.mark.parametrize("options", CASES)
def test_the_layer_equals_tensorflow_and_keras(options: VolumesOptions) -> None:
    layer = layer_of(options)
    z = tf.nn.conv2d(layer.x[None], layer.w, strides=1, padding="VALID")[0] + layer.b
    np.testing.assert_allclose(layer.z, z, atol=1e-9)
    np.testing.assert_allclose(layer.a, KERAS[options.activation](z), atol=1e-9)


@pytest.mark.parametrize("options", CASES)
@pytest.mark.parametrize("snippet", [numpy_snippet, keras_snippet])
def test_the_snippets_compute_what_the_figure_shows(options: VolumesOptions, snippet) -> None:
    layer = layer_of(options)
    z, a = run(snippet(options, layer))
    np.testing.assert_allclose(z, layer.z, rtol=1e-5, atol=1e-3)
    np.testing.assert_allclose(a, layer.a, rtol=1e-4, atol=1e-3)


def test_red_alone_answers_as_the_guides_single_sheet_does() -> None:
    z = layer_of(VolumesOptions(biases=((0, 0, 0, 0),))).z[..., 0]
    np.testing.assert_array_equal(z, [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]])


def test_the_figure_opens_on_relu_of_minus_three() -> None:
    layer = layer_of(VolumesOptions())
    assert (layer.z[0, 0, 0], layer.a[0, 0, 0]) == (-3, 0)


def test_all_channels_alike_are_blind_between_red_and_blue_and_red_alone_is_not() -> None:
    z = layer_of(VolumesOptions(board="red-blue", biases=((0, 0, 0, 0),))).z
    np.testing.assert_array_equal(z[..., 0], [[0, 30, 30, 0]] * 4)
    np.testing.assert_array_equal(z[..., 1], np.zeros((4, 4)))


def test_between_white_and_black_the_three_channel_sums_add_up() -> None:
    z = layer_of(VolumesOptions(board="white-black", biases=((0, 0, 0, 0),))).z
    np.testing.assert_array_equal(z[..., 1], [[0, 90, 90, 0]] * 4)


def test_grey_of_one_pixel_is_the_luma_of_the_photograph() -> None:
    options = VolumesOptions(filters=1, f1="grey", biases=((0, 0, 0, 0),))
    grey = picture_layer(options, PHOTO)[..., 0]
    np.testing.assert_allclose(grey, images.to_grey(PHOTO)[1:-1, 1:-1], atol=1.5)


def test_under_the_default_lens_red_alone_misses_an_edge_that_all_channels_see() -> None:
    options = VolumesOptions(board="photo", biases=((0, 0, 0, 0),))
    picture = images.sample(options.picture, max_side=PICTURE_SIDE)
    z = np.abs(apply_layer(options, small_volume(options, picture)).z)
    assert z[..., 0].max() < 50
    assert z[..., 1].min() > 150


# --- the picture -------------------------------------------------------------------------------


def test_the_board_under_the_lens_is_a_window_of_the_layer_over_the_photo() -> None:
    options = VolumesOptions(board="photo", lens=(7, 11), filters=4)
    layer = layer_of(options)
    np.testing.assert_array_equal(layer.x, PHOTO[7:13, 11:17])
    np.testing.assert_allclose(picture_layer(options, PHOTO)[7:11, 11:15], layer.z)
    np.testing.assert_allclose(picture_layer(options.replace(show="a"), PHOTO)[7:11, 11:15], layer.a)


def test_only_what_the_pictures_depend_on_makes_them_again() -> None:
    same = {"board": "red-blue", "at": 7, "view": "spread", "activation": "tanh", "lens": (1, 2), "side": 99}
    assert pictured(VolumesOptions(**same)) == pictured(VolumesOptions())
    other = [{"filters": 3}, {"f1": "sum"}, {"w4": OWN_FILTER}, {"biases": ((0, 0, 0, 1),)}, {"show": "a"}]
    for change in other:
        assert pictured(VolumesOptions(**change)) != pictured(VolumesOptions())
    seen = VolumesOptions(filters=4, activation="tanh", show="a", f2="custom", w2=OWN_FILTER, at=9)
    np.testing.assert_array_equal(picture_layer(pictured(seen), PHOTO), picture_layer(seen, PHOTO))


def test_a_lens_beyond_the_picture_is_moved_inside() -> None:
    options = VolumesOptions(board="photo", lens=(PICTURE_SIDE, PICTURE_SIDE))
    assert lens_corner(options, PHOTO) == (PHOTO.shape[0] - 6, PHOTO.shape[1] - 6)
    assert small_volume(options, PHOTO).shape == (6, 6, 3)


@pytest.mark.parametrize(
    ("shape", "responses"), [((2, 9, 3), None), ((1, 1, 3), None), ((4, 5, 3), (2, 3, 2))]
)
def test_pictures_smaller_than_the_lens_are_no_accident(shape: tuple, responses: tuple | None) -> None:
    options = VolumesOptions(board="photo")
    picture = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    found = picture_layer(options, picture)
    assert (None if found is None else found.shape) == responses
    assert apply_layer(options, small_volume(options, picture)).z.ndim == 3


# --- what an edit brings with it ---------------------------------------------------------------


def sheets(matrix) -> list:
    rows = [list(row) for row in matrix]
    third = len(rows) // 3
    return [rows[:third], rows[third : 2 * third], rows[2 * third :]]


def follow_on(options: VolumesOptions, fields: dict) -> dict:
    return follow(options, fields, small_volume(options, PHOTO))


def test_an_edited_filter_becomes_custom_and_is_the_one_applied() -> None:
    options = VolumesOptions()
    options = options.replace(**follow_on(options, {"w2": sheets(OWN_FILTER)}))
    assert (options.f2, options.w2, options.f1) == ("custom", OWN_FILTER, "red")
    np.testing.assert_array_equal(layer_of(options).w[:, :, 1, 1], OWN_FILTER[3:6])


def test_taking_a_preset_as_ones_own_starts_from_its_numbers() -> None:
    options = VolumesOptions(f3="grey")
    options = options.replace(**follow_on(options, {"f3": "custom"}))
    assert options.w3 == PRESETS["grey"]


def test_a_preset_leaves_no_own_weights_in_the_link() -> None:
    options = VolumesOptions(f1="custom", w1=OWN_FILTER)
    assert options.replace(**follow_on(options, {"f1": "red"})) == VolumesOptions()


def test_edited_numbers_become_ones_own_and_an_example_takes_them_back() -> None:
    options = VolumesOptions()
    edited = options.replace(**follow_on(options, {"numbers": sheets(OWN_NUMBERS)}))
    assert (edited.board, edited.numbers) == ("own", OWN_NUMBERS)
    np.testing.assert_array_equal(small_volume(edited, PHOTO)[..., 2], OWN_NUMBERS[12:])
    assert edited.replace(**follow_on(edited, {"board": "guide"})) == options


@pytest.mark.parametrize("board", ["red-blue", "photo"])
def test_taking_the_numbers_as_ones_own_starts_from_those_shown(board: str) -> None:
    options = VolumesOptions(board=board, lens=(3, 4))
    own = options.replace(**follow_on(options, {"board": "own"}))
    assert own.board == "own"
    np.testing.assert_array_equal(small_volume(own, PHOTO), small_volume(options, PHOTO))


def test_a_moved_lens_shows_the_photograph() -> None:
    assert follow_on(VolumesOptions(), {"lens": [3, 4]}) == {"lens": [3, 4], "board": "photo"}


def test_the_biases_of_hidden_filters_are_kept() -> None:
    options = VolumesOptions(filters=2, biases=((1, 2, 3, 4),))
    assert follow_on(options, {"biases": [[5, 6]]}) == {"biases": [[5, 6, 3, 4]]}


def test_an_edit_that_is_no_volume_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="w1: expected 9 rows of 3 numbers"):
        VolumesOptions().replace(**follow_on(VolumesOptions(), {"w1": sheets(OWN_FILTER)[:2]}))


# --- counting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [16, 64, 128])
@pytest.mark.parametrize(
    ("f", "channels", "filters", "known"),
    [(3, 3, 10, 280), (5, 1, 6, 156), (5, 3, 6, 456), (1, 192, 32, 6_176)],
)
def test_keras_counts_the_same_parameters_and_numbers(
    n: int, f: int, channels: int, filters: int, known: int
) -> None:
    size = LayerSize(n, f, channels, filters)
    layer = keras.layers.Conv2D(filters, f)
    layer.build((None, n, n, channels))
    assert size.parameters == layer.count_params() == known
    assert (size.side, size.side, filters) == layer.compute_output_shape((None, n, n, channels))[1:]
    assert size.outputs == size.side * size.side * filters


def test_a_layer_of_ten_filters_has_280_parameters_on_any_picture() -> None:
    assert counted(VolumesOptions()).parameters == (27 + 1) * 10 == 280
    assert {counted(VolumesOptions(side=side)).parameters for side in range(16, 257)} == {280}
    assert len({counted(VolumesOptions(side=side)).outputs for side in range(16, 257)}) == 241


def test_the_largest_filter_fits_into_the_smallest_picture() -> None:
    assert counted(VolumesOptions(size=11, side=16)).side == 6


def test_1x1_filters_take_192_channels_to_32() -> None:
    size = mixing(VolumesOptions())
    assert size.parameters == 6_176
    assert size.multiplications == 4_816_896
    layer = keras.layers.Conv2D(32, 1)
    layer.build((None, 28, 28, 192))
    assert layer.count_params() == 6_176
    assert layer.compute_output_shape((None, 28, 28, 192)) == (None, 28, 28, 32)


def test_multiplications_are_counted_one_by_one() -> None:
    size = LayerSize(5, 3, 2, 4)
    count = sum(1 for _ in np.ndindex(5 - 2, 5 - 2, 4, 3, 3, 2))
    assert size.multiplications == count


def test_a_filter_larger_than_its_input_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        LayerSize(2, 3, 1, 1)


def test_a_1x1_filter_mixes_one_column() -> None:
    column = mix_column(VolumesOptions())
    x, w = [3, 0, 2, 5, 1, 4], [(1, 0), (0, 1), (0, 1), (-1, 0), (0, -1), (2, 1)]
    expected = [sum(x[c] * w[c][k] for c in range(6)) + (0, -3)[k] for k in range(2)]
    assert column.z.ravel().tolist() == expected == [6, 2]


def test_a_volume_lies_in_the_link_with_its_channels_below_one_another() -> None:
    volume = as_volume(OWN_FILTER)
    for c, u, v in np.ndindex(3, 3, 3):
        assert volume[u, v, c] == OWN_FILTER[3 * c + u][v]
