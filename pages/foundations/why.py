"""Lesson 5: why convolutions."""

from typing import Any

import streamlit as st
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.figures.movement import movement_scene
from cnnlib.figures.why import counts_scene, growth_scene
from cnnlib.figures.wiring import wiring_scene
from cnnlib.lessons.why import (
    DENSE_PICTURE_SIDE,
    PICTURE_SIDE,
    SIDES,
    WhyOptions,
    counts,
    growth,
    keras_snippet,
    move_board,
    move_picture,
    movement_only,
    numpy_snippet,
    refusal,
    wiring,
)
from cnnlib.web import component, page, picture

SIZES = {
    "The guide's 32 × 32 × 3": {"height": 32, "width": 32, "channels": 3, "f": 5, "filters": 6},
    "LeNet-5: 32 × 32, grey": {"height": 32, "width": 32, "channels": 1, "f": 5, "filters": 6},
    "The figure above": {"height": 6, "width": 6, "channels": 1, "f": 3, "filters": 1},
    "A photograph": {"height": 1000, "width": 1000, "channels": 3, "f": 5, "filters": 6},
}

state = page.open_lesson(
    "why",
    WhyOptions,
    "Each output looks at a few inputs only, and every place uses the same weights: 456 numbers to "
    "learn instead of fourteen million.",
)
options = state.options

with page.card("figure"):
    component.mount(
        "board",
        key="why:wiring",
        data=wiring_scene(options, wiring(options)),
        on_change=state.heard(),
    )

page.refused(state)

left, right = st.columns(2)
with left:
    st.markdown(
        "**Sparse.** A filter sees a window and nothing else, so most of the matrix is zero, and "
        "stays zero. **Shared.** What finds an edge in one corner finds it in any other, so each "
        "row holds the same nine numbers, one step further on. Change one number of the filter: "
        "sixteen places of the matrix change with it. A fully connected layer has a number of its "
        "own at every place, and must learn the edge anew in every corner."
    )
with right:
    page.surprise(
        "For six 5 × 5 filters over a colour picture the guide prints 156 parameters. I count "
        "**456** = (5·5·3 + 1)·6, since a filter is as deep as its input. "
        "156 = (5·5 + 1)·6 is right for *one* channel: it is the first layer of LeNet-5, which "
        "read grey digits. Press the two buttons below and see both."
    )

st.subheader("The count, for any size", anchor="count")
with page.card("second"):
    with st.container(horizontal=True):
        for label, sizes in SIZES.items():
            st.button(label, key=f"why:sizes:{label}", on_click=state.change, kwargs=sizes)
    with st.container(horizontal=True):
        for field in ("height", "width", "channels", "f", "filters"):
            state.number(field, width=128)
    if refused := refusal(options):
        st.warning(refused, icon=":material/crop_free:")
    else:
        component.mount("board", key="why:counts", data=counts_scene(counts(options)))

st.subheader("When pictures grow", anchor="growth")
st.markdown(
    "A small icon of 64 × 64 pixels in colour is already 64·64·3 = 12,288 numbers (the guide has a "
    "68 there, a slip of the key). A photograph of 1000 × 1000 is three million; join them to a "
    "thousand hidden units and there are three **billion** weights. The filters stay what they are."
)


def follow_size(_: WhyOptions, fields: dict[str, Any]) -> dict[str, Any]:
    """The player counts the sizes; the link names the side."""
    return {name: SIDES[value] if name == "side" else value for name, value in fields.items()}


with page.card("third"):
    component.mount(
        "board",
        key="why:growth",
        data=growth_scene(options, growth(options)),
        on_change=state.heard(follow_size),
    )
    state.number("hidden", width=160)

st.subheader("Move the picture", anchor="move")
st.markdown(
    "Shared weights bring a second gift: move the picture, and the answer moves with it, "
    "*f(T x) = T f(x)*. That is **equivariance**. The layer need not see a cat at every place to "
    "know it at every place."
)
picture.explain_missing(state)
shown = picture.current(state, max_side=PICTURE_SIDE)


@st.cache_data(max_entries=64, show_spinner=False)
def movement_figure(moving: WhyOptions, full: NDArray[Any], alt: str) -> dict[str, Any]:
    """The figure of the movement, worked out once for the same picture (H, W) and movement."""
    grey = images.fit(full, DENSE_PICTURE_SIDE) if moving.layer == "dense" else full
    return movement_scene(moving, move_board(moving), move_picture(moving, grey), full=full.shape, alt=alt)


with page.card("fourth"):
    with st.container(horizontal=True):
        state.slider("down", width=220)
        state.slider("right", width=220)
        state.number("seed", width=128)
    component.mount(
        "board",
        key="why:movement",
        data=movement_figure(movement_only(options), images.to_grey(shown.pixels), shown.alt),
        on_change=state.heard(),
    )
    picture.chooser(state, shown)

page.questions(state)
page.snippets(numpy_snippet(options), keras_snippet(options))
page.close_lesson("why")
