"""What a visitor reads when a page fails: a sentence, never a traceback. The log has the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

FAULT = (
    "This page made a mistake of its own, and could not be shown to its end. Your settings are in the "
    "address: reload to try again, or open another page."
)


def guarded(show: Callable[[], None]) -> None:
    """Run a page; if it fails, say so in the page and write the traceback into the log."""
    try:
        show()
    except Exception:  # whatever it was, the visitor is told and the host finds it in the log
        logging.getLogger(__name__).exception("A page failed")
        st.error(FAULT, icon=":material/build:")
