"""Links against their written form, against urllib, and against what a learner should read."""

import tracemalloc
from random import Random
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cnnlib.options import fields_of, from_params, to_params, to_query
from tests.options import promises
from tests.options.example import ExampleOptions
from tests.options.mishaps import NASTY, broken_link
from tests.options.strategies import options_of

calm = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


def read(query: str) -> tuple[ExampleOptions, tuple[str, ...]]:
    return from_params(ExampleOptions, parse_qs(query, keep_blank_values=True))


WRITTEN = [
    ("stride", 2, "2"),
    ("shift", -5, "-5"),
    ("margin", 0.1, "0.1"),
    ("margin", 2.0, "2"),
    ("slope", 1e22, "1e22"),
    ("slope", -1.5e-7, "-1.5e-07"),
    ("slope", 0.1 + 0.2, "0.30000000000000004"),
    ("slope", 5e-324, "5e-324"),
    ("board", "dark-step", "dark-step"),
    ("size", 5, "5"),
    ("flip", True, "on"),
    ("keep", False, "off"),
    ("cell", (96, 130), "96_130"),
    ("cell", (-1, 0), "-1_0"),
    ("weights", [[1, 2], [3, 4]], "1_2~3_4"),
    ("weights", [[0, 0], [1, 2]], "0_0~1_2"),
    ("weights", [[10, 10, 10, 0, 0, 0]] * 6, "6y3x10_3x0"),
    ("weights", [[1, 2, 3], [0, 0, 0], [0, 0, 0], [-1, -2, -3]], "1_2_3~2y3x0~-1_-2_-3"),
    ("weights", [[0.5, 0.5, 0.25]], "2x0.5_0.25"),
    ("row", [[0] * 40], "40x0"),
    ("row", [[1e6, 1e-9]], "1000000_1e-09"),
]


@pytest.mark.parametrize(("field", "value", "text"), WRITTEN)
def test_a_value_is_written_so_and_read_back(field: str, value: Any, text: str) -> None:
    options = ExampleOptions(**{field: value})
    assert to_params(options) == {field: text}
    assert to_query(options) == f"{field}={text}"
    assert read(f"{field}={text}") == (options, ())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("3y1_0_-1", [[1, 0, -1]] * 3),
        ("1x1_1x2", [[1, 2]]),
        ("1y1_2~1y3_4", [[1, 2], [3, 4]]),
        ("2x007", [[7, 7]]),
        ("2x1.50", [[1.5, 1.5]]),
    ],
)
def test_a_matrix_written_by_hand_is_read(text: str, rows: list[list[float]]) -> None:
    assert read(f"weights={text}") == (ExampleOptions(weights=rows), ())


def test_a_query_holds_the_changes_in_the_order_of_declaration() -> None:
    options = ExampleOptions(seed=7, flip=True, stride=2)
    assert to_query(options) == "stride=2&flip=on&seed=7"
    assert to_query(ExampleOptions()) == ""
    assert to_query(ExampleOptions(weights=np.array([[1.0, 0, -1]] * 3))) == ""


@settings(calm, max_examples=500)
@given(options=options_of(ExampleOptions))
@example(options=ExampleOptions(slope=-1e300, shift=10**12, row=[[1e9] * 40]))
def test_state_to_link_to_state_is_the_identity(options: ExampleOptions) -> None:
    promises.state_to_link_to_state_is_the_identity(options)


@settings(calm, max_examples=100)
@given(options=options_of(ExampleOptions), seed=st.integers(0, 2**32))
def test_2000_broken_links_are_explained(options: ExampleOptions, seed: int) -> None:
    random = Random(seed)
    for _ in range(20):
        promises.a_broken_link_is_explained(ExampleOptions, broken_link(options, random))


@settings(calm, max_examples=300)
@given(params=st.dictionaries(st.sampled_from(["stride", "weights", "v"]) | st.text(), st.lists(st.text())))
def test_any_text_at_all_is_explained(params: dict[str, list[str]]) -> None:
    promises.a_broken_link_is_explained(ExampleOptions, params)


@pytest.mark.parametrize("field", fields_of(ExampleOptions))
def test_each_field_explains_each_nasty_value(field: str) -> None:
    for text in NASTY:
        promises.a_broken_link_is_explained(ExampleOptions, parse_qs(f"{field}={text}"))
        promises.a_broken_link_is_explained(ExampleOptions, {field: [text]})


