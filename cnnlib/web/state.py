"""The state of a page: its options, kept for the session, written into the address, read from a link."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import streamlit as st

from cnnlib.options import Options, fields_of, from_params, to_query

Chosen = TypeVar("Chosen", bound=Options)


def leave_lesson(address: str) -> None:
    """Tell the session that the page at `address` is open, unless that page has options and tells it."""
    if f"options:{address}" not in st.session_state:
        st.session_state["page"] = None


def address_of(page: str | None) -> dict[str, Any]:
    """The query of `page` as this session left it, and when; nothing for a page without options."""
    options = st.session_state.get(f"options:{page}")
    if options is None:
        return {}
    return {"query": to_query(options), "revision": st.session_state["revision"]}


def _now() -> int:
    return time.time_ns() // 1_000_000


class PageState(Generic[Chosen]):
    """The options of one page. Widgets, figures and the link all read and write them through this.

    Streamlit can bind single widgets to the address, but drops an illegal value without a word,
    knows no figures of ours, and forgets a page's values when another is opened. So there is one
    way for all: the link is read when the page is entered; whatever a widget or a figure changes
    goes through the validated option class; the link component shows the result in the address bar.
    """

    def __init__(self, page: str, kind: type[Chosen]) -> None:
        self.page = page
        self.kind = kind
        self._store = f"options:{page}"
        entered = st.session_state.get("page") != page
        st.session_state["page"] = page
        if entered:
            self._enter()
        if self._store not in st.session_state:
            st.session_state[self._store] = kind()

    def _enter(self) -> None:
        asked = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state[f"complaints:{self.page}"] = ()
        st.session_state["revision"] = _now()
        if asked:
            options, complaints = from_params(self.kind, asked)
            st.session_state[self._store] = options
            st.session_state[f"complaints:{self.page}"] = complaints

    @property
    def options(self) -> Chosen:
        """The options as they stand now."""
        options: Chosen = st.session_state[self._store]
        return options

    @property
    def complaints(self) -> tuple[str, ...]:
        """What could not be read from the link by which the page was opened, a sentence each."""
        found: tuple[str, ...] = st.session_state.get(f"complaints:{self.page}", ())
        return found

    @property
    def refused(self) -> str:
        """Why the last change was not taken, or nothing."""
        return str(st.session_state.get(f"refused:{self.page}", ""))

    @property
    def address(self) -> dict[str, Any]:
        """The link to exactly this state and when it arose, for any component of the page to show."""
        return address_of(self.page)

    def change(self, **changes: Any) -> None:
        """Set option fields; a value that a field does not allow leaves the state and is explained."""
        try:
            self.adopt(self.options.replace(**changes))
        except ValueError as refusal:
            st.session_state[f"refused:{self.page}"] = f"{refusal}."
        else:
            st.session_state[f"refused:{self.page}"] = ""
            st.session_state[f"complaints:{self.page}"] = ()

    def adopt(self, options: Chosen) -> None:
        """Take over a whole state, such as the solution of a question."""
        st.session_state[self._store] = options
        st.session_state["revision"] = _now()

    def heard(
        self, adapt: Callable[[Chosen, dict[str, Any]], dict[str, Any]] | None = None
    ) -> Callable[[dict[str, Any]], None]:
        """A callback for `component.mount`: takes the fields a figure sends into the options.

        `adapt(options, fields)` may add what follows from an edit (an edited filter is custom).
        """

        def hear(fields: dict[str, Any]) -> None:
            known = {name: value for name, value in fields.items() if name in fields_of(self.kind)}
            self.change(**(adapt(self.options, known) if adapt else known))

        return hear

    # --- widgets made from the fields ------------------------------------------------------------

    def key(self, field: str) -> str:
        """The key of the widget of `field`, its value set from the options beforehand."""
        key = f"{self.page}:{field}"
        st.session_state[key] = getattr(self.options, field)
        return key

    def _take(self, field: str) -> None:
        value = st.session_state[f"{self.page}:{field}"]
        if value is not None:
            self.change(**{field: value})
        # A segmented control gives None when its chosen part is pressed again: the choice stays.

    def _wiring(self, field: str) -> dict[str, Any]:
        help_text = fields_of(self.kind)[field].help or None
        return {"key": self.key(field), "on_change": self._take, "args": (field,), "help": help_text}

    def slider(self, field: str, **more: Any) -> None:
        """A slider over the range of a whole or real field."""
        about = fields_of(self.kind)[field]
        st.slider(
            about.label,
            about.kind.low,
            about.kind.high,
            **self._wiring(field),
            **more,
        )

    def number(self, field: str, **more: Any) -> None:
        """A number box with the range of a whole or real field."""
        about = fields_of(self.kind)[field]
        st.number_input(
            about.label,
            about.kind.low,
            about.kind.high,
            **self._wiring(field),
            **more,
        )

    def choose(self, field: str, words: dict[str, str] | None = None, **more: Any) -> None:
        """One of a few choices, side by side; `words` says how each is called."""
        about = fields_of(self.kind)[field]
        st.segmented_control(
            about.label,
            about.kind.allowed,
            **self._wiring(field),
            format_func=lambda value: (words or {}).get(value, str(value)),
            **more,
        )

    def pick(self, field: str, words: dict[str, str] | None = None, **more: Any) -> None:
        """One of many choices, in a drop-down list."""
        about = fields_of(self.kind)[field]
        options: Sequence[Any] = about.kind.allowed
        st.selectbox(
            about.label,
            options,
            **self._wiring(field),
            format_func=lambda value: (words or {}).get(value, str(value)),
            **more,
        )
