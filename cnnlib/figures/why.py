"""The figures of the lesson on why convolutions: a layer joined up, two counts, growth, a movement."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import convolution_steps
from cnnlib.lessons.connections import NONE, Wiring
from cnnlib.lessons.equivariance import Comparison
from cnnlib.lessons.why import SIDES, Counts, Growth, WhyOptions, pixels_a_cell

Array = NDArray[Any]

LAYER_WORDS = {"convolution": "convolution", "dense": "fully connected"}
ICONS = {
    "convolution": [[1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1], [0, 0, 0, 1]],
    "dense": [[1, -1, 1, 1], [-1, 1, -1, 1], [1, 1, 1, -1], [-1, 1, -1, 1]],
}
SQUARE = 260
BYTES_OF_A_WEIGHT = 4

Line = list[tuple[str, str] | tuple[str, str, str]]


def _layers(identity: str, field: str, value: str, label: str) -> Item:
    options = [{"value": name, "label": words, "icon": ICONS[name]} for name, words in LAYER_WORDS.items()]
    return scene.chips(identity, field, value, options, label)


# --- the layer one can touch ----------------------------------------------------------------------


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
        "chips": _layers("joined", "join", options.join, "How inputs and outputs are joined"),
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
        "matrix": _where(
            scene.board("matrix", layer.matrix, role="filter", title="Matrix of weights"),
            layer.places != NONE,
        ),
        "column": scene.board("column", layer.y.reshape(-1, 1), role="output", title="Output in one column"),
        "places": layer.places.tolist(),
        "strengths": f_h if shared else 0,
        "steps": [_products(layer, output) for output in range(outputs)],
    }


def _where(board: Item, shown: Array) -> Item:
    """The board of one sheet with empty cells where `shown` (H, W) is false."""
    (rows,) = board["channels"]
    kept = [
        [value if there else None for value, there in zip(*pair, strict=True)]
        for pair in zip(rows, shown, strict=True)
    ]
    return {**board, "channels": [kept]}


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


# --- counting -------------------------------------------------------------------------------------


def counts_scene(count: Counts) -> Item:
    """Both counts as equations and as two squares drawn to one scale."""
    share = sqrt(count.shared / count.dense)
    small = "to the same scale"
    if share < 0.5:
        small += f": its side is 1/{say(round(1 / share))} of the other"
    if SQUARE * share < 1:
        small += ", too small to draw, so the dot is larger than it should be"
    return {
        "rows": [
            [scene.equation("counts", [_dense_line(count), _shared_line(count)])],
            [
                _area("dense", "Fully connected", count.dense, SQUARE, "input", "the area is the number"),
                _area("shared", "Convolution", count.shared, SQUARE * share, "filter", small),
                scene.column(scene.equation("sizes", _size_lines(count))),
            ],
        ],
        "steps": [],
    }


def _dense_line(count: Counts) -> Line:
    return [
        ("fully connected  ", "plain"),
        (_volume(count.given), "input"),
        (" × ", "sign"),
        (_volume(count.wanted), "output"),
        (" = ", "sign"),
        (say(count.inputs), "input"),
        (" × ", "sign"),
        (say(count.outputs), "output"),
        (" = ", "sign"),
        (say(count.dense_weights), "result", "dense"),
        (f" weights, with {say(count.dense_biases)} biases ", "plain"),
        (say(count.dense), "input", "dense"),
        (" parameters", "plain"),
    ]


def _shared_line(count: Counts) -> Line:
    f, channels, filters = count.f, count.given[2], count.wanted[2]
    return [
        ("convolution  ", "plain"),
        (f"{f}·{f}·{channels}", "filter"),
        (" × ", "sign"),
        (str(filters), "output"),
        (" = ", "sign"),
        (say(count.shared_weights), "result", "shared"),
        (f" weights, with {say(count.shared_biases)} biases ", "plain"),
        (f"({f}·{f}·{channels} + 1)·{filters} = ", "plain"),
        (say(count.shared), "filter", "shared"),
        (" parameters", "plain"),
    ]


def _size_lines(count: Counts) -> list[Line]:
    (height, width, _), (rows, columns, filters) = count.given, count.wanted
    return [
        [("the output", "sign")],
        [(f"{height} − {count.f} + 1 = ", "plain"), (str(rows), "output"), (" rows", "plain")],
        [(f"{width} − {count.f} + 1 = ", "plain"), (str(columns), "output"), (" columns", "plain")],
        [(str(filters), "output"), (" sheets, one for each filter", "plain")],
        [(f"{say(round(count.dense / count.shared))} : 1", "result")],
        [("parameters there, for each one here", "plain")],
    ]


def _area(identity: str, title: str, parameters: int, side: float, role: str, note: str) -> Item:
    """A square whose area stands for a number; `side` is out of SQUARE."""
    return {
        "type": "area",
        "id": identity,
        "title": title,
        "role": role,
        "note": f"{say(parameters)} parameters",
        "side": round(side, 4),
        "whole": SQUARE,
        "remark": note,
        "alt": f"{title}: {say(parameters)} parameters as a square, {note}.",
    }


def growth_scene(options: WhyOptions, grown: tuple[Growth, ...]) -> Item:
    """Input features and weights while the picture grows, and the filters' that do not."""
    shared = options.f**2 * options.channels * options.filters
    lines = [_growth_lines(options, one, shared) for one in grown]
    frames = [{"lines": frame} for frame in lines]
    at = SIDES.index(options.side)
    dense = [one.weights for one in grown]
    return {
        "rows": [
            [
                scene.curve(
                    "weights",
                    "Weights to learn",
                    [
                        {
                            "name": f"fully connected, {say(options.hidden)} hidden units",
                            "values": dense,
                            "role": "input",
                        },
                        {
                            "name": f"convolution, {options.filters} filters",
                            "values": [shared] * len(grown),
                            "role": "filter",
                        },
                    ],
                    log=True,
                    x_label=f"side {SIDES[0]}",
                    x_last=str(SIDES[-1]),
                    note="both axes logarithmic",
                    alt=f"Fully connected, the weights grow from {say(dense[0])} to "
                    f"{say(dense[-1])}; those of the convolution stay {say(shared)}.",
                ),
                scene.column({**scene.equation("growing", lines[at]), "frames": frames}),
            ],
            [scene.player("size")],
        ],
        "steps": [],
        "frames": len(grown),
        "at": at,
        "at_field": "side",
    }


