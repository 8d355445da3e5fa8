"""What every lesson page has round its figure: the head, the boxes below it, and the way on."""

from __future__ import annotations

from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnlib.options import Options
from cnnlib.web import component
from cnnlib.web.navigation import place_of
from cnnlib.web.questions import questions_panel
from cnnlib.web.state import PageState

Chosen = TypeVar("Chosen", bound=Options)


def open_lesson(page: str, kind: type[Chosen], lead: str) -> PageState[Chosen]:
    """Read the link and draw the head: title, sentence, what the link got wrong, the copy button."""
    state = PageState(page, kind)
    place = place_of(page)
    component.mount(
        "head",
        key=f"head:{page}",
        data={
            "eyebrow": place.eyebrow,
            "title": place.title,
            "lead": lead,
            "label": "Copy link to exactly this",
            **state.address,
            "complaints": list(state.complaints),
        },
    )
    return state


def card(name: str) -> DeltaGenerator:
    """A white card for a figure and its controls; `name` must be its own on the page."""
    return st.container(border=True, key=f"card-{name}")


def refused(state: PageState[Any]) -> None:
    """Below a figure: why the last edit was not taken, if it was not."""
    if state.refused:
        st.warning(state.refused, icon=":material/edit_off:")


def surprise(text: str) -> None:
    """The "It surprised me" box: an erratum of the guide or a trap, in Markdown."""
    with st.container(border=True, key="surprise"):
        st.markdown(f"**It surprised me**\n\n{text}")


def questions(state: PageState[Any]) -> None:
    """The three questions of the lesson; the option `quiz` is the seed of their numbers."""

    def adopt(options: Options) -> None:
        state.adopt(options)
        st.toast("The figure above shows the solution now.", icon=":material/arrow_upward:")

    questions_panel(
        state.page,
        state.options,
        state.options.quiz,
        on_fresh=lambda seed: state.change(quiz=seed),
        on_solution=adopt,
    )


def snippets(numpy: str, keras: str) -> None:
    """The figure as code to copy, folded; `tests/lessons` runs both and compares with the figure."""
    folded = st.expander("The same in code", icon=":material/code:", key="snippets", on_change="rerun")
    if not folded.open:  # the browser fetches 1.5 MB to colour code: only for those who read it
        return
    with folded:
        left, right = st.tabs(["NumPy", "Keras"])
        left.code(numpy, language="python")
        right.code(keras, language="python")


def close_lesson(page: str) -> None:
    """The way on: the next lesson."""
    following = place_of(page).following
    if following is None:
        st.page_link(
            "pages/start/home.py",
            label="That was the last lesson of this part: back to the map",
            icon=":material/map:",
        )
    else:
        st.page_link(following.page, label=f"Next: {following.title}", icon=":material/arrow_forward:")
