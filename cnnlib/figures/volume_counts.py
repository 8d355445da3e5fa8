"""What a layer costs, under its volumes drawn as boxes; and 1×1 filters, which mix channels."""

from __future__ import annotations

from collections.abc import Iterable

from cnnlib.figures import scene
from cnnlib.figures.dials import dial, dials
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import convolution_steps
from cnnlib.lessons.layer_size import LayerSize
from cnnlib.lessons.volumes import Layer, VolumesOptions

Line = list[list[str | None]]


def box(identity: str, sides: tuple[int, int, int], *, role: str, title: str, count: int = 1) -> Item:
    """A volume drawn as a box of rows × columns × channels, `count` of them one behind the other."""
    return {
        "type": "box",
        "id": identity,
        "sides": list(sides),
        "role": role,
        "title": title,
        "count": count,
        "note": ("" if count == 1 else f"{count:,} × ( ") + _by(*sides) + ("" if count == 1 else " )"),
    }


def _boxes(layer: LayerSize, *, given: str) -> list[Item]:
    n, f = layer.n, layer.f
    return [
        box("in", (n, n, layer.channels), role="input", title=given),
        scene.operator("times", "∗", "convolved with"),
        box("by", (f, f, layer.channels), role="filter", title="Filters", count=layer.filters),
        scene.operator("equals", "=", "equals"),
        box("out", (layer.side, layer.side, layer.filters), role="output", title="Output"),
    ]


def count_scene(options: VolumesOptions, layer: LayerSize) -> Item:
    """The parameters of a layer as a live formula, under the volumes they stand for."""
    f, filters = layer.f, layer.filters
    parameters: Line = [
        ["parameters  (f·f·C + 1)·K  =  (", "plain", None],
        [f"{f}·{f}·{layer.channels}", "filter", "by"],
        [" + ", "plain", None],
        ["1", "filter", None],
        [")·", "plain", None],
        [f"{filters}", "output", "out"],
        [f"  =  ({layer.weights:,} + 1)·{filters}  =  ", "plain", None],
        [f"{layer.parameters:,}", "result", None],
    ]
    outputs: Line = [
        ["output  n − f + 1  =  ", "plain", None],
        [f"{layer.n}", "input", "in"],
        [" − ", "plain", None],
        [f"{f}", "filter", "by"],
        [f" + 1 = {layer.side}, so {_by(layer.side, layer.side, filters)}  =  ", "plain", None],
        [f"{layer.outputs:,}", "output", "out"],
        [" numbers", "plain", None],
    ]
    note = f"n = {layer.n} stands in the second line only: the count does not know how large the picture is."
    settings = dials(
        "settings",
        [
            dial(options, "size", "f", "filter"),
            dial(options, "channels", "C", "filter"),
            dial(options, "kernels", "K", "output"),
            dial(options, "side", "n", "input"),
        ],
    )
    boxes = _boxes(layer, given="Picture or volume")
    return {
        "rows": [[settings], boxes, [scene.equation("count", [parameters, outputs], note)]],
        "steps": [],
    }


def mix_scene(options: VolumesOptions, layer: LayerSize, column: Layer) -> Item:
    """1×1 filters: the boxes and what they cost, and two such filters over one column of six channels."""
    n, channels, filters = layer.n, layer.channels, layer.filters
    parameters: Line = [
        ["parameters  C·K + K  =  ", "plain", None],
        [f"{channels:,}·{filters:,}", "filter", "by"],
        [" + ", "plain", None],
        [f"{filters:,}", "filter", None],
        ["  =  ", "plain", None],
        [f"{layer.parameters:,}", "result", None],
    ]
    work: Line = [
        ["multiplications  n·n·C·K  =  ", "plain", None],
        [f"{n:,}·{n:,}", "input", "in"],
        ["·", "plain", None],
        [f"{channels:,}·{filters:,}", "filter", "by"],
        ["  =  ", "plain", None],
        [f"{layer.multiplications:,}", "result", None],
    ]
    settings = dials(
        "settings",
        [
            dial(options, "mix_side", "n", "input"),
            dial(options, "mix_in", "C", "input"),
            dial(options, "mix_out", "K", "output"),
        ],
    )
    return {
        "rows": [
            [settings],
            _boxes(layer, given="Volume"),
            [scene.equation("cost", [parameters, work])],
            [scene.words("fewer", f"One column of the volume, with 6 channels in place of {channels:,}:")],
            _column_items(column),
            [scene.formula()],
        ],
        "steps": list(_mix_steps(column)),
        "at": 0,
    }


def _column_items(column: Layer) -> list[Item]:
    given = scene.board(
        "x",
        column.x.reshape(-1, 1),
        role="input",
        title="Column",
        note="1 × 1 × 6",
        edit="column",
        low=-999,
        high=999,
    )
    filters = scene.board(
        "w",
        column.w[0, 0],
        role="filter",
        title="Filters",
        note="2 of 1 × 1 × 6",
        shade="diverging",
        edit="mixer",
        low=-99,
        high=99,
    )
    biases = scene.board("b", column.b[None], role="filter", title="b", edit="mix_biases", low=-999, high=999)
    out = scene.board(
        "y",
        column.z.reshape(-1, 1),
        role="output",
        title="Column out",
        note="1 × 1 × 2",
        shade="diverging",
    )
    return [
        given,
        scene.operator("times2", "∗", "convolved with"),
        filters,
        scene.operator("plus", "+", "plus"),
        biases,
        scene.operator("equals2", "=", "equals"),
        out,
    ]


def _mix_steps(column: Layer) -> Iterable[Item]:
    """The steps of the 1×1 filters, with the six channels as rows of one sheet."""
    for step in convolution_steps(column.x, column.w, column.b, boards=("x", ("w", "w"), "y")):
        k = step["y"][1]
        yield {
            **{name: value for name, value in step.items() if name != "groups"},
            "y": ["y", 0, k, 0],
            "reads": [[0, c, 0] for c, _, _ in step["reads"]],
            "weights": [[0, c, k] for c, _, _ in step["weights"]],
            "also": [["b", [0, 0, k]]],
        }


def _by(*sides: int) -> str:
    return " × ".join(f"{side:,}" for side in sides)
