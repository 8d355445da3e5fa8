"""The figure question on volumes, judged a second time by SciPy, channel by channel."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import correlate2d

from cnnlib.exercises.catalogue import lesson_questions
from cnnlib.exercises.check import check
from cnnlib.lessons.volumes import VolumesOptions

QUESTION = lesson_questions("volumes", 0)[2]
FALLING = np.repeat([[10, 10, 10, 0, 0, 0]], 6, axis=0)
RED_BLUE = (FALLING, np.zeros((6, 6)), FALLING[:, ::-1])
WHITE_BLACK = (FALLING,) * 3
V, Z, T = ((1, 0, -1),) * 3, ((0, 0, 0),) * 3, ((-1, 0, 1),) * 3
DOT, HOLE = (((0, 0, 0), (0, middle, 0), (0, 0, 0)) for middle in (3, -3))


def loudest(weights: np.ndarray, picture: tuple[np.ndarray, ...]) -> float:
    sums = [correlate2d(picture[c], weights[3 * c : 3 * c + 3], mode="valid") for c in range(3)]
    return float(np.abs(sum(sums)).max())


def own(weights) -> VolumesOptions:
    return VolumesOptions(f1="custom", w1=weights)


def test_the_judgement_is_that_of_scipy_for_many_filters() -> None:
    rng = np.random.default_rng(3)
    verdicts = set()
    for _ in range(300):
        weights = rng.integers(-2, 3, (9, 3)).astype(float)
        if rng.random() < 0.5:
            weights[6:] = -weights[:3] - weights[3:6]
        right = loudest(weights, RED_BLUE) >= 30 and loudest(weights, WHITE_BLACK) == 0
        assert (check(QUESTION, own(weights)).status == "right") == right
        verdicts.add(right)
    assert verdicts == {True, False}


@pytest.mark.parametrize("weights", [V + Z + T, T + Z + V, DOT + Z + HOLE, V + V + ((-2, 0, 2),) * 3])
def test_there_is_more_than_one_solution(weights) -> None:
    assert check(QUESTION, own(weights)).status == "right"


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (own(Z * 3), "made the filter blind"),
        (VolumesOptions(f1="all"), "weighed red and blue alike"),
        (own(Z + V + Z), "weighed red and blue alike"),
        (own(Z + Z + V), "looked at one channel only"),
        (own(V + V + T), "left the channels out of balance"),
        (VolumesOptions(f1="red-green"), "stayed too weak"),
    ],
)
def test_a_wrong_filter_hears_which_idea_failed(options: VolumesOptions, mistake: str) -> None:
    assert check(QUESTION, options).mistake == mistake


def test_the_bias_and_the_other_filters_do_not_count() -> None:
    assert check(QUESTION, VolumesOptions(biases=((99, 0, 0, 0),), f2="grey")).status == "open"
    solved = QUESTION.solve(VolumesOptions(biases=((99, 0, 0, 0),), board="photo"))
    assert check(QUESTION, solved).status == "right"
