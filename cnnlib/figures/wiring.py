"""A layer joined up, to touch: its boards, and its matrix of weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.layers import Line, layer_chips, only_where
from cnnlib.figures.scene import Item
from cnnlib.lessons.connections import NONE, Wiring
from cnnlib.lessons.why import WhyOptions

Array = NDArray[Any]


def wiring_scene(options: WhyOptions, layer: Wiring) -> Item:
    """A 6×6 input joined to a 4×4 output: hover an output, an input or a weight of its matrix."""
    return {
        "rows": [
            [_wiring_item(options, layer)],
            [scene.player("output")],
        ],
        "steps": [],
        "frames": layer.places.shape[0],
        "autoplay": True,
        "pace": 500,
        "at": options.at,
        "at_field": "at",
    }


def _wiring_item(options: WhyOptions, layer: Wiring) -> Item:
    outputs, inputs = layer.places.shape
    shared = options.join == "convolution"
    f_h, f_w = np.array(options.weights).shape
    return {
        "type": "wiring",
        "id": "wiring",
        "chips": layer_chips("joined", "join", options.join, "How inputs and outputs are joined"),
        "count": _connections(options, layer),
        "x": scene.board("x", layer.x, role="input", title="Input", edit="numbers", low=-99, high=99),
        "w": scene.board(
            "w",
            layer.weights,
            role="filter",
            title="Filter",
            note=f"{f_h * f_w} weights",
            edit="weights",
            low=-99,
            high=99,
        )
        if shared
        else None,
        "instead": f"No filter: {say(layer.weights.size)} weights of their own, drawn at random "
        f"from −3 to 3 (seed {options.seed}), as in a layer that has learned nothing yet.",
        "y": scene.board("y", layer.y, role="output", title="Output"),
        "title": "The same layer as a matrix",
        "note": f"{outputs} outputs × {inputs} inputs · the input on top in one line, "
        "the output at the right",
        "strip": scene.board("strip", layer.x.reshape(1, -1), role="input", title="Input in one line"),
        "matrix": only_where(
            scene.board("matrix", layer.matrix, role="filter", title="Matrix of weights"),
            layer.places != NONE,
        ),
        "column": scene.board("column", layer.y.reshape(-1, 1), role="output", title="Output in one column"),
        "places": layer.places.tolist(),
        "strengths": f_h if shared else 0,
        "steps": [_products(layer, output) for output in range(outputs)],
    }


def _products(layer: Wiring, output: int) -> Item:
    """One output: the products of the inputs it is joined to, and their sum."""
    joined = layer.places[output] != NONE
    values, weights = layer.x.ravel()[joined], layer.matrix[output, joined]
    return {
        "terms": scene.numbers(np.stack([values, weights, values * weights], axis=-1)),
        "total": scene.numbers(layer.y.ravel()[output]),
    }


def _connections(options: WhyOptions, layer: Wiring) -> Item:
    outputs, inputs = layer.places.shape
    each = int((layer.places[0] != NONE).sum())
    uses = f"{outputs} times" if options.join == "convolution" else "once"
    lines: list[Line] = [
        [
            (f"{outputs} outputs", "output"),
            (" · ", "sign"),
            (f"{each} inputs", "input"),
            (" = ", "sign"),
            (say(layer.connections), "result"),
        ],
        [(f"connections, of {say(outputs * inputs)} possible", "plain")],
        [(f"{say(layer.weights.size)} weights", "filter"), (f", each used {uses}", "plain")],
    ]
    return scene.equation("count", lines)
