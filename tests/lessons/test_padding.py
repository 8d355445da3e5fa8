"""Padding and strides against loops that lay every window, TensorFlow, SciPy and published sizes."""

import contextlib
import io
from itertools import product
from math import ceil

import numpy as np
import pytest
import tensorflow as tf
from scipy import signal

from cnnlib import images
from cnnlib.geometry import Layer
from cnnlib.lessons.axis import Axis, remedies
from cnnlib.lessons.padded_picture import answer_to
from cnnlib.lessons.padding import (
    GUIDE,
    GUIDE_FILTER,
    MOST_DRAWN_CELLS,
    ONES,
    PRESETS,
    PaddingOptions,
    axis_of,
    board_of,
    follow,
    limits,
    preset_of,
    symmetric_twin,
    usage_of,
    with_preset,
)
from cnnlib.lessons.padding_snippets import keras_snippet, numpy_snippet
from cnnlib.lessons.tower import tower

KINDS = [{"padding": name} for name in ("valid", "same", "full")] + [{"p": p} for p in range(7)]
EVERY = [
    PaddingOptions(n=n, f=f, stride=s, dilation=d, **kind)
    for n, f, s, d, kind in product(range(1, 13), range(1, 8), range(1, 5), range(1, 5), KINDS)
]
DENSE = [options for options in EVERY if options.n == 12 and options.stride == 1]
SOME = [EVERY[i] for i in np.random.default_rng(4).permutation(len(EVERY))[:300]]
DEEP = ((2, -1, 3), (0, 4, 1), (5, 1, -2))


def windows(cells: int, options: PaddingOptions) -> list[list[int]]:
    """The cells of every window along an axis, laid one by one until one sticks out."""
    laid, start = [], 0
    while (window := [start + options.dilation * i for i in range(options.f)])[-1] < cells:
        laid.append(window)
        start += options.stride
    return laid


def sides(options: PaddingOptions) -> tuple[int, int]:
    """The padding before and after, from what the words mean rather than from a formula."""
    if options.padding == "same":
        total = 0
        while len(windows(options.n + total, options)) < ceil(options.n / options.stride):
            total += 1
        return total // 2, total - total // 2
    reach = options.dilation * (options.f - 1)
    p = {"valid": 0, "full": reach, "number": options.p}[options.padding]
    return p, p


def by_loops(x: np.ndarray, w: np.ndarray, options: PaddingOptions) -> np.ndarray:
    laid = windows(len(x), options)
    return np.array([[(x[np.ix_(rows, columns)] * w).sum() for columns in laid] for rows in laid])


def test_sizes_padding_and_dropped_cells_of_every_setting_there_is() -> None:
    for options in EVERY:
        before, after = sides(options)
        cells = options.n + before + after
        laid = windows(cells, options)
        axis = axis_of(options)
        assert (axis.before, axis.after) == (before, after), options
        assert axis.size == (len(laid) or None), options
        assert axis.dropped == (cells - 1 - laid[-1][-1] if laid else 0), options


def test_where_no_window_fits_each_remedy_is_the_least_that_helps() -> None:
    span = limits()
    refused = [axis for axis in map(axis_of, EVERY) if axis.size is None]
    assert len(refused) > 500
    for axis in refused:
        for letter, value in (helps := remedies(axis, span)).items():
            nearly = value + (1 if letter in "df" else -1)
            assert fits(axis, letter, value)
            assert not fits(axis, letter, nearly)
        assert "f" in helps


def fits(axis: Axis, letter: str, value: int) -> bool:
    """Whether a window fits with p, d, f or n replaced by that value."""
    now = {"p": axis.before, "d": axis.dilation, "f": axis.f, "n": axis.n} | {letter: value}
    return now["d"] * (now["f"] - 1) + 1 <= now["n"] + 2 * now["p"]


def test_a_window_that_does_not_fit_is_refused_in_words() -> None:
    board = board_of(PaddingOptions(n=3, f=5, p=0, stride=1))
    assert board.y is None
    said = board.refusal.replace("\N{NO-BREAK SPACE}", " ")
    assert "the filter spans 5 cells, and it has 3 cells to move over" in said
    assert said.endswith("What helps is p = 1 or f = 3 or n = 5.")


