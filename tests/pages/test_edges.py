"""The page of the first lesson, run without a browser: strange links, and its own widgets."""

import pytest

from cnnlib.lessons.edges import EdgesOptions


def options(app) -> EdgesOptions:
    return app.session_state["options:edges"]


STRANGE = [
    {"filter": "custom", "weights": "1"},
    {"filter": "custom", "weights": "7y7x1"},
    {"board": "own", "numbers": "1"},
    {"board": "own", "numbers": "1_2", "goal": "painted"},
    {"board": "photo", "lens": "320_320", "zoom": "8", "picture": "checkerboard"},
    {"board": "photo", "filter": "custom", "weights": "7y7x0", "show": "direction"},
    {"picture": "mine"},
    {"at": "143"},
    {"goal": "painted", "painted": "12y12x99"},
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_legal_link_opens_as_it_says(open_page, query: dict[str, str]) -> None:
    app = open_page("edges", **query)
    assert app.session_state["complaints:edges"] == ()
    assert options(app) != EdgesOptions()


@pytest.mark.parametrize(
    "query",
    [{"at": "banana"}, {"weights": "1_2~3"}, {"rate": "NaN"}, {"colour": "red"}, {"zoom": "3"}],
)
def test_a_bad_link_opens_the_page_and_says_why(open_page, query: dict[str, str]) -> None:
    app = open_page("edges", **query)
    (complaint,) = app.session_state["complaints:edges"]
    assert next(iter(query)) in complaint
    assert options(app) == EdgesOptions()


def test_a_link_to_somebody_elses_picture_says_that_it_stays_with_them(open_page) -> None:
    app = open_page("edges", picture="mine")
    assert "never leaves" in app.info[0].value


def test_the_widgets_write_into_the_options(open_page) -> None:
    app = open_page("edges")
    app.selectbox(key="edges:goal").select("scharr").run()
    app.slider(key="edges:rate").set_value(0.2).run()
    app.number_input(key="edges:seed").set_value(5).run()
    assert not app.exception
    assert options(app) == EdgesOptions(goal="scharr", rate=0.2, seed=5)


def test_a_rate_that_blows_up_is_explained(open_page) -> None:
    app = open_page("edges", rate="1")
    assert "Choose a smaller rate" in app.warning[0].value


def test_other_questions_come_with_other_numbers_and_a_link(open_page) -> None:
    app = open_page("edges")
    app.button(key="fresh:edges").click().run()
    assert options(app) == EdgesOptions(quiz=1)
