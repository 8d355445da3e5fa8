"""The pictures of the map."""

from __future__ import annotations

import base64
import io
import json
import zlib

import numpy as np
import pytest
from PIL import Image
from scipy.signal import correlate2d

from cnnlib import images
from cnnlib.figures import home
from cnnlib.web.navigation import SECTIONS


def pixels(address: str) -> np.ndarray:
    """The picture in a data URL."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(address.split(",")[1]))).convert("RGB"))


def test_every_lesson_has_a_picture_and_a_text_for_it() -> None:
    for lesson in (lesson for lessons in SECTIONS.values() for lesson in lessons):
        assert home.picture_of(lesson.name)["alt"], lesson.name


def test_all_pictures_together_are_small() -> None:
    sent = [home.hero(), *(home.picture_of(name) for name in home.PICTURES)]
    total = len(json.dumps(sent))
    print(f"\nthe pictures of the map: {total / 1000:.0f} kB")
    assert total < 300_000


def test_the_answer_lies_on_its_photograph_and_has_the_signs_of_scipy() -> None:
    hero = home.hero()
    height, width = home.HERO
    assert pixels(hero["photo"]).shape == (height, width, 3)
    raster = hero["answer"]
    packed = zlib.decompress(base64.b64decode(raster["data"]))
    answer = np.frombuffer(packed, "<i2").reshape(raster["height"], raster["width"])
    assert answer.shape == (height, width)
    grey = images.to_grey(home.crop(images.sample("temple"), (height + 2, width + 2), top=0.32))
    expected = correlate2d(grey.astype(float), [[1, 0, -1]] * 3, "valid")
    strong = np.abs(answer) >= 2 * raster["scale"]
    assert strong.mean() > 0.02
    np.testing.assert_array_equal(np.sign(answer)[strong], np.sign(expected)[strong])


def test_usage_counts_windows() -> None:
    counted = np.zeros((6, 6), int)
    for row in range(4):
        for column in range(4):
            counted[row : row + 3, column : column + 3] += 1
    assert home.usage()["bare"] == counted.tolist()
    padded = np.zeros((8, 8), int)
    for row in range(6):
        for column in range(6):
            padded[row : row + 3, column : column + 3] += 1
    assert home.usage()["padded"] == padded[1:-1, 1:-1].tolist()


def test_sheets_are_the_colours_of_the_macaw() -> None:
    macaw = home.crop(images.sample("macaw"), home.CARD, left=0.35, top=0.35)
    for channel, sheet in enumerate(home.sheets()["sheets"]):
        shown = pixels(sheet)[..., 0].astype(float)
        assert np.abs(shown - macaw[..., channel]).mean() < 6


def test_pooled_strips_hold_the_largest_value_of_each_window() -> None:
    height, width = home.CARD[0] // 16 * 16, home.CARD[1]
    cat = home.crop(images.sample("cat_face"), (height, width), top=0.25, left=0.6)
    shown = pixels(home.pooled()["picture"])[:, -80:]
    windows = cat[:, -80:].reshape(height // 16, 16, 5, 16, 3)
    shown_values = shown.reshape(height // 16, 16, 5, 16, 3).mean(axis=(1, 3))
    # WebP loses a little; an average instead of the largest value would be off by much more.
    assert np.abs(shown_values - windows.max(axis=(1, 3))).mean() < 3
    assert np.abs(shown_values - windows.mean(axis=(1, 3))).mean() > 6


def test_the_two_counts_are_those_of_the_lesson() -> None:
    assert [count for count, _ in home.counts()["counts"]] == ["14,450,688", "456"]


@pytest.mark.parametrize("shape", [(10, 30), (30, 10), (17, 17)])
def test_a_crop_keeps_its_proportions_and_place(shape: tuple[int, int]) -> None:
    ramp = np.tile(np.arange(100, dtype=np.uint8), (100, 1))
    left = home.crop(ramp, shape, left=0.0)
    right = home.crop(ramp, shape, left=1.0)
    assert left.shape == right.shape == shape
    assert left.mean() <= right.mean()
