"""A picture pooled and shifted, against brute force, SciPy and what can be said without computing."""

import numpy as np
import pytest
from scipy import ndimage, signal

from cnnlib import images
from cnnlib.lessons.pooled_picture import moved, pooled, room_for, sampled, shares, source_of
from cnnlib.lessons.pooling import PoolingOptions

PHOTO = images.sample("temple", max_side=120)


def blocks(x: np.ndarray, window: int) -> np.ndarray:
    """(H', W', window·window, C): the windows side by side."""
    rows, columns = x.shape[0] // window, x.shape[1] // window
    cut = x[: rows * window, : columns * window]
    return (
        cut.reshape(rows, window, columns, window, -1)
        .swapaxes(1, 2)
        .reshape(rows, columns, window * window, -1)
    )


@pytest.mark.parametrize("window", [2, 3, 7, 16])
def test_each_colour_is_pooled_by_itself(window: int) -> None:
    x = source_of(PoolingOptions(), PHOTO)
    np.testing.assert_array_equal(pooled(x, window, "max"), blocks(x, window).max(axis=2))
    np.testing.assert_allclose(pooled(x, window, "average"), blocks(x, window).mean(axis=2))
    np.testing.assert_array_equal(sampled(x, window), blocks(x, window)[:, :, 0])


def test_the_edges_are_scipys_correlation_without_its_negative_part() -> None:
    grey = images.to_grey(PHOTO).astype(float)
    expected = np.maximum(signal.correlate2d(grey, [[1, 0, -1]] * 3, mode="valid"), 0)
    found = source_of(PoolingOptions(source="edges"), PHOTO)
    np.testing.assert_allclose(found[..., 0], expected)


@pytest.mark.parametrize("mode", ["max", "average"])
@pytest.mark.parametrize("shift", [1, 2, 3])
@pytest.mark.parametrize("window", [2, 5])
def test_what_a_shift_changes_equals_scipys_filters_taken_apart(mode: str, shift: int, window: int) -> None:
    x = source_of(PoolingOptions(), PHOTO)
    one = x.mean(axis=2)
    earlier, later = one[:, :-shift], one[:, shift:]
    found = moved(x, window=window, shift=shift, mode=mode)
    np.testing.assert_allclose(found.input.mean, np.abs(later - earlier).mean())

    take = ndimage.maximum_filter if mode == "max" else ndimage.uniform_filter
    low = -((window - 1) // 2) if window % 2 else 0

    def small(view: np.ndarray) -> np.ndarray:
        dense = take(view, window, origin=0 if window % 2 else -(window // 2))
        start = -low
        rows, columns = (side // window for side in view.shape)
        return dense[start::window, start::window][:rows, :columns]

    np.testing.assert_allclose(found.pooled.values, small(later) - small(earlier), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        found.pooled_share, np.abs(small(later) - small(earlier)).mean() / found.input.mean
    )


def test_without_a_shift_nothing_changes_and_there_is_no_share() -> None:
    still = moved(source_of(PoolingOptions(), PHOTO), window=4, shift=0, mode="max")
    assert still.input.mean == still.pooled.mean == still.sampled.mean == 0
    assert still.pooled_share is still.sampled_share is None


@pytest.mark.parametrize("window", [2, 3])
def test_a_shift_of_one_window_moves_the_pooled_picture_by_exactly_one_cell(window: int) -> None:
    x = source_of(PoolingOptions(), PHOTO)
    for small in (pooled(x, window, "max"), pooled(x, window, "average"), sampled(x, window)):
        assert small.size
    later = pooled(x[:, window:], window, "max")
    np.testing.assert_array_equal(later, pooled(x, window, "max")[:, 1:])


def test_one_bright_pixel_moves_every_copy_as_worked_out_by_hand() -> None:
    x = np.zeros((4, 6, 1))
    x[1, 3] = 8
    found = moved(x, window=2, shift=1, mode="max")
    # Earlier 4×5 with the 8 in column 3, later with it in column 2: both in the window of columns 2, 3.
    assert found.input.mean == 2 * 8 / 20
    assert found.pooled.mean == 0
    assert found.sampled.mean == 0, "row 1 is never sampled"
    crossing = moved(np.roll(x, 1, axis=1), window=2, shift=1, mode="max")
    # Now it goes from column 4, where no whole window is, to column 3 in the second window.
    assert crossing.pooled.mean == 8 / 4


def test_on_the_temple_pooling_calms_a_shift_and_subsampling_does_not() -> None:
    x = source_of(PoolingOptions(), images.sample("temple", max_side=320))
    for mode in ("max", "average"):
        one = moved(x, window=2, shift=1, mode=mode)
        assert 0.5 < one.pooled_share < 0.8 < 0.95 < one.sampled_share < 1.05


def test_on_edges_max_pooling_moves_as_much_as_its_input() -> None:
    picture = images.sample("temple", max_side=320)
    x = source_of(PoolingOptions(source="edges"), picture)
    assert moved(x, window=2, shift=1, mode="max").pooled_share > 0.95
    assert moved(x, window=2, shift=1, mode="average").pooled_share < 0.8


def test_shares_hold_a_row_for_every_window_that_fits() -> None:
    x = source_of(PoolingOptions(), PHOTO)[:9, :40]
    windows, kept = shares(x, shift=1, mode="max")
    assert windows == (2, 3, 4, 5, 6, 7, 8, 9)
    one = moved(x, window=5, shift=1, mode="max")
    np.testing.assert_allclose(kept[3], [one.pooled_share, one.sampled_share])
    assert shares(x[:1], shift=1, mode="max")[0] == ()


@pytest.mark.parametrize(
    ("shape", "options", "fits"),
    [
        ((16, 17), PoolingOptions(window=16, shift=1), True),
        ((16, 16), PoolingOptions(window=16, shift=1), False),
        ((15, 40), PoolingOptions(window=16, shift=0), False),
        ((5, 7), PoolingOptions(window=3, shift=2, source="edges"), True),
        ((5, 6), PoolingOptions(window=3, shift=2, source="edges"), False),
        ((1, 1), PoolingOptions(window=2, source="edges"), False),
    ],
)
def test_a_picture_too_small_is_refused_in_words_and_no_other(
    shape: tuple[int, int], options: PoolingOptions, fits: bool
) -> None:
    picture = np.zeros((*shape, 3), dtype=np.uint8)
    refusal = room_for(options, picture)
    assert (refusal == "") == fits
    if fits:
        x = source_of(options, picture)
        assert moved(x, window=options.window, shift=options.shift, mode="max").pooled.values.size
    else:
        assert f"of {shape[1]}×{shape[0]} " in refusal
