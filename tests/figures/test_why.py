"""What the figures of the lesson on why convolutions tell the board, worked out again."""

import json
import re

import numpy as np
import pytest
from scipy import signal

from cnnlib import images
from cnnlib.figures.movement import movement_scene
from cnnlib.figures.why import counts_scene, growth_scene
from cnnlib.figures.wiring import wiring_scene
from cnnlib.lessons.why import SIDES, WhyOptions, counts, growth, move_board, move_picture, wiring

PHOTO = images.to_grey(images.sample("temple", max_side=48))


def items(figure: dict) -> dict[str, dict]:
    """Every item of a scene by its id, those in columns included."""
    found = {}
    for row in figure["rows"]:
        for item in row:
            found |= {one["id"]: one for one in item.get("items", [item])}
    return found


def text(equation: dict) -> list[str]:
    return ["".join(token[0] for token in line) for line in equation["lines"]]


def sheet(board: dict) -> np.ndarray:
    (rows,) = board["channels"]
    return np.array([[np.nan if value is None else value for value in row] for row in rows])


# --- the layer one can touch ----------------------------------------------------------------------


def joined(**changes: object) -> dict:
    options = WhyOptions(**changes)
    return items(wiring_scene(options, wiring(options)))["wiring"]


@pytest.mark.parametrize("join", ["convolution", "dense"])
def test_the_products_of_each_output_add_up_to_it(join: str) -> None:
    item = joined(join=join, seed=3)
    x, matrix, y = (sheet(item[name]) for name in ("strip", "matrix", "column"))
    assert len(item["steps"]) == 16
    for output, step in enumerate(item["steps"]):
        terms = np.array(step["terms"])
        there = ~np.isnan(matrix[output])
        np.testing.assert_array_equal(terms[:, 0], x[0, there])
        np.testing.assert_array_equal(terms[:, 1], matrix[output, there])
        np.testing.assert_array_equal(terms[:, 2], terms[:, 0] * terms[:, 1])
        assert step["total"] == terms[:, 2].sum() == y[output, 0]
        assert len(terms) == (9 if join == "convolution" else 36)


def test_the_boards_and_the_lines_show_the_same_numbers() -> None:
    item = joined()
    np.testing.assert_array_equal(sheet(item["x"]).ravel(), sheet(item["strip"]).ravel())
    np.testing.assert_array_equal(sheet(item["y"]).ravel(), sheet(item["column"]).ravel())
    expected = signal.correlate2d(sheet(item["x"]), sheet(item["w"]), mode="valid")
    np.testing.assert_array_equal(sheet(item["y"]), expected)


def test_where_a_weight_stands_the_matrix_shows_it_and_elsewhere_nothing() -> None:
    item = joined(weights=((1, 2, 3), (4, 0, 6), (7, 8, 9)))
    places, weights = np.array(item["places"]), sheet(item["w"]).ravel()
    matrix = sheet(item["matrix"])
    assert np.isnan(matrix[places == -1]).all()
    np.testing.assert_array_equal(matrix[places >= 0], weights[places[places >= 0]])


def test_the_connections_are_counted_in_words() -> None:
    assert text(joined()["count"]) == [
        "16 outputs · 9 inputs = 144",
        "connections, of 576 possible",
        "9 weights, each used 16 times",
    ]
    assert text(joined(join="dense")["count"])[::2] == [
        "16 outputs · 36 inputs = 576",
        "576 weights, each used once",
    ]


# --- counting -------------------------------------------------------------------------------------

SIZES = [
    WhyOptions(),
    WhyOptions(channels=1),
    WhyOptions(height=6, width=6, channels=1, f=3, filters=1),
    WhyOptions(height=2000, width=2000, channels=1024, filters=2048),
    WhyOptions(height=5, width=5),
]


@pytest.mark.parametrize("options", SIZES)
def test_the_areas_of_the_two_squares_are_in_proportion(options: WhyOptions) -> None:
    count = counts(options)
    found = items(counts_scene(count))
    dense, shared = found["dense"], found["shared"]
    assert dense["side"] == dense["whole"] == shared["whole"]
    expected = dense["whole"] ** 2 * count.shared / count.dense
    assert shared["side"] ** 2 == pytest.approx(expected, rel=0.01, abs=1e-4)
    assert ("larger than it should be" in shared["remark"]) == (shared["side"] < 1)


def test_the_two_equations_say_weights_and_biases_apart() -> None:
    assert text(items(counts_scene(counts(WhyOptions())))["counts"]) == [
        (
            "fully connected  (32·32·3) × (28·28·6) = 3,072 × 4,704 = 14,450,688 weights, "
            "with 4,704 biases 14,455,392 parameters"
        ),
        "convolution  5·5·3 × 6 = 450 weights, with 6 biases (5·5·3 + 1)·6 = 456 parameters",
    ]


@pytest.mark.parametrize("options", SIZES)
def test_every_equation_is_true(options: WhyOptions) -> None:
    for line in text(items(counts_scene(counts(options)))["counts"]):
        words = line.replace(",", "").replace("·", "*").replace("×", "*")
        weights, biases, parameters = re.fullmatch(
            r"[a-z ]+  (.+) weights with (\d+) biases (.+) parameters", words
        ).groups()
        values = [
            {eval(side) for side in chain.split("=")}  # noqa: S307  the text is our own
            for chain in (weights, parameters)
        ]
        (weights,), (parameters,) = values
        assert weights + int(biases) == parameters


