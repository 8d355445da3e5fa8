"""Hypothesis strategies drawn from the declared fields: all options a page can have."""

from typing import Any

from hypothesis import strategies as st

from cnnlib.options import Matrix, Options, fields_of
from cnnlib.options.kinds import Choice, Flag, Kind, MatrixOf, PairOf, Real, Whole


def options_of(kind: type[Options]) -> st.SearchStrategy[Any]:
    """Legal options of that class: about half of the fields at their default."""
    fields = fields_of(kind)
    return st.builds(
        kind, **{name: st.just(f.default) | values_of(f.kind) for name, f in fields.items()}
    )


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
    width = draw(st.integers(*kind.cols))
    cell = st.integers(int(kind.low), int(kind.high)) | st.floats(kind.low, kind.high)
    cells = st.sampled_from(draw(st.lists(cell, min_size=1, max_size=4)))
    rows = draw(st.lists(st.tuples(*[cells] * width), min_size=1, max_size=3))
    count = draw(st.integers(*kind.rows))
    return tuple(draw(st.lists(st.sampled_from(rows), min_size=count, max_size=count)))
