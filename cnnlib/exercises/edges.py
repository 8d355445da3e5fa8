"""Questions of the lesson on edges and filters."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from cnnlib.convolution import conv2d
from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import board, dice, fresh, shuffled
from cnnlib.exercises.numerals import say
from cnnlib.exercises.question import (
    Board,
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
    WrongOption,
    WrongState,
)
from cnnlib.filters import FILTERS, TITLES
from cnnlib.lessons.edges import EdgesOptions, weights_of
from cnnlib.options import Matrix

Weights = NDArray[np.float64]

VERTICAL: Matrix = ((1, 0, -1),) * 3
SKY = 180


def questions(seed: int) -> tuple[Question, ...]:
    """Predict a cell, name what a filter sees, and make a flat sky vanish."""
    rng = dice(seed)
    return (
        fresh(lambda: _predict_a_cell(rng)),
        rng.choice((_flat_sky, _orange_and_blue))(rng),
        _vanish(rng.choice(("sharpen", "emboss"))),
    )


def _predict_a_cell(rng: Random) -> NumberQuestion:
    numbers = board(rng, 5, 5)
    row, column = rng.sample(range(3), 2)
    x, w = np.array(numbers, dtype=float), np.array(VERTICAL, dtype=float)
    window = x[row : row + 3, column : column + 3]
    left, right = (" + ".join(map(say, window[:, side])) for side in (0, 2))
    answer = float(conv2d(x[..., None], w[..., None, None])[row, column, 0])
    return NumberQuestion(
        id="edges-predict-a-cell",
        title="predict a cell",
        text="The vertical filter slides over these numbers. What does the output say in "
        f"row {row + 1}, column {column + 1}?",
        boards=(
            Board("Input", "input", numbers, window=(row, column, 3, 3)),
            Board("Filter", "filter", VERTICAL),
        ),
        answer=answer,
        mistakes=mistakes.of_one_cell(numbers, VERTICAL, row, column),
        formula="Write down the nine products of the window whose upper left cell is in row "
        f"{row + 1}, column {column + 1}, and add them up.",
        hints=(
            f"The window's upper left cell is in row {row + 1}, column {column + 1} of the input.",
            "The middle column counts 0 times. Add the left column and take the right one away.",
        ),
        reason=f"{left} − ({right}) = {say(answer)}: the left column minus the right one.",
    )


def _flat_sky(rng: Random) -> ChoiceQuestion:
    answer = TITLES[rng.choice(("vertical", "horizontal", "laplacian"))]
    wrong = (
        WrongOption(
            "took an average for a difference",
            f"The weights of a blur add up to 1. It answers {SKY}·1: the sky stays as bright.",
            TITLES["box_blur"],
        ),
        WrongOption(
            "took sharpening for an edge detector",
            f"5 − 4 = 1: sharpening adds the edges to the picture, so the sky stays {SKY}.",
            TITLES["sharpen"],
        ),
        WrongOption(
            "took a copy for nothing",
            f"The identity copies each pixel. The sky stays {SKY}.",
            TITLES["identity"],
        ),
    )
    return ChoiceQuestion(
        id="edges-flat-sky",
        title="find the filter",
        text=f"In a flat sky every pixel is {SKY}. Which filter answers 0 everywhere in it?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "Every weight meets the same number, so it can be taken out of the sum.",
            f"The answer is {SKY} times the sum of the weights. Whose weights add up to 0?",
        ),
        reason=f"Its weights add up to 0, and on a flat region the answer is {SKY} times their sum.",
    )


def _orange_and_blue(rng: Random) -> ChoiceQuestion:
    name, first, second, across = rng.choice(
        (
            ("vertical", "on the left", "on the right", "Bright above, dark below"),
            ("horizontal", "above", "below", "Bright on the left, dark on the right"),
        )
    )
    colour, sign = rng.choice((("orange", "positive"), ("blue", "negative")))
    falling, rising = f"Bright {first}, dark {second}", f"Dark {first}, bright {second}"
    answer, swapped = (falling, rising) if sign == "positive" else (rising, falling)
    wrong = (
        WrongOption(
            "swapped the two sides",
            f"The 1s lie {first}, the −1s {second}. A positive answer is brighter where the 1s are.",
            swapped,
        ),
        WrongOption(
            "turned the filter",
            f"The weights change from 1 to −1 between {first} and {second}. Along the other "
            "direction they are all the same, and a change there cancels.",
            across,
        ),
        WrongOption(
            "took the response for brightness",
            "A flat region answers 0, however bright it is: the 1s and −1s cancel.",
            "The same brightness on both sides",
        ),
    )
    return ChoiceQuestion(
        id="edges-orange-and-blue",
        title=f"read the {colour}",
        text=f"The {name} filter has 1s {first} and −1s {second}. At one place its response is "
        f"{colour}: {sign}. What is in the picture there?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "The answer is the sum under the 1s minus the sum under the −1s.",
            f"Which of the two sums is larger when the answer is {sign}?",
        ),
        reason=f"What lies {first} minus what lies {second} is {sign}.",
    )


def _vanish(start: str) -> FigureQuestion[EdgesOptions]:
    """Change one weight of the filter `start` so that its weights add up to 0."""
    given, title = FILTERS[start], TITLES[start]
    total = say(given.sum())
    middle = _with(given, {(1, 1): given[1, 1] - given.sum()})

    def changed(options: EdgesOptions) -> int:
        weights = weights_of(options)
        return int((weights != given).sum()) if weights.shape == given.shape else weights.size

    return FigureQuestion(
        id="edges-vanish",
        title="make the response vanish",
        text=f"In the figure above, choose the filter *{title}* in the list below the chips. Then change one "
        "of its numbers so that a flat sky, the same brightness everywhere, gives exactly 0, while edges "
        "still answer.",
        fields=("filter", "weights"),
        reached=lambda options: (
            changed(options) == 1 and _on_flat_sky(options) == 0 and bool(weights_of(options).any())
        ),
        reading=lambda options: f"The weights add up to {say(weights_of(options).sum())} now.",
        mistakes=(
            WrongState(
                "took a ready-made filter",
                f"This filter is ready-made. Choose *{title}* and edit one of its numbers.",
                seen=lambda options: options.filter not in ("custom", start),
                example=EdgesOptions(filter="laplacian"),
            ),
            WrongState(
                "changed nothing yet",
                f"This is *{title}* as it comes. Click one of its numbers and type another.",
                seen=lambda options: changed(options) == 0,
                example=EdgesOptions(filter=start),
            ),
            WrongState(
                "made the filter blind",
                "A filter of nothing but 0 answers 0 everywhere, at edges too.",
                seen=lambda options: not weights_of(options).any(),
                example=_custom(np.zeros((3, 3))),
            ),
            WrongState(
                "changed more than one number",
                f"More than one number differs from *{title}*. Choose it again and change one.",
                seen=lambda options: changed(options) > 1,
                example=_custom(_with(given, {(0, 0): 7, (2, 2): -7})),
            ),
            WrongState(
                "left a sum that is not 0",
                "The sky still answers: every weight meets the same brightness, so their sum counts.",
                seen=lambda options: _on_flat_sky(options) != 0,
                example=_custom(_with(given, {(1, 1): 9})),
            ),
        ),
        solution=_custom(middle),
        hints=(
            "On a flat sky the answer is the brightness times the sum of the weights.",
            f"The weights of {title} add up to {total}. Make one of them {total} smaller.",
        ),
        reason="The weights add up to 0, so equal neighbours cancel and only differences remain: "
        f"{say(given[1, 1])} → {say(middle[1, 1])} in the middle, for example.",
    )


def _with(weights: Weights, cells: dict[tuple[int, int], float]) -> Weights:
    changed = weights.copy()
    for cell, weight in cells.items():
        changed[cell] = weight
    return changed


def _custom(weights: Weights) -> EdgesOptions:
    return EdgesOptions(filter="custom", weights=tuple(map(tuple, weights.tolist())))


def _on_flat_sky(options: EdgesOptions) -> float:
    weights = weights_of(options)
    sky = np.full(weights.shape, SKY, dtype=float)
    return round(float(conv2d(sky[..., None], weights[..., None, None]).item()), 9)
