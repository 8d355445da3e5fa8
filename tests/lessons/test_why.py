"""The counts against the course, LeNet-5's paper and Keras; the snippets run as they stand."""

import contextlib
import io

import keras
import numpy as np
import pytest
from scipy import signal

from cnnlib import images
from cnnlib.lessons.why import (
    SIDES,
    WhyOptions,
    counts,
    growth,
    keras_snippet,
    move_board,
    move_picture,
    movement_only,
    numpy_snippet,
    pixels_a_cell,
    refusal,
    wiring,
)

PHOTO = images.to_grey(images.sample("temple", max_side=120))
CASES = [
    WhyOptions(),
    WhyOptions(channels=1),
    WhyOptions(height=6, width=6, channels=1, f=3, filters=1),
    WhyOptions(height=9, width=14, channels=2, f=4, filters=3),
    WhyOptions(height=5, width=5, channels=3, f=5, filters=7),
    WhyOptions(weights=((0.5, -2, 3), (1, 3, 0), (0, 1, -1)), numbers=((1, 2, 3, 4, 5, 6.25),) * 6),
]


# --- counting -------------------------------------------------------------------------------------


def test_the_numbers_of_the_course() -> None:
    """Ng, Convolutional Neural Networks, week 1: "Why convolutions?"."""
    count = counts(WhyOptions())
    assert (count.inputs, count.outputs) == (3072, 4704)
    assert count.dense_weights == 14_450_688
    assert count.dense == 14_450_688 + 4704
    assert (count.shared_weights, count.shared_biases, count.shared) == (450, 6, 456)


def test_one_channel_gives_the_156_parameters_of_lenet_5s_first_layer() -> None:
    """LeCun et al., Gradient-based learning applied to document recognition (1998), section II B."""
    count = counts(WhyOptions(channels=1))
    assert count.shared == 156
    assert (count.f**2 + 1) * count.outputs == 122_304, "its printed number of connections"


@pytest.mark.parametrize("options", CASES)
def test_both_counts_equal_those_of_keras_layers(options: WhyOptions) -> None:
    count = counts(options)
    convolution = keras.layers.Conv2D(options.filters, options.f)
    given = (None, options.height, options.width, options.channels)
    convolution.build(given)
    assert convolution.count_params() == count.shared
    assert convolution.compute_output_shape(given)[1:] == count.wanted
    if count.dense < 1_000_000:
        dense = keras.layers.Dense(count.outputs)
        dense.build((None, count.inputs))
        assert dense.count_params() == count.dense


def test_a_filter_as_large_as_its_picture_saves_nothing() -> None:
    count = counts(WhyOptions(height=7, width=7, f=7))
    assert count.dense == count.shared == (7 * 7 * 3 + 1) * 6


def test_a_filter_that_does_not_fit_is_refused_in_words_and_not_counted() -> None:
    options = WhyOptions(height=8, width=4, f=5)
    assert "5 × 5 does not fit into 8 × 4" in refusal(options)
    assert "up to 4" in refusal(options)
    with pytest.raises(ValueError, match=r"expected .+, received"):
        counts(options)
    assert refusal(WhyOptions()) == ""


def test_features_grow_with_the_square_of_the_side() -> None:
    grown = {one.side: one for one in growth(WhyOptions())}
    assert tuple(grown) == SIDES
    assert grown[64].features == 12_288
    assert grown[1000].features == 3_000_000
    assert grown[1000].weights == 3_000_000_000


def test_the_sides_are_spaced_evenly_on_a_logarithmic_axis() -> None:
    even = np.linspace(np.log(SIDES[0]), np.log(SIDES[-1]), len(SIDES))
    np.testing.assert_allclose(np.log(SIDES), even, atol=0.03)


# --- the layer one can touch ----------------------------------------------------------------------


def test_the_layer_one_can_touch_opens_with_the_guides_output() -> None:
    expected = [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]
    np.testing.assert_array_equal(wiring(WhyOptions()).y, expected)


