"""Lesson 2: padding and strides."""

from typing import Any

import streamlit as st

from cnnlib import images
from cnnlib.figures.padding import padding_scene
from cnnlib.figures.padding_effects import picture_scene, tower_scene, usage_scene
from cnnlib.geometry import Layer
from cnnlib.lessons.padded_picture import PICTURE_SIDE, answer_to
from cnnlib.lessons.padding import (
    PaddingOptions,
    board_of,
    follow,
    padding_of,
    usage_of,
    with_preset,
)
from cnnlib.lessons.padding_snippets import keras_snippet, numpy_snippet
from cnnlib.lessons.tower import tower
from cnnlib.web import component, page, picture

state = page.open_lesson(
    "padding",
    PaddingOptions,
    "Zeros around a picture, and longer steps over it, decide how large the answer is.",
)
options = state.options
board = board_of(options)


def heard(fields: dict[str, Any]) -> None:
    """Take what the figure sends; a chip stands for several fields."""
    state.heard(follow)(with_preset(fields))


with page.card("figure"):
    component.mount("board", key="padding:board", data=padding_scene(options, board), on_change=heard)

page.refused(state)

left, right = st.columns(2)
with left:
    st.markdown(
        "A window of $f$ cells fits into $n$ at $n-f+1$ places: every layer would make the picture smaller. "
        "**Padding** puts $p$ zeros on each side. With $p=(f-1)/2$ the size stays (“same”), with "
        "$p=f-1$ every window counts that touches the picture (“full”), and $p=0$ is “valid”. A **stride** "
        "moves the window $s$ cells at a time, and **dilation** spreads its weights over $d(f-1)+1$ cells."
    )
with right:
    page.surprise(
        "“Same” need not be the same on all sides. An even filter or a stride of 2 may ask for an odd number "
        "of zeros: TensorFlow puts the odd one below and on the right, PyTorch’s `padding=1` pads all sides. "
        "Weights carried from one to the other then look one pixel aside. Press *Even filter*.\n\n"
        "And the 7 × 7 example: the lecture it comes from reads 83 and 127 at the right edge of the output. "
        "The nine products say 88 and 117."
    )

st.subheader("How often each pixel is read", anchor="usage")
with page.card("second"):
    component.mount("board", key="padding:usage", data=usage_scene(usage_of(options)))

st.subheader("Layer after layer", anchor="layers")
with page.card("third"):
    bare, padded = (
        tower(options.side, Layer(options.f, options.stride, padding, options.dilation), options.layers)
        for padding in ("valid", padding_of(options))
    )
    component.mount(
        "board", key="padding:tower-figure", data=tower_scene(options, bare, padded), on_change=state.heard()
    )

st.subheader("On a photograph", anchor="photograph")
with page.card("fourth"):
    picture.explain_missing(state)
    shown = picture.current(state, max_side=PICTURE_SIDE)
    grey = images.to_grey(shown.pixels)
    scene = picture_scene(options, grey, answer_to(options, grey), alt=shown.alt)
    component.mount("board", key="padding:photograph", data=scene)
    picture.chooser(state, shown)

page.questions(state)
if board.y is not None:
    page.snippets(numpy_snippet(board), keras_snippet(board, options))
page.close_lesson("padding")
