"""Numbers as learners write them and as a page prints them."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40

_SIGNS = str.maketrans({"−": "-", "‐": "-", "‑": "-", "–": "-", "’": "'"})
_POINT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_GROUPS = re.compile(
    r"(?P<whole>[+-]?[1-9]\d{0,2}(?P<mark>[ ,.'])\d{3}((?P=mark)\d{3})*)"
    r"((?!(?P=mark))[.,](?P<decimals>\d+))?",
    re.ASCII,
)
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)", re.ASCII)


def read(text: str) -> float | None:
    """The number that `text` writes, or None when it writes none.

    Takes a true minus (−5), a point or a comma before the decimals (5.0 and 5,0), and thousands
    set apart by a space, a comma, a point or an apostrophe (1 234 · 14,450,688 · 1.234,5 · 1'234).
    What could be read in two ways is read as in English: 1,234 is 1234 and 1.234 has decimals.
    """
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    text = re.sub(r"^([+-])\s+", r"\1", text)
    if len(text) > LONGEST:
        return None
    if _POINT.fullmatch(text):
        return float(text)
    if groups := _GROUPS.fullmatch(text):
        whole = groups["whole"].replace(groups["mark"], "")
        return float(f"{whole}.{groups['decimals'] or 0}")
    return float(text.replace(",", ".")) if _COMMA.fullmatch(text) else None


def say(number: float) -> str:
    """The number as a page prints it, with at most two decimals: −5 · 14,450,688 · 2.33."""
    rounded = round(float(number), 2) + 0.0
    text = f"{rounded:,.0f}" if rounded.is_integer() else f"{rounded:,.2f}".rstrip("0")
    return text.replace("-", "−")


def volume(side: int, depth: int) -> str:
    """The size of a square volume as a page prints it: 28×28×192."""
    return f"{side}×{side}×{depth}"


def matches(given: float, number: float, tolerance: float = 0.0) -> bool:
    """Whether `given` is `number`; two decimals are enough where `number` has more of them."""
    enough = 1e-9 if abs(round(number, 2) - number) < 1e-9 else 0.005
    return abs(given - number) <= max(tolerance + 1e-9, enough)
