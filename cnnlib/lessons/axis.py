"""One axis of a convolution: the cells, the padding, the windows, and what to do where none fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnnlib.geometry import Padding, dropped, output_size, resolve_padding, window_extent


@dataclass(frozen=True)
class Axis:
    """Where the windows fall; `size`, their number, is None when not even one fits."""

    n: int
    f: int
    before: int
    after: int
    stride: int
    dilation: int
    size: int | None
    dropped: int

    @property
    def padded(self) -> int:
        """The cells the windows move over."""
        return self.n + self.before + self.after

    @property
    def extent(self) -> int:
        """The cells from a window's first to its last: d(f − 1) + 1."""
        return window_extent(self.f, dilation=self.dilation)

    @property
    def room(self) -> int:
        """How far the window can move: the numerator of the formula."""
        return self.padded - self.extent

    @property
    def lopsided(self) -> bool:
        """Whether one side gets more padding than the other."""
        return self.before != self.after


def axis_along(n: int, f: int, *, padding: Padding, stride: int, dilation: int) -> Axis:
    """The axis of `n` cells under a filter of `f`, whether or not a window fits."""
    before, after = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    fits = window_extent(f, dilation=dilation) <= n + before + after
    return Axis(
        n,
        f,
        before,
        after,
        stride,
        dilation,
        size=output_size(n, f, padding=padding, stride=stride, dilation=dilation) if fits else None,
        dropped=dropped(n, f, padding=padding, stride=stride, dilation=dilation) if fits else 0,
    )


def remedies(axis: Axis, limits: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """For an axis without a window: the least change of p, d, f or n alone that lets one fit.

    `limits` (lowest, highest) says which values there are; what lies outside is left out.
    """
    missing = -axis.room
    wanted = {
        "p": max(axis.before, axis.after) + -(-missing // 2),
        "d": (axis.padded - 1) // (axis.f - 1),
        "f": (axis.padded - 1) // axis.dilation + 1,
        "n": axis.n + missing,
    }
    return {name: wanted[name] for name, (low, high) in limits.items() if low <= wanted[name] <= high}


def refusal(axis: Axis, limits: Mapping[str, tuple[int, int]]) -> str:
    """Why not even one window fits, and what would help."""
    helps = [
        f"{name}\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{value}"
        for name, value in remedies(axis, limits).items()
    ]
    return (
        f"No window fits: from its first cell to its last the filter spans {cells(axis.extent)}, and it has "
        f"{cells(axis.padded)} to move over. What helps is {' or '.join(helps)}."
    )


def cells(count: int) -> str:
    """The count in words: "1 cell", "5 cells"."""
    return "1 cell" if count == 1 else f"{count} cells"
