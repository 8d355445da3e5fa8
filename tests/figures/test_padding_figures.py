"""The figures of the lesson on padding: what a cell is said to be, what a term lights, and the words."""

import json
import re
from itertools import product

import numpy as np
import pytest

from cnnlib.figures.padding import cell_codes, lopsided_in_words, padding_scene
from cnnlib.figures.padding_effects import (
    picture_in_words,
    picture_scene,
    tower_scene,
    usage_in_words,
    usage_scene,
)
from cnnlib.figures.size_formula import floor_in_words, size_formula
from cnnlib.geometry import Layer
from cnnlib.lessons.padded_picture import answer_to
from cnnlib.lessons.padding import PRESETS, PaddingOptions, axis_of, board_of, usage_of
from cnnlib.lessons.tower import tower

SETTINGS = [
    PaddingOptions(n=n, f=f, stride=s, dilation=d, **kind)
    for n, f, s, d, kind in product(
        (1, 4, 7, 9),
        (1, 2, 3, 5),
        (1, 2, 3, 4),
        (1, 2, 3),
        ({"padding": "same"}, {"padding": "full"}, {"p": 0}, {"p": 2}),
    )
]
STRANGE = [
    PaddingOptions(n=12, f=7, padding="full", dilation=4, stride=1),
    PaddingOptions(n=1, f=7, p=0, dilation=4),
    PaddingOptions(n=12, f=7, p=6, stride=1),
    PaddingOptions(at=575),
    PaddingOptions(weights=((0,),), numbers=((-3.5, 2),)),
]


def scene_of(options: PaddingOptions) -> dict:
    return padding_scene(options, board_of(options))


def items(scene: dict) -> dict[str, dict]:
    return {item["id"]: item for row in scene["rows"] for item in row}


def test_cells_said_to_be_padding_or_dropped_are_those() -> None:
    for options in SETTINGS:
        axis = axis_of(options)
        codes = np.array(cell_codes(axis))
        real = np.isin(codes, ["", "d"])
        inside = slice(axis.before, axis.before + axis.n)
        assert real[inside, inside].all()
        assert real.sum() == axis.n**2
        beyond = np.isin(codes, ["d", "q"])
        kept = codes.shape[0] - axis.dropped
        assert not beyond[:kept, :kept].any()
        assert beyond.sum() == codes.size - kept**2


def test_a_step_reads_the_numbers_of_its_cells_and_none_that_is_said_to_be_dropped() -> None:
    for options in SETTINGS[::5]:
        scene = scene_of(options)
        codes = cell_codes(axis_of(options))
        for step in scene["steps"]:
            shown = items(scene)["x"]["channels"][0]
            assert [shown[row][column] for _, row, column in step["reads"]] == [
                term[0] for term in step["terms"]
            ]
            assert all(codes[row][column] in ("", "p") for _, row, column in step["reads"])


def test_the_terms_of_the_formula_light_what_they_name() -> None:
    spots = items(scene_of(PaddingOptions()))["x"]["spots"]
    assert len(spots["n"]) == 36
    assert len(spots["p"]) == 64 - 36
    assert len(spots["dropped"]) == 15
    assert spots["starts"] == [[0, row, column] for row in (0, 2, 4) for column in (0, 2, 4)]


def test_every_term_that_lights_something_finds_it() -> None:
    for options in SETTINGS[::7]:
        boards = items(scene_of(options))
        for column in boards["size"]["columns"] + boards["size"]["after"]:
            board, _, spot = (column.get("hot") or "").partition("/")
            if board and "refused" not in boards:
                assert board in boards
                assert not spot or spot in boards[board]["spots"]


