"""The activation functions a = g(z) of a layer, and their derivatives g′(z).

Each works number by number on an array of any shape. float32 stays float32, everything else
becomes float64; what is no array of real numbers is a ``ValueError``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnlib.arguments import floats

Array: TypeAlias = NDArray[np.floating[Any]]


def relu(z: ArrayLike) -> Array:
    """max(z, 0): negative numbers become 0."""
    a: Array = np.maximum(floats("z", z), 0)
    return a


def relu_derivative(z: ArrayLike) -> Array:
    """1 where z > 0, else 0; at 0 itself, where there is no slope, 0 by convention."""
    z = floats("z", z)
    return (z > 0).astype(z.dtype)


def leaky_relu(z: ArrayLike, *, slope: float = 0.01) -> Array:
    """``z`` where it is positive, else ``slope`` times z: the gradient never dies out."""
    z = floats("z", z)
    return np.where(z > 0, z, z * z.dtype.type(slope))


def leaky_relu_derivative(z: ArrayLike, *, slope: float = 0.01) -> Array:
    """1 where z > 0, else ``slope``."""
    z = floats("z", z)
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(slope))


def sigmoid(z: ArrayLike) -> Array:
    """1 / (1 + e^(−z)), between 0 and 1; computed as (1 + tanh(z/2)) / 2, which cannot overflow."""
    return (1 + np.tanh(floats("z", z) / 2)) / 2


def sigmoid_derivative(z: ArrayLike) -> Array:
    """a·(1 − a) with a = sigmoid(z)."""
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z: ArrayLike) -> Array:
    """(e^z − e^(−z)) / (e^z + e^(−z)), between −1 and 1."""
    a: Array = np.tanh(floats("z", z))
    return a


def tanh_derivative(z: ArrayLike) -> Array:
    """1 − a² with a = tanh(z)."""
    return 1 - tanh(z) ** 2


@dataclass(frozen=True)
class Activation:
    """An activation function under its name, with its formula and its derivative."""

    name: str
    title: str
    formula: str
    function: Callable[[ArrayLike], Array]
    derivative: Callable[[ArrayLike], Array]


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        activation.name: activation
        for activation in (
            Activation("relu", "ReLU", "max(z, 0)", relu, relu_derivative),
            Activation(
                "leaky_relu",
                "Leaky ReLU",
                "z if z > 0, else 0.01·z",
                leaky_relu,
                leaky_relu_derivative,
            ),
            Activation("sigmoid", "Sigmoid", "1 / (1 + e^(−z))", sigmoid, sigmoid_derivative),
            Activation("tanh", "tanh", "(e^z − e^(−z)) / (e^z + e^(−z))", tanh, tanh_derivative),
        )
    }
)
