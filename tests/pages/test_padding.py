"""The page on padding, run without a browser: strange links, refusals, pictures too small."""

import io

import pytest
from PIL import Image

from cnnlib.lessons.padding import PaddingOptions


def options(app) -> PaddingOptions:
    return app.session_state["options:padding"]


STRANGE = [
    {"n": "1", "f": "7", "dilation": "4", "padding": "valid"},
    {"n": "12", "f": "7", "dilation": "4", "padding": "full", "stride": "1"},
    {"n": "12", "f": "7", "p": "6", "stride": "1", "at": "575"},
    {"padding": "same", "f": "2", "stride": "3"},
    {"f": "1", "stride": "4", "p": "0"},
    {"numbers": "-999", "weights": "7y7x-99"},
    {"numbers": "12y12x0.5", "weights": "0"},
    {"side": "1", "layers": "12"},
    {"side": "256", "layers": "12", "p": "6", "f": "1", "stride": "1"},
    {"picture": "mine"},
    {"picture": "checkerboard"},
]


@pytest.mark.parametrize("query", STRANGE)
def test_every_legal_link_opens_as_it_says(open_page, query: dict[str, str]) -> None:
    app = open_page("padding", **query)
    assert app.session_state["complaints:padding"] == ()
    assert options(app) != PaddingOptions()


@pytest.mark.parametrize(
    "query",
    [
        {"stride": "banana"},
        {"n": "13"},
        {"f": "0"},
        {"p": "-1"},
        {"padding": "zeros"},
        {"dilation": "NaN"},
        {"numbers": "1_2~3"},
        {"weights": "8y8x1"},
        {"strode": "2"},
    ],
)
def test_a_bad_link_opens_the_page_and_says_why(open_page, query: dict[str, str]) -> None:
    app = open_page("padding", **query)
    (complaint,) = app.session_state["complaints:padding"]
    assert next(iter(query)) in complaint
    assert options(app) == PaddingOptions()


def test_the_sentence_of_a_bad_link_names_what_was_expected_and_what_is_shown(open_page) -> None:
    app = open_page("padding", stride="banana")
    (complaint,) = app.session_state["complaints:padding"]
    assert complaint == "`stride=banana`: expected a whole number from 1 to 4; showing 2"


def code(app) -> str:
    return "".join(block.value for block in app.code)


def test_the_code_is_there_unless_no_window_fits(open_page) -> None:
    assert "np.pad(x, (1, 1))" in code(open_page("padding", code=True))
    assert code(open_page("padding", code=True, n="2", f="5", p="0")) == ""


def test_a_tiny_own_picture_is_refused_in_the_figure_and_the_page_goes_on(open_page) -> None:
    app = open_page("padding", f="7", dilation="4", padding="valid", n="1")
    buffer = io.BytesIO()
    Image.new("RGB", (3, 2)).save(buffer, "PNG")
    app.file_uploader(key="padding:upload").set_value(("small.png", buffer.getvalue(), "image/png")).run()
    assert not app.exception
    assert options(app).picture == "mine"


def test_the_third_question_puts_its_solution_into_the_figure(open_page) -> None:
    app = open_page("padding")
    app.button(key="solve:padding:0:2").click().run()
    app.button(key="apply:padding:0:2").click().run()
    app.button(key="check:padding:0:2").click().run()
    assert not app.exception
    assert "Right." in app.success[0].value
