"""The page on pooling, run without a browser: strange links, its widgets, pictures too small."""

import io

import pytest
from PIL import Image

from cnnlib.lessons.pooling import PoolingOptions


def options(app) -> PoolingOptions:
    return app.session_state["options:pooling"]


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.info, *app.warning))


STRANGE = [
    {"board": "overlap", "size": "3", "stride": "1"},
    {"board": "own", "numbers": "1"},
    {"board": "own", "numbers": "10y10x0", "size": "6", "stride": "1", "padding": "3"},
    {"board": "own", "numbers": "-999_999", "size": "6", "padding": "same", "mode": "average"},
    {"size": "6"},
    {"padding": "3"},
    {"gradient": "16y16x-99"},
    {"at": "255"},
    {"picture": "mine"},
    {"picture": "checkerboard", "window": "16", "shift": "0", "source": "edges"},
    {"window": "2", "shift": "2"},
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_legal_link_opens_as_it_says(open_page, query: dict[str, str]) -> None:
    app = open_page("pooling", **query)
    assert app.session_state["complaints:pooling"] == ()
    assert options(app) != PoolingOptions()


@pytest.mark.parametrize(
    "query",
    [
        {"size": "7"},
        {"stride": "0"},
        {"padding": "full"},
        {"numbers": "1_2~3"},
        {"window": "1"},
        {"mode": "min"},
        {"pool": "max"},
    ],
)
def test_a_bad_link_opens_the_page_and_says_why(open_page, query: dict[str, str]) -> None:
    app = open_page("pooling", **query)
    (complaint,) = app.session_state["complaints:pooling"]
    assert next(iter(query)) in complaint
    assert options(app) == PoolingOptions()


def test_the_widgets_write_into_the_options(open_page) -> None:
    app = open_page("pooling")
    app.slider(key="pooling:window").set_value(7).run()
    app.slider(key="pooling:shift").set_value(3).run()
    app.button_group(key="pooling:mode").set_value("average").run()
    app.button_group(key="pooling:source").set_value("edges").run()
    assert not app.exception
    assert options(app) == PoolingOptions(window=7, shift=3, mode="average", source="edges")


def test_the_surprise_box_says_what_was_measured_on_this_picture(open_page) -> None:
    temple, cat = (said(open_page("pooling", picture=name)) for name in ("temple", "cat"))
    assert "a shift of one pixel leaves **56 %**" in temple
    assert "a shift of one pixel leaves **56 %**" not in cat


@pytest.mark.parametrize(("side", "window"), [(1, "2"), (9, "16")])
def test_a_picture_smaller_than_the_window_is_refused_in_words(open_page, side: int, window: str) -> None:
    app = open_page("pooling", window=window)
    file = io.BytesIO()
    Image.new("RGB", (side, side), (9, 99, 200)).save(file, "PNG")
    app.file_uploader(key="pooling:upload").set_value(("small.png", file.getvalue(), "image/png"))
    app.run()
    assert not app.exception
    assert f"does not fit into this picture of {side}×{side}" in app.info[0].value


def test_the_solution_of_the_third_question_is_put_into_the_figure(open_page) -> None:
    app = open_page("pooling")
    app.button(key="solve:pooling:0:2").click().run()
    app.button(key="apply:pooling:0:2").click().run()
    assert (options(app).size, options(app).stride) == (3, 1)
