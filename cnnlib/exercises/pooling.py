"""Questions of the lesson on pooling."""

from __future__ import annotations

from random import Random

import numpy as np

from cnnlib.convolution import pool2d
from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import board, dice, fresh, shuffled
from cnnlib.exercises.numerals import say, volume
from cnnlib.exercises.question import (
    Board,
    ChoiceQuestion,
    NumberQuestion,
    Question,
    WrongOption,
)
from cnnlib.geometry import output_size

SIZE = STRIDE = 2


def questions(seed: int) -> tuple[Question, ...]:
    """Pool one window, and choose what pooling does to a volume."""
    rng = dice(seed)
    mode = rng.choice(("max", "average"))
    return (
        fresh(lambda: _pool_a_window(rng, mode)),
        fresh(lambda: rng.choice((_parameters, _pooled_volume))(rng)),
    )


def _pool_a_window(rng: Random, mode: str) -> NumberQuestion:
    numbers = board(rng, 6, 6, high=20)
    row, column = rng.sample(range(3), 2)
    x = np.array(numbers, dtype=float)
    top, left = row * STRIDE, column * STRIDE
    window = [say(number) for number in x[top : top + SIZE, left : left + SIZE].ravel()]
    answer = float(pool2d(x[..., None], SIZE, stride=STRIDE, mode=mode)[row, column, 0])
    worked = {
        "max": f"The largest of {', '.join(window)} is {say(answer)}.",
        "average": f"({' + '.join(window)})/{SIZE * SIZE} = {say(answer)}.",
    }
    return NumberQuestion(
        id=f"pooling-{mode}",
        title="pool a window",
        text=f"{mode.capitalize()} pooling, size {SIZE}, stride {STRIDE}. What does the output "
        f"say in row {row + 1}, column {column + 1}?",
        boards=(Board("Input", "input", numbers, window=(top, left, SIZE, SIZE)),),
        answer=answer,
        mistakes=mistakes.of_pooling(numbers, SIZE, STRIDE, row, column, mode),
        formula="Write down the four numbers of the window whose upper left cell is in row "
        f"{top + 1}, column {left + 1}, and take their "
        f"{'largest' if mode == 'max' else 'average'}.",
        hints=(
            f"With stride {STRIDE} the windows do not overlap: they tile the input.",
            f"The window's upper left cell is in row {top + 1}, column {left + 1} of the input.",
        ),
        reason=worked[mode],
    )


def _parameters(rng: Random) -> ChoiceQuestion:
    size, channels = rng.choice((2, 3)), rng.choice((8, 16, 32))
    cells = size * size
    wrong = (
        WrongOption(
            "took pooling for a filter",
            f"The window has {size}·{size} cells, but no weights: it takes the largest.",
            say(cells),
        ),
        WrongOption(
            "gave each channel a filter",
            f"Each of the {channels} channels is pooled by itself, with nothing to learn.",
            say(cells * channels),
        ),
        WrongOption(
            "gave each channel a bias",
            "Nothing is added to the largest number: pooling has no bias.",
            say(channels),
        ),
    )
    return ChoiceQuestion(
        id="pooling-parameters",
        title="count the parameters",
        text=f"How many parameters does {size}×{size} max pooling learn over {channels} channels?",
        options=shuffled(rng, "0", wrong),
        answer="0",
        mistakes=wrong,
        hints=(
            "A parameter is a number that training changes.",
            "Size and stride are chosen beforehand. What else does taking the largest need?",
        ),
        reason="The largest number of a window needs no weight and no bias. Size and stride are "
        "chosen, not learned.",
    )


def _pooled_volume(rng: Random) -> ChoiceQuestion:
    n, channels = 2 * rng.randint(6, 32), rng.choice((6, 16, 32, 64))
    side = output_size(n, SIZE, stride=STRIDE)
    answer = volume(side, channels)
    wrong = (
        WrongOption(
            "pooled over the channels",
            "Each channel is pooled by itself: the depth stays.",
            volume(side, 1),
        ),
        WrongOption(
            "halved the depth as well",
            "Height and width are halved. The window does not reach across channels.",
            volume(side, channels // 2),
        ),
        WrongOption(
            "stepped by one",
            f"That is stride 1. With stride {STRIDE} the windows tile the input.",
            volume(output_size(n, SIZE), channels),
        ),
        WrongOption(
            "kept the size",
            f"Of each {SIZE}×{SIZE} window one number remains: the side becomes {n}/{STRIDE}.",
            volume(n, channels),
        ),
    )
    return ChoiceQuestion(
        id="pooling-volume",
        title="predict the volume",
        text=f"A volume of {volume(n, channels)}, max pooling of size {SIZE}, stride {STRIDE}. "
        "What comes out?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "The side follows the same formula as for a filter: ⌊(n − f)/s⌋ + 1.",
            "Does a pooling window see more than one channel at a time?",
        ),
        reason=f"⌊({n} − {SIZE})/{STRIDE}⌋ + 1 = {side}, and each of the {channels} channels is "
        "pooled by itself.",
    )
