"""Lesson 3: volumes and layers."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnlib.figures.volume_counts import count_scene, mix_scene
from cnnlib.figures.volumes import layer_scene, picture_rasters
from cnnlib.lessons.volume_snippets import keras_snippet, numpy_snippet
from cnnlib.lessons.volumes import (
    PICTURE_SIDE,
    VolumesOptions,
    apply_layer,
    counted,
    follow,
    mix_column,
    mixing,
    picture_layer,
    pictured,
    small_volume,
)
from cnnlib.web import component, page, picture

state = page.open_lesson(
    "volumes",
    VolumesOptions,
    "A filter is as deep as what it reads, and each filter of a layer gives one sheet.",
)
options = state.options
picture.explain_missing(state)
shown = picture.current(state, max_side=PICTURE_SIDE)
layer = apply_layer(options, small_volume(options, shown.pixels))
heard = state.heard(partial(follow, x=layer.x))


@st.cache_data(max_entries=16, show_spinner=False, scope="session")
def rasters(
    identity: str,  # noqa: ARG001 - stands for the picture in the cache
    asked: VolumesOptions,
    _pixels: NDArray[np.uint8],
) -> list[dict[str, Any]]:
    """The pictures of the figure, drawn again only for another picture or layer."""
    return picture_rasters(_pixels, picture_layer(asked, _pixels))


with page.card("figure"):
    drawn = rasters(shown.identity, pictured(options), shown.pixels)
    component.mount(
        "board",
        key="volumes:figure",
        data=layer_scene(options, layer, shown.pixels, drawn, alt=shown.alt),
        on_change=heard,
    )
    picture.chooser(state, shown)

page.refused(state)

left, right = st.columns(2)
with left:
    st.markdown(
        "A filter reads **all** channels at once: over red, green and blue it has "
        "3 · 3 · 3 = 27 weights. Its 27 products are added, whatever channel they come from, "
        "so one filter gives **one** sheet. $K$ filters give $K$ sheets, and these are the channels "
        "of the next layer's input.\n\n"
        "To each sheet its filter's **bias** $b$ is added, which makes $z$; a function that is not a "
        "straight line, the **activation** $g$, makes $a=g(z)$. Filters, biases and activation are "
        "one **layer**. Without $g$, two layers would be no more than one."
    )
with right:
    page.surprise(
        "A filter that finds vertical edges *in all channels* can be blind to one. Choose the numbers "
        "**red beside blue** above: where red falls by 10, blue rises by 10, the channel sums are 30 "
        "and −30, and filter 2 answers 0. The eye sees a sharp border; the sum does not."
    )

st.subheader("How many numbers does a layer learn?", anchor="count")
with page.card("count"):
    component.mount(
        "board",
        key="volumes:count",
        data=count_scene(options, counted(options)),
        on_change=heard,
    )

st.subheader("Filters of 1 × 1 mix the channels", anchor="mix")
st.markdown(
    "A filter of 1 × 1 sees no neighbours. It takes the column of channels under one pixel, weighs "
    "them and adds them up. Height and width stay, and the depth becomes whatever you like: a cheap "
    "way to make a volume thinner."
)
with page.card("mix"):
    component.mount(
        "board",
        key="volumes:mix",
        data=mix_scene(options, mixing(options), mix_column(options)),
        on_change=heard,
    )

page.questions(state)
page.snippets(numpy_snippet(options, layer), keras_snippet(options, layer))
page.close_lesson("volumes")
