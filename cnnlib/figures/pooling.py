"""The small figure of the lesson on pooling: what each window keeps, and what comes back to it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import pooling_steps
from cnnlib.geometry import dropped
from cnnlib.lessons.pooling import (
    PRESETS,
    Board,
    PoolingOptions,
    numbers_of,
    padding_of,
    resized,
)

Array = NDArray[Any]
Token = list[str | None]
Arrivals = dict[tuple[int, int], list[float]]

PRESET_WORDS = {
    "guide": "4 × 4, side by side",
    "overlap": "5 × 5, overlapping",
    "odd": "5 × 5, a row left over",
    "ties": "After ReLU, with ties",
}
MODE_WORDS = {"max": "Max pooling", "average": "Average pooling"}
PADDING_WORDS = {"valid": "none (valid)", "1": "1", "2": "2", "3": "3", "same": "same"}
BESIDE_ARROWS = 1.12  # the arrows take about an eighth of the width
MEANINGS = {
    "p": "Padding: it takes no part. A maximum ignores it, an average divides by the real numbers.",
    "d": "Left over: the next window would reach over the edge, so this cell is dropped.",
}


def pooling_scene(options: PoolingOptions, board: Board) -> Item:
    """Numbers → windows → what is kept, then dL/dy → dL/dx, with every window as a step."""
    steps = [] if board.refusal else _steps(options, board)
    arrivals = _arrivals(board, steps)
    rows = [[_presets(options)], [_mode(options), _window(options)]]
    numbers = _numbers(options, board, steps, arrivals)
    if board.refusal:
        rows.append([numbers, scene.words("no", board.refusal, tone="note")])
    else:
        forward = scene.across(
            numbers, scene.operator("keep", "→", "pooled to"), _output(board), name="pooled"
        )
        back = scene.across(
            _upstream(board),
            scene.operator("back", "→", "goes back to"),
            _landed(board, arrivals),
            name="pooled",
        )
        rows += [
            [forward, back],
            [scene.formula(lines=1 + (options.size > 4))],
            [scene.player()],
            [_equation(options, board)],
        ]
        _share_the_width(forward, back)
    return {"rows": rows, "steps": steps, "at": options.at, "at_field": "at", "autoplay": True}


def _share_the_width(*groups: Item) -> None:
    """Tell each board how many columns stand in the row, so that all of them fit into it."""
    boards = [item for group in groups for item in group["items"] if item["type"] == "board"]
    columns = sum(len(item["channels"][0][0]) for item in boards)
    for item in boards:
        item["fit"] = round(columns * BESIDE_ARROWS, 2)


# --- steps and what they bring back --------------------------------------------------------------


def _steps(options: PoolingOptions, board: Board) -> list[Item]:
    steps = pooling_steps(
        board.x[..., None],
        options.size,
        stride=options.stride,
        padding=padding_of(options),
        mode=options.mode,
    )
    for step in steps:
        _, sheet, row, column = step["y"]
        step["also"] = [["dy", [sheet, row, column]]]
        step["also"] += [["dx", [sheet, *cell]] for cell in _receivers(board, step)]
        step["remark"] = _remark(step, float(board.dy[row, column]))
    return steps


def _receivers(board: Board, step: Item) -> list[tuple[int, int]]:
    """The cells of x that get a part of the step's gradient: the winner, or all that were read."""
    read = [(row - board.before[0], column - board.before[1]) for _, row, column in step["reads"]]
    return [read[step["winner"]]] if "winner" in step else read


def _remark(step: Item, gradient: float) -> str:
    if "winner" not in step:
        count = len(step["terms"])
        share = say(gradient / count)
        return f"Each of the {count} numbers gets 1/{count} of dL/dy = {say(gradient)} back: {share}."
    ties = sum(value == step["result"] for (value,) in step["terms"])
    winner = say(step["result"])
    first = f"{winner} wins"
    if ties > 1:
        first = f"{winner} is there {ties} times, the first in reading order wins"
    return f"{first}: all of dL/dy = {say(gradient)} goes back to it, nothing to the others."


