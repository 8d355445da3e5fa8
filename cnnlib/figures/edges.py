"""The figures of the lesson on edges: a filter at two scales, and a filter that learns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.figures import scene
from cnnlib.figures.scene import Item
from cnnlib.figures.steps import convolution_steps
from cnnlib.filters import FILTERS
from cnnlib.lessons.edges import Board, EdgesOptions, Response, Task, lens_corner, lens_side
from cnnlib.lessons.learning_filter import Learning, answer

Array = NDArray[Any]

FILTER_WORDS = {
    "vertical": "Vertical",
    "horizontal": "Horizontal",
    "sobel": "Sobel",
    "sobel_horizontal": "Sobel, horizontal",
    "scharr": "Scharr",
    "scharr_horizontal": "Scharr, horizontal",
    "prewitt": "Prewitt",
    "prewitt_horizontal": "Prewitt, horizontal",
    "laplacian": "Laplacian",
    "sharpen": "Sharpen",
    "box_blur": "Box blur",
    "gaussian_blur": "Blur",
    "emboss": "Emboss",
    "identity": "Identity",
    "custom": "Your own",
}
CHIPS = ("vertical", "horizontal", "sobel", "scharr", "sharpen", "gaussian_blur")
BOARD_WORDS = {
    "guide": "the guide's 6 × 6",
    "step": "bright to dark",
    "dark-step": "dark to bright",
    "photo": "pixels under the lens",
    "own": "your own numbers",
}

FLIPPED = "The filter is turned by 180° before it slides: the mathematician's convolution."
LEGENDS: dict[str, list[tuple[str | int, str]]] = {
    "response": [("positive", "above 0"), ("negative", "below 0")],
    "magnitude": [("input", "strong edge")],
    "direction": [(0, "darker to the right"), (90, "down"), (180, "left"), (270, "up")],
}


def photo_rasters(grey: Array, response: Response) -> tuple[Item, Item]:
    """The photograph and the answer to it, packed; they change only with the picture or the filter."""
    return scene.grey(grey), _response_raster(response)


def edges_scene(
    options: EdgesOptions, board: Board, grey: Array, rasters: tuple[Item, Item], *, alt: str
) -> Item:
    """The main figure: the filter over the photograph above, over the small board below.

    `rasters` are those of `photo_rasters` for these options.
    """
    rows = [
        _photo_row(options, board, rasters, alt=alt),
        *_board_rows(options, board),
    ]
    side = lens_side(options)
    row, column = lens_corner(options, grey)
    steps = [] if board.y is None else convolution_steps(board.x[..., None], board.applied[..., None, None])
    return {
        "rows": rows,
        "steps": steps,
        "at": options.at,
        "at_field": "at",
        "autoplay": True,
        "note": FLIPPED if options.flip else "",
        "zoom": options.zoom,
        "lens": {
            "field": "lens",
            "row": row,
            "column": column,
            "rows": side,
            "columns": side,
            "last_row": grey.shape[0] - side,
            "last_column": grey.shape[1] - side,
        },
    }


def _photo_row(options: EdgesOptions, board: Board, rasters: tuple[Item, Item], *, alt: str) -> list[Item]:
    side = lens_side(options)
    photograph, answered = rasters
    height, width = photograph["height"], photograph["width"]
    f_h, f_w = board.weights.shape
    picture = scene.photo(
        "photo",
        photograph,
        role="input",
        title="Picture",
        note=f"{width} × {height}",
        alt=f"{alt}, in grey",
        lens={"rows": side, "columns": side},
        feeds="x",
        controls=[scene.select("zoom", options.zoom, [(z, f"{z}×") for z in (1, 2, 4, 8)], "Zoom")],
    )
    weights = scene.board(
        "filter",
        board.weights,
        role="filter",
        title="Filter",
        note=f"{f_h} × {f_w}, click to edit",
        shade="diverging",
        edit="weights",
        low=-99,
        high=99,
    )
    presets = scene.chips(
        "presets",
        "filter",
        options.filter,
        [
            {"value": name, "label": FILTER_WORDS[name], "icon": scene.numbers(FILTERS[name])}
            for name in CHIPS
        ],
        "Filters",
    )
    more = scene.controls(
        "more",
        [
            scene.select("filter", options.filter, FILTER_WORDS.items(), "All filters"),
            scene.select(
                "weights", scene.numbers(board.weights), _sizes(board.weights), "Size of the filter"
            ),
        ],
    )
    out = board.weights.shape
    answer = scene.photo(
        "response",
        answered,
        role="output",
        title=options.show.capitalize(),
        note=f"{width - out[1] + 1} × {height - out[0] + 1}",
        alt=f"{options.show} of the filter {FILTER_WORDS[options.filter]} over {alt}",
        lens={"rows": side - out[0] + 1, "columns": side - out[1] + 1},
        feeds="y" if options.show == "response" else None,
        legend=LEGENDS[options.show],
        controls=[
            scene.select(
                "show",
                options.show,
                [("response", "signed"), ("magnitude", "magnitude"), ("direction", "direction")],
                "What is shown",
            )
        ],
    )
    return [
        picture,
        scene.operator("times", "∗", "convolved with"),
        scene.column(weights, presets, more),
        scene.operator("equals", "=", "equals"),
        answer,
    ]


def _response_raster(response: Response) -> Item:
    if response.kind == "response":
        return scene.signed(response.values)
    limit = float(np.percentile(response.values, 99)) or 1.0
    if response.kind == "magnitude" or response.degrees is None:
        return scene.signed(response.values, palette="sequential", limit=limit)
    return scene.angles(response.degrees, response.values / limit)


def _sizes(weights: Array) -> list[tuple[Any, str]]:
    """The filter cut or grown with zeros, about its middle, to each size from 1×1 to 7×7."""
    choices = []
    for size in range(1, 8):
        grown = np.zeros((size, size))
        for i in range(size):
            for j in range(size):
                row = i + (weights.shape[0] - size) // 2
                column = j + (weights.shape[1] - size) // 2
                if 0 <= row < weights.shape[0] and 0 <= column < weights.shape[1]:
                    grown[i, j] = weights[row, column]
        same = weights.shape == (size, size)
        choices.append((scene.numbers(weights if same else grown), f"{size} × {size}"))
    return choices


def _board_rows(options: EdgesOptions, board: Board) -> list[list[Item]]:
    n_h = board.x.shape[0]
    columns = board.x.shape[1] + board.applied.shape[1] + (0 if board.y is None else board.y.shape[1])
    f_h, f_w = board.applied.shape
    under = scene.board(
        "x",
        board.x,
        role="input",
        title="Under the lens" if options.board == "photo" else "Numbers",
        fit=columns,
        edit="numbers",
        low=-999,
        high=999,
        controls=[scene.select("board", options.board, BOARD_WORDS.items(), "Which numbers")],
    )
    slid = scene.board(
        "w",
        board.applied,
        role="filter",
        title="Filter, turned by 180°" if options.flip else "Filter",
        fit=columns,
        shade="diverging",
        edit=None if options.flip else "weights",
        low=-99,
        high=99,
    )
    if board.y is None:
        return [
            [
                under,
                scene.operator("times2", "∗", "convolved with"),
                slid,
                scene.words("no", board.refusal, tone="note"),
            ]
        ]
    size = f"{n_h} − {f_h} + 1 = {n_h - f_h + 1}"
    output = scene.board(
        "y",
        board.y,
        role="output",
        title="Output",
        fit=columns,
        note=f"{board.y.shape[0]} × {board.y.shape[1]}, since {size}",
        shade="diverging",
    )
    flip = scene.select(
        "flip",
        options.flip,
        [(False, "cross-correlation, as in CNNs"), (True, "convolution, filter flipped")],
        "Which operation",
    )
    lines = -(-f_h * f_w // 9)
    return [
        [
            under,
            scene.operator("times2", "∗", "convolved with"),
            slid,
            scene.operator("equals2", "=", "equals"),
            output,
        ],
        [scene.formula(lines=lines)],
        [scene.player(), scene.controls("operation", [flip])],
    ]


def learning_scene(task: Task, run: Learning) -> Item:
    """Gradient descent to watch: the learned filter, its answer and the loss, for about 24 of the steps."""
    shown = run.frames(24)
    answers = [answer(task.x, run.weights[step]) for step in shown]
    makers = _painted_items if task.hidden is None else _hidden_items
    loss = scene.curve(
        "loss",
        "Loss",
        [{"name": "loss", "values": run.losses[shown], "role": "output"}],
        log=True,
        x_label="step 0",
        x_last=str(len(run.losses) - 1),
        role="output",
        note="half the mean squared error, log scale",
        alt=f"The loss goes from {run.losses[0]:.2g} to {run.losses[-1]:.2g}.",
    )
    above, below = makers(task, run, shown, answers)
    return {
        "rows": [[*above, loss], below, [scene.player("frame")]],
        "frames": len(shown),
        "at": len(shown) - 1,
        "replay": f"{run.losses[0]!r} {run.losses[-1]!r}",
        "steps": [],
    }


def _learned(run: Learning, shown: list[int], limit: float) -> Item:
    frames = [
        {"channels": scene.channels(np.round(run.weights[step], 2)), "note": f"after {step} steps"}
        for step in shown
    ]
    return scene.board(
        "learned",
        run.recovered,
        role="filter",
        title="Learned filter",
        shade="diverging",
        limit=limit,
        frames=frames,
    )


def _hidden_items(
    task: Task, run: Learning, shown: list[int], answers: list[Array]
) -> tuple[list[Item], list[Item]]:
    hidden = np.zeros((3, 3)) if task.hidden is None else task.hidden
    limit = float(np.abs(hidden).max()) or 1.0
    spread = float(np.percentile(np.abs(task.target), 99)) or 1.0
    above = [
        scene.board("hidden", hidden, role="filter", title="Hidden filter", shade="diverging", limit=limit),
        scene.operator("versus", "→", "to be found by"),
        _learned(run, shown, limit),
    ]
    pictures = [
        scene.photo(
            "wanted",
            scene.signed(task.target, limit=spread, coarse=True),
            role="output",
            title="Wanted",
            note="the hidden filter's answer",
            alt="The answer of the hidden filter to the picture",
        ),
        scene.photo(
            "now",
            scene.signed(answers[-1], limit=spread, coarse=True),
            role="output",
            title="Its answer",
            note="the learned filter's",
            alt="The answer of the learned filter at the step shown",
            frames=[scene.signed(one, limit=spread, coarse=True) for one in answers],
        ),
    ]
    return above, pictures


def _painted_items(
    task: Task, run: Learning, shown: list[int], answers: list[Array]
) -> tuple[list[Item], list[Item]]:
    spread = float(np.abs(task.target).max()) or 1.0
    above = [
        scene.board(
            "painted",
            task.target,
            role="output",
            title="Wanted",
            note="type a number, drag to paint it",
            shade="diverging",
            limit=spread,
            edit="painted",
            low=-99,
            high=99,
        ),
        scene.operator("versus", "→", "to be answered by"),
        _learned(run, shown, float(np.abs(run.recovered).max()) or 1.0),
    ]
    now = scene.board(
        "now",
        answers[-1],
        role="output",
        title="Its answer",
        shade="diverging",
        limit=spread,
        decimals=1,
        frames=[{"channels": scene.channels(np.round(one, 1))} for one in answers],
    )
    given = scene.board(
        "given",
        np.round(task.x, 1),
        role="input",
        title="Given",
        note="the numbers above, mean 0, deviation 1",
        decimals=1,
    )
    return above, [given, scene.operator("gives", "→", "gives"), now]
