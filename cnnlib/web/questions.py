"""The three questions below a lesson's figure, each on a card: check, hint, solution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import streamlit as st

from cnnlib.exercises.catalogue import SEEDS, lesson_questions
from cnnlib.exercises.check import Answer, Verdict, check
from cnnlib.exercises.numerals import say
from cnnlib.exercises.question import (
    Board,
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
)
from cnnlib.options import Options


@dataclass(frozen=True)
class _Attempt:
    """How far the learner is: the answer last checked and its verdict, and the help taken."""

    checked: Answer = None
    verdict: Verdict | None = None
    hints: int = 0
    solution: bool = False


def questions_panel(
    lesson: str,
    options: Options,
    seed: int,
    *,
    on_fresh: Callable[[int], None],
    on_solution: Callable[[Options], None] | None = None,
) -> None:
    """Show the questions of `lesson` with the numbers of `seed`.

    `options` is the state of the figure. `on_fresh(seed)` hears of the seed for other numbers,
    `on_solution(options)` of the state a figure question asks for; both before the page runs again.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Three questions", anchor=False, width="content")
        st.space("stretch")
        st.button(
            "Fresh numbers",
            key=f"fresh:{lesson}",
            icon=":material/casino:",
            on_click=on_fresh,
            args=((seed + 1) % SEEDS,),
        )
    with st.container(horizontal=True, key="questions"):
        for number, question in enumerate(lesson_questions(lesson, seed)):
            _Card(f"{lesson}:{seed}:{number}", question, options, on_solution).show()


@dataclass(frozen=True)
class _Card:
    """One question; `name` tells it from every other question of the session."""

    name: str
    question: Question
    options: Options
    on_solution: Callable[[Options], None] | None

    # --- what is kept in the session ---------------------------------------------------------

    @property
    def attempt(self) -> _Attempt:
        attempt: _Attempt = st.session_state.get(f"question:{self.name}", _Attempt())
        return attempt

    def _change(self, **changes: Any) -> None:
        st.session_state[f"question:{self.name}"] = replace(self.attempt, **changes)

    @property
    def answer(self) -> Answer:
        """What the learner answers now: the figure, or what the card's own widget holds."""
        if isinstance(self.question, FigureQuestion):
            return self.options
        answer: Answer = st.session_state.get(f"answer:{self.name}")
        return answer

    def _check(self) -> None:
        answer = self.answer
        self._change(checked=answer, verdict=check(self.question, answer))

    def _hint(self) -> None:
        self._change(hints=self.attempt.hints + 1)

    def _solve(self) -> None:
        self._change(solution=True)

    # --- what is drawn -----------------------------------------------------------------------

    def show(self) -> None:
        """The question, its widgets, and what was heard so far."""
        with st.container(border=True, height="stretch", key=f"card:{self.name}"):
            st.markdown(f"**Try: {self.question.title}**\n\n{self.question.text}")
            if self.question.boards:
                st.html(_boards(self.question.boards, marked=self._finished))
            with st.form(f"form:{self.name}", border=False):
                self._widget()
                self._buttons()
            for number, hint in enumerate(self.question.hints[: self.attempt.hints], start=1):
                st.markdown(f"**Hint {number}.** {hint}")
            self._verdict()
            if self.attempt.solution:
                self._solution()

    @property
    def _finished(self) -> bool:
        verdict = self.attempt.verdict
        return self.attempt.solution or (verdict is not None and verdict.status == "right")

    def _widget(self) -> None:
        key = f"answer:{self.name}"
        if isinstance(self.question, NumberQuestion):
            st.session_state.setdefault(key, self.attempt.checked or "")
            unit = f" ({self.question.unit})" if self.question.unit else ""
            st.text_input(f"Your answer{unit}", key=key, autocomplete="off")
        elif isinstance(self.question, ChoiceQuestion):
            st.session_state.setdefault(key, self.attempt.checked)
            st.radio("Your answer", self.question.options, index=None, key=key)

    def _buttons(self) -> None:
        hints = self.attempt.hints
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Check", key=f"check:{self.name}", on_click=self._check)
            st.form_submit_button(
                "Second hint" if hints else "Hint",
                key=f"hint:{self.name}",
                on_click=self._hint,
                disabled=hints == len(self.question.hints),
                type="tertiary",
            )
            st.form_submit_button(
                "Show solution",
                key=f"solve:{self.name}",
                on_click=self._solve,
                disabled=self.attempt.solution,
                type="tertiary",
            )

    def _verdict(self) -> None:
        verdict = self.attempt.verdict
        if verdict is None or not self._still(self.attempt.checked):
            return
        if verdict.status == "right":
            st.success(f"**Right.** {verdict.message}", icon=":material/check_circle:")
        elif verdict.status == "open":
            st.info(f"**Not answered yet.** {verdict.message}", icon=":material/edit:")
        else:
            thought = f" It looks as if you {verdict.mistake}." if verdict.mistake else ""
            st.warning(f"**Not yet.**{thought} {verdict.message}", icon=":material/replay:")

    def _still(self, checked: Answer) -> bool:
        """Whether the answer is still the one that was checked."""
        if isinstance(self.question, FigureQuestion) and isinstance(checked, Options):
            return self.question.part(checked) == self.question.part(self.options)
        return checked == self.answer

    def _solution(self) -> None:
        question = self.question
        if isinstance(question, FigureQuestion):
            st.markdown(f"**Solution.** {question.reason}")
            if self.on_solution is not None:
                st.button(
                    "Put it into the figure",
                    key=f"apply:{self.name}",
                    on_click=self.on_solution,
                    args=(question.solve(self.options),),
                )
        else:
            st.markdown(f"**Solution: {question.solution}.** {question.reason}")


def _boards(boards: tuple[Board, ...], *, marked: bool) -> str:
    """The boards as tables; `marked` shows the window the solution looks at."""
    return f'<div class="cl cl-question">{"".join(_table(board, marked) for board in boards)}</div>'


def _table(board: Board, marked: bool) -> str:
    top, left, height, width = board.window if marked and board.window else (0, 0, 0, 0)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_MARK if inside and left <= column < left + width else ''}>{say(number)}</td>"
            for column, number in enumerate(row)
        )
        + "</tr>"
        for i, row in enumerate(board.numbers)
        for inside in (top <= i < top + height,)
    )
    title = f"<caption>{escape(board.title)}</caption>"
    return f'<table data-role="{escape(board.role)}">{title}<tbody>{rows}</tbody></table>'


_MARK = ' class="cl-marked"'
