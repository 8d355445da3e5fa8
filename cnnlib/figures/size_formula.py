"""⌊(n + 2p − d(f − 1) − 1)/s⌋ + 1 with the numbers of this moment, and what its floor means."""

from __future__ import annotations

from cnnlib.figures.scene import Item
from cnnlib.lessons.axis import Axis, cells

SHARES = {
    (1, 2): "half a step",
    (1, 3): "a third of a step",
    (2, 3): "two thirds of a step",
    (1, 4): "a quarter of a step",
    (2, 4): "half a step",
    (3, 4): "three quarters of a step",
}


def size_formula(axis: Axis) -> Item:
    """The formula, letters above numbers; each term lights its part of the boards "x", "w" and "y"."""
    columns, after = _formula(axis), _worked_out(axis)
    return {
        "type": "aligned",
        "id": "size",
        "columns": columns,
        "after": after,
        "label": f"Size of the output: {''.join(column['bottom'] for column in columns + after)}",
        "note": f"{sides_in_words(axis)} {floor_in_words(axis)}".strip(),
    }


def _sign(text: str) -> Item:
    return {"top": text, "bottom": text, "role": "sign"}


def _term(top: str, bottom: object, role: str, hot: str, says: str) -> Item:
    return {"top": top, "bottom": str(bottom), "role": role, "hot": hot, "says": says}


def _formula(axis: Axis) -> list[Item]:
    span = f"d(f − 1) + 1 = {axis.extent}: the cells that the window spans, and needs."
    return [
        _sign("⌊ ("),
        _term("n", axis.n, "input", "x/n", f"n = {axis.n}: the cells of the input along one side."),
        _sign(" + "),
        _padding(axis),
        _sign(" − "),
        _term("d", f"{axis.dilation}·", "filter", "w", span),
        _sign("("),
        _term("f", axis.f, "filter", "w", span),
        _sign(" − 1) − 1) / "),
        _term("s", axis.stride, "plain", "x/starts", _starts(axis)),
        _sign("⌋ + 1"),
    ]


def _padding(axis: Axis) -> Item:
    before, after = axis.before, axis.after
    if axis.lopsided:
        says = f"p₁ = {before} above and on the left, p₂ = {after} below and on the right."
        return _term("p₁ + p₂", f"{before} + {after}", "input", "x/p", says)
    says = f"p = {before}: {cells(before)} of zeros on every side." if before else "p = 0: no padding."
    return _term("2p", f"2·{before}", "input", "x/p", says)


def _starts(axis: Axis) -> str:
    pace = "one cell" if axis.stride == 1 else f"{axis.stride} cells"
    return f"s = {axis.stride}: the window moves {pace} at a time. Lit are the cells in which one begins."


def _worked_out(axis: Axis) -> list[Item]:
    def plain(text: object) -> Item:
        return {"top": "", "bottom": str(text), "role": "plain"}

    def sign(text: str) -> Item:
        return {"top": "", "bottom": text, "role": "sign"}

    if axis.size is None:
        return [sign("    where  "), plain(f"{axis.room} < 0".replace("-", "−"))]
    steps = [sign(" = ")]
    if axis.stride > 1:
        steps += [plain(f"⌊{axis.room} / {axis.stride}⌋"), sign(" + 1 = ")]
        steps += [_term("", _floor(axis), "plain", "x/dropped", floor_in_words(axis)), sign(" + 1 = ")]
    steps += [plain(axis.size - 1), sign(" + 1 = ")]
    size = f"The output has {cells(axis.size)} along each side."
    return [*steps, _term("", axis.size, "result", "y", size)]


def _floor(axis: Axis) -> str:
    quotient = f"{axis.room / axis.stride:.2f}".rstrip("0").rstrip(".")
    return f"⌊{quotient}⌋"


def sides_in_words(axis: Axis) -> str:
    """Why the sides differ, where they do."""
    if not axis.lopsided:
        return ""
    rows = cells(axis.before + axis.after).replace("cell", "row")
    return f"{rows} of zeros cannot be shared evenly: {axis.before} before, {axis.after} after."


def floor_in_words(axis: Axis) -> str:
    """What the floor leaves out on this axis, or why it leaves out nothing."""
    if axis.size is None:
        return f"The window would have to move {axis.room} cells: it has no place.".replace("-", "−")
    if axis.stride == 1:
        return "With stride 1 every step fits: nothing is left over."
    if axis.dropped == 0:
        return f"{axis.room} / {axis.stride} is whole: the last window ends at the last row."
    lost = [str(row + 1) for row in range(axis.padded - axis.dropped, axis.padded)]
    many = "s" if len(lost) > 1 else ""
    counted = " (counting the padding)" if axis.before + axis.after else ""
    return (
        f"{_floor(axis)} = {axis.size - 1}: {SHARES[axis.dropped, axis.stride]} does not fit, "
        f"so row{many} and column{many} {_listed(lost)}{counted} are never read."
    )


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
