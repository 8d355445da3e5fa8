"""The counts of the lesson on why convolutions: two layers of one size, and pictures that grow."""

from __future__ import annotations

from math import sqrt

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.layers import Line, memory
from cnnlib.figures.scene import Item
from cnnlib.lessons.why import SIDES, Counts, Growth, WhyOptions

SQUARE = 260


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
        [(f"{memory(one.weights)} in 32-bit numbers", "plain")],
        [("convolution", "sign")],
        [
            (f"{f}·{f}·{channels}", "filter"),
            (" · ", "sign"),
            (str(filters), "output"),
            (" = ", "sign"),
            (say(shared), "filter"),
            (" weights", "plain"),
        ],
        [(memory(shared), "plain")],
    ]


def _volume(shape: tuple[int, int, int]) -> str:
    return f"({'·'.join(map(str, shape))})"
