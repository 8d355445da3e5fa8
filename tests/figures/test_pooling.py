"""What the figures of the lesson on pooling tell the browser, against loops over the windows."""

import json
import re
from itertools import product

import numpy as np
import pytest

from cnnlib import images
from cnnlib.figures.pooled_picture import every, picture_scene, share_words
from cnnlib.figures.pooling import pooling_scene
from cnnlib.lessons.pooled_picture import moved, shares, source_of
from cnnlib.lessons.pooling import PoolingOptions, small_board, without_padding

SETTINGS = [
    PoolingOptions(
        board=board,
        mode=mode,
        size=size,
        stride=stride,
        padding=padding,
        gradient=((2, -1, 0.5), (3, 0, 1)),
    )
    for board, mode, size, stride, padding in product(
        ("overlap", "ties"), ("max", "average"), (2, 3), (1, 2, 4), ("valid", "1", "same")
    )
]
PHOTO = images.sample("temple", max_side=60)


def items(scene: dict) -> dict[str, dict]:
    def flat(row: list[dict]) -> list[dict]:
        return [one for item in row for one in (flat(item["items"]) if item["type"] == "column" else [item])]

    return {item["id"]: item for row in scene["rows"] for item in flat(row)}


def text(equation: dict) -> list[str]:
    return ["".join(token for token, *_ in line) for line in equation["lines"]]


@pytest.mark.parametrize("options", SETTINGS)
def test_what_the_steps_send_back_adds_up_to_dx(options: PoolingOptions) -> None:
    board = small_board(options)
    back = np.zeros(board.dx.shape)
    steps = pooling_scene(options, board)["steps"]
    assert len(steps) == board.y.size
    for step in steps:
        (name, (_, row, column)), *landed = step["also"]
        assert (name, [row, column]) == ("dy", step["y"][2:])
        assert {other for other, _ in landed} == {"dx"}
        for _, (_, i, j) in landed:
            back[i, j] += board.dy[row, column] / len(landed)
    np.testing.assert_allclose(back, board.dx, atol=1e-12)


@pytest.mark.parametrize("options", SETTINGS)
def test_padding_winners_and_what_is_dropped_are_marked_where_they_are(
    options: PoolingOptions,
) -> None:
    board = small_board(options)
    scene = pooling_scene(options, board)
    x = items(scene)["x"]
    (cells,), (marks,), codes = x["channels"], x["marks"], x["codes"]
    assert without_padding(cells) == board.x.tolist()
    top, left = board.before
    read = {(row, column) for step in scene["steps"] for _, row, column in step["reads"]}
    last = [max(place[axis] for place in read) for axis in (0, 1)]
    for row, column in np.ndindex(len(cells), len(cells[0])):
        at = (row - top, column - left)
        real = 0 <= at[0] < board.x.shape[0] and 0 <= at[1] < board.x.shape[1]
        assert (cells[row][column] is None) == (not real) == (codes[row][column] == "p")
        if real:
            wins = int(board.wins[at])
            assert marks[row][column] == (str(wins) if wins else "")
            assert (codes[row][column] == "d") == (row > last[0] or column > last[1])
            told = x["remarks"][0][row][column]
            assert (told is not None) == ((row, column) in read)


