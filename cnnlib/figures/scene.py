"""The vocabulary of a figure: plain dicts that the board component draws.

A scene is rows of items (boards, pictures, chips, formula, player) and a list of steps, one for
each position of the window. Every number in it was computed in `cnnlib`; the component only draws.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Item = dict[str, Any]


def numbers(values: ArrayLike) -> Any:
    """Nested lists of plain numbers: whole ones as int, written without a point; others to 6 digits."""
    return _plain(np.asarray(values, dtype=float).tolist())


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return int(value) if value.is_integer() else round(value, 6)


def channels(volume: ArrayLike) -> list[Any]:
    """(H, W) or (H, W, C) as a list of C sheets of rows."""
    array = np.asarray(volume, dtype=float)
    if array.ndim == 2:
        array = array[..., None]
    return [numbers(array[..., c]) for c in range(array.shape[-1])]


def board(
    identity: str,
    values: ArrayLike,
    *,
    role: str,
    title: str,
    note: str = "",
    shade: str | None = None,
    limit: float | None = None,
    **more: Any,
) -> Item:
    """A board of numbers; `role` is input, filter or output and gives it its outline.

    `more`: edit (the option field an edit changes), low, high, names (of the channels), codes (a
    letter for each cell: p padding, d dropped), meanings (letter → sentence), decimals, controls, view,
    fit (the columns of all boards in the row, which then share its width).
    """
    array = np.asarray(values, dtype=float)
    if shade is not None and limit is None:
        limit = float(np.abs(array).max(initial=0)) or 1.0
    item: Item = {
        "type": "board",
        "id": identity,
        "channels": channels(array),
        "role": role,
        "title": title,
        "note": note,
        "shade": shade,
        "limit": limit,
    }
    return {**item, **more}


def column(*items: Item) -> Item:
    """Items below one another, as one place in a row."""
    return {"type": "column", "id": "", "items": list(items)}


def across(*items: Item, name: str = "across") -> Item:
    """Items side by side that stay together where their row breaks; `name` is their CSS class."""
    return {**column(*items), "across": name}


def operator(identity: str, text: str, label: str) -> Item:
    """A sign between two boards: ∗ or =."""
    return {"type": "operator", "id": identity, "text": text, "label": label}


def words(identity: str, text: str, *, tone: str = "") -> Item:
    """A sentence in the figure; tone "note" puts it on a coloured ground."""
    return {"type": "text", "id": identity, "text": text, "tone": tone}


def player(word: str = "position") -> Item:
    """Play, pause, step and scrub."""
    return {"type": "player", "id": "player", "word": word}


def formula(*, lines: int = 1, decimals: int = 2) -> Item:
    """The sum of the position looked at, with room kept for `lines` lines."""
    return {"type": "formula", "id": "formula", "lines": lines, "decimals": decimals}


def equation(identity: str, lines: Sequence[Sequence[Sequence[str | None]]], note: str = "") -> Item:
    """Lines of tokens (text, role, hot); hovering a token with `hot` lights that board or its cells."""
    return {
        "type": "equation",
        "id": identity,
        "lines": [list(map(list, line)) for line in lines],
        "note": note,
    }


def chips(identity: str, field: str, value: str, options: Iterable[Mapping[str, Any]], label: str) -> Item:
    """Presets to choose from; each option has value, label and, if it is a filter, icon (a matrix)."""
    return {
        "type": "chips",
        "id": identity,
        "field": field,
        "value": value,
        "options": list(options),
        "label": label,
    }


def select(
    field: str, value: Any, options: Iterable[tuple[Any, str]], label: str, *, shown: bool = False
) -> Item:
    """A small drop-down list; its label is drawn when `shown`, otherwise only spoken."""
    choices = [{"value": choice, "label": text} for choice, text in options]
    return {
        "kind": "select",
        "field": field,
        "value": value,
        "options": choices,
        "label": label,
        "shown": shown,
    }


def switch(field: str, value: bool, label: str) -> Item:
    """A small on/off control."""
    return {"kind": "switch", "field": field, "value": value, "label": label}


def button(field: str, value: Any, label: str) -> Item:
    """A small button that sets `field` to `value`."""
    return {"kind": "button", "field": field, "value": value, "label": label}


def controls(identity: str, wanted: Iterable[Item]) -> Item:
    """A row of small controls."""
    return {"type": "controls", "id": identity, "controls": list(wanted)}


def curve(identity: str, title: str, series: Iterable[Mapping[str, Any]], **more: Any) -> Item:
    """A line chart; each series has name, values and role.

    `more`: log, top (the highest value drawn), x_label, x_last, marker, alt, note.
    """
    return {
        "type": "curve",
        "id": identity,
        "title": title,
        "series": [{**one, "values": [float(value) for value in one["values"]]} for one in series],
        **more,
    }


# --- pictures ------------------------------------------------------------------------------------


def _raster(array: NDArray[Any], kind: str, **more: Any) -> Item:
    packed = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    key = hashlib.blake2b(packed + repr((kind, array.shape, sorted(more.items()))).encode(), digest_size=12)
    return {
        "kind": kind,
        "height": array.shape[0],
        "width": array.shape[1],
        "data": base64.b64encode(packed).decode("ascii"),
        "key": key.hexdigest(),
        **more,
    }


def grey(picture: NDArray[np.uint8]) -> Item:
    """A raster of an (H, W) uint8 picture."""
    return _raster(picture, "grey")


def rgb(picture: NDArray[np.uint8]) -> Item:
    """A raster of an (H, W, 3) uint8 picture."""
    return _raster(picture, "rgb")


def signed(
    values: NDArray[Any],
    *,
    palette: str = "diverging",
    limit: float | None = None,
    coarse: bool = False,
) -> Item:
    """A raster of (H, W) real numbers, as int16 after the largest scale that fits (1 when they are whole).

    `limit` is the value shown in full colour; by default the 99th percentile of the magnitudes, so
    that a few strong places do not make the rest pale. `coarse` keeps 127 shades of it, enough for a
    picture whose numbers nobody reads, in a third of the bytes.
    """
    values = np.asarray(values, dtype=float)
    largest = float(np.abs(values).max(initial=0.0)) or 1.0
    whole = bool(np.all(values == np.rint(values))) and largest <= 32767
    scale = 1.0 if whole else min(1000.0, 32767 / largest)
    if limit is None:
        limit = float(np.percentile(np.abs(values), 99)) if values.size else 1.0
    if coarse:
        scale = 127 / max(limit, 1e-9)
        values = np.clip(values, -limit, limit)
    stored = np.rint(values * scale).astype("<i2")
    return _raster(stored, "signed", scale=scale, limit=max(limit, 1e-9), palette=palette)


def angles(degrees: NDArray[Any], strength: NDArray[Any]) -> Item:
    """A raster of directions: hue says the angle in degrees, saturation the strength (0 to 1)."""
    turn = np.rint(np.mod(degrees, 360) * 255 / 360)
    pair = np.stack([turn, np.clip(strength, 0, 1) * 255], axis=-1).astype(np.uint8)
    return _raster(pair, "angle")


def photo(
    identity: str, raster: Item, *, role: str, title: str, alt: str, note: str = "", **more: Any
) -> Item:
    """A picture; `more`: lens {rows, columns}, feeds (the board its lens fills), controls, frames."""
    return {
        "type": "photo",
        "id": identity,
        "raster": raster,
        "role": role,
        "title": title,
        "alt": alt,
        "note": note,
        **more,
    }
