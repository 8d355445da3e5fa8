"""What every question of every lesson must hold, for many seeds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from importlib.util import find_spec

import pytest

from cnnlib.exercises.catalogue import LESSONS, SEEDS, lesson_questions
from cnnlib.exercises.check import check
from cnnlib.exercises.draw import fresh
from cnnlib.exercises.numerals import say
from cnnlib.exercises.question import (
    AmbiguousError,
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
)

MANY = range(500)
asked = cache(lesson_questions)
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


@cache
def all_questions(lesson: str) -> list[Question]:
    """All of them over the seeds; what many seeds ask alike (most figures) once."""
    distinct: dict[object, Question] = {}
    for seed in MANY:
        for question in asked(lesson, seed):
            shown = (question.id, question.text, question.boards, getattr(question, "options", ()))
            distinct.setdefault(shown, question)
    return list(distinct.values())


def questions_of(lesson: str, kind: type) -> list[Question]:
    return [question for question in all_questions(lesson) if isinstance(question, kind)]


@every_lesson
def test_every_solution_passes(lesson: str) -> None:
    for question in questions_of(lesson, NumberQuestion):
        assert check(question, question.answer).status == "right"
        assert check(question, say(question.answer)).status == "right", "as the page prints it"
    for question in questions_of(lesson, ChoiceQuestion):
        assert check(question, question.answer).status == "right"
    for question in questions_of(lesson, FigureQuestion):
        assert check(question, question.solution).status == "right"
        assert check(question, question.solve(type(question.solution)())).status == "right"


@every_lesson
def test_what_was_not_attempted_is_open(lesson: str) -> None:
    for question in all_questions(lesson):
        assert check(question, None).status == "open"


@every_lesson
def test_no_untouched_figure_passes(lesson: str) -> None:
    for question in questions_of(lesson, FigureQuestion):
        untouched = type(question.solution)()
        assert check(question, untouched).status == "open"
        assert not question.reached(untouched)


@every_lesson
def test_every_named_mistake_is_told_apart(lesson: str) -> None:
    for question in all_questions(lesson):
        names = [mistake.name for mistake in question.mistakes]
        assert len(set(names)) == len(names)
        for mistake in question.mistakes:
            match question:
                case NumberQuestion():
                    answers = [mistake.number, say(mistake.number)]
                case ChoiceQuestion():
                    answers = [mistake.option]
                case FigureQuestion():
                    answers = [mistake.example]
            for verdict in (check(question, answer) for answer in answers):
                assert (verdict.status, verdict.mistake) == ("wrong", mistake.name), question
                assert verdict.message.startswith(mistake.explanation)


@every_lesson
def test_every_wrong_number_nearby_gets_more_than_a_wrong(lesson: str) -> None:
    for question in questions_of(lesson, NumberQuestion):
        for step in (-3, -2, -1, 1, 2, 3):
            verdict = check(question, question.answer + step)
            assert verdict.status == "wrong"
            assert verdict.mistake or question.formula in verdict.message


@every_lesson
def test_three_questions_of_three_kinds(lesson: str) -> None:
    """The third asks for a state of the figure, so it comes with the figure."""
    kinds = [NumberQuestion, ChoiceQuestion]
    if find_spec(f"cnnlib.lessons.{lesson}"):
        kinds.append(FigureQuestion)
    for seed in MANY:
        assert [type(question) for question in asked(lesson, seed)] == kinds


@every_lesson
def test_a_seed_always_gives_the_same_and_another_seed_fresh_numbers(lesson: str) -> None:
    def words(seed: int) -> tuple[object, ...]:
        return tuple((q.text, q.boards, q.title) for q in asked(lesson, seed))

    assert words(7) == words(7)
    numbers = Counter(words(seed)[0] for seed in MANY)
    assert len(numbers) > 50
    assert numbers.most_common(1)[0][1] < 50


@every_lesson
def test_the_words_are_complete(lesson: str) -> None:
    for seed in range(50):
        for question in asked(lesson, seed):
            assert question.id.startswith(lesson)
            assert len(question.hints) == 2
            sentences = [question.text, question.reason, *question.hints]
            sentences += [mistake.explanation for mistake in question.mistakes]
            for sentence in sentences:
                assert sentence[-1] in ".?", sentence
                assert not re.search(r"\d-|-\d", sentence), f"expected a true minus: {sentence}"
                assert not re.search(r"\b[Aa] (8|11|18)\b", sentence), f"expected an: {sentence}"
                assert not re.search(r"\b[Aa]n (?!8|11|18)\d", sentence), f"expected a: {sentence}"
            for mistake in question.mistakes:
                assert mistake.name[0].islower()
                assert not mistake.name.endswith(".")


@pytest.mark.parametrize(
    ("lesson", "seed"), [("cooking", 0), ("edges", -1), ("edges", SEEDS), ("edges", True)]
)
def test_an_unknown_lesson_or_seed_is_refused(lesson: str, seed: int) -> None:
    with pytest.raises(ValueError, match=r"expected .+, received"):
        lesson_questions(lesson, seed)


def test_drawing_gives_up_with_a_word_where_nothing_can_be_told_apart() -> None:
    def never() -> None:
        raise AmbiguousError("the same")

    with pytest.raises(RuntimeError, match="could be told apart"):
        fresh(never)


def test_the_questions_need_neither_tensorflow_nor_streamlit() -> None:
    code = (
        "import sys, cnnlib.exercises.catalogue, cnnlib.exercises.check;"
        "print(sorted({'tensorflow', 'keras', 'streamlit'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
