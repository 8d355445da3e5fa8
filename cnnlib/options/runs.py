"""Run lengths as text: 10 10 10 0 is `3x10_0`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

_COUNT = re.compile(r"[1-9][0-9]{0,5}")


def collapse(parts: Iterable[str], *, joint: str, times: str) -> str:
    """The parts joined by `joint`; a run of n equal ones as n, `times` and the part, if shorter."""
    runs = ((part, len(list(run))) for part, run in groupby(parts))
    return joint.join(
        min(joint.join([part] * count), f"{count}{times}{part}", key=len) for part, count in runs
    )


def expand(text: str, *, joint: str, times: str, most: int, read: Callable[[str], T]) -> list[T]:
    """The inverse of `collapse`, each part turned into a value by `read`.

    ValueError when a count is no positive whole number or the runs hold more than `most` values;
    they are counted before they are laid out, so a short text cannot ask for much memory.
    """
    values: list[T] = []
    for run in text.split(joint, most):
        count, counted, part = run.partition(times)
        if not counted:
            count, part = "1", run
        if not _COUNT.fullmatch(count) or len(values) + int(count) > most:
            raise ValueError(f"expected at most {most} values, received {run[:20]!r}")
        values += [read(part)] * int(count)
    return values