def test_joined_fully_it_has_64_times_as_many_weights() -> None:
    dense, shared = wiring(WhyOptions(join="dense")), wiring(WhyOptions())
    assert (dense.weights.size, shared.weights.size) == (576, 9)
    assert dense.y.shape == shared.y.shape == (4, 4)


# --- moving the picture ---------------------------------------------------------------------------


@pytest.mark.parametrize("layer", ["convolution", "dense"])
@pytest.mark.parametrize(("down", "right"), [(1, 2), (-3, 3), (0, -1)])
def test_only_the_convolution_moves_along(layer: str, down: int, right: int) -> None:
    options = WhyOptions(layer=layer, down=down, right=right)
    small = images.fit(PHOTO, 48)
    for found in (move_board(options), move_picture(options, small)):
        assert found.cells > 0
        assert (found.largest == 0) == (layer == "convolution")


def test_the_photos_answer_equals_scipy_and_moves_ten_pixels_a_cell() -> None:
    photo = images.to_grey(images.sample("temple", max_side=240))
    found = move_picture(WhyOptions(down=1, right=-2), photo)
    expected = signal.correlate2d(photo.astype(float), ((1, 0, -1),) * 3, mode="valid")
    np.testing.assert_allclose(found.answer, expected)
    np.testing.assert_array_equal(found.moved_x[10:, :-20], photo[:-10, 20:])
    assert found.largest == 0


def test_a_fractional_filter_moves_along_as_exactly() -> None:
    options = WhyOptions(weights=((0.1, 0.2, 0.3), (1 / 3, 0, -0.7), (0.9, -1 / 7, 0)))
    assert move_picture(options, PHOTO).largest == 0


def test_a_picture_too_thin_for_the_filter_is_not_answered() -> None:
    assert move_picture(WhyOptions(), PHOTO[:2]) is None
    assert move_picture(WhyOptions(), PHOTO[:, :2]) is None


def test_the_movement_depends_on_its_own_options_only() -> None:
    options = WhyOptions(layer="dense", down=2, seed=4, height=9, quiz=3, at=5, side=20)
    assert movement_only(options) == WhyOptions(layer="dense", down=2, seed=4)
    few = images.fit(PHOTO, 24)
    for move in (move_board, lambda o: move_picture(o, few)):
        ours, theirs = move(options), move(movement_only(options))
        np.testing.assert_array_equal(ours.answer_to_moved, theirs.answer_to_moved)


@pytest.mark.parametrize(("height", "width"), [(3, 3), (4, 300), (16, 16), (240, 160)])
def test_a_picture_of_any_size_can_be_moved(height: int, width: int) -> None:
    grey = np.random.default_rng(0).integers(0, 256, (height, width), dtype=np.uint8)
    assert 1 <= pixels_a_cell(grey) <= 10
    for down, right in ((3, 3), (-3, -3), (0, 0)):
        assert move_picture(WhyOptions(down=down, right=right), grey).largest == 0


# --- the snippets ---------------------------------------------------------------------------------


def run(snippet: str) -> dict[str, object]:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(snippet, names)
    return names


@pytest.mark.parametrize("options", CASES)
@pytest.mark.parametrize("snippet", [numpy_snippet, keras_snippet])
def test_the_snippets_give_the_output_and_the_counts_of_the_figures(options, snippet) -> None:
    names = run(snippet(options))
    np.testing.assert_allclose(names["y"], wiring(options).y, rtol=1e-5, atol=1e-4)
    assert names["dense"] == counts(options).dense
    assert names["shared"] == counts(options).shared


def test_the_numpy_snippet_builds_the_matrix_of_the_figure() -> None:
    options = CASES[-1]
    np.testing.assert_array_equal(run(numpy_snippet(options))["matrix"], wiring(options).matrix)


def test_the_small_keras_layers_say_592_against_10() -> None:
    names = run(keras_snippet(WhyOptions()))
    assert (names["joined"].count_params(), names["small"].count_params()) == (592, 10)


def test_where_no_filter_fits_the_snippets_count_the_sizes_of_the_guide() -> None:
    assert run(numpy_snippet(WhyOptions(height=2)))["shared"] == 456