def _growth_lines(options: WhyOptions, one: Growth, shared: int) -> list[Line]:
    f, channels, filters = options.f, options.channels, options.filters
    return [
        [("input features", "sign")],
        [
            (f"{one.side}·{one.side}·{channels}", "input"),
            (" = ", "sign"),
            (say(one.features), "input"),
        ],
        [("fully connected", "sign")],
        [(say(one.features), "input"), (" · ", "sign"), (say(one.hidden), "output")],
        [("= ", "sign"), (say(one.weights), "result"), (" weights", "plain")],
        [(f"{_memory(one.weights)} in 32-bit numbers", "plain")],
        [("convolution", "sign")],
        [
            (f"{f}·{f}·{channels}", "filter"),
            (" · ", "sign"),
            (str(filters), "output"),
            (" = ", "sign"),
            (say(shared), "filter"),
            (" weights", "plain"),
        ],
        [(_memory(shared), "plain")],
    ]


def _memory(weights: int) -> str:
    """The size of the weights as 32-bit numbers."""
    size = float(weights * BYTES_OF_A_WEIGHT)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{say(round(size, 1))} TB"


def _volume(shape: tuple[int, int, int]) -> str:
    return f"({'·'.join(map(str, shape))})"


# --- moving the picture ---------------------------------------------------------------------------


def movement_scene(
    options: WhyOptions,
    board: Comparison,
    photo: Comparison | None,
    *,
    full: tuple[int, ...],
    alt: str,
) -> Item:
    """Move then answer, answer then move: on numbers and on the photograph (None: too thin).

    `full` is the (H, W) of the photograph before it was shrunk for a fully connected layer.
    """
    limit = float(np.abs(board.answer).max(initial=0)) or 1.0

    def small(identity: str, values: Array, role: str, title: str, **more: Any) -> Item:
        return scene.board(identity, values, role=role, title=title, size="small", **more)

    def response(identity: str, values: Array, title: str, **more: Any) -> Item:
        return small(identity, values, "output", title, shade="diverging", limit=limit, **more)

    def both(identity: str, values: Array, title: str) -> Item:
        codes = [["" if known else "n" for known in row] for row in board.known]
        meanings = {"n": "It came in from outside: nothing to compare with."}
        cells = response(identity, values, title, codes=codes, meanings=meanings)
        return _where(cells, board.known)

    def layer(number: int, **more: Any) -> list[Item]:
        by = scene.operator(f"by{number}", "∗", "goes through the layer")
        gives = scene.operator(f"gives{number}", "=", "gives")
        if options.layer == "dense":
            text = f"{say(board.x.size * board.answer.size)} random weights"
            return [by, scene.words(f"w{number}", text), gives]
        weights = small(f"w{number}", np.array(options.weights), "filter", "Filter", **more)
        return [by, weights, gives]

    rows: list[list[Item]] = [
        [_layers("layer", "layer", options.layer, "Which layer")],
        [
            small("x1", board.x, "input", "Picture x", edit="spot", low=-99, high=99),
            *layer(1, edit="weights", low=-99, high=99),
            response("y1", board.answer, "Answer f(x)"),
            scene.operator("moves", "→", "moved gives"),
            both("moved", board.moved_answer, "Moved answer T f(x)"),
        ],
        [
            small("x2", board.moved_x, "input", "Moved picture T x"),
            *layer(2),
            response("y2", board.answer_to_moved, "Answer f(T x)"),
            scene.operator("less", "−", "minus the one above is"),
            both("d", np.nan_to_num(board.difference), "Difference"),
        ],
        [scene.equation("same", [_verdict(board, "cells")])],
    ]
    if photo is None:
        text = "The picture is too thin for a 3 × 3 filter. Choose another one below."
        rows.append([scene.words("remark", text, tone="note")])
    else:
        if photo.x.shape != full:
            text = _too_many(full, photo.x.shape, len(options.weights))
            rows.append([scene.words("remark", text, tone="note")])
        pace = pixels_a_cell(photo.x)
        rows += _photo_rows(photo, alt, _way(pace * options.down, pace * options.right))
    steps = _movement_steps(options, board)
    strongest = int(np.argmax(np.abs(board.answer_to_moved) * board.known))
    return {"rows": rows, "steps": steps, "at": board.answer.size + strongest}


