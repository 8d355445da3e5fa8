"""A tower of equal layers: how the side of the picture changes from layer to layer."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlib.geometry import Layer, output_sizes_over_layers, window_extent
from cnnlib.lessons.axis import cells


@dataclass(frozen=True)
class Tower:
    """The side before the first layer and after each, and a sentence where the tower ends early."""

    sizes: tuple[int, ...]
    stopped: str


def tower(side: int, layer: Layer, count: int) -> Tower:
    """The sizes over `count` such layers, or over as many as fit."""
    sizes: tuple[int, ...] = (side,)
    for number in range(1, count + 1):
        try:
            sizes = output_sizes_over_layers(side, [layer] * number)
        except ValueError:
            extent = window_extent(layer.f, dilation=layer.dilation)
            reason = f"layer {number} does not fit: its window spans {cells(extent)}"
            return Tower(sizes, reason)
    return Tower(sizes, "")
