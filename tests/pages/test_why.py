"""The page of the lesson on why convolutions, run without a browser: links, widgets, refusals."""

import pytest

from cnnlib.lessons.why import WhyOptions


def options(app) -> WhyOptions:
    return app.session_state["options:why"]


STRANGE = [
    {"join": "dense", "seed": "9999", "at": "15"},
    {"height": "1", "width": "1", "f": "1"},
    {"height": "2000", "width": "2000", "channels": "1024", "filters": "2048", "f": "15"},
    {"f": "15", "height": "14"},
    {"side": "1000", "hidden": "1"},
    {"layer": "dense", "down": "-3", "right": "3"},
    {"weights": "3y3x0", "spot": "7y7x0"},
    {"weights": "3y-99_0.125_99", "numbers": "6y6x-99"},
    {"picture": "mine", "layer": "dense"},
    {"picture": "checkerboard"},
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_legal_link_opens_as_it_says(open_page, query: dict[str, str]) -> None:
    app = open_page("why", **query)
    assert app.session_state["complaints:why"] == ()
    assert options(app) != WhyOptions()


@pytest.mark.parametrize(
    "query",
    [{"height": "0"}, {"f": "2.5"}, {"side": "63"}, {"spot": "1_2~3"}, {"join": "both"}, {"n": "3"}],
)
def test_a_bad_link_opens_the_page_and_says_why(open_page, query: dict[str, str]) -> None:
    app = open_page("why", **query)
    (complaint,) = app.session_state["complaints:why"]
    assert next(iter(query)) in complaint
    assert options(app) == WhyOptions()


def test_a_filter_that_does_not_fit_is_explained_and_nothing_is_counted(open_page) -> None:
    app = open_page("why", height="8", width="4")
    assert "5 × 5 does not fit into 8 × 4" in app.warning[0].value
    assert not open_page("why").warning


def test_the_two_buttons_of_the_box_give_456_and_156(open_page) -> None:
    app = open_page("why", height="9")
    app.button(key="why:sizes:LeNet-5: 32 × 32, grey").click().run()
    assert options(app) == WhyOptions(channels=1)
    app.button(key="why:sizes:The guide's 32 × 32 × 3").click().run()
    assert options(app) == WhyOptions()


def test_the_widgets_write_into_the_options(open_page) -> None:
    app = open_page("why")
    app.number_input(key="why:height").set_value(28).run()
    app.number_input(key="why:hidden").set_value(50).run()
    app.slider(key="why:down").set_value(-2).run()
    app.number_input(key="why:seed").set_value(5).run()
    assert not app.exception
    assert options(app) == WhyOptions(height=28, hidden=50, down=-2, seed=5)
