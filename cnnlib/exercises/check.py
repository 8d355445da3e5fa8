"""Judging an answer: open, right, or wrong with the idea that failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from cnnlib.exercises.numerals import matches, read, say
from cnnlib.exercises.question import ChoiceQuestion, FigureQuestion, NumberQuestion, Question
from cnnlib.options import Options

Answer: TypeAlias = str | float | Options | None


@dataclass(frozen=True)
class Verdict:
    """What to tell the learner; `mistake` names the idea that failed, when it is a known one."""

    status: Literal["open", "right", "wrong"]
    message: str
    mistake: str | None = None


def check(question: Question, answer: Answer) -> Verdict:
    """Judge `answer`: a number or its text, the chosen option, or the options of the figure.

    No answer is "open", and so is a text that is no number or a figure that was not touched: not
    attempted is not wrong. Raises ValueError for an answer of another kind than the question.
    """
    match question:
        case NumberQuestion():
            return _check_number(question, answer)
        case ChoiceQuestion():
            return _check_choice(question, answer)
        case FigureQuestion():
            return _check_figure(question, answer)


def _check_number(question: NumberQuestion, answer: Answer) -> Verdict:
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return Verdict("open", "Write the number you expect, then check it.")
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise _unexpected("a number or its text", answer)
    number = read(answer) if isinstance(answer, str) else float(answer)
    if number is None:
        return Verdict("open", "Write one number, worked out, such as 12, −5 or 2.5.")
    if matches(number, question.answer, question.tolerance):
        return Verdict("right", question.reason)
    if mistake := question.mistake_behind(number):
        return Verdict("wrong", mistake.explanation, mistake.name)
    return Verdict("wrong", f"{_direction(number, question.answer)} {question.formula}")


def _direction(number: float, answer: float) -> str:
    if number == -answer:
        return f"{say(number)} has the right size, but the wrong sign."
    return f"{say(number)} is too {'large' if number > answer else 'small'}."


def _check_choice(question: ChoiceQuestion, answer: Answer) -> Verdict:
    if answer is None:
        return Verdict("open", "Choose one of the answers, then check it.")
    if answer == question.answer:
        return Verdict("right", question.reason)
    for mistake in question.mistakes:
        if answer == mistake.option:
            return Verdict("wrong", mistake.explanation, mistake.name)
    raise _unexpected(f"one of {question.options}", answer)


def _check_figure(question: FigureQuestion[Any], answer: Answer) -> Verdict:
    if answer is None:
        return Verdict("open", "Change the figure, then check it.")
    if type(answer) is not type(question.solution):
        raise _unexpected(f"{type(question.solution).__name__}", answer)
    if question.untouched(answer):
        return Verdict("open", "The figure is as it was. Change it, then check it.")
    if question.reached(answer):
        return Verdict("right", question.reason)
    reading = question.reading(answer)
    for mistake in question.mistakes:
        if mistake.seen(answer):
            return Verdict("wrong", f"{mistake.explanation} {reading}", mistake.name)
    return Verdict("wrong", f"{reading} {question.hints[0]}")


def _unexpected(expected: str, answer: object) -> ValueError:
    return ValueError(f"answer: expected {expected}, received {answer!r}")