@pytest.mark.parametrize("options", SETTINGS)
def test_the_formula_of_the_size_is_right_when_worked_out(
    options: PoolingOptions,
) -> None:
    board = small_board(options)
    formula = text(items(pooling_scene(options, board))["sizes"])[0].removeprefix("Output size  ")
    side, result = formula.split(" = ")
    if "⌈" in side:
        n, s = map(int, side.strip("⌈⌉").split("/"))
        worked = -(-n // s)
    else:
        numbers = re.fullmatch(r"⌊\((\d+) \+ 2·(\d+) − (\d+)\)/(\d+)⌋ \+ 1", side)
        n, p, f, s = map(int, numbers.groups())
        worked = (n + 2 * p - f) // s + 1
    assert worked == int(result) == board.y.shape[0]


def test_the_sentences_name_the_sum_that_comes_back() -> None:
    options = PoolingOptions(board="overlap", size=3, stride=1, gradient=((1, 2), (-3, 0.5)))
    found = items(pooling_scene(options, small_board(options)))
    nine = "1 + 2 + (−3) + 0.5 = 0.5."
    assert found["x"]["remarks"][0][1][1] == f"Read by 4 windows, wins all of them; comes back: {nine}"
    assert found["dx"]["remarks"][0][1][1] == f"Comes back here: {nine}"
    assert found["x"]["remarks"][0][2][2].endswith("9 windows, wins none: no gradient comes back.")
    assert found["dx"]["remarks"][0][0][0] == "Nothing comes back here."


def test_ties_and_shares_are_explained() -> None:
    ties = pooling_scene(PoolingOptions(board="ties"), small_board(PoolingOptions(board="ties")))
    assert ties["steps"][2]["remark"].startswith("5 is there 3 times, the first in reading order wins")
    average = PoolingOptions(mode="average", gradient=((2,),))
    step = pooling_scene(average, small_board(average))["steps"][0]
    assert step["remark"] == "Each of the 4 numbers gets 1/4 of dL/dy = 2 back: 0.5."


def test_nothing_is_learned_and_the_filter_in_its_place_is_counted() -> None:
    for size in range(1, 5):
        options = PoolingOptions(size=size, stride=1)
        equation = items(pooling_scene(options, small_board(options)))["sizes"]
        assert text(equation)[1].endswith("= 0")
        assert f"= {size * size + 1} numbers" in equation["note"]


def test_numbers_that_are_not_square_say_both_sides() -> None:
    options = PoolingOptions(board="own", numbers=((1, 2, 3, 4), (5, 6, 7, 8)))
    equation = items(pooling_scene(options, small_board(options)))["sizes"]
    assert text(equation)[0].endswith("⌊(2 + 2·0 − 2)/2⌋ + 1 = 1  by  ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2")


def test_a_refused_window_shows_the_numbers_and_the_sentence() -> None:
    options = PoolingOptions(size=6)
    board = small_board(options)
    scene = pooling_scene(options, board)
    found = items(scene)
    assert scene["steps"] == []
    assert found["no"]["text"] == board.refusal
    assert "y" not in found
    assert found["x"]["channels"][0] == board.x.tolist()


@pytest.mark.parametrize("options", [*SETTINGS, PoolingOptions(size=6)])
def test_the_scene_is_plain_json(options: PoolingOptions) -> None:
    json.dumps(pooling_scene(options, small_board(options)), allow_nan=False)


@pytest.mark.parametrize("source", ["photo", "edges"])
@pytest.mark.parametrize("mode", ["max", "average"])
def test_the_pictures_say_the_shares_that_were_measured(source: str, mode: str) -> None:
    options = PoolingOptions(source=source, mode=mode, window=3, shift=2)
    scene = picture_scene(options, PHOTO, alt="A temple")
    json.dumps(scene, allow_nan=False)
    found = items(scene)
    x = source_of(options, PHOTO)
    change = moved(x, window=3, shift=2, mode=mode)
    first, second = text(found["shares"])
    base = f"{change.input.mean:.2f}"
    assert first.endswith(f"{change.pooled.mean:.2f} ÷ {base} = {share_words(change.pooled_share)}")
    assert second == (
        f"Every 3rd pixel  {change.sampled.mean:.2f} ÷ {base} = {share_words(change.sampled_share)}"
    )
    assert found["pooled-change"]["title"] == share_words(change.pooled_share)
    for name in ("pooled", "sampled"):
        raster = found[name]["raster"]
        assert (raster["height"], raster["width"]) == (x.shape[0] // 3, x.shape[1] // 3)
    windows, kept = shares(x, shift=2, mode=mode)
    curve = found["by-window"]
    np.testing.assert_allclose(curve["series"][0]["values"], 100 * kept[:, 0])
    assert windows[curve["marker"]] == 3


def test_without_a_shift_there_is_no_share_and_no_curve() -> None:
    found = items(picture_scene(PoolingOptions(shift=0), PHOTO, alt="A temple"))
    assert found["pooled-change"]["title"] == "–"
    assert "by-window" not in found


def test_a_picture_of_one_colour_is_shown_without_a_share() -> None:
    plain = np.full((20, 20, 3), 77, dtype=np.uint8)
    for source in ("photo", "edges"):
        found = items(picture_scene(PoolingOptions(source=source), plain, alt="A wall"))
        assert found["input-change"]["title"] == found["pooled-change"]["title"] == "–"


def test_every_nth_pixel_is_said_as_one_says_it() -> None:
    assert [every(n) for n in (2, 3, 4, 16)] == [
        *("every 2nd pixel", "every 3rd pixel", "every 4th pixel", "every 16th pixel")
    ]
