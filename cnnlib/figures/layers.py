"""What the figures of the lesson on why convolutions have in common."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from cnnlib.exercises.numerals import say
from cnnlib.figures import scene
from cnnlib.figures.scene import Item

LAYER_WORDS = {"convolution": "convolution", "dense": "fully connected"}
ICONS = {
    "convolution": [[1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1], [0, 0, 0, 1]],
    "dense": [[1, -1, 1, 1], [-1, 1, -1, 1], [1, 1, 1, -1], [-1, 1, -1, 1]],
}
BYTES_OF_A_WEIGHT = 4

Line = list[tuple[str, str] | tuple[str, str, str]]


def layer_chips(identity: str, field: str, value: str, label: str) -> Item:
    """The choice between a convolution and a fully connected layer."""
    options = [{"value": name, "label": words, "icon": ICONS[name]} for name, words in LAYER_WORDS.items()]
    return scene.chips(identity, field, value, options, label)


def only_where(board: Item, shown: NDArray[Any]) -> Item:
    """The board of one sheet with empty cells where `shown` (H, W) is false."""
    (rows,) = board["channels"]
    kept = [
        [value if there else None for value, there in zip(*pair, strict=True)]
        for pair in zip(rows, shown, strict=True)
    ]
    return {**board, "channels": [kept]}


def memory(weights: int) -> str:
    """The size of the weights as 32-bit numbers."""
    size = float(weights * BYTES_OF_A_WEIGHT)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{say(round(size, 1))} TB"
