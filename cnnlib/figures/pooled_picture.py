"""The picture of the lesson on pooling: three copies of it, and what a small shift does to each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.figures import scene
from cnnlib.figures.scene import Item
from cnnlib.lessons.pooled_picture import Change, Moved, moved, pooled, sampled, shares, source_of
from cnnlib.lessons.pooling import PoolingOptions

Array = NDArray[Any]

COPIES = {"max": "Max-pooled", "average": "Average-pooled"}


def picture_scene(options: PoolingOptions, picture: Array, *, alt: str) -> Item:
    """The picture (H, W, 3), pooled, and every s-th pixel of it; below, what the shift changes."""
    x = source_of(options, picture)
    change = moved(x, window=options.window, shift=options.shift, mode=options.mode)
    return {
        "rows": [
            [scene.across(*_copies(options, x, alt=alt), name="pooled")],
            [scene.across(*_changes(options, change), name="pooled")],
            [_equation(options, change)],
            *_curve_row(options, x),
        ],
        "steps": [],
        "at": 0,
    }


def every(window: int) -> str:
    """Which pixels are kept, in words: every 2nd pixel."""
    return f"every {window}{ {2: 'nd', 3: 'rd'}.get(window, 'th') } pixel"


def share_words(share: float | None) -> str:
    """A share as a percentage, or a dash where there is nothing to share."""
    return "–" if share is None else f"{100 * share:.0f} %"


def _copies(options: PoolingOptions, x: Array, *, alt: str) -> list[Item]:
    edges = options.source == "edges"
    limit = float(np.percentile(x, 99)) or 1.0
    named = "Edges" if edges else "Picture"

    def copy(identity: str, values: Array, role: str, heading: str, words: str, note: str) -> Item:
        raster = (
            scene.signed(values[..., 0], palette="sequential", limit=limit, coarse=True)
            if edges
            else scene.rgb(np.rint(values).astype(np.uint8))
        )
        size = f"{values.shape[1]} × {values.shape[0]}"
        return scene.photo(identity, raster, role=role, title=heading, note=f"{size}{note}", alt=words)

    smaller = pooled(x, options.window, options.mode)
    picked = sampled(x, options.window)
    every_nth = every(options.window)
    return [
        copy("input", x, "input", named, f"{alt}, its vertical edges" if edges else alt, ""),
        copy("pooled", smaller, "output", COPIES[options.mode], f"{alt}, pooled", ", enlarged"),
        copy("sampled", picked, "plain", every_nth.capitalize(), f"{alt}, {every_nth}", ", enlarged"),
    ]


def _changes(options: PoolingOptions, change: Moved) -> list[Item]:
    limit = float(np.percentile(np.abs(change.input.values), 99)) or 1.0
    by = f"after a shift of {options.shift} px"

    def shown(identity: str, one: Change, role: str, share: float | None, note: str, **more: Any) -> Item:
        return scene.photo(
            f"{identity}-change",
            scene.signed(one.values, limit=limit, coarse=True),
            role=role,
            title=share_words(share),
            note=note,
            alt=f"{share_words(share)} {note}: {one.mean:.2f} a cell on average",
            **more,
        )

    whole = 1.0 if change.input.mean else None
    signs = [("positive", "brighter"), ("negative", "darker")]
    kept = f"of it in {every(options.window)}"
    return [
        shown("input", change.input, "input", whole, f"of the change {by}", legend=signs),
        shown("pooled", change.pooled, "output", change.pooled_share, "of it after pooling"),
        shown("sampled", change.sampled, "plain", change.sampled_share, kept),
    ]


def _equation(options: PoolingOptions, change: Moved) -> Item:
    """The mean |change| of each copy, and its share of the input's."""
    base = f"{change.input.mean:.2f}"

    def line(word: str, one: Change, role: str, share: float | None, hot: str) -> list[Any]:
        return [
            [f"{word}  ", "plain", hot],
            [f"{one.mean:.2f}", role, hot],
            [" ÷ ", "plain", None],
            [base, "input", "input-change"],
            [" = ", "plain", None],
            [share_words(share), "result", hot],
        ]

    return scene.equation(
        "shares",
        [
            line(COPIES[options.mode], change.pooled, "output", change.pooled_share, "pooled-change"),
            line(
                every(options.window).capitalize(),
                change.sampled,
                "plain",
                change.sampled_share,
                "sampled-change",
            ),
        ],
        "Mean |change| of a cell, over mean |change| of a pixel of the input; colours averaged.",
    )


def _curve_row(options: PoolingOptions, x: Array) -> list[list[Item]]:
    windows, kept = shares(x, shift=options.shift, mode=options.mode)
    if not options.shift or len(windows) < 2 or not kept.any():
        return []
    percent = 100 * kept
    curve = scene.curve(
        "by-window",
        "What is left of the change, in %",
        [
            {"name": f"{options.mode} pooling", "values": percent[:, 0], "role": "output"},
            {
                "name": "one pixel a window",
                "values": percent[:, 1],
                "role": "input",
                "dashed": True,
            },
        ],
        x_label="window 2 × 2",
        x_last=f"{windows[-1]} × {windows[-1]}",
        marker=windows.index(options.window),
        top=20 * float(np.ceil(percent.max() / 20)),
        role="output",
        alt=f"With pooling {percent[0, 0]:.0f} % of the change are left for 2×2 windows and "
        f"{percent[-1, 0]:.0f} % for {windows[-1]}×{windows[-1]}; with one pixel of each window "
        f"{percent[0, 1]:.0f} % and {percent[-1, 1]:.0f} %.",
    )
    return [[curve, scene.words("reading", _reading(options))]]


def _reading(options: PoolingOptions) -> str:
    if options.shift == options.window:
        return (
            "The shift is exactly one window: the small copies show the same numbers, one cell "
            "further to the left. They moved with the picture, and nothing was lost."
        )
    if options.source == "edges" and options.mode == "max":
        return (
            f"A thin edge crosses into the next window only at one pixel of {options.window}. But a row "
            f"now has {options.window} times fewer cells, and two of them change by the edge's whole "
            "height: as much as in the input, and more when the shift is longer. An average is calmer."
        )
    most = {
        "max": "Most winners stay inside their window",
        "average": "Most pixels of a window stay inside it",
    }
    return (
        f"{most[options.mode]}. As a rule, the larger the window, the less of a small shift is left. "
        "Keeping one pixel of each window shrinks as much, and leaves the shift as it was."
    )
