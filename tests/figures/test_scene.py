"""What Python tells the board: rasters that can be read back, and steps that agree with brute force."""

import base64
import json
import zlib

import numpy as np
import pytest

from cnnlib.convolution import conv2d, pool2d
from cnnlib.figures import scene
from cnnlib.figures.steps import convolution_steps, pooling_steps


def unpack(raster: dict, dtype: str) -> np.ndarray:
    flat = np.frombuffer(zlib.decompress(base64.b64decode(raster["data"])), dtype)
    return flat.reshape(raster["height"], raster["width"], -1).squeeze()


def test_whole_responses_travel_exactly() -> None:
    values = np.random.default_rng(0).integers(-8160, 8160, (7, 5))
    raster = scene.signed(values)
    assert raster["scale"] == 1
    np.testing.assert_array_equal(unpack(raster, "<i2"), values)


@pytest.mark.parametrize("factor", [1e-6, 0.37, 1e6])
def test_real_responses_travel_to_a_part_in_thirty_thousand(factor: float) -> None:
    values = np.random.default_rng(0).normal(size=(7, 5)) * factor
    raster = scene.signed(values)
    error = np.abs(unpack(raster, "<i2") / raster["scale"] - values).max()
    assert error <= max(np.abs(values).max() / 32767, 5e-4)


def test_pictures_travel_exactly_and_their_keys_tell_them_apart() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (6, 4, 3), dtype=np.uint8)
    np.testing.assert_array_equal(unpack(scene.rgb(picture), "u1"), picture)
    assert scene.rgb(picture)["key"] != scene.rgb(picture[::-1])["key"]
    assert scene.grey(picture[..., 0])["key"] != scene.grey(picture[..., 0].T.copy())["key"]


def test_whole_numbers_are_written_without_a_point() -> None:
    assert json.dumps(scene.numbers([[1.0, -2.5], [0.0, 3]])) == "[[1, -2.5], [0, 3]]"


SETTINGS = [
    {},
    {"padding": 1},
    {"padding": "same", "stride": 2},
    {"dilation": 2},
    {"padding": "full"},
    {"stride": 3, "padding": 2},
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_step_adds_up_and_reads_the_cells_it_names(settings: dict) -> None:
    rng = np.random.default_rng(2)
    x, w, b = (
        rng.integers(-5, 6, (6, 7, 2)),
        rng.integers(-3, 4, (3, 2, 2, 3)),
        rng.integers(-3, 4, 3),
    )
    y = conv2d(x, w, b, **settings)
    steps = convolution_steps(x, w, b, boards=("x", ("a", "b", "c"), "y"), **settings)
    assert len(steps) == y.size
    offset = {"same": None}.get(settings.get("padding"), 0)
    for step in steps:
        _, k, row, column = step["y"]
        assert step["w"] == "abc"[k]
        assert step["total"] == y[row, column, k]
        assert sum(product for *_, product in step["terms"]) + step["bias"] == step["total"]
        assert sum(group["sum"] for group in step["groups"]) + step["bias"] == step["total"]
        for (value, weight, product), (c, i, j) in zip(step["terms"], step["weights"], strict=True):
            assert weight == w[i, j, c, k]
            assert product == value * weight
    if offset == 0 and "padding" not in settings:
        for step in steps:
            for (value, *_), (c, i, j) in zip(step["terms"], step["reads"], strict=True):
                assert value == x[i, j, c]


def test_reads_are_counted_from_the_corner_of_the_padded_input() -> None:
    x = np.arange(1, 17).reshape(4, 4, 1)
    step = convolution_steps(x, np.ones((3, 3, 1, 1)), padding=1)[0]
    assert step["reads"][0] == [0, 0, 0]
    padded = np.pad(x[..., 0], 1)
    assert [value for value, *_ in step["terms"]] == [padded[i, j] for _, i, j in step["reads"]]


def test_an_activation_changes_the_result_and_not_the_total() -> None:
    x, w = -np.ones((3, 3, 1)), np.ones((3, 3, 1, 1))
    (step,) = convolution_steps(x, w, activation=("ReLU", lambda z: max(z, 0.0)))
    assert (step["activation"], step["total"], step["result"]) == ("ReLU", -9, 0)


@pytest.mark.parametrize("mode", ["max", "average"])
@pytest.mark.parametrize("settings", [{}, {"stride": 1}, {"padding": 1, "stride": 2}, {"padding": "same"}])
def test_pooling_steps_agree_with_a_loop(mode: str, settings: dict) -> None:
    x = np.random.default_rng(5).integers(-9, 10, (5, 5, 2))
    y = pool2d(x, 2, mode=mode, **settings)
    steps = pooling_steps(x, 2, mode=mode, **settings)
    assert len(steps) == y.size
    for step in steps:
        _, c, row, column = step["y"]
        values = [value for (value,) in step["terms"]]
        best = max(values) if mode == "max" else sum(values) / len(values)
        assert step["result"] == pytest.approx(best, abs=1e-6)
        assert step["result"] == pytest.approx(y[row, column, c], abs=1e-6)
        if mode == "max":
            assert values[step["winner"]] == max(values)
            assert step["winner"] == values.index(max(values))