def test_the_formula_in_numbers_is_right_when_it_is_worked_out() -> None:
    for options in SETTINGS:
        axis = axis_of(options)
        item = size_formula(axis)
        text = "".join(column["bottom"] for column in item["columns"] + item["after"])
        if axis.size is None:
            assert re.search(r"−\d+ < 0$", text)
            continue
        first, *others = (part for part in text.split(" = "))
        inside = re.fullmatch(r"⌊ \((.*)\) / (\d)⌋ \+ 1", first)
        numerator = eval(inside[1].replace("−", "-").replace("·", "*"))  # noqa: S307  made above
        assert numerator // int(inside[2]) + 1 == axis.size
        assert others[-1] == str(axis.size)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            PaddingOptions(),
            "⌊2.5⌋ = 2: half a step does not fit, so row and column 8 (counting the padding) are never read.",
        ),
        (
            PaddingOptions(n=7, p=0, stride=3, f=2),
            "⌊1.67⌋ = 1: two thirds of a step does not fit, so rows and columns 6 and 7 are never read.",
        ),
        (PaddingOptions(**PRESETS["guide"]), "4 / 2 is whole: the last window ends at the last row."),
        (PaddingOptions(stride=1), "With stride 1 every step fits: nothing is left over."),
        (PaddingOptions(n=2, f=5, p=0), "The window would have to move −3 cells: it has no place."),
    ],
)
def test_the_floor_in_words(options: PaddingOptions, said: str) -> None:
    assert floor_in_words(axis_of(options)) == said


def test_lopsided_sides_are_named_beside_the_formula() -> None:
    note = size_formula(axis_of(PaddingOptions(padding="same")))["note"]
    assert note.startswith("1 row of zeros cannot be shared evenly: 0 before, 1 after. 4 / 2 is whole")
    assert size_formula(axis_of(PaddingOptions(stride=1)))["note"].startswith("With stride 1")


def test_a_lopsided_same_says_why_and_what_a_symmetric_padding_gives() -> None:
    even = lopsided_in_words(axis_of(PaddingOptions(**PRESETS["even"])))
    assert "⌈6/1⌉ = 6 windows, and they need 3 rows" in even
    assert "1 before, 2 after" in even
    assert "p = 1 gives 5 × 5 and p = 2 gives 7 × 7." in even
    stride = lopsided_in_words(axis_of(PaddingOptions(padding="same")))
    assert "0 before, 1 after" in stride
    assert stride.endswith("every window begins one cell earlier.")


def test_every_state_gives_a_figure_that_travels() -> None:
    for options in [*SETTINGS[::3], *STRANGE]:
        scene = scene_of(options)
        assert 0 <= scene["at"] <= max(0, len(scene["steps"]) - 1)
        assert len(json.dumps(scene)) < 900_000
        bare, padded = (
            tower(options.side, Layer(options.f, options.stride, kind), 5) for kind in ("valid", "same")
        )
        picture = np.full((40, 30), 100, np.uint8)
        answer = answer_to(options, picture)
        for other in (
            usage_scene(usage_of(options)),
            tower_scene(options, bare, padded),
            picture_scene(options, picture, answer, alt="Grey"),
        ):
            json.dumps(other)


def test_the_usage_in_words() -> None:
    assert usage_in_words(usage_of(PaddingOptions(padding="valid", stride=1))).startswith(
        "As set above, 1 window reads the corner pixel and 9 windows read the one in the centre."
    )
    assert "4 windows read the one that is read most" in usage_in_words(usage_of(PaddingOptions(stride=2)))
    unread = usage_of(PaddingOptions(f=1, stride=2, p=0))
    assert f"{36 - 9} of 36 pixels are in no window" in usage_in_words(unread)
    assert "no window fits" in usage_in_words(usage_of(PaddingOptions(n=2, f=5, p=0)))


def test_two_heat_maps_only_where_they_differ() -> None:
    both = items(usage_scene(usage_of(PaddingOptions())))
    assert both["plain"]["limit"] == both["now"]["limit"] == 9
    assert "now" not in items(usage_scene(usage_of(PaddingOptions(padding="valid", stride=1))))


def test_the_pictures_keep_their_scale_and_the_dark_border_is_named() -> None:
    options = PaddingOptions(padding="same")
    picture = np.full((40, 30), 100, np.uint8)
    answer = answer_to(options, picture)
    scene = items(picture_scene(options, picture, answer, alt="Grey"))
    assert (scene["given"]["share"], scene["answer"]["share"]) == (1, 15 / 31)
    assert answer.values[-1, -1] < answer.values[5, 5] == 100
    assert "The border is darker" in picture_in_words(options, answer)
    assert "border" not in picture_in_words(options.replace(padding="valid"), answer)
