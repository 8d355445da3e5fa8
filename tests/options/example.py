"""A class of options with a field of each kind, and with names and bounds at their limits."""

from dataclasses import dataclass

from cnnlib.options import (
    Matrix,
    Options,
    choice,
    flag,
    matrix,
    pair,
    random_seed,
    real,
    whole,
)


@dataclass(frozen=True)
class ExampleOptions(Options):
    stride: int = whole(1, 1, 4, label="Stride", help="How far the filter moves.")
    shift: int = whole(0, -5, 10**12, label="Shift")
    margin: float = real(0.2, 0.0, 2.0, label="Margin")
    slope: float = real(0.0, -1e300, 1e300, label="Slope")
    board: str = choice("guide", ("guide", "dark-step", "own.1"), label="Numbers")
    size: int = choice(3, (1, 3, 5), label="Size")
    flip: bool = flag(False, label="Flip the filter")
    keep: bool = flag(True, label="Keep the size")
    cell: tuple[int, int] = pair((0, 0), low=-1, high=200, label="Cell")
    weights: Matrix = matrix(((1, 0, -1),) * 3, rows=(1, 7), cols=(2, 7), low=-99, high=99, label="Filter")
    row: Matrix = matrix(((0.5,),), rows=(1, 1), cols=(1, 40), low=-1e9, high=1e9, label="Row")
    seed: int = random_seed()
