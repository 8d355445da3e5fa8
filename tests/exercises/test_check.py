"""How an answer is judged, on questions made for the purpose."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cnnlib.exercises.check import check
from cnnlib.exercises.question import (
    AmbiguousError,
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    WrongNumber,
    WrongOption,
    WrongState,
)
from cnnlib.options import Options, whole


@dataclass(frozen=True)
class DoorOptions(Options):
    """A figure with two settings, of which the question is about one."""

    angle: int = whole(0, 0, 180, label="Angle")
    colour: int = whole(0, 0, 9, label="Colour")


TEXTS = {
    "id": "test",
    "title": "try",
    "text": "?",
    "hints": ("Half of it.", "90."),
    "reason": "That is a right angle.",
}
NUMBER = NumberQuestion(
    answer=-5,
    mistakes=(WrongNumber("forgot the signs", "Mind the −1.", 11),),
    formula="Write down the sum.",
    unit="cells",
    **TEXTS,
)
CHOICE = ChoiceQuestion(
    options=("blur", "edge"),
    answer="edge",
    mistakes=(WrongOption("took an average", "A blur keeps the sky.", "blur"),),
    **TEXTS,
)
FIGURE = FigureQuestion[DoorOptions](
    fields=("angle",),
    reached=lambda options: options.angle == 90,
    reading=lambda options: f"It stands at {options.angle}.",
    mistakes=(
        WrongState(
            "opened it all the way",
            "That is too far.",
            seen=lambda options: options.angle == 180,
            example=DoorOptions(angle=180),
        ),
    ),
    solution=DoorOptions(angle=90),
    **TEXTS,
)


@pytest.mark.parametrize("answer", [None, "", "  "])
def test_no_number_is_not_attempted(answer: str | None) -> None:
    verdict = check(NUMBER, answer)
    assert verdict.status == "open"
    assert verdict.message.startswith("Write the number you expect")


@pytest.mark.parametrize("answer", ["five", "4×4", "nan", "9" * 1000, "**x** <b>"])
def test_junk_gets_a_sentence_and_is_not_wrong(answer: str) -> None:
    verdict = check(NUMBER, answer)
    assert verdict.status == "open"
    assert "Write one number" in verdict.message
    assert answer not in verdict.message


@pytest.mark.parametrize("answer", ["−5", "-5", " -5,0 ", -5, -5.0])
def test_the_right_number_is_right_and_hears_why(answer: str | float) -> None:
    verdict = check(NUMBER, answer)
    assert (verdict.status, verdict.message, verdict.mistake) == ("right", NUMBER.reason, None)


def test_a_known_wrong_number_hears_which_idea_failed() -> None:
    verdict = check(NUMBER, "11")
    assert (verdict.status, verdict.mistake) == ("wrong", "forgot the signs")
    assert verdict.message == "Mind the −1."


@pytest.mark.parametrize(
    ("answer", "direction"),
    [
        ("3", "3 is too large."),
        ("-1,234", "−1,234 is too small."),
        ("5", "5 has the right size, but the wrong sign."),
    ],
)
def test_an_unknown_wrong_number_hears_a_direction_and_the_formula(answer: str, direction: str) -> None:
    verdict = check(NUMBER, answer)
    assert (verdict.status, verdict.mistake) == ("wrong", None)
    assert verdict.message == f"{direction} Write down the sum."


def test_the_wrong_sign_of_zero_is_no_direction() -> None:
    zero = NumberQuestion(answer=0, mistakes=(), formula="Add.", **TEXTS)
    assert check(zero, "-0").status == "right"


def test_a_choice_is_open_right_or_wrong_by_name() -> None:
    assert check(CHOICE, None).status == "open"
    assert check(CHOICE, "edge").status == "right"
    verdict = check(CHOICE, "blur")
    assert (verdict.status, verdict.mistake) == ("wrong", "took an average")


@pytest.mark.parametrize("options", [None, DoorOptions(), DoorOptions(colour=3)])
def test_a_figure_untouched_where_it_matters_is_not_attempted(options: DoorOptions | None) -> None:
    assert check(FIGURE, options).status == "open"


def test_a_figure_is_right_or_hears_what_it_shows_now() -> None:
    assert check(FIGURE, DoorOptions(angle=90, colour=2)).status == "right"
    known = check(FIGURE, DoorOptions(angle=180))
    assert (known.status, known.mistake) == ("wrong", "opened it all the way")
    assert known.message == "That is too far. It stands at 180."
    unknown = check(FIGURE, DoorOptions(angle=20))
    assert (unknown.status, unknown.mistake) == ("wrong", None)
    assert unknown.message == "It stands at 20. Half of it."


def test_solving_a_figure_leaves_the_rest_of_it_alone() -> None:
    assert FIGURE.solve(DoorOptions(angle=7, colour=3)) == DoorOptions(angle=90, colour=3)


def test_an_answer_of_another_kind_is_refused() -> None:
    for question, answer in (
        (NUMBER, True),
        (NUMBER, DoorOptions()),
        (CHOICE, "a third"),
        (FIGURE, "90"),
    ):
        with pytest.raises(ValueError, match=r"answer: expected .+, received "):
            check(question, answer)


def test_numbers_that_cannot_be_told_apart_are_refused() -> None:
    for number in (-5, -5.01):
        with pytest.raises(AmbiguousError, match="expected numbers apart"):
            NumberQuestion(answer=-5, mistakes=(WrongNumber("a", "A.", number),), formula="", **TEXTS)
    twins = (WrongNumber("a", "A.", 3), WrongNumber("b", "B.", 3))
    with pytest.raises(AmbiguousError):
        NumberQuestion(answer=-5, mistakes=twins, formula="", **TEXTS)


def test_a_choice_explains_every_wrong_option() -> None:
    with pytest.raises(ValueError, match="one mistake for each wrong option"):
        ChoiceQuestion(options=("a", "b"), answer="a", mistakes=(), **TEXTS)
    twins = (WrongOption("x", "X.", "b"), WrongOption("y", "Y.", "b"))
    with pytest.raises(AmbiguousError):
        ChoiceQuestion(options=("a", "b", "b"), answer="a", mistakes=twins, **TEXTS)
