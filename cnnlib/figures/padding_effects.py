"""What padding and strides do: to each pixel, over many layers, and to a photograph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cnnlib.figures import scene
from cnnlib.figures.dials import dial, dials
from cnnlib.figures.scene import Item
from cnnlib.lessons.padded_picture import PictureAnswer
from cnnlib.lessons.padding import Array, PaddingOptions, Usage
from cnnlib.lessons.tower import Tower


def usage_scene(usage: Usage) -> Item:
    """How many windows read each pixel, as two heat maps with the same scale."""
    shown = {"plain": usage.plain, "now": usage.now}
    if usage.plain is not None and usage.now is not None and np.array_equal(usage.plain, usage.now):
        shown.pop("now")
    counts = {name: array for name, array in shown.items() if array is not None}
    limit = max((float(array.max()) for array in counts.values()), default=1.0)
    titles = {"plain": "No padding, stride 1", "now": "As set above"}
    boards = [
        scene.board(
            name,
            array,
            role="input",
            title=titles[name],
            note="corner {}, {} {}".format(array[0, 0], *_peak(array)),
            shade="sequential",
            limit=limit,
            fit=2 * len(array) + 8,
        )
        for name, array in counts.items()
    ]
    row = [*boards, scene.words("usage-words", usage_in_words(usage))]
    if len(boards) == 2:
        row.insert(1, scene.operator("becomes", "→", "becomes"))
    return {"rows": [row], "steps": []}


def _peak(array: Array) -> tuple[str, int]:
    """The largest count, and whether it is the centre's: with a stride the middle pixels can differ."""
    middle = slice((len(array) - 1) // 2, len(array) // 2 + 1)
    most = int(array.max())
    return ("centre" if (array[middle, middle] == most).all() else "at most"), most


def usage_in_words(usage: Usage) -> str:
    """The corner against the centre, and pixels that nothing reads."""
    if usage.now is None:
        return "With these settings no window fits, so no pixel is read."
    corner, (where, most) = int(usage.now[0, 0]), _peak(usage.now)
    pixel = "the one in the centre" if where == "centre" else "the one that is read most"
    sentences = [f"As set above, {_windows(corner)} the corner pixel and {_windows(most)} {pixel}."]
    if usage.plain is not None and usage.plain[0, 0] < corner:
        sentences.append("Windows that begin in the padding read the border, too.")
    unread = int((usage.now == 0).sum())
    if unread:
        sentences.append(
            f"{unread} of {usage.now.size} pixels are in no window: the output does not depend on them."
        )
    elif len(np.unique(usage.now)) > 1 and corner < most:
        sentences.append("What lies at the border counts less in the output than what lies inside.")
    return " ".join(sentences)


def _windows(count: int) -> str:
    return {0: "no window reads", 1: "1 window reads"}.get(count, f"{count} windows read")


def tower_scene(options: PaddingOptions, bare: Tower, padded: Tower) -> Item:
    """The side of the picture over the layers, without padding and with the one chosen."""
    towers = {"no padding": bare, "as set above": padded}
    roles = {"no padding": "input", "as set above": "result"}
    series = [
        {"name": name, "values": one.sizes, "role": roles[name], "dashed": name == "no padding"}
        for name, one in towers.items()
    ]
    chart = scene.curve(
        "tower",
        "Side of the picture",
        series,
        x_label="layer 0",
        x_last=str(max(len(bare.sizes), len(padded.sizes)) - 1),
        role="output",
        alt="; ".join(f"{name}: {_chain(one)}" for name, one in towers.items()),
    )
    lines = [[(f"{name}   ", "sign", None), (_chain(one), roles[name], None)] for name, one in towers.items()]
    settings = dials(
        "tower-dials", [dial(options, "layers", "L", "plain"), dial(options, "side", "n", "input")]
    )
    chains = scene.equation("chains", lines)
    return {"rows": [[settings], [chart, scene.column(chains)]], "steps": []}


def _chain(one: Tower) -> str:
    sizes = " → ".join(map(str, one.sizes))
    return f"{sizes}, {one.stopped}" if one.stopped else sizes


def picture_scene(options: PaddingOptions, picture: Array, answer: PictureAnswer, *, alt: str) -> Item:
    """The padded photograph and the filter's answer, both to the same scale; `picture` is (H, W)."""
    width = answer.padded.shape[1]
    columns = width if answer.values is None else answer.values.shape[1]
    given = scene.photo(
        "given",
        scene.grey(answer.padded),
        role="input",
        title="Picture",
        note=f"{picture.shape[1]} × {picture.shape[0]}{_with_padding(picture, answer)}",
        alt=f"{alt}, in grey, with a black frame of zeros where it is padded",
        share=width / max(width, columns),
    )
    if answer.values is None:
        return {"rows": [[given, scene.words("refused", answer.refusal, tone="note")]], "steps": []}
    out = scene.photo(
        "answer",
        scene.signed(answer.values) if answer.signed else scene.grey(_bright(answer.values)),
        role="output",
        title="Answer",
        note=f"{columns} × {answer.values.shape[0]}",
        alt=f"The filter's answer to {alt}",
        share=columns / max(width, columns),
        legend=[("positive", "above 0"), ("negative", "below 0")] if answer.signed else [],
    )
    words = scene.words("picture-words", picture_in_words(options, answer))
    return {"rows": [[given, scene.operator("gives", "→", "gives"), out], [words]], "steps": []}


def _with_padding(picture: Array, answer: PictureAnswer) -> str:
    height, width = answer.padded.shape
    return "" if answer.padded.shape == picture.shape else f", padded to {width} × {height}"


def picture_in_words(options: PaddingOptions, answer: PictureAnswer) -> str:
    """What to look for in the answer with these settings."""
    sentences = []
    if answer.divisor != 1:
        sentences.append(
            f"The sums are divided by {answer.divisor:g}, the sum of the weights, to be brightnesses."
        )
    if options.stride > 1:
        sentences.append(f"Stride {options.stride} keeps one window of {options.stride} in each direction.")
    if options.dilation > 1 and options.f > 1:
        sentences.append(f"Dilation {options.dilation} mixes pixels that are {options.dilation} apart.")
    if (
        not answer.signed
        and options.f > 1
        and options.padding != "valid"
        and (options.p or options.padding != "number")
    ):
        sentences.append(
            "The border is darker: zeros of the padding are mixed in, as if the world were black."
        )
    return " ".join(sentences)


def _bright(values: Array) -> NDArray[np.uint8]:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
