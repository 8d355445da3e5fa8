"""The question cards in a page of their own: check, hint, solution, fresh numbers."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnlib.exercises.catalogue import SEEDS, lesson_questions
from cnnlib.exercises.numerals import say

SEED = 3


def page() -> None:
    import streamlit as st

    from cnnlib.lessons.edges import EdgesOptions
    from cnnlib.web.questions import questions_panel

    state = st.session_state
    state.setdefault("seed", 3)
    state.setdefault("options", EdgesOptions())
    questions_panel(
        state.get("lesson", "edges"),
        state.options,
        state.seed,
        on_fresh=lambda seed: state.update(seed=seed),
        on_solution=lambda options: state.update(options=options),
    )


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page, default_timeout=10).run()


NUMBER, CHOICE, FIGURE = lesson_questions("edges", SEED)


def press(app: AppTest, what: str, card: int, seed: int = SEED) -> AppTest:
    app.button(key=f"{what}:edges:{seed}:{card}").click()
    app.run()
    assert not app.exception
    return app


def answer(app: AppTest, text: str) -> AppTest:
    app.text_input[0].input(text)
    return press(app, "check", 0)


def words(app: AppTest) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_three_cards_ask_and_say_nothing_yet(app: AppTest) -> None:
    assert not app.exception
    for question in (NUMBER, CHOICE, FIGURE):
        assert f"**Try: {question.title}**\n\n{question.text}" in words(app)
    assert list(app.radio[0].options) == list(CHOICE.options)
    assert app.radio[0].value is None
    assert [*app.success, *app.warning, *app.info] == []
    assert not any(question.reason in words(app) for question in (NUMBER, CHOICE, FIGURE))


def test_the_board_of_the_question_is_shown(app: AppTest) -> None:
    board = app.get("html")[0].proto.body
    assert board.count("<td") == 25 + 9
    assert "cl-marked" not in board


@pytest.mark.parametrize("card", [0, 1, 2])
def test_nothing_answered_is_not_wrong(app: AppTest, card: int) -> None:
    press(app, "check", card)
    assert app.info[0].value.startswith("**Not answered yet.**")
    assert [*app.success, *app.warning] == []


def test_a_right_number_hears_why_and_sees_the_window(app: AppTest) -> None:
    answer(app, say(NUMBER.answer))
    assert app.success[0].value == f"**Right.** {NUMBER.reason}"
    assert app.get("html")[0].proto.body.count("cl-marked") == 9


@pytest.mark.parametrize("mistake", NUMBER.mistakes, ids=lambda mistake: mistake.name)
def test_a_wrong_number_hears_which_idea_failed(app: AppTest, mistake: Any) -> None:
    answer(app, say(mistake.number))
    assert app.warning[0].value == (f"**Not yet.** It looks as if you {mistake.name}. {mistake.explanation}")


def test_an_unknown_number_hears_a_direction_and_junk_a_sentence(app: AppTest) -> None:
    answer(app, "1 000")
    assert "**Not yet.** 1,000 is too large." in app.warning[0].value
    answer(app, "<b>seven</b>")
    assert "Write one number" in app.info[0].value
    assert not app.warning


def test_a_choice_is_judged(app: AppTest) -> None:
    wrong = CHOICE.mistakes[0]
    app.radio[0].set_value(wrong.option)
    press(app, "check", 1)
    assert wrong.explanation in app.warning[0].value
    app.radio[0].set_value(CHOICE.answer)
    press(app, "check", 1)
    assert app.success[0].value == f"**Right.** {CHOICE.reason}"


def test_a_verdict_goes_when_the_answer_changes(app: AppTest) -> None:
    answer(app, "1000")
    app.text_input[0].input("999")
    press(app, "hint", 0)
    assert not app.warning


def test_two_hints_and_no_third(app: AppTest) -> None:
    button = f"hint:edges:{SEED}:0"
    assert app.button(key=button).label == "Hint"
    press(app, "hint", 0)
    assert f"**Hint 1.** {NUMBER.hints[0]}" in words(app)
    assert NUMBER.hints[1] not in words(app)
    assert app.button(key=button).label == "Second hint"
    press(app, "hint", 0)
    assert f"**Hint 2.** {NUMBER.hints[1]}" in words(app)
    assert app.button(key=button).disabled


def test_the_solution_and_its_reason(app: AppTest) -> None:
    press(app, "solve", 0)
    assert f"**Solution: {NUMBER.solution}.** {NUMBER.reason}" in words(app)
    press(app, "solve", 1)
    assert f"**Solution: {CHOICE.answer}.** {CHOICE.reason}" in words(app)


def test_the_figure_is_judged_and_can_be_put_into_the_solution(app: AppTest) -> None:
    mistake = FIGURE.mistakes[0]
    app.session_state.options = mistake.example
    press(app.run(), "check", 2)
    assert mistake.explanation in app.warning[0].value
    press(app, "solve", 2)
    press(app, "apply", 2)
    assert app.session_state.options == FIGURE.solve(mistake.example)
    assert not app.warning, "the verdict was about another state"
    press(app, "check", 2)
    assert app.success[0].value == f"**Right.** {FIGURE.reason}"


def test_a_verdict_on_the_figure_stays_while_only_the_rest_of_it_changes(app: AppTest) -> None:
    app.session_state.options = FIGURE.solution
    press(app.run(), "check", 2)
    app.session_state.options = FIGURE.solution.replace(at=5)
    assert app.run().success


def test_fresh_numbers_start_afresh(app: AppTest) -> None:
    answer(app, say(NUMBER.answer))
    app.button(key="fresh:edges").click().run()
    assert app.session_state.seed == SEED + 1
    assert lesson_questions("edges", SEED + 1)[0].text in words(app)
    assert app.text_input[0].value == ""
    assert not app.success


def test_the_last_seed_is_followed_by_the_first(app: AppTest) -> None:
    app.session_state.seed = SEEDS - 1
    app.run().button(key="fresh:edges").click().run()
    assert app.session_state.seed == 0


def test_an_answer_is_still_there_after_another_lesson(app: AppTest) -> None:
    answer(app, say(NUMBER.answer))
    app.session_state.lesson = "why"
    assert not app.run().success
    app.session_state.lesson = "edges"
    app.run()
    assert app.text_input[0].value == say(NUMBER.answer)
    assert app.success
