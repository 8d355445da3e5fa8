"""The main figure of the lesson on volumes: one layer, over a photograph and over a small volume."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.activations import ACTIVATIONS
from cnnlib.figures import scene
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import convolution_steps
from cnnlib.lessons.volumes import (
    COLOURS,
    MOST_FILTERS,
    SIDE,
    Layer,
    VolumesOptions,
    lens_corner,
)

Array = NDArray[Any]

PRESET_WORDS = {
    "red": "vertical, red only",
    "all": "vertical, all",
    "horizontal": "horizontal, all",
    "grey": "grey of one pixel",
    "red-green": "red minus green",
    "sum": "27 ones",
    "custom": "your own",
}
BOARD_WORDS = {
    "guide": "an example, 6 × 6 × 3",
    "red-blue": "red beside blue",
    "white-black": "white beside black",
    "photo": "pixels under the lens",
    "own": "your own numbers",
}
FORMULA_WORDS = {"relu": "ReLU", "leaky_relu": "LeakyReLU", "sigmoid": "σ", "tanh": "tanh"}


def picture_rasters(picture: Array, responses: Array | None) -> list[Item]:
    """Red, green and blue of the picture (H, W, 3), then the K sheets of `responses`, packed.

    They change only with the picture and the layer, not with the board.
    """
    channels = [scene.signed(picture[..., c], palette=colour, limit=255) for c, colour in enumerate(COLOURS)]
    if responses is None:
        return channels
    return channels + [scene.signed(responses[..., k], coarse=True) for k in range(responses.shape[2])]


def layer_scene(
    options: VolumesOptions, layer: Layer, picture: Array, rasters: list[Item], *, alt: str
) -> Item:
    """The main figure: the layer over the photograph's channels, and over the 6×6×3 volume of the board.

    `picture` is (H, W, 3), `rasters` are those of `picture_rasters` for it.
    """
    row, column = lens_corner(options, picture)
    return {
        "rows": [
            _photo_row(options, rasters, alt),
            [*_volume_items(options, layer), *_output_items(options, layer)],
            [scene.formula(lines=5, decimals=_decimals(layer))],
            [scene.player()],
        ],
        "steps": _layer_steps(options, layer),
        "at": options.at,
        "at_field": "at",
        "autoplay": True,
        "zoom": options.zoom,
        "lens": {
            "field": "lens",
            "row": row,
            "column": column,
            "rows": SIDE,
            "columns": SIDE,
            "last_row": max(0, picture.shape[0] - SIDE),
            "last_column": max(0, picture.shape[1] - SIDE),
        },
    }


# --- the photograph ------------------------------------------------------------------------------


def _photo_row(options: VolumesOptions, rasters: list[Item], alt: str) -> list[Item]:
    channels = [
        scene.photo(
            colour,
            raster,
            role="input",
            title=colour.capitalize(),
            alt=f"{alt}, the {colour} channel",
            lens={"rows": SIDE, "columns": SIDE},
            feeds=["x", c],
        )
        for c, (colour, raster) in enumerate(zip(COLOURS, rasters, strict=False))
    ]
    channels[0]["controls"] = [
        scene.select("zoom", options.zoom, [(z, f"{z}×") for z in (1, 2, 4, 8)], "Zoom")
    ]
    responses = rasters[len(COLOURS) :]
    if not responses:
        width, height = rasters[0]["width"], rasters[0]["height"]
        too_small = f"{width} × {height} pixels are fewer than a 3 × 3 filter needs."
        return [*channels, scene.words("small", too_small, tone="note")]
    return [
        *channels,
        scene.operator("gives", "→", "the layer gives"),
        *(_response(options, raster, k, alt) for k, raster in enumerate(responses, start=1)),
    ]


def _response(options: VolumesOptions, raster: Item, k: int, alt: str) -> Item:
    positive = options.show == "a" and options.activation in ("relu", "sigmoid")
    item = scene.photo(
        f"response{k}",
        raster,
        role="output",
        title=f"Filter {k}",
        alt=f"{alt}, {options.show} of filter {k}: {PRESET_WORDS[getattr(options, f'f{k}')]}",
        lens={"rows": SIDE - 2, "columns": SIDE - 2},
        legend=[("positive", "> 0"), ("negative", "< 0")][: 1 if positive else 2],
    )
    if k == 1:
        item["controls"] = [scene.select("show", options.show, [("z", "z"), ("a", "a")], "z or a is shown")]
    return item


# --- the volume, the filters, z and a ------------------------------------------------------------


def _volume_items(options: VolumesOptions, layer: Layer) -> list[Item]:
    x = scene.board(
        "x",
        layer.x,
        role="input",
        title="x",
        edit="numbers",
        low=-999,
        high=999,
        names=COLOURS,
        view=options.view,
        controls=[scene.select("board", options.board, BOARD_WORDS.items(), "Which numbers")],
    )
    bank = [_filter(options, layer, k) for k in range(1, options.filters + 1)]
    count = scene.select(
        "filters",
        options.filters,
        [(k, f"{k} filter{'s' if k > 1 else ''}") for k in range(1, MOST_FILTERS + 1)],
        "Number of filters",
    )
    biases = scene.board(
        "b",
        layer.b[None],
        role="filter",
        title="Bias",
        remarks=[[[f"Added to every number of z's sheet {k + 1}." for k in range(len(layer.b))]]],
        edit="biases",
        size="line",
        low=-9999,
        high=9999,
    )
    return [
        scene.across(x, _turner(options), name="volume"),
        scene.operator("times", "∗", "convolved with"),
        scene.across(*bank, biases, scene.controls("count", [count]), name="bank"),
    ]


def _filter(options: VolumesOptions, layer: Layer, k: int) -> Item:
    preset = f"f{k}"
    return scene.board(
        f"w{k}",
        layer.w[..., k - 1],
        role="filter",
        title=f"Filter {k}",
        shade="diverging",
        edit=f"w{k}",
        low=-99,
        high=99,
        names=COLOURS,
        view=options.view,
        controls=[scene.select(preset, getattr(options, preset), PRESET_WORDS.items(), f"Filter {k} is")],
    )


def _output_items(options: VolumesOptions, layer: Layer) -> list[Item]:
    rows, columns, filters = layer.z.shape
    names = [f"filter {k + 1}" for k in range(filters)]
    size = f"{rows} × {columns} × {filters}"
    z = scene.board(
        "z",
        layer.z,
        role="output",
        title="z = x ∗ w + b",
        note=size,
        shade="diverging",
        names=names,
        view=options.view,
    )
    a = scene.board(
        "a",
        layer.a,
        role="output",
        title=f"a = {FORMULA_WORDS[options.activation]}(z)",
        shade="diverging",
        names=names,
        view=options.view,
        controls=[
            scene.select(
                "activation",
                options.activation,
                [(name, known.title) for name, known in ACTIVATIONS.items()],
                "Activation",
            )
        ],
    )
    return [
        scene.operator("equals", "=", "equals"),
        scene.across(z, a, name="answers"),
    ]


def _layer_steps(options: VolumesOptions, layer: Layer) -> list[Item]:
    function = ACTIVATIONS[options.activation].function
    steps = convolution_steps(
        layer.x,
        layer.w,
        layer.b,
        boards=("x", [f"w{k + 1}" for k in range(layer.w.shape[3])], "z"),
        names=COLOURS,
        activation=(FORMULA_WORDS[options.activation], lambda z: float(function(z))),
    )
    for step in steps:
        _, k, row, column = step["y"]
        step["also"] = [["a", [k, row, column]], ["b", [0, 0, k]]]
    return steps


def _decimals(layer: Layer) -> int:
    """How many decimals, 2 to 4, write the layer's weights, biases and numbers without rounding."""
    given = np.concatenate([part.ravel() for part in (layer.x, layer.w, layer.b)])
    return next((d for d in (2, 3) if np.allclose(given, np.round(given, d), atol=1e-9)), 4)


def _turner(options: VolumesOptions) -> Item:
    """Stacked or spread out, and the slider that turns every volume of the figure."""
    return {
        "type": "turner",
        "id": "turner",
        "field": "view",
        "value": options.view,
        "options": [{"value": "stack", "label": "Stacked"}, {"value": "spread", "label": "Spread out"}],
        "label": "Volumes",
    }
