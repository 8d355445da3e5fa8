"""Hypothesis strategies drawn from the declared fields: all options a page can have."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from cnnlib.options import Matrix, Options, fields_of
from cnnlib.options.kinds import Choice, Flag, Kind, MatrixOf, PairOf, Real, Whole


def options_of(kind: type[Options]) -> st.SearchStrategy[Any]:
    """Legal options of that class: about half of the fields at their default."""
    fields = fields_of(kind)
    return st.builds(kind, **{name: st.just(f.default) | values_of(f.kind) for name, f in fields.items()})


def values_of(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Every legal value of a field of that kind."""
    match kind:
        case Whole(low, high):
            return st.integers(low, high)
        case Real(low, high):
            return st.floats(low, high)
        case Choice(allowed):
            return st.sampled_from(allowed)
        case Flag():
            return st.booleans()
        case PairOf(low, high):
            return st.tuples(st.integers(low, high), st.integers(low, high))
        case MatrixOf():
            return matrices_of(kind)
    raise TypeError(f"no strategy for {kind!r}")


@st.composite
def matrices_of(draw: st.DrawFn, kind: MatrixOf) -> Matrix:
    """Matrices with many repeated cells and rows, as learners draw them."""
    width, height = draw(st.integers(*kind.cols)), draw(st.integers(*kind.rows))
    cell = st.integers(int(kind.low), int(kind.high)) | st.floats(kind.low, kind.high)
    cells = draw(st.lists(cell, min_size=1, max_size=4))
    random = Random(draw(st.integers(0, 2**32)))
    rows = [tuple(random.choices(cells, k=width)) for _ in range(random.randint(1, 3))]
    return tuple(random.choices(rows, k=height))
