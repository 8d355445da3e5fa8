"""Lesson 1: edges and filters."""

from typing import Any

import numpy as np
import streamlit as st

from cnnlib import images
from cnnlib.figures.edges import FILTER_WORDS, edges_scene, learning_scene, photo_rasters
from cnnlib.filters import FILTERS
from cnnlib.lessons.edges import (
    GUIDE,
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
from cnnlib.web.memory import kept

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
        changes["numbers"] = (
            options.numbers if options.numbers != GUIDE else small_board(options, grey_picture()[1]).x
        )
    if "lens" in fields:
        changes["board"] = "photo"
    return changes


state = page.open_lesson(
    "edges",
    EdgesOptions,
    "A filter is nine numbers that slide over a picture. Where the picture looks like the filter, "
    "the answer is large.",
)


def grey_picture() -> tuple[picture.Picture, np.ndarray]:
    """The chosen picture, and it in grey."""
    shown = picture.current(state, max_side=PICTURE_SIDE)
    return shown, images.to_grey(shown.pixels)


@kept
def rasters(
    identity: str,  # noqa: ARG001 - stands for the picture
    asked: EdgesOptions,
    _grey: np.ndarray,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pictures of the figure, drawn again only for another picture or filter."""
    return photo_rasters(_grey, respond(asked, _grey))


@kept
def learning_figure(task: Task, rate: float, seed: int) -> tuple[dict[str, Any], bool]:
    """The whole run as a scene, worked out once for the same question."""
    run = learn(task.x, task.target, rate=rate, seed=seed)
    return learning_scene(task, run), run.diverged


def learnt_from() -> tuple[Any, ...]:
    """What the learning below takes from the figure above."""
    options = state.options
    painted = options.goal == "painted"
    return (options.picture, (options.board, options.numbers, options.lens) if painted else None)


learnt_from_now = learnt_from()


@st.fragment
def figure() -> None:
    """The filter at two scales; what is done in it runs this part of the page alone."""
    if learnt_from() != learnt_from_now:
        st.rerun()
    options = state.options
    shown, grey = grey_picture()
    board = small_board(options, grey)
    asked = EdgesOptions(filter=options.filter, weights=options.weights, flip=options.flip, show=options.show)
    drawn = rasters(shown.identity, asked, grey, private=shown.own)
    with page.card("figure"):
        component.mount(
            "board",
            key="edges:figure",
            data={**edges_scene(options, board, grey, drawn, alt=shown.alt), **state.address},
            on_change=state.heard(follow),
        )
        page.refused(state)
        picture.chooser(state, shown)
    page.snippets(numpy_snippet(board), keras_snippet(board))


@st.fragment
def learning() -> None:
    """A filter found by gradient descent; its controls run this part of the page alone."""
    options = state.options
    shown, grey = grey_picture()
    board = small_board(options, grey)
    with page.card("learning"):
        goal, rate, seed = st.columns([3, 3, 2])
        with goal:
            state.pick("goal", FILTER_WORDS | {"painted": "Edges that I paint"})
        with rate:
            state.slider("rate", step=0.01)
        with seed:
            state.number("seed")
        painted = options.goal == "painted"
        if painted and min(board.x.shape) < 3:
            st.info("A 3 × 3 filter needs at least 3 × 3 numbers: choose other numbers in the figure above.")
            return
        small = images.to_grey(picture.smaller(shown, max_side=LEARNING_SIDE))
        scene, diverged = learning_figure(
            learning_task(options, board, small), options.rate, options.seed, private=shown.own or painted
        )
        component.mount(
            "board", key="edges:learning", data={**scene, **state.address}, on_change=state.heard()
        )
        if diverged:
            st.warning(
                f"With the rate {options.rate:g} each step overshoots further than the last: the loss grew "
                "beyond all bounds. Choose a smaller rate.",
                icon=":material/trending_up:",
            )


picture.explain_missing(state)
figure()

left, right = st.columns(2)
with left:
    st.markdown(
        "The filter lies on nine numbers, each pair is multiplied, and the nine products are added: "
        "**one** number of the output. Then it moves on by one and does it again. Over a flat region "
        "the products of 1, 0 and −1 cancel; where bright meets dark they do not. Nothing here knows "
        "what an edge is: a large answer *means* that the picture looks like the filter."
    )
    st.caption(
        "These lessons follow Andrew Ng's course on convolutional networks; *the guide* is its written "
        "summary, with the examples most people meet first."
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
learning()

page.questions(state)
page.close_lesson("edges")