# --- growth ---------------------------------------------------------------------------------------


def test_a_frame_for_each_side_and_the_curve_through_the_same_numbers() -> None:
    options = WhyOptions(side=1000, hidden=500)
    figure = growth_scene(options, growth(options))
    found = items(figure)
    assert figure["frames"] == len(found["growing"]["frames"]) == len(SIDES)
    assert SIDES[figure["at"]] == 1000
    dense, shared = found["weights"]["series"]
    assert dense["values"] == [side**2 * 3 * 500 for side in SIDES]
    assert set(shared["values"]) == {450}
    for side, frame in zip(SIDES, found["growing"]["frames"], strict=True):
        lines = text(frame)
        assert lines[1] == f"{side}·{side}·3 = {side**2 * 3:,}"
        assert lines[4] == f"= {side**2 * 3 * 500:,} weights"
    assert len({len(frame["lines"]) for frame in found["growing"]["frames"]}) == 1


def test_three_billion_weights_are_12_gigabytes() -> None:
    options = WhyOptions(side=1000)
    lines = text(items(growth_scene(options, growth(options)))["growing"])
    assert "= 3,000,000,000 weights" in lines
    assert "12 GB in 32-bit numbers" in lines


# --- moving the picture ---------------------------------------------------------------------------


def movement(photo: np.ndarray = PHOTO, full: tuple[int, int] = PHOTO.shape, **changes) -> dict:
    options = WhyOptions(**changes)
    picture = move_picture(options, photo)
    return movement_scene(options, move_board(options), picture, full=full, alt="a temple")


@pytest.mark.parametrize("layer", ["convolution", "dense"])
@pytest.mark.parametrize(("down", "right"), [(1, 2), (-2, 0), (-3, 3)])
def test_the_cells_that_light_together_stand_for_the_same(layer: str, down: int, right: int) -> None:
    figure = movement(layer=layer, down=down, right=right)
    found = items(figure)
    assert len(figure["steps"]) == 50
    pairs = 0
    for step in figure["steps"]:
        target, _, row, column = step["y"]
        value = sheet(found[target])[row, column]
        for name, (_, r, c) in step.get("also", []):
            other = sheet(found[name])[r, c]
            if name == "moved" and target == "y1":
                assert other == value
                pairs += 1
            if name == "d" and target == "y2":
                assert other == value - sheet(found["moved"])[r, c]
    assert pairs == (5 - abs(down)) * (5 - abs(right))


def test_each_step_reads_the_window_that_gives_its_cell() -> None:
    found = items(figure := movement(spot=tuple(tuple(range(r, r + 7)) for r in range(7))))
    for step in figure["steps"]:
        x, w = sheet(found[step["x"]]), sheet(found[step["w"]])
        total = sum(
            x[i, j] * w[a, b] for (_, i, j), (_, a, b) in zip(step["reads"], step["weights"], strict=True)
        )
        assert total == sheet(found[step["y"][0]])[tuple(step["y"][2:])]


def test_what_came_in_from_outside_is_left_empty() -> None:
    found = items(movement(down=1, right=2))
    for name in ("moved", "d"):
        board = sheet(found[name])
        assert np.isnan(board[0]).all()
        assert np.isnan(board[:, :2]).all()
        assert not np.isnan(board[1:, 2:]).any()
        assert found[name]["codes"][0] == ["n"] * 5


def test_the_verdict_gives_the_largest_difference_and_how_much_was_compared() -> None:
    (said,) = text(items(movement())["same"])
    assert said.endswith("over the 12 cells that both know = 0: the answer moved along")
    options = WhyOptions(layer="dense")
    (said,) = text(items(movement(layer="dense"))["same"])
    assert f"= {move_board(options).largest:,.0f}: it is another answer" in said


def test_a_picture_that_did_not_move_gets_no_verdict() -> None:
    found = items(movement(layer="dense", down=0, right=0))
    assert text(found["same"]) == text(found["same2"]) == ["Nothing has moved: T x = x."]


def test_a_picture_too_thin_for_a_filter_is_refused_and_leaves_the_numbers_alone() -> None:
    thin = items(movement(photo=PHOTO[:2], full=(2, 48)))
    assert "photo" not in thin
    assert "too thin" in thin["remark"]["text"]
    assert "y2" in thin
    assert "photo" in items(movement())


def test_a_picture_shrunk_for_the_fully_connected_layer_says_how_many_weights_it_spared() -> None:
    found = items(movement(layer="dense", full=(160, 240)))
    assert f"{160 * 240 * 158 * 238:,} weights" in found["remark"]["text"]
    assert "48 × 32" in found["remark"]["text"]
    assert "240 × 160" in found["remark"]["text"]
    assert "remark" not in items(movement())


@pytest.mark.parametrize("changes", [{}, {"join": "dense", "layer": "dense"}])
def test_every_scene_is_plain_json(changes: dict[str, str]) -> None:
    options = WhyOptions(**changes)
    for figure in (
        wiring_scene(options, wiring(options)),
        counts_scene(counts(options)),
        growth_scene(options, growth(options)),
        movement(**changes),
    ):
        json.dumps(figure, allow_nan=False)