def test_the_output_equals_sums_taken_window_by_window() -> None:
    for options in (one.replace(weights=DEEP) for one in SOME):
        board = board_of(options)
        padded = np.pad(board.x, sides(options))
        np.testing.assert_array_equal(board.padded, padded)
        if board.y is None:
            assert windows(len(padded), options) == []
        else:
            np.testing.assert_allclose(board.y, by_loops(padded, board.weights, options))


@pytest.mark.parametrize("padding", ["VALID", "SAME"])
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4)])
def test_valid_and_same_equal_tensorflow(padding: str, stride: int, dilation: int) -> None:
    for n, f in product(range(1, 13), range(1, 8)):
        options = PaddingOptions(
            n=n, f=f, padding=padding.lower(), stride=stride, dilation=dilation, weights=DEEP
        )
        board = board_of(options)
        if board.y is None:
            continue
        expected = tf.nn.convolution(
            board.x[None, ..., None],
            board.weights[..., None, None],
            strides=stride,
            padding=padding,
            dilations=dilation,
        )
        np.testing.assert_allclose(board.y, expected[0, ..., 0], atol=1e-9)


def test_full_padding_equals_scipys_full_correlation() -> None:
    board = board_of(PaddingOptions(padding="full", stride=1, f=4, weights=DEEP))
    np.testing.assert_array_equal(board.y, signal.correlate2d(board.x, board.weights, mode="full"))


def test_the_lectures_strided_example_gives_its_numbers_but_for_the_two_it_misreads() -> None:
    options = PaddingOptions(**PRESETS["guide"])
    spoken = np.array([[91, 100, 83], [69, 91, 127], [44, 72, 74]])
    worked_out = signal.correlate2d(GUIDE, GUIDE_FILTER, mode="valid")[::2, ::2]
    y = board_of(options).y
    np.testing.assert_array_equal(y, worked_out)
    np.testing.assert_array_equal(np.argwhere(y != spoken), [[0, 2], [1, 2]])
    assert (y[0, 2], y[1, 2]) == (88, 117)


def test_the_guides_pixel_usage_corner_1_and_centre_9() -> None:
    usage = usage_of(PaddingOptions(padding="valid", stride=1))
    assert (usage.now[0, 0], usage.now[2, 2]) == (1, 9)


def test_the_usage_of_a_pixel_is_counted_by_marking_it_in_every_window() -> None:
    for options in SOME[:100]:
        usage = usage_of(options)
        for count, settings in (
            (usage.now, options),
            (usage.plain, options.replace(padding="valid", stride=1)),
        ):
            before, after = sides(settings)
            laid = windows(settings.n + before + after, settings)
            marked = np.zeros((settings.n + before + after,) * 2)
            for rows, columns in product(laid, laid):
                marked[np.ix_(rows, columns)] += 1
            inside = slice(before, before + settings.n)
            if count is None:
                assert laid == []
            else:
                np.testing.assert_array_equal(count, marked[inside, inside])


def test_a_lopsided_same_differs_from_the_symmetric_padding() -> None:
    options = PaddingOptions(padding="same")
    twin, board = symmetric_twin(options), board_of(options)
    assert (board.axis.before, board.axis.after) == (0, 1)
    np.testing.assert_array_equal(twin, by_loops(np.pad(board.x, 1), board.weights, options))
    assert twin.shape == board.y.shape
    assert (twin != board.y).any()


# --- what a figure sends -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRESETS)
def test_a_chip_sets_the_state_that_it_is_recognised_by(name: str) -> None:
    state = PaddingOptions(n=9, f=5, p=3, dilation=3, layers=7).replace(**with_preset({"preset": name}))
    assert preset_of(state) == name


def test_what_is_sent_with_a_chip_wins_and_an_unknown_chip_is_nothing() -> None:
    assert with_preset({"preset": "valid", "stride": 3})["stride"] == 3
    assert with_preset({"preset": "nonsense", "n": 4}) == {"n": 4}


def test_an_edit_of_the_padded_board_becomes_the_input_without_its_padding() -> None:
    options = PaddingOptions(padding="same", f=4, stride=1)
    edited = board_of(options).padded
    edited[2, 3] = 99
    numbers = options.replace(**follow(options, {"numbers": edited.tolist()})).numbers
    assert np.argwhere(np.array(numbers) != np.array(GUIDE)[:6, :6]).tolist() == [[1, 2]]
    assert numbers[1][2] == 99


