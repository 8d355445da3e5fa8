"""The checks every function makes at its door, before it computes anything."""

import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def whole(name: str, value: object, *, least: int, most: int | None = None) -> int:
    """The value as a plain ``int``.

    Takes whatever Python can index with (``int``, NumPy integers); refuses ``True`` and ``3.0``.
    Raises ``ValueError`` when it is no whole number or lies outside ``least`` to ``most``.
    """
    limits = f"of at least {least}" if most is None else f"from {least} to {most}"
    complaint = ValueError(f"{name}: expected a whole number {limits}, received {shown(value)}")
    if isinstance(value, bool):
        raise complaint
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise complaint from None
    if number < least or (most is not None and number > most):
        raise complaint
    return number


def one_of(name: str, value: object, names: tuple[str, ...]) -> str:
    """The value, when it is one of the names; otherwise ``ValueError``."""
    if isinstance(value, str) and value in names:
        return value
    listed = ", ".join(repr(known) for known in names)
    raise ValueError(f"{name}: expected one of {listed}, received {shown(value)}")


def shown(value: object) -> str:
    """The value as an error message shows it: its ``repr``, cut when long."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def numbers(name: str, value: ArrayLike) -> NDArray[Any]:
    """The value as an array of real numbers, integers or floats, not yet converted.

    Raises ``ValueError`` for anything else: ragged lists, text, complex numbers, ``True``.
    """
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        raise ValueError(f"{name}: expected an array, received {shown(value)}") from None
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name}: expected real numbers, received the type {array.dtype}")
    return array


def float_type(*arrays: NDArray[Any]) -> type[np.float32] | type[np.float64]:
    """float32 when every array is at most that; float64, exact for whole numbers, otherwise."""
    if all(array.dtype.kind == "f" and array.dtype.itemsize <= 4 for array in arrays):
        return np.float32
    return np.float64


def floats(name: str, value: ArrayLike) -> NDArray[np.floating[Any]]:
    """The value as an array of floats: float32 stays float32, all else becomes float64."""
    array = numbers(name, value)
    return array.astype(float_type(array), copy=False)
