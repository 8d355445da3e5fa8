"""The figure question of the lesson on why convolutions, judged again by counting connections."""

import pytest

from cnnlib.exercises.catalogue import lesson_questions
from cnnlib.exercises.check import check
from cnnlib.exercises.question import FigureQuestion
from cnnlib.lessons.connections import convolution_places
from cnnlib.lessons.why import WhyOptions


def asked(f: int) -> FigureQuestion[WhyOptions]:
    for seed in range(1000):
        question = lesson_questions("why", seed)[2]
        if isinstance(question, FigureQuestion) and question.solution.f == f:
            return question
    raise AssertionError(f)


@pytest.mark.parametrize("f", [3, 7, 9, 11])
def test_exactly_the_pictures_of_the_filters_size_save_nothing(f: int) -> None:
    question = asked(f)
    for height in range(f, f + 3):
        for width in range(f, f + 3):
            places = convolution_places(height, width, f, f)
            saves_nothing = places.size == f * f
            options = WhyOptions(height=height, width=width, f=f)
            assert (check(question, options).status == "right") == saves_nothing


@pytest.mark.parametrize("changes", [{"channels": 1}, {"filters": 64}])
def test_channels_and_filters_do_not_matter(changes: dict[str, int]) -> None:
    options = WhyOptions(height=7, width=7, f=7, **changes)
    assert check(asked(7), options).status == "right"


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        (WhyOptions(height=6, width=7, f=7), "made the picture smaller than the filter"),
        (WhyOptions(height=5, width=5), "took another filter"),
        (WhyOptions(height=1, width=1, f=1), "took another filter"),
        (WhyOptions(height=7, f=7), "left the filter room along one side"),
        (WhyOptions(width=7, f=7), "left the filter room along one side"),
        (WhyOptions(f=7), "left the filter room to slide"),
    ],
)
def test_a_wrong_picture_hears_which_idea_failed(options: WhyOptions, mistake: str) -> None:
    verdict = check(asked(7), options)
    assert (verdict.status, verdict.mistake) == ("wrong", mistake)


def test_a_wrong_picture_hears_both_counts() -> None:
    message = check(asked(7), WhyOptions(height=8, width=7, f=7)).message
    # 8·7·3 inputs × 2·1·6 outputs, and 7·7·3·6
    assert "Fully connected needs 2,016 weights now, the convolution 882." in message
