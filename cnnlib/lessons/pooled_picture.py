"""Pooling a whole picture, and what is left of a small shift of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib import images
from cnnlib.activations import relu
from cnnlib.convolution import conv2d, pool2d
from cnnlib.filters import FILTERS
from cnnlib.lessons.pooling import WINDOWS, PoolingOptions

Array = NDArray[Any]


@dataclass(frozen=True)
class Change:
    """What a shift changes: later minus earlier (H, W), and the mean of its magnitude."""

    values: Array

    @property
    def mean(self) -> float:
        """The mean |change| of a cell."""
        return float(np.abs(self.values).mean())


@dataclass(frozen=True)
class Moved:
    """The change of the input, of its pooled copy, and of every s-th pixel of it."""

    input: Change
    pooled: Change
    sampled: Change

    @property
    def pooled_share(self) -> float | None:
        """The pooled change as a share of the input's; None when the input did not change."""
        return self.pooled.mean / self.input.mean if self.input.mean else None

    @property
    def sampled_share(self) -> float | None:
        """The same for every s-th pixel."""
        return self.sampled.mean / self.input.mean if self.input.mean else None


def source_of(options: PoolingOptions, picture: Array) -> Array:
    """What is pooled: the picture (H, W, 3), or its vertical edges after a ReLU (H − 2, W − 2, 1)."""
    if options.source == "photo":
        return picture.astype(float)
    grey = images.to_grey(picture).astype(float)[..., None]
    return np.asarray(relu(conv2d(grey, FILTERS["vertical"][..., None, None])))


def room_for(options: PoolingOptions, picture: Array) -> str:
    """Why the picture (H, W, 3) is too small for the window, or nothing."""
    height, width = picture.shape[:2]
    edge = 2 if options.source == "edges" else 0
    if min(height - edge, width - edge - options.shift) >= options.window:
        return ""
    return (
        f"A window of {options.window}×{options.window} pixels does not fit into this picture of "
        f"{width}×{height} once it is shifted by {options.shift}. Choose a smaller window or a "
        "larger picture."
    )


def pooled(x: Array, window: int, mode: str) -> Array:
    """X (H, W, C) pooled channel by channel, the windows side by side."""
    return pool2d(x, window, mode=mode)


def sampled(x: Array, window: int) -> Array:
    """The upper left pixel of each whole window: plain subsampling, (⌊H/s⌋, ⌊W/s⌋, C)."""
    rows, columns = x.shape[0] // window, x.shape[1] // window
    return x[::window, ::window][:rows, :columns]


def moved(x: Array, *, window: int, shift: int, mode: str) -> Moved:
    """How much a shift to the left by `shift` pixels changes x (H, W, C), and the two small copies.

    Compared are the two views of x that a camera moved by `shift` pixels would see, so no border
    is made up. Values are averaged over the channels, for one number a pixel.
    """
    one = x.mean(axis=-1, keepdims=True)
    earlier, later = one[:, : one.shape[1] - shift], one[:, shift:]

    def change(after: Array, before: Array) -> Change:
        return Change((after - before)[..., 0])

    return Moved(
        change(later, earlier),
        change(pooled(later, window, mode), pooled(earlier, window, mode)),
        change(sampled(later, window), sampled(earlier, window)),
    )


@dataclass(frozen=True)
class Measured:
    """Shares of a shift of one pixel that 2×2 windows leave: max-pooled, one pixel kept, and on edges."""

    pooled: float
    sampled: float
    edges: float


def two_by_two(picture: Array) -> Measured | None:
    """What 2×2 max pooling leaves of a shift by one pixel of the picture (H, W, 3).

    None for a picture too small or too even to say.
    """
    photo, edges = (PoolingOptions(source=source, window=2, shift=1) for source in ("photo", "edges"))
    if room_for(edges, picture):
        return None
    one, other = (
        moved(source_of(options, picture), window=2, shift=1, mode="max") for options in (photo, edges)
    )
    if not one.pooled_share or not one.sampled_share or not other.pooled_share:
        return None
    return Measured(one.pooled_share, one.sampled_share, other.pooled_share)


def shares(x: Array, *, shift: int, mode: str) -> tuple[tuple[int, ...], Array]:
    """For each window that fits: what the pooled copy and every s-th pixel keep of the change, (n, 2)."""
    most = min(x.shape[0], x.shape[1] - shift)
    fitting = tuple(window for window in WINDOWS if window <= most)
    kept = (moved(x, window=window, shift=shift, mode=mode) for window in fitting)
    return fitting, np.array([(one.pooled_share or 0, one.sampled_share or 0) for one in kept])
