"""A picture that moves, and whether a layer's answer moves along."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.layers import Line, layer_chips, memory, only_where
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import convolution_steps
from cnnlib.lessons.equivariance import Comparison
from cnnlib.lessons.why import Counts, WhyOptions, pixels_a_cell

Array = NDArray[Any]


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
        return only_where(cells, board.known)

    def layer(number: int, **more: Any) -> list[Item]:
        by = scene.operator(f"by{number}", "∗", "goes through the layer")
        gives = scene.operator(f"gives{number}", "=", "gives")
        if options.layer == "dense":
            text = f"{say(board.x.size * board.answer.size)} random weights"
            return [by, scene.words(f"w{number}", text), gives]
        weights = small(f"w{number}", np.array(options.weights), "filter", "Filter", **more)
        return [by, weights, gives]

    rows: list[list[Item]] = [
        [layer_chips("layer", "layer", options.layer, "Which layer")],
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
    if np.array_equal(comparison.x, comparison.moved_x):
        return [("Nothing has moved: T x = x.", "plain")]
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
        f"{say(count.dense_weights)} weights, {memory(count.dense_weights)} of them."
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