STRIDE = "expected a whole number from 1 to 4; showing 1"
CELL = "expected two whole numbers from -1 to 200, joined by _; showing 0_0"
WEIGHTS = (
    "expected 1 to 7 rows of 2 to 7 numbers from -99 to 99, cells joined by _ and rows by ~; "
    "showing the 3×3 numbers it starts with"
)
NO_SETTING = "expected a setting of this page"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("stride=banana", f"`stride=banana`: {STRIDE}"),
        ("stride=9", f"`stride=9`: {STRIDE}"),
        ("stride=", f"`stride=`: {STRIDE}"),
        ("stride=1.0", f"`stride=1.0`: {STRIDE}"),
        ("stride=%EF%BC%92", f"`stride=２`: {STRIDE}"),  # a full-width 2
        ("stride=%E4%", f"`stride=�%`: {STRIDE}"),
        ("stride=%60%0A%E2%80%AE", f"`stride=���`: {STRIDE}"),
        ("stride=2&stride=3", "`stride=2&stride=3`: expected stride only once; showing 1"),
        ("margin=NaN", "`margin=NaN`: expected a number from 0 to 2; showing 0.2"),
        ("margin=inf", "`margin=inf`: expected a number from 0 to 2; showing 0.2"),
        ("margin=1e400", "`margin=1e400`: expected a number from 0 to 2; showing 0.2"),
        ("board=gide", "`board=gide`: expected one of guide, dark-step, own.1; showing guide"),
        ("size=2", "`size=2`: expected one of 1, 3, 5; showing 3"),
        ("keep=true", "`keep=true`: expected on or off; showing on"),
        ("cell=1", f"`cell=1`: {CELL}"),
        ("cell=1_2_3", f"`cell=1_2_3`: {CELL}"),
        ("weights=1_2~3", f"`weights=1_2~3`: {WEIGHTS}"),
        ("weights=8x1", f"`weights=8x1`: {WEIGHTS}"),
        ("weights=8y1_2", f"`weights=8y1_2`: {WEIGHTS}"),
        ("weights=0x9_1_2", f"`weights=0x9_1_2`: {WEIGHTS}"),
        ("weights=1_NaN", f"`weights=1_NaN`: {WEIGHTS}"),
        ("weights=1_100", f"`weights=1_100`: {WEIGHTS}"),
        ("weights=99999y99999x1", f"`weights=99999y99999x1`: {WEIGHTS}"),
        ("strid=2", f"`strid=2`: {NO_SETTING}, perhaps stride; leaving it out"),
        ("zzz=2", f"`zzz=2`: {NO_SETTING}; leaving it out"),
        ("=2", f"`=2`: {NO_SETTING}; leaving it out"),
        ("v=2", "`v=2`: expected version 1 of the link format; reading it as 1"),
        ("v=1&v=1", "`v=1&v=1`: expected version 1 of the link format; reading it as 1"),
        ("stride=" + "x" * 10_000, f"`stride={'x' * 52}…`: {STRIDE}"),
    ],
)
def test_a_broken_link_gets_the_default_and_this_sentence(query: str, sentence: str) -> None:
    assert read(query) == (ExampleOptions(), (sentence,))


@pytest.mark.parametrize("query", ["", "v=1", "embed=true&embed_options=dark_theme", "stride=1"])
def test_nothing_is_said_of_a_link_in_order(query: str) -> None:
    assert read(query) == (ExampleOptions(), ())


def test_what_is_understood_is_shown_beside_what_is_not() -> None:
    options, sentences = read("flip=on&stride=banana&seed=7")
    assert options == ExampleOptions(flip=True, seed=7)
    assert len(sentences) == 1


def test_a_name_given_as_plain_text_is_one_value() -> None:
    assert from_params(ExampleOptions, {"seed": "12"}) == (ExampleOptions(seed=12), ())


def test_many_mistakes_are_counted_rather_than_listed() -> None:
    _, sentences = read("&".join(f"unknown{i}=1" for i in range(50)))
    assert len(sentences) == 9
    assert sentences[-1] == "42 more of the link's parameters were not understood"


@pytest.mark.parametrize(
    "bomb",
    ["999999x1", "7y999999x1", "999999y1_2", "99999y99999x1", "999999999x1", "9" * 5000 + "x1"],
)
def test_a_bomb_of_repeats_is_refused_without_laying_it_out(bomb: str) -> None:
    read(f"weights={bomb}")
    tracemalloc.start()
    options, sentences = from_params(ExampleOptions, {"weights": [bomb]})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert options == ExampleOptions()
    assert len(sentences) == 1
    assert peak < 100_000
