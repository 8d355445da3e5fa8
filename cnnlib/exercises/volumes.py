"""Questions of the lesson on volumes and many filters."""

from __future__ import annotations

from random import Random

import numpy as np

from cnnlib.convolution import conv2d
from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import dice, fresh, shuffled
from cnnlib.exercises.numerals import say, volume
from cnnlib.exercises.question import (
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
    WrongOption,
    WrongState,
)
from cnnlib.geometry import output_size
from cnnlib.lessons.volumes import (
    RED_BESIDE_BLUE,
    WHITE_BESIDE_BLACK,
    VolumesOptions,
    as_volume,
    filter_matrix,
)
from cnnlib.options import Matrix

UPRIGHT: Matrix = ((1, 0, -1),) * 3
BLANK: Matrix = ((0, 0, 0),) * 3
TURNED: Matrix = ((-1, 0, 1),) * 3
ENOUGH = 30


def questions(seed: int) -> tuple[Question, ...]:
    """Count the parameters of a layer, choose the volume that comes out, and see colour alone."""
    rng = dice(seed)
    return (
        fresh(lambda: _parameters(rng)),
        fresh(lambda: rng.choice((_output_volume, _one_by_one))(rng)),
        _colour_alone(),
    )


def _parameters(rng: Random) -> NumberQuestion:
    f, channels, filters = rng.choice((3, 5, 7)), rng.choice((3, 8, 16)), rng.randint(4, 32)
    picture = rng.choice((28, 32, 64))
    weights = f * f * channels
    answer = (weights + 1) * filters
    return NumberQuestion(
        id="volumes-parameters",
        title="count the parameters",
        text=f"A layer has {filters} filters of {f}×{f}×{channels}, with a bias each, over a "
        f"picture of {picture}×{picture}×{channels}. How many parameters does it learn?",
        unit="parameters",
        answer=answer,
        mistakes=mistakes.of_parameters(f, channels, filters, picture=picture),
        formula="Write down (f·f·C + 1)·K with your numbers.",
        hints=(
            f"One filter is as deep as its input: {f}·{f}·{channels} weights.",
            f"One filter and its bias are {weights} + 1 numbers. There are {filters} filters.",
        ),
        reason=f"({f}·{f}·{channels} + 1)·{filters} = {weights + 1}·{filters} = {say(answer)}, "
        "however large the picture is.",
    )


def _output_volume(rng: Random) -> ChoiceQuestion:
    n, f = rng.randint(6, 32), rng.choice((3, 5))
    channels, filters = rng.choice((3, 8, 16)), rng.choice((2, 4, 10, 20))
    side = output_size(n, f)
    answer = volume(side, filters)
    wrong = (
        WrongOption(
            "kept the input's depth",
            f"A filter adds its {channels} channel sums into one sheet. {filters} filters give "
            f"{filters} sheets.",
            volume(side, channels),
        ),
        WrongOption(
            "multiplied the depths",
            f"Each filter reads all {channels} channels and gives one sheet, not {channels}.",
            volume(side, channels * filters),
        ),
        WrongOption(
            "forgot that the border is lost",
            f"Without padding the side becomes {n} − {f} + 1 = {side}.",
            volume(n, filters),
        ),
        WrongOption(
            "forgot the depth",
            f"That is what one filter gives. There are {filters}.",
            volume(side, 1),
        ),
    )
    return ChoiceQuestion(
        id="volumes-output-volume",
        title="predict the volume",
        text=f"An input of {volume(n, channels)} meets {filters} filters of {volume(f, channels)}, "
        "stride 1, no padding. What comes out?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "Find the side first: n − f + 1.",
            "Each filter gives one sheet of the output, however deep the input is.",
        ),
        reason=f"The side is {n} − {f} + 1 = {side}, and each of the {filters} filters gives one sheet.",
    )


