"""Questions of the lesson on volumes and many filters."""

from __future__ import annotations

from random import Random

from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import dice, fresh, shuffled
from cnnlib.exercises.numerals import say, volume
from cnnlib.exercises.question import ChoiceQuestion, NumberQuestion, Question, WrongOption
from cnnlib.geometry import output_size


def questions(seed: int) -> tuple[Question, ...]:
    """Count the parameters of a layer, and choose the volume that comes out."""
    rng = dice(seed)
    return (
        fresh(lambda: _parameters(rng)),
        fresh(lambda: rng.choice((_output_volume, _one_by_one))(rng)),
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
