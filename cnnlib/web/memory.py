"""Results worth keeping: those of bundled pictures for everybody, those of one's own for one session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

Result = TypeVar("Result")


def kept(function: Callable[..., Result]) -> Callable[..., Result]:
    """Keep what `function` gives for each set of arguments; those with an underscore do not count.

    The kept function takes one argument more, `private`: True keeps the result in this session only.
    """
    shared = st.cache_data(max_entries=128, show_spinner=False)(function)
    private_one = st.cache_data(max_entries=8, show_spinner=False, scope="session")(function)

    def recall(*arguments: object, private: bool) -> Result:
        result: Result = (private_one if private else shared)(*arguments)
        return result

    return recall