def _one_by_one(rng: Random) -> ChoiceQuestion:
    n, channels, filters = (
        rng.choice((14, 28, 56)),
        rng.choice((64, 192, 256)),
        rng.choice((16, 32)),
    )
    answer = volume(n, filters)
    wrong = (
        WrongOption(
            "took it for a product with one number",
            f"A 1×1 filter has {channels} weights, one for each channel, and adds the products up. "
            f"{filters} filters give {filters} sheets.",
            volume(n, channels),
        ),
        WrongOption(
            "multiplied the depths",
            f"Each filter mixes all {channels} channels into one sheet.",
            volume(n, channels * filters),
        ),
        WrongOption(
            "gave the filter's size",
            f"The filter is 1×1; it still slides over all {n}·{n} places.",
            volume(1, filters),
        ),
    )
    return ChoiceQuestion(
        id="volumes-one-by-one",
        title="mix the channels",
        text=f"A volume of {volume(n, channels)} meets {filters} filters of 1×1. What comes out?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "A 1×1 filter is as deep as its input.",
            f"The side is n − 1 + 1 = n = {n}. What says how deep the output is?",
        ),
        reason=f"n − 1 + 1 = {n}: height and width stay, and the depth becomes the number of filters.",
    )


def _colour_alone() -> FigureQuestion[VolumesOptions]:
    """Make filter 1 answer an edge of colour, but not one of brightness."""
    return FigureQuestion(
        id="volumes-colour-alone",
        title="see colour alone",
        text=f"Edit filter 1. At the edge between red and blue it shall answer {ENOUGH} or more (either "
        "sign), at an edge between white and black exactly 0. Choose *red beside blue* and *white beside "
        "black* above x to try it; the bias does not count.",
        fields=("f1", "w1"),
        reached=lambda options: _at_colours(options) >= ENOUGH and _at_brightness(options) == 0,
        reading=lambda options: (
            f"Filter 1 answers {say(_at_colours(options))} between red and blue, and "
            f"{say(_at_brightness(options))} between white and black now (without sign and bias)."
        ),
        mistakes=(
            WrongState(
                "made the filter blind",
                "A filter of nothing but 0 answers 0 everywhere.",
                seen=lambda options: not any(any(row) for row in filter_matrix(options, 1)),
                example=_own(BLANK * 3),
            ),
            WrongState(
                "weighed red and blue alike",
                "Where red falls by 10, blue rises by 10. With the same weights the two channel sums cancel.",
                seen=lambda options: _at_colours(options) == 0,
                example=VolumesOptions(f1="all"),
            ),
            WrongState(
                "looked at one channel only",
                "White falls to black in every channel by the same step, so one channel alone sees that edge "
                "too. A second channel has to take it away again.",
                seen=lambda options: _channels_used(options) == 1,
                example=_own(BLANK * 2 + UPRIGHT),
            ),
            WrongState(
                "left the channels out of balance",
                "Between white and black all three channels make the same step, so what the three sheets of "
                "the filter answer must add up to 0.",
                seen=lambda options: _at_brightness(options) != 0,
                example=_own(UPRIGHT + BLANK + ((-2, 0, 2),) * 3),
            ),
            WrongState(
                "stayed too weak",
                f"The balance is right, but the answer is below {ENOUGH}. Larger weights answer louder.",
                seen=lambda options: 0 < _at_colours(options) < ENOUGH,
                example=_own(tuple(tuple(weight / 4 for weight in row) for row in UPRIGHT + BLANK + TURNED)),
            ),
        ),
        solution=_own(UPRIGHT + BLANK + TURNED),
        hints=(
            "Red falls by 10 where blue rises by 10. Which signs make both channel sums pull the same way?",
            "Put a vertical edge into the red sheet and its opposite into the blue one.",
        ),
        reason="With 1 0 −1 in red and −1 0 1 in blue, the sums between red and blue are 30 and 30: they add "
        "up. Between white and black they are 30 and −30: they cancel.",
    )


def _own(weights: Matrix) -> VolumesOptions:
    return VolumesOptions(f1="custom", w1=weights)


def _at_colours(options: VolumesOptions) -> float:
    return _loudest(options, RED_BESIDE_BLUE)


def _at_brightness(options: VolumesOptions) -> float:
    return _loudest(options, WHITE_BESIDE_BLACK)


def _loudest(options: VolumesOptions, numbers: Matrix) -> float:
    """The largest magnitude that filter 1 answers to these numbers, without its bias."""
    weights = as_volume(filter_matrix(options, 1))[..., None]
    return round(float(np.abs(conv2d(as_volume(numbers), weights)).max()), 9)


def _channels_used(options: VolumesOptions) -> int:
    return int(as_volume(filter_matrix(options, 1)).any(axis=(0, 1)).sum())
