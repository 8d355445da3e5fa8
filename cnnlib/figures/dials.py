"""Sliders with an editable number, made from the declared fields of the options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cnnlib.figures.scene import Item
from cnnlib.options import Options, fields_of


def dial(options: Options, field: str, symbol: str, role: str, **more: Any) -> Item:
    """A dial for a whole field; `role` colours its symbol.

    `more`: value and shown (what to draw while something else decides it), sets (fields that turning
    it settles as well), controls (below the slider).
    """
    about = fields_of(type(options))[field]
    return {
        "field": field,
        "symbol": symbol,
        "label": about.label,
        "role": role,
        "value": getattr(options, field),
        "low": about.kind.low,
        "high": about.kind.high,
        **more,
    }


def dials(identity: str, wanted: Iterable[Item]) -> Item:
    """A row of dials."""
    return {"type": "dials", "id": identity, "dials": list(wanted)}
