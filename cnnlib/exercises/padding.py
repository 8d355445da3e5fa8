"""Questions of the lesson on padding and strides."""

from __future__ import annotations

from random import Random
from typing import Any

from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import dice, fresh, shuffled
from cnnlib.exercises.question import (
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
    WrongOption,
    WrongState,
)
from cnnlib.geometry import output_size, pixel_usage, same_padding
from cnnlib.lessons.padding import PaddingOptions, axis_of, padding_of


def questions(seed: int) -> tuple[Question, ...]:
    """Predict a size or a padding, choose where padding matters, and set the figure."""
    rng = dice(seed)
    return (
        _predict(rng),
        rng.choice((_least_used, _lopsided))(rng),
        rng.choice((_keep_it_as_large, _leave_nothing_over))(rng),
    )


def _predict(rng: Random) -> NumberQuestion:
    """A size or a padding. The case is chosen before the numbers, or the easy ones would prevail."""
    padded, strided = rng.choice(((True, False), (False, True), (True, True), (True, True)))
    if rng.randrange(4) == 0:
        return fresh(lambda: _keep_the_size(rng))
    return fresh(lambda: _output_size(rng, padded=padded, strided=strided))


def _output_size(rng: Random, *, padded: bool, strided: bool) -> NumberQuestion:
    n, f = rng.randint(8, 40), rng.choice((3, 5, 7))
    p = rng.randint(1, f - 1) if padded else 0
    s = rng.randint(2, 3) if strided else 1
    answer = output_size(n, f, padding=p, stride=s)
    room = n + 2 * p - f
    return NumberQuestion(
        id="padding-output-size",
        title="predict the size",
        text=f"Picture {n}×{n}, filter {f}×{f}, padding p = {p}, stride s = {s}. How many cells "
        "wide is the output?",
        unit="cells",
        answer=answer,
        mistakes=mistakes.of_output_size(n, f, padding=p, stride=s),
        formula="Write down ⌊(n + 2p − f)/s⌋ + 1 with your four numbers.",
        hints=(
            f"With padding the filter moves over {n} + 2·{p} = {n + 2 * p} cells.",
            f"Its left edge can move {room} cells, {s} at a time: ⌊{room}/{s}⌋ jumps.",
        ),
        reason=f"⌊({n} + 2·{p} − {f})/{s}⌋ + 1 = ⌊{room}/{s}⌋ + 1 = {answer}.",
    )


def _keep_the_size(rng: Random) -> NumberQuestion:
    n, f = rng.randint(16, 64), rng.choice((3, 5, 7, 9, 11))
    p = (f - 1) // 2
    return NumberQuestion(
        id="padding-keep-the-size",
        title="keep the size",
        text=f"A filter of {f}×{f} moves over {n}×{n} numbers, one cell at a time. Which padding p "
        "makes the output as large as the input?",
        answer=p,
        mistakes=mistakes.of_same_padding(n, f),
        formula="Write down n + 2p − f + 1 = n and solve it for p.",
        hints=(
            f"Without padding the output loses f − 1 = {f - 1} cells.",
            "Half of what is lost comes back on each side.",
        ),
        reason=f"p = (f − 1)/2 = ({f} − 1)/2 = {p}, whatever n is.",
    )


