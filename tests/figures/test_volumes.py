"""What the figures of the lesson on volumes tell the board: every step, sentence and count."""

import json

import numpy as np
import pytest

from cnnlib import images
from cnnlib.activations import ACTIVATIONS
from cnnlib.figures.volume_counts import count_scene, mix_scene
from cnnlib.figures.volumes import BOARD_WORDS, PRESET_WORDS, layer_scene, picture_rasters
from cnnlib.lessons.volumes import (
    PICTURE_SIDE,
    PRESETS,
    VolumesOptions,
    apply_layer,
    counted,
    mix_column,
    mixing,
    picture_layer,
    small_volume,
)
from cnnlib.options import fields_of
from cnnlib.web.component import without_rasters

PHOTO = images.sample("macaw", max_side=60)


def figure(options: VolumesOptions, picture: np.ndarray = PHOTO) -> dict:
    layer = apply_layer(options, small_volume(options, picture))
    rasters = picture_rasters(picture, picture_layer(options, picture))
    return layer_scene(options, layer, picture, rasters, alt="a macaw")


def items(scene: dict) -> dict[str, dict]:
    def flat(item: dict) -> list[dict]:
        return [one for part in item["items"] for one in flat(part)] if item["type"] == "column" else [item]

    return {item["id"]: item for row in scene["rows"] for part in row for item in flat(part)}


def text(item: dict) -> str:
    return "\n".join("".join(token[0] for token in line) for line in item["lines"])


@pytest.mark.parametrize("filters", [1, 2, 4])
@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
def test_each_step_adds_three_channel_sums_and_a_bias_to_a_cell_of_z_and_then_of_a(
    filters: int, activation: str
) -> None:
    options = VolumesOptions(filters=filters, f1="grey", activation=activation, biases=((2, -1, 0.5, 3),))
    scene = figure(options)
    boards = items(scene)
    assert len(scene["steps"]) == 16 * filters
    for step in scene["steps"]:
        _, k, row, column = step["y"]
        assert step["w"] == f"w{k + 1}"
        assert [group["name"] for group in step["groups"]] == ["red", "green", "blue"]
        for c, group in enumerate(step["groups"]):
            assert group["to"] - group["from"] == 9
            terms = range(group["from"], group["to"])
            assert {step["reads"][term][0] for term in terms} == {c}
            for term in terms:
                value, weight, product = step["terms"][term]
                sheet, r, s = step["reads"][term]
                assert value == boards["x"]["channels"][sheet][r][s]
                sheet, r, s = step["weights"][term]
                assert weight == boards[step["w"]]["channels"][sheet][r][s]
                assert product == pytest.approx(value * weight)
            assert group["sum"] == pytest.approx(sum(step["terms"][term][2] for term in terms))
        assert step["total"] == pytest.approx(sum(group["sum"] for group in step["groups"]) + step["bias"])
        assert step["total"] == boards["z"]["channels"][k][row][column]
        assert step["also"] == [["a", [k, row, column]], ["b", [0, 0, k]]]
        assert step["result"] == boards["a"]["channels"][k][row][column]
        assert step["bias"] == boards["b"]["channels"][0][0][k]


def test_the_channels_of_the_photograph_feed_the_sheets_of_the_volume() -> None:
    boards = items(figure(VolumesOptions(board="photo", lens=(5, 9))))
    for c, colour in enumerate(("red", "green", "blue")):
        assert boards[colour]["feeds"] == ["x", c]
        assert boards[colour]["raster"]["palette"] == colour
        assert boards["x"]["channels"][c] == PHOTO[5:11, 9:15, c].tolist()


def test_every_filter_has_a_picture_of_its_answer_which_names_it() -> None:
    boards = items(figure(VolumesOptions(filters=3)))
    assert [name for name in boards if name.startswith("response")] == ["response1", "response2", "response3"]
    assert "horizontal" in boards["response3"]["alt"]


def test_a_picture_too_small_for_a_filter_is_explained() -> None:
    boards = items(figure(VolumesOptions(board="photo"), PHOTO[:2, :7]))
    assert "7 × 2 pixels are fewer" in boards["small"]["text"]
    assert "response1" not in boards


@pytest.mark.parametrize(("bias", "decimals"), [(2, 2), (0.25, 2), (0.125, 3), (0.0625, 4)])
def test_the_formula_has_the_decimals_that_its_numbers_need(bias: float, decimals: int) -> None:
    assert items(figure(VolumesOptions(biases=((bias, 0, 0, 0),))))["formula"]["decimals"] == decimals


def test_every_choice_has_its_words() -> None:
    fields = fields_of(VolumesOptions)
    assert set(PRESET_WORDS) == {*PRESETS, "custom"}
    assert set(BOARD_WORDS) == set(fields["board"].kind.allowed)


@pytest.mark.parametrize(
    ("changes", "parameters", "outputs"),
    [
        (
            {},
            "(f·f·C + 1)·K  =  (3·3·3 + 1)·10  =  (27 + 1)·10  =  280",
            "64 − 3 + 1 = 62, so 62 × 62 × 10  =  38,440",
        ),
        ({"side": 16}, "=  280", "16 − 3 + 1 = 14, so 14 × 14 × 10  =  1,960"),
        (
            {"size": 5, "channels": 64, "kernels": 64},
            "(1,600 + 1)·64  =  102,464",
            "60 × 60 × 64  =  230,400",
        ),
    ],
)
def test_the_count_is_written_out(changes: dict, parameters: str, outputs: str) -> None:
    options = VolumesOptions(**changes)
    written = text(items(count_scene(options, counted(options)))["count"])
    assert parameters in written
    assert outputs in written


def test_the_cost_of_1x1_filters_is_written_out() -> None:
    options = VolumesOptions()
    scene = mix_scene(options, mixing(options), mix_column(options))
    parameters, work = text(items(scene)["cost"]).split("\n")
    assert parameters.endswith("192·32 + 32  =  6,176")
    assert work.endswith("28·28·192·32  =  4,816,896")
    assert [items(scene)[name]["note"] for name in ("in", "by", "out")] == [
        "28 × 28 × 192",
        "32 × ( 1 × 1 × 192 )",
        "28 × 28 × 32",
    ]


def test_each_1x1_filter_reads_the_whole_column() -> None:
    options = VolumesOptions()
    scene = mix_scene(options, mixing(options), mix_column(options))
    boards = items(scene)
    assert len(scene["steps"]) == 2
    for k, step in enumerate(scene["steps"]):
        assert step["reads"] == [[0, c, 0] for c in range(6)]
        assert step["weights"] == [[0, c, k] for c in range(6)]
        assert sum(product for _, _, product in step["terms"]) + step["bias"] == step["total"]
        assert step["total"] == boards["y"]["channels"][0][k][0]


def test_an_edit_of_four_filters_is_small_on_the_wire_without_its_pictures() -> None:
    options = VolumesOptions(filters=4, board="photo")
    picture = images.sample("macaw", max_side=PICTURE_SIDE)
    bare, rasters = without_rasters(figure(options, picture))
    assert len(rasters) == 7
    assert len(json.dumps(bare)) < 110_000
