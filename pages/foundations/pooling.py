"""Lesson 4: pooling."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnlib.figures.pooled_picture import picture_scene, share_words
from cnnlib.figures.pooling import pooling_scene
from cnnlib.lessons.pooled_picture import Measured, room_for, two_by_two
from cnnlib.lessons.pooling import (
    PICTURE_SIDE,
    PRESETS,
    PoolingOptions,
    keras_snippet,
    numpy_snippet,
    small_board,
    without_padding,
)
from cnnlib.web import component, page, picture


def follow(_: PoolingOptions, fields: dict[str, Any]) -> dict[str, Any]:
    """What a change in the figure brings with it."""
    changes = dict(fields)
    if "numbers" in fields:
        changes |= {"numbers": without_padding(fields["numbers"]), "board": "own"}
    elif fields.get("board") in PRESETS:
        preset = PRESETS[fields["board"]]
        changes |= {"size": preset.size, "stride": preset.stride, "padding": "valid", "at": 0}
    return changes


state = page.open_lesson(
    "pooling",
    PoolingOptions,
    "Cut a picture into windows and keep one number of each: the largest, or the average. "
    "There is nothing to learn.",
)
options = state.options
board = small_board(options)

with page.card("figure"):
    component.mount(
        "board",
        key="pooling:figure",
        data=pooling_scene(options, board),
        on_change=state.heard(follow),
    )

page.refused(state)

left, right = st.columns(2)
with left:
    st.markdown(
        "**Max pooling** asks each window one question: is what I look for *anywhere* in here? The "
        "largest answer stays, its exact place is dropped. **Average pooling** asks how much of it "
        "there is. Each channel is pooled by itself, so the depth stays; there are no weights, so "
        "there is nothing to learn. Going back, a maximum hands the whole gradient to the number "
        "that won and nothing to the rest; an average gives each number an equal share."
    )
with right:
    around = st.empty()

st.subheader("On your picture", anchor="picture")
st.markdown(
    "Here every window becomes one pixel. Then the picture moves a little to the left: how much of "
    "that movement is still there after pooling, and how much when you simply keep one pixel of each "
    "window?"
)


@st.cache_data(max_entries=64, show_spinner=False)
def picture_figure(options: PoolingOptions, pixels: NDArray[np.uint8], alt: str) -> dict[str, Any]:
    """The scene, worked out once for the same picture and settings."""
    return picture_scene(options, pixels, alt=alt)


@st.cache_data(max_entries=64, show_spinner=False)
def measured(pixels: NDArray[np.uint8]) -> Measured | None:
    """What the surprise box says of this picture."""
    return two_by_two(pixels)


picture.explain_missing(state)
shown = picture.current(state, max_side=PICTURE_SIDE)
with page.card("second"):
    window, shift, keep, source = st.columns([3, 2, 3, 3])
    with window:
        state.slider("window")
    with shift:
        state.slider("shift")
    with keep:
        state.choose("mode", {"max": "The largest", "average": "The average"})
    with source:
        state.choose("source", {"photo": "Picture", "edges": "Its edges"})
    if refusal := room_for(options, shown.pixels):
        st.info(refusal, icon=":material/photo_size_select_small:")
    else:
        # Only what this figure depends on, so that moving the small board does not redraw it.
        about = PoolingOptions(
            window=options.window, shift=options.shift, mode=options.mode, source=options.source
        )
        component.mount(
            "board",
            key="pooling:shifted",
            data=picture_figure(about, shown.pixels, shown.alt),
        )
    picture.chooser(state, shown)

with around.container():
    found = measured(shown.pixels)
    numbers = (
        f"Measured on the picture below, with windows of 2×2: a shift of one pixel leaves "
        f"**{share_words(found.pooled)}** of the change after max pooling, where every second pixel "
        f"leaves {share_words(found.sampled)}. On its *edges*, which is what networks pool, it is "
        f"**{share_words(found.edges)}**. "
        if found
        else ""
    )
    page.surprise(
        "Pooling is said to make a network blind to small shifts. "
        + numbers
        + "The windows stand on a fixed grid, and what crosses a border changes two outputs. R. Zhang "
        "(*Making Convolutional Networks Shift-Invariant Again*, ICML 2019) therefore blurs before "
        "numbers are dropped."
    )

page.questions(state)
page.snippets(numpy_snippet(options, board), keras_snippet(options, board))
page.close_lesson("pooling")