def _verdict(comparison: Comparison, noun: str) -> Line:
    if comparison.cells == 0:
        return [("Moved this far, no cell is left to compare.", "plain")]
    return [
        ("largest |f(T x) − T f(x)|", "plain"),
        (f" over the {say(comparison.cells)} {noun} that both know", "plain"),
        (" = ", "sign"),
        (say(comparison.largest), "result"),
        (
            ": the answer moved along" if comparison.largest == 0 else ": it is another answer",
            "plain",
        ),
    ]


def _movement_steps(options: WhyOptions, board: Comparison) -> list[Item]:
    """Each output of both rows with the inputs it reads, and the cells that stand for the same."""
    rows, columns = board.answer.shape
    steps = []
    for number, x, ahead in ((1, board.x, 1), (2, board.moved_x, 0)):
        names = (f"x{number}", (f"w{number}",), f"y{number}")
        if options.layer == "convolution":
            w = np.array(options.weights)[..., None, None]
            found = convolution_steps(x[..., None], w, boards=names)
        else:
            everything = [[0, int(row), int(column)] for row, column in np.ndindex(x.shape)]
            found = [
                {"x": names[0], "y": [names[2], 0, row, column], "reads": everything}
                for row, column in np.ndindex(rows, columns)
            ]
        for step in found:
            row, column = (
                step["y"][2] + ahead * options.down,
                step["y"][3] + ahead * options.right,
            )
            if 0 <= row < rows and 0 <= column < columns and board.known[row, column]:
                step["also"] = [["moved", [0, row, column]], ["d", [0, row, column]]]
        steps += found
    return steps


def _too_many(full: tuple[int, ...], shown: tuple[int, ...], f: int) -> str:
    """Why a fully connected layer answers a small copy of the picture only."""
    (height, width), (rows, columns) = full, shown
    count = Counts((height, width, 1), (height - f + 1, width - f + 1, 1), f)
    return (
        f"Shrunk to {columns} × {rows} pixels: for {width} × {height} this layer would have "
        f"{say(count.dense_weights)} weights, {_memory(count.dense_weights)} of them."
    )


def _photo_rows(photo: Comparison, alt: str, way: str) -> list[list[Item]]:
    limit = float(np.percentile(np.abs(photo.answer), 99)) or 1.0

    def response(identity: str, values: Array, title: str, text: str) -> Item:
        return scene.photo(
            identity,
            scene.signed(values, limit=limit, coarse=True),
            role="output",
            title=title,
            alt=f"{text}: {alt}",
        )

    height, width = photo.x.shape
    return [
        [
            scene.photo(
                "photo",
                scene.grey(photo.moved_x.astype(np.uint8)),
                role="input",
                title="Moved picture T x",
                note=f"{way} px",
                alt=f"{alt}, {width} × {height}, moved {way} pixels",
            ),
            response("fta2", photo.answer_to_moved, "Answer f(T x)", "Answer to the moved picture"),
            response("tfa2", photo.moved_answer, "Moved answer T f(x)", "The moved answer"),
            response(
                "d2",
                np.nan_to_num(photo.difference),
                "Difference",
                "The difference of the two",
            ),
        ],
        [scene.equation("same2", [_verdict(photo, "pixels")])],
    ]


def _way(down: int, right: int) -> str:
    return f"{'↓' if down >= 0 else '↑'} {abs(down)}, {'→' if right >= 0 else '←'} {abs(right)}"
