"""The page of the third lesson, run without a browser: strange links, and what its figures take."""

import pytest

from cnnlib.lessons.volumes import VolumesOptions


def options(app) -> VolumesOptions:
    return app.session_state["options:volumes"]


STRANGE = [
    {"filters": "4", "at": "63", "view": "spread"},
    {"filters": "1", "at": "63"},
    {"board": "photo", "lens": "200_200", "zoom": "8", "picture": "checkerboard"},
    {"board": "own", "numbers": "18y6x-999", "f1": "custom", "w1": "9y3x99", "activation": "tanh"},
    {"biases": "-9999_9999_0_0", "activation": "sigmoid", "show": "a"},
    {"size": "11", "side": "16", "channels": "64", "kernels": "64"},
    {"mix_side": "1", "mix_in": "1", "mix_out": "1024"},
    {"column": "6y999", "mixer": "6y2x99"},
    {"picture": "mine"},
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_legal_link_opens_as_it_says(open_page, query: dict[str, str]) -> None:
    app = open_page("volumes", **query)
    assert app.session_state["complaints:volumes"] == ()
    assert options(app) != VolumesOptions()


@pytest.mark.parametrize(
    "query",
    [
        {"filters": "5"},
        {"w1": "1_2_3"},
        {"numbers": "6y6x1"},
        {"activation": "softmax"},
        {"biases": "1_2"},
        {"f5": "red"},
    ],
)
def test_a_bad_link_opens_the_page_and_says_why(open_page, query: dict[str, str]) -> None:
    app = open_page("volumes", **query)
    (complaint,) = app.session_state["complaints:volumes"]
    assert next(iter(query)) in complaint
    assert options(app) == VolumesOptions()


def test_the_solution_of_the_figure_question_goes_into_the_figure(open_page) -> None:
    app = open_page("volumes")
    next(button for button in app.button if button.key.startswith("solve:volumes:0:2")).click().run()
    next(button for button in app.button if button.key.startswith("apply:volumes:0:2")).click().run()
    assert not app.exception
    assert options(app).f1 == "custom"


def test_the_snippets_are_those_of_the_link(open_page) -> None:
    app = open_page("volumes", code=True, activation="leaky_relu", biases="7_0_0_0")
    numpy, keras = (block.value for block in app.code)
    assert "np.where(z > 0, z, 0.01 * z)" in numpy
    assert "negative_slope=0.01" in keras
    assert "b = np.array([7, 0])" in numpy