def _least_used(rng: Random) -> ChoiceQuestion:
    f = 3
    n = rng.randint(2 * f, 12)
    usage = pixel_usage(n, f)
    corner, side, centre = (int(usage[cell]) for cell in ((0, 0), (0, n // 2), (n // 2, n // 2)))
    answer = "A corner cell"
    wrong = (
        WrongOption(
            "forgot the second border",
            f"A cell on a side takes part in {side} windows. At a corner two borders cut windows off.",
            "A cell in the middle of a side",
        ),
        WrongOption(
            "turned it round",
            f"The centre is used most: {centre} windows, for every place of the {f}×{f} filter over it.",
            "A cell at the centre",
        ),
        WrongOption(
            "overlooked the borders",
            f"Far from the borders that holds, {centre} windows each. But no window reaches over the edge.",
            "None: all take part equally often",
        ),
    )
    return ChoiceQuestion(
        id="padding-least-used",
        title="find the forgotten cell",
        text=f"A {f}×{f} filter slides over {n}×{n} numbers without padding. Which input cell "
        "takes part in the fewest windows?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "Count the places of the filter at which it covers the cell.",
            "Over a corner the filter can lie in only one way.",
        ),
        reason=f"A corner takes part in {corner} window, a cell on a side in {side}, one at the "
        f"centre in {centre}. Padding gives the border more to say.",
    )


def _lopsided(rng: Random) -> ChoiceQuestion:
    f = rng.choice((2, 4, 6))
    n = rng.randint(f + 2, 16)
    before, after = same_padding(n, f)
    answer = _split(before, after)
    wrong = (
        WrongOption(
            "put the odd one first",
            "The count is right, but TensorFlow puts the odd one after the picture.",
            _split(after, before),
        ),
        WrongOption(
            "halved a row",
            "There is no half a row of zeros. An odd count cannot be shared evenly.",
            _split((f - 1) / 2, (f - 1) / 2),
        ),
        WrongOption(
            "counted f instead of f − 1",
            f"The output loses f − 1 = {f - 1} rows, not {f}.",
            _split(f // 2, f // 2),
        ),
    )
    return ChoiceQuestion(
        id="padding-lopsided",
        title="pad an even filter",
        text=f"“Same” padding keeps {n}×{n} numbers {n}×{n} under a {f}×{f} filter with stride 1. "
        "Where does TensorFlow put the rows of zeros?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            f"Without padding the output would lose f − 1 = {f - 1} rows.",
            f"{f - 1} is odd: one side gets one row more. TensorFlow gives it to the lower side.",
        ),
        reason=f"f − 1 = {f - 1} rows are needed, an odd number. The odd one goes below, and on the right.",
    )


def _split(above: float, below: float) -> str:
    return f"{above:g} above, {below:g} below"


def _keep_it_as_large(rng: Random) -> FigureQuestion[PaddingOptions]:
    """Find the p that keeps the size, for a larger or a dilated filter."""
    f, d = rng.choice(((5, 1), (7, 1), (3, 2), (3, 3), (5, 2)))
    p = d * (f - 1) // 2
    filters = f"a {f}×{f} filter" if d == 1 else f"a {f}×{f} filter of dilation {d}"

    def state(**changes: Any) -> PaddingOptions:
        return PaddingOptions(f=f, dilation=d, stride=1, p=p).replace(**changes)

    def chosen(options: PaddingOptions) -> bool:
        return (options.f, options.dilation) == (f, d)

    return FigureQuestion(
        id="padding-keep-it-as-large",
        title="keep the size yourself",
        text=f"Bring the figure into a state where {filters} and stride 1 give an output as large as the "
        "input. Find the number p: “same” would do it for you.",
        fields=("f", "dilation", "stride", "padding", "p"),
        reached=lambda options: (
            chosen(options)
            and options.stride == 1
            and options.padding == "number"
            and _size(options) == options.n
        ),
        reading=_sizes,
        mistakes=(
            WrongState(
                "took another filter",
                f"The task is about {filters}.",
                seen=lambda options: not chosen(options),
                example=PaddingOptions(f=f - 1, dilation=d, stride=1, p=p),
            ),
            WrongState(
                "kept the stride of 2",
                "Stride 1 is asked for: a longer step leaves windows out, so the output shrinks.",
                seen=lambda options: options.stride != 1,
                example=state(stride=2),
            ),
            WrongState(
                "left the counting to “same”",
                "That is the right size, but which p is it? Turn the dial to it.",
                seen=lambda options: options.padding == "same",
                example=state(padding="same"),
            ),
            WrongState(
                "padded each side by all that is missing",
                f"Without padding {2 * p} cells are missing in all. Half of them belong on each side.",
                seen=lambda options: padding_of(options) in ("full", 2 * p),
                example=state(padding="full"),
            ),
            WrongState(
                "padded too little",
                "The output is smaller than the input still.",
                seen=lambda options: (_size(options) or 0) < options.n,
                example=state(p=p - 1),
            ),
            WrongState(
                "padded too much",
                "The output has grown beyond the input.",
                seen=lambda options: (_size(options) or 0) > options.n,
                example=state(p=p + 1),
            ),
        ),
        solution=state(),
        hints=(
            f"The window spans d(f − 1) + 1 = {2 * p + 1} cells, so without padding {2 * p} are missing.",
            "Half of the missing cells come from each side.",
        ),
        reason=f"p = d(f − 1)/2 = {d}·({f} − 1)/2 = {p}.",
    )


def _leave_nothing_over(rng: Random) -> FigureQuestion[PaddingOptions]:
    """Find n and p so that a stride above 1 ends exactly at the border."""
    stride, size = rng.choice(((2, 4), (2, 5), (3, 3), (3, 4)))
    need = (size - 1) * stride + 3
    n = need - 2

    def state(**changes: Any) -> PaddingOptions:
        return PaddingOptions(n=n, p=1, stride=stride).replace(**changes)

    return FigureQuestion(
        id="padding-leave-nothing-over",
        title="leave nothing over",
        text=f"A 3×3 filter, stride {stride}, no dilation. Choose the input n and the padding so that the "
        f"output is {size}×{size} and no row is dropped.",
        fields=("n", "f", "stride", "dilation", "padding", "p"),
        reached=lambda options: (
            (options.f, options.dilation, options.stride) == (3, 1, stride)
            and _size(options) == size
            and axis_of(options).dropped == 0
        ),
        reading=_rows,
        mistakes=(
            WrongState(
                "took another filter",
                "The task is about a 3×3 filter without dilation.",
                seen=lambda options: (options.f, options.dilation) != (3, 1),
                example=state(f=4),
            ),
            WrongState(
                "took another stride",
                f"The task is about stride {stride}.",
                seen=lambda options: options.stride != stride,
                example=state(stride=1),
            ),
            WrongState(
                "looked at the size only",
                "The size is right, but the last step does not end at the border.",
                seen=lambda options: _size(options) == size,
                example=state(n=n + 1),
            ),
            WrongState(
                "looked at the border only",
                "Nothing is dropped, but the output has another size.",
                seen=lambda options: axis_of(options).dropped == 0,
                example=state(n=n - stride),
            ),
        ),
        solution=state(),
        hints=(
            f"{size} windows need {size - 1} steps of {stride}, and the last window 3 cells.",
            f"So n + 2p must be {size - 1}·{stride} + 3 = {need}.",
        ),
        reason=f"For example n = {n} and p = 1: n + 2p = {need} = {size - 1}·{stride} + 3, so the last "
        "window ends at the last row.",
    )


def _size(options: PaddingOptions) -> int | None:
    return axis_of(options).size


def _sizes(options: PaddingOptions) -> str:
    size = _size(options)
    if size is None:
        return "No window fits now."
    return f"The input is {options.n}×{options.n}, the output {size}×{size} now."


def _rows(options: PaddingOptions) -> str:
    size, dropped = _size(options), axis_of(options).dropped
    if size is None:
        return "No window fits now."
    rows = {0: "no row is", 1: "1 row is"}.get(dropped, f"{dropped} rows are")
    return f"The output is {size}×{size} now, and {rows} dropped."
