"""The main figure of the lesson on padding: the padded board, the window over it, the output, the formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnlib.figures import scene
from cnnlib.figures.dials import dial, dials
from cnnlib.figures.scene import Item
from cnnlib.figures.size_formula import size_formula
from cnnlib.figures.steps import convolution_steps
from cnnlib.geometry import output_size
from cnnlib.lessons.axis import Axis
from cnnlib.lessons.padding import (
    FILTERS,
    NUMBERS,
    Array,
    Board,
    PaddingOptions,
    padding_of,
    preset_of,
    symmetric_twin,
    tiled,
)

KINDS = {"number": "a number", "valid": "valid", "same": "same", "full": "full"}
MEANINGS = {
    "p": "Padding: a zero that is not part of the input.",
    "d": "Dropped: the next step would take the window over the edge, so nothing reads this cell.",
    "q": "Padding that is dropped: the next step would take the window over the edge, so nothing reads it.",
}
SKIPPED = "Skipped: the windows step over this cell, so none reads it."
GAPS = "Dilation {}: this window steps over the dotted cells."


def padding_scene(options: PaddingOptions, board: Board) -> Item:
    """The presets and dials, the boards, the size as a formula, the sum, the player."""
    axis = board.axis
    rows = [[_presets(options)], [_dials(options, axis)]]
    steps: list[Item] = []
    if board.y is None:
        refused = scene.words("refused", board.refusal, tone="note")
        rows += [[_input(board), scene.operator("times", "∗", "convolved with"), _filter(board), refused]]
        rows += [[size_formula(axis)]]
    elif not board.drawn:
        rows += [[scene.words("large", _too_large(axis), tone="note")], [size_formula(axis)]]
    else:
        steps = _steps(options, board)
        rows += [_boards(board, board.y), [size_formula(axis)]]
        rows += [[scene.formula(lines=-(-board.weights.size // 18))], [scene.player(), _sources(board)]]
        if axis.lopsided:
            rows.append(_lopsided(options, axis))
    return {
        "rows": rows,
        "steps": steps,
        "at": min(options.at, max(0, len(steps) - 1)),
        "at_field": "at",
        "autoplay": True,
        "note": GAPS.format(options.dilation) if options.dilation > 1 and options.f > 1 and steps else "",
    }


# --- presets and dials ---------------------------------------------------------------------------


def _presets(options: PaddingOptions) -> Item:
    words = {
        "valid": ("Valid", _ring(0)),
        "same": ("Same", _ring(1)),
        "full": ("Full", _ring(2)),
        "stride": ("Stride 2", _every_second(1, -0.4)),
        "dilated": ("Dilated", _every_second(1, 0)),
        "even": ("Even filter", _lopsided_ring()),
        "guide": ("The guide's 7 × 7", _every_second(-1, -0.4)),
    }
    chips = [
        {"value": name, "label": label, "icon": scene.numbers(icon)} for name, (label, icon) in words.items()
    ]
    return scene.chips("presets", "preset", preset_of(options), chips, "Presets")


def _ring(width: int) -> Array:
    return np.pad(-np.ones((5 - 2 * width,) * 2), width)


def _lopsided_ring() -> Array:
    return np.pad(-np.ones((4, 4)), (0, 1))


def _every_second(on: float, off: float) -> Array:
    icon = np.full((5, 5), float(off))
    icon[::2, ::2] = on
    return icon


def _dials(options: PaddingOptions, axis: Axis) -> Item:
    automatic = options.padding != "number"
    sides = f"{axis.before} + {axis.after}" if axis.lopsided else str(axis.before)
    kind = scene.select("padding", options.padding, KINDS.items(), "Kind of padding")
    padding: dict[str, Any] = {"sets": {"padding": "number"}, "controls": [kind]}
    if automatic:
        padding |= {"value": min(axis.before, 6), "shown": sides}
    return dials(
        "settings",
        [
            dial(options, "n", "n", "input"),
            dial(options, "f", "f", "filter"),
            dial(options, "stride", "s", "plain"),
            dial(options, "dilation", "d", "filter"),
            dial(options, "p", "p", "input", **padding),
        ],
    )


# --- boards --------------------------------------------------------------------------------------


def _boards(board: Board, y: Array) -> list[Item]:
    size = f"{board.axis.size} × {board.axis.size}"
    output = scene.board(
        "y", y, role="output", title="Output", note=size, shade="diverging", fit=_columns(board)
    )
    return [
        _input(board),
        scene.operator("times", "∗", "convolved with"),
        _filter(board),
        scene.operator("equals", "=", "equals"),
        output,
    ]


def _columns(board: Board) -> int:
    return board.axis.padded + board.axis.f + (board.axis.size or 0)


def _input(board: Board) -> Item:
    axis = board.axis
    padded = f", padded to {axis.padded} × {axis.padded}" if axis.before + axis.after else ""
    return scene.board(
        "x",
        board.padded,
        role="input",
        title="Input",
        note=f"{axis.n} × {axis.n}{padded}",
        edit="numbers",
        low=-999,
        high=999,
        codes=cell_codes(axis),
        meanings=MEANINGS,
        unread=SKIPPED,
        spots=_spots(axis),
        fit=_columns(board),
    )


def _filter(board: Board) -> Item:
    axis = board.axis
    spread = f", spans {axis.extent}" if axis.dilation > 1 and axis.f > 1 else ""
    return scene.board(
        "w",
        board.weights,
        role="filter",
        title="Filter",
        note=f"{axis.f} × {axis.f}{spread}",
        shade="diverging",
        edit="weights",
        low=-99,
        high=99,
        fit=_columns(board),
    )


def _sources(board: Board) -> Item:
    """Ready-made numbers and filters, each sent as the whole board that will stand there."""
    sides = (board.axis.before, board.axis.after)
    numbers = {name: np.pad(tiled(source, len(board.x)), sides) for name, source in NUMBERS.items()}
    weights = {name: tiled(source, len(board.weights)) for name, source in FILTERS.items()}
    return scene.controls(
        "sources",
        [
            _source("numbers", "Input", board.padded, numbers),
            _source("weights", "Filter", board.weights, weights),
        ],
    )


def _source(field: str, label: str, shown: Array, sources: Mapping[str, Array]) -> Item:
    choices = [(scene.numbers(board), name) for name, board in sources.items()]
    now = scene.numbers(shown)
    if now not in [board for board, _ in choices]:
        choices.append((now, "your own"))
    return scene.select(field, now, choices, label, shown=True)


def cell_codes(axis: Axis) -> list[list[str]]:
    """A letter for each cell of the padded board: p padding, d dropped, q both, none for the rest."""
    inside, last = range(axis.before, axis.before + axis.n), axis.padded - axis.dropped

    def code(row: int, column: int) -> str:
        real = row in inside and column in inside
        dropped = axis.size is not None and max(row, column) >= last
        return ("d" if dropped else "") if real else ("q" if dropped else "p")

    return [[code(row, column) for column in range(axis.padded)] for row in range(axis.padded)]


def _spots(axis: Axis) -> dict[str, list[list[int]]]:
    """The cells that a term of the formula lights: the input, the padding, what is dropped, each start."""
    codes = np.array(cell_codes(axis))
    starts = np.zeros(codes.shape, dtype=bool)
    end = axis.stride * (axis.size or 0)
    starts[: end : axis.stride, : end : axis.stride] = True
    chosen = {
        "n": np.isin(codes, ["", "d"]),
        "p": np.isin(codes, ["p", "q"]),
        "dropped": np.isin(codes, ["d", "q"]),
        "starts": starts,
    }
    return {
        name: [[0, int(row), int(column)] for row, column in np.argwhere(where)]
        for name, where in chosen.items()
    }


def _steps(options: PaddingOptions, board: Board) -> list[Item]:
    return convolution_steps(
        board.x[..., None],
        board.weights[..., None, None],
        stride=options.stride,
        padding=padding_of(options),
        dilation=options.dilation,
    )


# --- what needs a sentence -----------------------------------------------------------------------


def _too_large(axis: Axis) -> str:
    return (
        f"{axis.padded} × {axis.padded} cells and {axis.size} × {axis.size} windows are too many to draw "
        "with all their numbers. The size below is right all the same; a smaller input, filter or dilation "
        "brings the board back."
    )


def _lopsided(options: PaddingOptions, axis: Axis) -> list[Item]:
    twin = symmetric_twin(options)
    board = scene.board(
        "twin",
        twin,
        role="output",
        title=f"With p = {axis.after} on every side",
        note=f"{len(twin)} × {len(twin)}",
        shade="diverging",
    )
    return [scene.words("lopsided", lopsided_in_words(axis), tone="note"), board]


def lopsided_in_words(axis: Axis) -> str:
    """Why "same" is not alike on every side, and what a symmetric padding would answer."""
    total, size = axis.before + axis.after, axis.size
    sizes = {
        p: output_size(axis.n, axis.f, padding=p, stride=axis.stride, dilation=axis.dilation)
        for p in (axis.before, axis.after)
        if axis.extent <= axis.n + 2 * p
    }
    others = " and ".join(f"p = {p} gives {side} × {side}" for p, side in sizes.items())
    shifted = (
        f" As many numbers, but other ones: every window begins {_one(axis.after - axis.before)} earlier."
        if sizes.get(axis.after) == size
        else ""
    )
    rows = "1 row" if total == 1 else f"{total} rows"
    return (
        f"“Same” means ⌈{axis.n}/{axis.stride}⌉ = {size} windows, and they need {rows} of zeros. {total} "
        "cannot be shared evenly, so TensorFlow puts the odd one below, and on the right: "
        f"{axis.before} before, {axis.after} after. A symmetric padding, PyTorch's padding=p, gives another "
        f"answer: {others}.{shifted}"
    )


def _one(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"
