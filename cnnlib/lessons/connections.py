"""A layer as its matrix of weights: which weight joins which input to which output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.geometry import output_size

Array = NDArray[Any]

NONE = -1
LARGEST = 3


def convolution_places(height: int, width: int, f_h: int, f_w: int) -> Array:
    """Which of the f_h·f_w weights stands where in the matrix of a convolution, or −1 for none.

    The matrix is (outputs, inputs): input (i, j) of the (height, width) board is column
    i·width + j, output (r, c) is row r·(width − f_w + 1) + c. Weight (a, b), counted a·f_w + b,
    joins input (r + a, c + b) to output (r, c). Raises ValueError when the filter does not fit.
    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.1, where the matrix is
    called doubly block circulant.
    """
    rows, columns = output_size(height, f_h), output_size(width, f_w)
    places = np.full((rows, columns, height, width), NONE)
    window = np.arange(f_h * f_w).reshape(f_h, f_w)
    for r in range(rows):
        for c in range(columns):
            places[r, c, r : r + f_h, c : c + f_w] = window
    return places.reshape(rows * columns, height * width)


def dense_places(outputs: int, inputs: int) -> Array:
    """The same for a fully connected layer (outputs, inputs): a weight of its own at each place."""
    return np.arange(outputs * inputs).reshape(outputs, inputs)


def random_weights(outputs: int, inputs: int, seed: int) -> Array:
    """The (outputs, inputs) float32 weights of an untrained layer: whole numbers from −3 to 3."""
    rng = np.random.default_rng(seed)
    small = rng.integers(-LARGEST, LARGEST, (outputs, inputs), dtype=np.int8, endpoint=True)
    return small.astype(np.float32)


@dataclass(frozen=True)
class Wiring:
    """A layer without biases over one board: x (H, W), its learned `weights`, and who meets whom.

    `places` (outputs, inputs) says which weight stands where, −1 where nothing is joined; `shape`
    is the (H', W') of the output.
    """

    x: Array
    weights: Array
    places: Array
    shape: tuple[int, int]

    @property
    def matrix(self) -> Array:
        """The (outputs, inputs) matrix, 0 where nothing is joined."""
        return np.where(self.places == NONE, 0, self.weights.ravel()[self.places])

    @property
    def y(self) -> Array:
        """The output (H', W'): matrix · x, with x laid out in one line."""
        return (self.matrix @ self.x.ravel()).reshape(self.shape)

    @property
    def connections(self) -> int:
        """How many pairs of an input and an output are joined."""
        return int((self.places != NONE).sum())


def convolution_wiring(x: Array, w: Array) -> Wiring:
    """A filter w (f_h, f_w) over x (H, W), stride 1, no padding."""
    shape = output_size(x.shape[0], w.shape[0]), output_size(x.shape[1], w.shape[1])
    return Wiring(x, w, convolution_places(*x.shape, *w.shape), shape)


def dense_wiring(x: Array, shape: tuple[int, int], seed: int) -> Wiring:
    """Every cell of x (H, W) joined to every cell of an output of `shape`, by random weights."""
    outputs = shape[0] * shape[1]
    weights = random_weights(outputs, x.size, seed)
    return Wiring(x, weights, dense_places(outputs, x.size), shape)
