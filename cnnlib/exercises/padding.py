"""Questions of the lesson on padding and strides."""

from __future__ import annotations

from random import Random

from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import dice, fresh, shuffled
from cnnlib.exercises.question import ChoiceQuestion, NumberQuestion, Question, WrongOption
from cnnlib.geometry import output_size, pixel_usage, same_padding


def questions(seed: int) -> tuple[Question, ...]:
    """Predict a size or a padding, and choose where padding matters."""
    rng = dice(seed)
    predict = rng.choice((_output_size, _output_size, _keep_the_size))
    return (
        fresh(lambda: predict(rng)),
        rng.choice((_least_used, _lopsided))(rng),
    )


def _output_size(rng: Random) -> NumberQuestion:
    n, f, p, s = rng.randint(8, 32), rng.choice((3, 5, 7)), rng.randint(0, 3), rng.randint(1, 3)
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
    n, f = rng.randint(8, 64), rng.choice((3, 5, 7, 9, 11))
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