def _arrivals(board: Board, steps: list[Item]) -> Arrivals:
    """For each cell of x the parts of dL/dy that come back to it."""
    found: Arrivals = defaultdict(list)
    for step in steps:
        cells = _receivers(board, step)
        part = float(board.dy[step["y"][2], step["y"][3]]) / len(cells)
        for cell in cells:
            found[cell].append(part)
    return found


def _sum(parts: list[float], total: float) -> str:
    """The sum of a few parts written out: "1 + 1 = 2"."""
    if len(parts) == 1 or len(parts) > 6:
        return say(total)
    return f"{' + '.join(say(part) if part >= 0 else f'({say(part)})' for part in parts)} = {say(total)}"


# --- the boards ----------------------------------------------------------------------------------


def _numbers(options: PoolingOptions, board: Board, steps: list[Item], arrivals: Arrivals) -> Item:
    """The input in its padding; the winners are marked with the number of windows they won."""
    pads = tuple(zip(board.before, board.after, strict=True))
    real = np.pad(np.ones(board.x.shape, dtype=bool), pads)
    wins = np.pad(board.wins, pads).astype(int)
    item = scene.board(
        "x",
        board.x,
        role="input",
        title="Numbers",
        note="amber: won" if wins.any() else "click to edit",
        edit="numbers",
        low=-999,
        high=999,
        codes=_codes(options, board, real).tolist(),
        meanings=MEANINGS,
        marks=[[[str(count) if count else "" for count in row] for row in wins.tolist()]],
        remarks=[_fates(options.mode, board, wins, steps, arrivals)],
        unread="No window reads this cell: the stride jumps over it.",
    )
    x = np.pad(board.x, pads).tolist()
    cells = [
        [scene.numbers(number) if known else None for number, known in zip(*pair, strict=True)]
        for pair in zip(x, real.tolist(), strict=True)
    ]
    return {**item, "channels": [cells]}


def _codes(options: PoolingOptions, board: Board, real: NDArray[np.bool_]) -> NDArray[np.str_]:
    """For each cell of the padded input: p padding, d dropped at the end, or nothing."""
    codes = np.where(real, "", "p")
    if not board.refusal:
        rows, columns = _lost(options, board)
        left_over = np.ones(real.shape, dtype=bool)
        left_over[: real.shape[0] - rows, : real.shape[1] - columns] = False
        codes[left_over & real] = "d"
    return codes


def _fates(
    mode: str, board: Board, wins: Array, steps: list[Item], arrivals: Arrivals
) -> list[list[str | None]]:
    """For each cell of the padded input, what its windows do with it; None where none reads it."""
    reads = np.zeros(wins.shape, dtype=int)
    for step in steps:
        for _, row, column in step["reads"]:
            reads[row, column] += 1
    top, left = board.before
    return [
        [
            _told(mode, int(count), int(won), arrivals.get((row - top, column - left), []))
            for column, (count, won) in enumerate(zip(*pair, strict=True))
        ]
        for row, pair in enumerate(zip(reads, wins, strict=True))
    ]


def _lost(options: PoolingOptions, board: Board) -> tuple[int, int]:
    """The rows and columns at the end that no window reaches."""
    padding = padding_of(options)
    rows, columns = (dropped(n, options.size, padding=padding, stride=options.stride) for n in board.x.shape)
    return rows, columns


def _told(mode: str, reads: int, won: int, parts: list[float]) -> str | None:
    """What happens to a cell of x, for one that some window reads."""
    if not reads:
        return None
    windows = "one window" if reads == 1 else f"{reads} windows"
    if mode == "average":
        return f"Read by {windows}; comes back: {_sum(parts, sum(parts))}."
    if not won:
        return f"Read by {windows}, wins none: no gradient comes back."
    wins = "wins it" if reads == 1 else f"wins {won if won < reads else 'all'} of them"
    return f"Read by {windows}, {wins}; comes back: {_sum(parts, sum(parts))}."


def _output(board: Board) -> Item:
    rows, columns = board.y.shape
    return scene.board("y", board.y, role="output", title="Kept", note=f"{rows} × {columns}")


