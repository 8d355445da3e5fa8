"""The learning filter: its slope by finite differences, and hidden filters found again from a photograph."""

import numpy as np
import pytest
from scipy import signal

from cnnlib import images
from cnnlib.filters import FILTERS
from cnnlib.lessons.learning_filter import learn, loss_and_gradient, standardised

PHOTO = standardised(images.to_grey(images.sample("temple", max_side=96)))


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    rng = np.random.default_rng(1)
    x, w, target = rng.normal(size=(9, 11)), rng.normal(size=(3, 3)), rng.normal(size=(7, 9))
    _, slope = loss_and_gradient(x, w, target)
    for place in np.ndindex(3, 3):
        step = np.zeros((3, 3))
        step[place] = 1e-5
        rise = loss_and_gradient(x, w + step, target)[0] - loss_and_gradient(x, w - step, target)[0]
        assert slope[place] == pytest.approx(rise / 2e-5, abs=1e-8)


@pytest.mark.parametrize("name", ["sobel", "scharr_horizontal", "gaussian_blur", "identity"])
@pytest.mark.parametrize("seed", [0, 7])
def test_a_hidden_filter_is_found_again_from_a_photograph(name: str, seed: int) -> None:
    hidden = FILTERS[name]
    target = signal.correlate2d(PHOTO, hidden, mode="valid")
    run = learn(PHOTO, target, rate=0.3, seed=seed)
    np.testing.assert_allclose(run.recovered, hidden, atol=0.01 * np.abs(hidden).max())
    assert run.losses[-1] < 1e-6 * run.losses[0]
    assert not run.diverged


def test_a_rate_that_is_too_large_diverges_and_says_so() -> None:
    target = signal.correlate2d(PHOTO, FILTERS["sobel"], mode="valid")
    run = learn(PHOTO, target, rate=1.0)
    assert run.diverged
    assert np.isfinite(run.weights).all()


def test_the_same_seed_gives_the_same_run() -> None:
    target = signal.correlate2d(PHOTO, FILTERS["sobel"], mode="valid")
    first, second, other = (learn(PHOTO, target, steps=5, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.weights, second.weights)
    assert not np.array_equal(first.weights, other.weights)


def test_the_frames_begin_and_end_with_the_run() -> None:
    run = learn(PHOTO, signal.correlate2d(PHOTO, FILTERS["sobel"], mode="valid"), steps=40)
    shown = run.frames(24)
    assert shown[0] == 0
    assert shown[-1] == 40
    assert shown == sorted(set(shown))


def test_a_target_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected shape \(4, 4\), received \(5, 4\)"):
        learn(np.zeros((6, 6)), np.zeros((5, 4)))
