"""Options of a page: declared with the values they allow, and carried by its link.

A field is declared once, in a frozen dataclass derived from `Options`; widgets, link, snippet and
library call are all made from it. A link holds what differs from the default, `stride=2&flip=on`.
A matrix travels as its cells joined by `_` and its rows by `~`, with repeats counted:
`weights=3y1_0_-1` is three rows 1 0 -1, and `numbers=6y3x10_3x0` six rows 10 10 10 0 0 0.
"""

from cnnlib.options.fields import (
    Field,
    Options,
    choice,
    fields_of,
    flag,
    matrix,
    pair,
    random_seed,
    real,
    whole,
)
from cnnlib.options.kinds import Kind, Matrix, Pair
from cnnlib.options.link import from_params, to_params, to_query

__all__ = [
    "Field",
    "Kind",
    "Matrix",
    "Options",
    "Pair",
    "choice",
    "fields_of",
    "flag",
    "from_params",
    "matrix",
    "pair",
    "random_seed",
    "real",
    "to_params",
    "to_query",
    "whole",
]
