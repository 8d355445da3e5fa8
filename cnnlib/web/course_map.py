"""The course as a map of cards, on the home page and wherever somebody got lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from cnnlib.figures.home import hero, picture_of
from cnnlib.figures.scene import Item
from cnnlib.web import component
from cnnlib.web.navigation import Lesson, course, place_of

_GO = "course_map:go"


def action(lesson: Lesson, label: str, query: str = "") -> Item:
    """A button of the map that leads to `lesson`, with the state that `query` describes."""
    return {"go": lesson.name, "label": label, "query": query}


@st.cache_data(show_spinner=False)
def _large_picture() -> Item:
    return hero()


@st.cache_data(show_spinner=False)
def _card(lesson: Lesson) -> Item:
    picture = picture_of(lesson.name)
    return {
        "go": lesson.name,
        "title": lesson.title,
        "ability": lesson.ability,
        "picture": picture,
    }


def course_map(headline: str, sentence: str, actions: Sequence[Item], *, with_hero: bool = False) -> None:
    """Show the map under a headline and a sentence, and follow the card or button that is chosen."""
    chosen = st.session_state.pop(_GO, None)
    if chosen is not None:
        st.switch_page(place_of(chosen["page"]).lesson.page, query_params=parse_qs(chosen["query"]))

    def hear(fields: dict[str, Any]) -> None:
        st.session_state[_GO] = fields["go"]

    component.mount(
        "home",
        key="course_map",
        data={
            "headline": headline,
            "sentence": sentence,
            "actions": list(actions),
            "hero": _large_picture() if with_hero else None,
            "sections": [
                {"title": section, "lessons": [_card(lesson) for lesson in lessons]}
                for section, lessons in course().items()
            ],
        },
        on_change=hear,
    )
