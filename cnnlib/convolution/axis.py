"""How the windows fall along one axis of the input."""

from collections.abc import Iterator
from dataclasses import dataclass

from cnnlib.geometry import Padding, output_size, resolve_padding, window_extent


@dataclass(frozen=True)
class Axis:
    """``windows`` windows of ``f`` taps over ``n`` cells, the first one ``before`` cells early.

    Tap t of window o lies on the cell o·stride − before + t·dilation; a cell outside 0 … n−1 is
    padding.
    """

    n: int
    f: int
    stride: int
    dilation: int
    before: int
    windows: int

    def cells(self, window: int) -> range:
        """The cells under one window."""
        start = self.start(window)
        return range(start, start + self.extent, self.dilation)

    def start(self, window: int) -> int:
        """The cell under a window's first tap."""
        return window * self.stride - self.before

    @property
    def extent(self) -> int:
        """The cells from a window's first tap to its last."""
        return window_extent(self.f, dilation=self.dilation)

    def reach(self, tap: int) -> tuple[slice, slice]:
        """The windows whose given tap lies on a real cell, and those cells."""
        offset = tap * self.dilation - self.before
        first = max(0, -(offset // self.stride))
        last = min(self.windows - 1, (self.n - 1 - offset) // self.stride)
        count = max(0, last - first + 1)
        cell = first * self.stride + offset
        cells = slice(cell, cell + count * self.stride, self.stride) if count else slice(0, 0)
        return slice(first, first + count), cells


def lay(n: int, f: int, *, padding: Padding, stride: int, dilation: int) -> Axis:
    """Lays the windows along one axis; ``ValueError`` when the numbers do not allow any."""
    before, _ = resolve_padding(padding, n, f, stride=stride, dilation=dilation)
    windows = output_size(n, f, padding=padding, stride=stride, dilation=dilation)
    return Axis(n, f, stride, dilation, before, windows)


@dataclass(frozen=True)
class Tap:
    """One cell of the window: which windows have a real pixel under it, and those pixels."""

    row: int
    col: int
    windows: tuple[slice, slice, slice, slice]
    pixels: tuple[slice, slice, slice, slice]


def taps(rows: Axis, cols: Axis) -> Iterator[Tap]:
    """The cells of the window in row-major order, as indices into (N, H, W, C) arrays."""
    every = slice(None)
    for row in range(rows.f):
        row_windows, row_cells = rows.reach(row)
        for col in range(cols.f):
            col_windows, col_cells = cols.reach(col)
            yield Tap(
                row,
                col,
                windows=(every, row_windows, col_windows, every),
                pixels=(every, row_cells, col_cells, every),
            )
