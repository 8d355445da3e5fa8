"""The learner's picture: a bundled sample, an upload or the camera, kept in this session's memory only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.web.state import PageState

MINE = "mine"
_OWN = "own_picture"
_REFUSED = "own_picture_refused"
KEPT_SIDE = 1024


@dataclass(frozen=True)
class Picture:
    """The chosen picture: (H, W, 3) uint8, its name in caches, whose it is, title, credit, and alt text."""

    pixels: NDArray[np.uint8]
    identity: str
    own: bool
    title: str
    credit: str
    alt: str


def current(state: PageState[Any], *, max_side: int) -> Picture:
    """The picture the options ask for, no larger than `max_side`.

    A link cannot carry anybody's own picture: where it asks for one that this session does not have,
    the default sample is shown, and `explain_missing` says why.
    """
    return _picture(type(state.options)().picture if _missing(state) else state.options.picture, max_side)


def explain_missing(state: PageState[Any]) -> None:
    """Say why a sample is shown where the link asks for somebody's own picture."""
    if _missing(state):
        st.info(
            "This link belongs to somebody's own picture, perhaps yours of a while ago. Such a picture never "
            "leaves its session and is gone with it: showing a sample. *Change the picture* takes yours.",
            icon=":material/photo:",
        )


def _missing(state: PageState[Any]) -> bool:
    return bool(state.options.picture == MINE and _OWN not in st.session_state)


def smaller(shown: Picture, *, max_side: int) -> NDArray[np.uint8]:
    """The pixels of the picture shown, reduced further."""
    return _picture(MINE if shown.own else shown.identity.partition("@")[0], max_side).pixels


def _picture(name: str, max_side: int) -> Picture:
    if name == MINE:
        own, token = st.session_state[_OWN]
        pixels = _own(token, max_side, own)
        return Picture(pixels, f"{MINE}-{token}@{max_side}", True, "Your picture", "", "Your own picture")
    about = images.about_sample(name)
    return Picture(
        _sample(name, max_side), f"{name}@{max_side}", False, about.title, about.credit, about.title
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _sample(name: str, max_side: int) -> NDArray[np.uint8]:
    return images.sample(name, max_side=max_side)


@st.cache_data(max_entries=4, show_spinner=False, scope="session")
def _own(
    token: str,  # noqa: ARG001 - stands for the pixels in the cache
    max_side: int,
    _pixels: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    return images.fit(_pixels, max_side)


def chooser(state: PageState[Any], shown: Picture) -> None:
    """A button that opens samples, upload and camera, the credit beside it; refusals are said inside."""
    line = st.container(horizontal=True, vertical_alignment="center")
    with line.popover("Change the picture", icon=":material/photo_camera:"):
        names = images.samples()
        state.pick("picture", {name: images.about_sample(name).title for name in names} | {MINE: "My own"})
        st.file_uploader(
            "Your own picture",
            key=f"{state.page}:upload",
            on_change=_take_upload,
            args=(state, f"{state.page}:upload"),
            help="It stays in the memory of this session: not stored, shown to nobody else, in no link.",
        )
        if refused := st.session_state.get(_REFUSED):
            st.warning(refused, icon=":material/broken_image:")
        camera = st.toggle("Use the camera", key=f"{state.page}:camera_on")
        if camera:
            st.camera_input(
                "Take a picture",
                key=f"{state.page}:camera",
                on_change=_take_upload,
                args=(state, f"{state.page}:camera"),
                label_visibility="collapsed",
            )
    line.caption(f"{shown.title} · {shown.credit}" if shown.credit else shown.title)


def _take_upload(state: PageState[Any], key: str) -> None:
    st.session_state.pop(_REFUSED, None)
    file = st.session_state.get(key)
    if file is None:
        return
    try:
        pixels = images.decode(file.getvalue(), max_side=KEPT_SIDE)
    except ValueError as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    st.session_state[_OWN] = (pixels, secrets.token_hex(8))
    state.change(picture=MINE)
