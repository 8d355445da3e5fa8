"""The named 3 x 3 filters, written as they are laid on the picture (cross-correlation).

A directional filter comes as a pair. The plain name answers to vertical edges (brightness that
changes along x), its partner to horizontal ones; the partner is the same filter transposed.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import floats

Filter = NDArray[np.float64]


def _filter(rows: ArrayLike) -> Filter:
    weights = np.array(rows, np.float64)
    weights.flags.writeable = False
    return weights


_VERTICAL = _filter([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
_SOBEL = _filter([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
_SCHARR = _filter([[3, 0, -3], [10, 0, -10], [3, 0, -3]])

FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "vertical": _VERTICAL,
        "horizontal": _filter(_VERTICAL.T),
        "sobel": _SOBEL,
        "sobel_horizontal": _filter(_SOBEL.T),
        "scharr": _SCHARR,
        "scharr_horizontal": _filter(_SCHARR.T),
        "prewitt": _VERTICAL,
        "prewitt_horizontal": _filter(_VERTICAL.T),
        "laplacian": _filter([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        "sharpen": _filter([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        "box_blur": _filter(np.full((3, 3), 1 / 9)),
        "gaussian_blur": _filter(np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
        "emboss": _filter([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
        "identity": _filter([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    }
)

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "vertical": "Vertical edges",
        "horizontal": "Horizontal edges",
        "sobel": "Sobel, vertical edges",
        "sobel_horizontal": "Sobel, horizontal edges",
        "scharr": "Scharr, vertical edges",
        "scharr_horizontal": "Scharr, horizontal edges",
        "prewitt": "Prewitt, vertical edges",
        "prewitt_horizontal": "Prewitt, horizontal edges",
        "laplacian": "Laplacian",
        "sharpen": "Sharpen",
        "box_blur": "Box blur",
        "gaussian_blur": "Gaussian blur",
        "emboss": "Emboss",
        "identity": "Identity",
    }
)

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "vertical": "Left column minus right column: positive where it is brighter on the left.",
        "horizontal": "Top row minus bottom row: positive where it is brighter above.",
        "sobel": "Left minus right, the middle row counting double: steadier against noise.",
        "sobel_horizontal": "Top minus bottom, the middle column counting double.",
        "scharr": "Left minus right, weighted 3, 10, 3: edges at every angle answer alike.",
        "scharr_horizontal": "Top minus bottom, weighted 3, 10, 3.",
        "prewitt": "The same nine numbers as “vertical”, under the name of their author.",
        "prewitt_horizontal": "The same nine numbers as “horizontal”, under their author's name.",
        "laplacian": "The four neighbours minus four times the middle: zero on any even slope.",
        "sharpen": "The picture minus its Laplacian: differences to the neighbours grow.",
        "box_blur": "The mean of nine pixels.",
        "gaussian_blur": "A mean in which near pixels count more; its weights add up to 1.",
        "emboss": "A slope along the diagonal on top of the picture: it looks lit from a corner.",
        "identity": "The middle pixel alone: the picture comes back unchanged.",
    }
)

_DIRECTIONAL = {name: f"{name}_horizontal" for name in ("sobel", "scharr", "prewitt")} | {
    "vertical": "horizontal"
}
PARTNER: Mapping[str, str] = MappingProxyType(
    _DIRECTIONAL | {partner: name for name, partner in _DIRECTIONAL.items()}
)


class Gradient(NamedTuple):
    """How steep the picture is at each pixel, and which way."""

    magnitude: NDArray[np.floating[Any]]
    direction: NDArray[np.floating[Any]]


def gradient(x_response: ArrayLike, y_response: ArrayLike) -> Gradient:
    """Magnitude √(x² + y²) and direction atan2(y, x) of two responses of the same shape.

    ``x_response`` comes from a filter for vertical edges, ``y_response`` from its partner. As these
    filters subtract right from left and bottom from top, the direction points from bright to dark:
    in radians, 0 to the right and π/2 downwards. Where both are 0 the direction is 0.
    Raises ``ValueError`` when the shapes differ.
    """
    x, y = floats("x_response", x_response), floats("y_response", y_response)
    if x.shape != y.shape:
        raise ValueError(f"y_response: expected the shape {x.shape}, received {y.shape}")
    return Gradient(np.hypot(x, y), np.arctan2(y + 0.0, x + 0.0))  # 0.0 turns −0 into 0
