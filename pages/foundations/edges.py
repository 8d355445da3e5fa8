"""Lesson 1: edges and filters."""

from typing import Any

import numpy as np
import streamlit as st

from cnnlib import images
from cnnlib.figures.edges import FILTER_WORDS, edges_scene, learning_scene, photo_rasters
from cnnlib.filters import FILTERS
from cnnlib.lessons.edges import (
    PICTURE_SIDE,
    EdgesOptions,
    Task,
    keras_snippet,
    learning_task,
    numpy_snippet,
    respond,
    small_board,
)
from cnnlib.lessons.learning_filter import learn
from cnnlib.web import component, page, picture

LEARNING_SIDE = 96


def follow(options: EdgesOptions, fields: dict[str, Any]) -> dict[str, Any]:
    """What an edit in the figure brings with it."""
    changes = dict(fields)
    if "weights" in fields:
        changes["filter"] = "custom"
    elif fields.get("filter") == "custom":
        changes["weights"] = FILTERS.get(options.filter, np.array(options.weights))
    if "numbers" in fields:
        changes["board"] = "own"
    elif fields.get("board") == "own":
        changes["numbers"] = board.x
    if "lens" in fields:
        changes["board"] = "photo"
    return changes


state = page.open_lesson(
    "edges",
    EdgesOptions,
    "A filter is nine numbers that slide over a picture. Where the picture looks like the filter, "
    "the answer is large.",
)
options = state.options
shown = picture.current(state, max_side=PICTURE_SIDE)
grey = images.to_grey(shown.pixels)
board = small_board(options, grey)


@st.cache_data(max_entries=16, show_spinner=False, scope="session")
def rasters(
    identity: str,  # noqa: ARG001 - stands for the picture in the cache
    asked: EdgesOptions,
    _grey: np.ndarray,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pictures of the figure, drawn again only for another picture or filter."""
    return photo_rasters(_grey, respond(asked, _grey))


asked = EdgesOptions(filter=options.filter, weights=options.weights, flip=options.flip, show=options.show)

with page.card("figure"):
    component.mount(
        "board",
        key="edges:figure",
        data=edges_scene(options, board, grey, rasters(shown.identity, asked, grey), alt=shown.alt),
        on_change=state.heard(follow),
    )
    picture.chooser(state, shown)

left, right = st.columns(2)
with left:
    st.markdown(
        "The filter lies on nine numbers, each pair is multiplied, and the nine products are added: "
        "**one** number of the output. Then it moves on by one and does it again. Over a flat region "
        "the products of $1\\;0\\;{-1}$ cancel; where bright meets dark they do not. Nothing here knows "
        "what an edge is: a large answer *means* that the picture looks like the filter."
    )
with right:
    page.surprise(
        "Mathematicians turn the filter by 180° before they slide it and call only that a "
        "*convolution*; without the turn it is a *cross-correlation*. Networks learn their numbers "
        "anyway, so nobody turns. Choose **convolution** beside the player: an edge filter like this "
        "one only changes its sign."
    )

st.subheader("A filter that learns", anchor="learn")
st.markdown(
    "Nobody has to invent the nine numbers. Hide a filter, show only what goes in and what comes out, and "
    "gradient descent on $J=\\frac{1}{2m}\\sum(\\mathrm{conv}(x,w)-t)^2$ finds it."
)


@st.cache_data(max_entries=8, show_spinner=False, scope="session")
def learning_figure(task: Task, rate: float, seed: int) -> tuple[dict[str, Any], bool]:
    """The whole run as a scene, worked out once for the same question."""
    run = learn(task.x, task.target, rate=rate, seed=seed)
    return learning_scene(task, run), run.diverged


with page.card("learning"):
    goal, rate, seed = st.columns([3, 3, 2])
    with goal:
        state.pick("goal", FILTER_WORDS | {"painted": "Edges that I paint"})
    with rate:
        state.slider("rate", step=0.01)
    with seed:
        state.number("seed")
    small = images.to_grey(picture.smaller(shown, max_side=LEARNING_SIDE))
    task = learning_task(options, board, small)
    if min(board.x.shape) < 3 and options.goal == "painted":
        st.info("A 3 × 3 filter needs at least 3 × 3 numbers: choose other numbers in the figure above.")
    else:
        scene, diverged = learning_figure(task, options.rate, options.seed)
        component.mount("board", key="edges:learning", data=scene, on_change=state.heard())
        if diverged:
            st.warning(
                f"With the rate {options.rate:g} each step overshoots further than the last: the loss grew "
                "beyond all bounds. Choose a smaller rate.",
                icon=":material/trending_up:",
            )

page.questions(state)
page.snippets(numpy_snippet(board), keras_snippet(board))
page.close_lesson("edges")
