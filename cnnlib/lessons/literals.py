"""Arrays as the text of a Python literal, for the snippets."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def literal(values: ArrayLike) -> str:
    """The (H, W) array as nested lists, a row a line; whole numbers without a point."""
    array: NDArray[np.float64] = np.asarray(values, dtype=float)
    rows = (", ".join(_number(value) for value in row) for row in array.tolist())
    return "[\n    " + ",\n    ".join(f"[{row}]" for row in rows) + ",\n]"


def _number(value: float) -> str:
    return repr(int(value)) if value.is_integer() else repr(value)