def test_numbers_of_a_source_become_that_source_again() -> None:
    options = PaddingOptions(numbers=((5,),), weights=((2,),))
    board = board_of(PaddingOptions())
    assert follow(options, {"numbers": board.padded.tolist()})["numbers"] == GUIDE
    assert follow(options, {"weights": np.ones((3, 3)).tolist()})["weights"] == ONES


def test_a_board_of_another_size_comes_too_late() -> None:
    assert follow(PaddingOptions(), {"numbers": [[1, 2], [3, 4]], "n": 5}) == {"n": 5}


# --- over layers, over a picture, as code --------------------------------------------------------


def test_published_towers() -> None:
    lenet = tower(32, Layer(5), 1)  # LeCun et al. (1998), figure 2: C1 is 28 x 28
    vgg = tower(224, Layer(3, padding=1), 4)  # Simonyan and Zisserman (2015), section 2.1
    resnet = tower(224, Layer(7, stride=2, padding=3), 1)  # He et al. (2016), table 1: conv1 is 112
    assert (lenet.sizes, vgg.sizes, resnet.sizes) == ((32, 28), (224,) * 5, (224, 112))
    assert lenet.stopped == vgg.stopped == ""


def test_a_tower_ends_with_a_sentence_where_no_window_fits() -> None:
    short = tower(32, Layer(3, stride=2), 8)
    assert short.sizes == (32, 15, 7, 3, 1)
    assert short.stopped == "layer 5 does not fit: its window spans 3 cells"


PHOTO = images.to_grey(images.sample("temple", max_side=60)).astype(float)


def test_over_a_picture_a_filter_of_ones_is_the_mean_and_a_stride_of_2_halves_it() -> None:
    answer = answer_to(PaddingOptions(padding="same"), PHOTO)
    mean = signal.correlate2d(np.pad(PHOTO, (0, 1)), np.ones((3, 3)), mode="valid") / 9
    assert answer.values.shape == (PHOTO.shape[0] // 2, PHOTO.shape[1] // 2)
    np.testing.assert_allclose(answer.values, mean[::2, ::2])
    assert answer.divisor == 9
    assert not answer.signed


def test_a_filter_with_negative_weights_is_not_divided() -> None:
    answer = answer_to(PaddingOptions(weights=((1, 0, -1),), stride=1, p=2), PHOTO)
    expected = signal.correlate2d(np.pad(PHOTO, 2), [[1, 0, -1]] * 3, mode="valid")
    np.testing.assert_allclose(answer.values, expected)
    assert answer.signed


def test_a_picture_smaller_than_the_filter_is_refused_in_words() -> None:
    answer = answer_to(PaddingOptions(f=7, dilation=4, padding="valid"), PHOTO[:5, :30])
    assert answer.values is None
    assert "No window fits" in answer.refusal
    assert "n\N{NO-BREAK SPACE}=" not in answer.refusal


CASES = [
    PaddingOptions(),
    PaddingOptions(**PRESETS["guide"]),
    PaddingOptions(padding="same", f=4, stride=1),
    PaddingOptions(padding="same", stride=2, n=7, weights=DEEP),
    PaddingOptions(padding="same", stride=2, dilation=2, n=6, weights=DEEP),
    PaddingOptions(padding="same", stride=1, dilation=3),
    PaddingOptions(padding="full", stride=1, weights=((0.5, -2),)),
    PaddingOptions(p=4, stride=3, dilation=2, n=11, f=5),
    PaddingOptions(p=0, stride=4, n=12, f=1, numbers=((1, 2.25), (-3, 4))),
]


def run(snippet: str) -> np.ndarray:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(snippet, names)
    return np.asarray(names["y"])


@pytest.mark.parametrize("options", CASES)
def test_the_snippets_compute_what_the_figure_shows(options: PaddingOptions) -> None:
    board = board_of(options)
    np.testing.assert_allclose(run(numpy_snippet(board)), board.y)
    np.testing.assert_allclose(run(keras_snippet(board, options)), board.y, rtol=1e-6, atol=1e-5)


def test_what_is_drawn_stays_small_enough_to_draw() -> None:
    drawn = [board for board in map(board_of, DENSE) if board.drawn]
    assert max(board.padded.size for board in drawn) <= MOST_DRAWN_CELLS
    positions = max(board.y.size for board in drawn if board.y is not None)
    assert positions <= PaddingOptions(at=575).at + 1