def _upstream(board: Board) -> Item:
    return scene.board(
        "dy",
        board.dy,
        role="output",
        title="dL/dy",
        note="edit it",
        shade="diverging",
        edit="gradient",
        low=-99,
        high=99,
    )


def _landed(board: Board, arrivals: Arrivals) -> Item:
    remarks = [
        [
            f"Comes back here: {_sum(parts, float(board.dx[row, column]))}."
            if (parts := arrivals.get((row, column)))
            else "Nothing comes back here."
            for column in range(board.dx.shape[1])
        ]
        for row in range(board.dx.shape[0])
    ]
    return scene.board("dx", board.dx, role="input", title="dL/dx", shade="diverging", remarks=[remarks])


# --- controls and formulas -----------------------------------------------------------------------


def _presets(options: PoolingOptions) -> Item:
    return scene.chips(
        "presets",
        "board",
        options.board,
        [
            {"value": name, "label": label, "icon": scene.numbers(PRESETS[name].numbers)}
            for name, label in PRESET_WORDS.items()
        ],
        "Numbers to pool",
    )


def _mode(options: PoolingOptions) -> Item:
    choices = [{"value": mode, "label": label} for mode, label in MODE_WORDS.items()]
    return scene.chips("mode", "mode", options.mode, choices, "Pooling")


def _window(options: PoolingOptions) -> Item:
    numbers = scene.numbers(numbers_of(options))
    counts = range(1, 7)
    return scene.controls(
        "window",
        [
            scene.select("numbers", numbers, _sizes(options), "Numbers", shown=True),
            scene.select("size", options.size, [(f, f"{f} × {f}") for f in counts], "Window", shown=True),
            scene.select("stride", options.stride, [(s, str(s)) for s in counts], "Stride", shown=True),
            scene.select("padding", options.padding, PADDING_WORDS.items(), "Padding", shown=True),
        ],
    )


def _sizes(options: PoolingOptions) -> list[tuple[Any, str]]:
    """The numbers as they are, and cut or grown with zeros to each square from 2×2 to 8×8."""
    x = numbers_of(options)
    given = tuple(map(tuple, x.tolist()))
    choices = [(scene.numbers(x), f"{x.shape[0]} × {x.shape[1]}")]
    for side in range(2, 9):
        if x.shape != (side, side):
            grown = resized(given, (side, side), fill=0)
            choices.append((scene.numbers(grown), f"{side} × {side}"))
    return sorted(choices, key=lambda choice: len(choice[0]))


def _equation(options: PoolingOptions, board: Board) -> Item:
    """The size of the output, and the count of what is learned: nothing."""
    sizes = [_side(options, n, kept) for n, kept in zip(board.x.shape, board.y.shape, strict=True)]
    size = [_token("Output size  ", hot="y"), *sizes[0]]
    if board.x.shape[0] != board.x.shape[1]:
        size += [_token("  by  "), *sizes[1]]
    f = options.size
    parameters = [_token("Parameters  "), _token("0 weights + 0 biases = "), _token("0", "result")]
    note = f"A {f} × {f} filter in its place would learn {f}·{f} + 1 = {f * f + 1} numbers."
    return scene.equation("sizes", [size, parameters], note)


def _side(options: PoolingOptions, n: int, kept: int) -> list[Token]:
    """⌊(n + 2p − f)/s⌋ + 1, or ⌈n/s⌉ for "same", with the numbers of this moment."""
    side, stride = _token(str(n), "input", "x"), _token(str(options.stride), "filter")
    result = [_token(" = "), _token(str(kept), "result", "y")]
    if options.padding == "same":
        return [_token("⌈"), side, _token("/"), stride, _token("⌉"), *result]
    padding = _token(options.padding if options.padding.isdigit() else "0", "input", "x/p")
    size = _token(str(options.size), "filter")
    before = [_token("⌊("), side, _token(" + 2·"), padding, _token(" − "), size]
    return [*before, _token(")/"), stride, _token("⌋ + 1"), *result]


def _token(text: str, role: str = "plain", hot: str | None = None) -> Token:
    return [text, role, hot]
