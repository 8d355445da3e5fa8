"""Questions of the lesson on why convolutions."""

from __future__ import annotations

from random import Random

from cnnlib.exercises import mistakes
from cnnlib.exercises.draw import dice, fresh, shuffled
from cnnlib.exercises.numerals import say
from cnnlib.exercises.question import (
    ChoiceQuestion,
    FigureQuestion,
    NumberQuestion,
    Question,
    WrongOption,
    WrongState,
)
from cnnlib.geometry import output_size
from cnnlib.lessons.why import WhyOptions, counts, refusal


def questions(seed: int) -> tuple[Question, ...]:
    """Count a fully connected layer, choose what sharing brings, and make sharing bring nothing."""
    rng = dice(seed)
    choose = rng.choice((_shift, _connections, _guide))
    return (
        fresh(lambda: _dense_weights(rng)),
        fresh(lambda: choose(rng)),
        _nothing_saved(rng.choice((3, 7, 9, 11))),
    )


def _dense_weights(rng: Random) -> NumberQuestion:
    n, channels, f, depth = (
        rng.randint(8, 32),
        3,
        rng.choice((3, 5)),
        rng.choice((4, 6, 8, 10)),
    )
    side = output_size(n, f)
    inputs, outputs = n * n * channels, side * side * depth
    shared = (f * f * channels + 1) * depth
    return NumberQuestion(
        id="why-dense-weights",
        title="join all with all",
        text=f"An input of {n}×{n}×{channels} is joined to an output of {side}×{side}×{depth}, "
        "every number with every number. How many weights is that, without biases?",
        unit="weights",
        answer=inputs * outputs,
        mistakes=mistakes.of_dense_weights(n, channels, side, depth, f),
        formula="Write down (numbers in the input)·(numbers in the output).",
        hints=(
            f"The input has {n}·{n}·{channels} = {say(inputs)} numbers.",
            f"Each of the {side}·{side}·{depth} = {say(outputs)} outputs sees every input.",
        ),
        reason=f"{say(inputs)}·{say(outputs)} = {say(inputs * outputs)}. {depth} filters of "
        f"{f}×{f}×{channels} need {say(shared)} numbers, biases included.",
    )


def _shift(rng: Random) -> ChoiceQuestion:
    steps, side = rng.choice((2, 3, 4)), rng.choice(("right", "left"))
    other = "left" if side == "right" else "right"
    answer = f"It moves {steps} cells to the {side}"
    wrong = (
        WrongOption(
            "took equivariance for invariance",
            "The filter finds the same thing at another place, and says so there. To forget the "
            "place is what pooling begins.",
            "It stays as it is",
        ),
        WrongOption(
            "thought of a fully connected layer",
            "There every place has weights of its own. Here all places share the same ones.",
            "It becomes another one altogether",
        ),
        WrongOption(
            "turned the movement round",
            "The output cell stands for the place the window lies at, so it goes the same way.",
            f"It moves {steps} cells to the {other}",
        ),
    )
    return ChoiceQuestion(
        id="why-shift",
        title="move the picture",
        text=f"You move the picture {steps} pixels to the {side}. What happens to the feature map "
        "(stride 1), away from the border?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "The same filter visits every place.",
            f"What it said at one place, it says {steps} cells further on.",
        ),
        reason="The same weights meet the same pixels at another place: shift the input, and the "
        "feature map shifts with it. That is equivariance.",
    )


def _connections(rng: Random) -> ChoiceQuestion:
    n, f, channels = rng.choice((16, 32, 64)), rng.choice((3, 5)), 3
    answer = say(f * f * channels)
    wrong = (
        WrongOption(
            "thought of a fully connected layer",
            f"Fully connected, all {n}·{n}·{channels} would count. Here only the window does.",
            say(n * n * channels),
        ),
        WrongOption(
            "forgot the channels",
            f"The window is as deep as the input: {f}·{f} in each of {channels} channels.",
            say(f * f),
        ),
        WrongOption(
            "turned it round",
            "One input takes part in many outputs. Asked is the other way: one output, how many inputs?",
            "1",
        ),
    )
    return ChoiceQuestion(
        id="why-connections",
        title="count the connections",
        text=f"A filter of {f}×{f}×{channels} slides over a picture of {n}×{n}×{channels}. On how "
        "many input numbers does one output number depend?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "Look at one position of the filter.",
            "The output number is the sum of the products in its window.",
        ),
        reason=f"{f}·{f}·{channels} = {answer}: the window, and nothing outside it. The "
        "connections are sparse.",
    )


def _guide(rng: Random) -> ChoiceQuestion:
    answer = "The three channels of the input"
    wrong = (
        WrongOption(
            "suspected the biases",
            "They are there: 5·5 + 1 = 26 numbers for each filter, and 26·6 = 156.",
            "The biases",
        ),
        WrongOption(
            "counted every place",
            "A filter is the same at all 28·28 places, so places do not count.",
            "The 28·28 places of each filter",
        ),
        WrongOption(
            "trusted the print",
            "A filter over a picture with three channels has 5·5·3 weights, not 5·5.",
            "Nothing: 156 is right",
        ),
    )
    return ChoiceQuestion(
        id="why-guide",
        title="find the slip",
        text="Six 5×5 filters over a 32×32×3 picture: the guide prints 156 parameters. What was left out?",
        options=shuffled(rng, answer, wrong),
        answer=answer,
        mistakes=wrong,
        hints=(
            "Take 156 apart: 156 = 26·6.",
            "26 = 5·5 + 1. How deep is a filter over a colour picture?",
        ),
        reason="(5·5·3 + 1)·6 = 456. The printed 156 = (5·5 + 1)·6 is right for one channel.",
    )


def _nothing_saved(f: int) -> FigureQuestion[WhyOptions]:
    """Choose a picture over which an f×f filter needs as many weights as a fully connected layer."""

    def reached(options: WhyOptions) -> bool:
        if options.f != f or refusal(options):
            return False
        count = counts(options)
        return count.dense_weights == count.shared_weights

    def reading(options: WhyOptions) -> str:
        if refusal(options):
            return "Nothing can be counted now."
        count = counts(options)
        return (
            f"Fully connected needs {say(count.dense_weights)} weights now, the convolution "
            f"{say(count.shared_weights)}."
        )

    return FigureQuestion(
        id="why-nothing-saved",
        title="save nothing",
        text=f"Set f to {f} in the count for any size. Then choose a picture over which the "
        "convolution needs exactly as many weights as the fully connected layer.",
        fields=("height", "width", "f"),
        reached=reached,
        reading=reading,
        mistakes=(
            WrongState(
                "made the picture smaller than the filter",
                "The filter must find at least one place in the picture.",
                seen=lambda options: bool(refusal(options)),
                example=WhyOptions(height=f, width=f - 1, f=f),
            ),
            WrongState(
                "took another filter",
                f"The filter is asked to be {f} × {f}.",
                seen=lambda options: options.f != f,
                example=WhyOptions(height=5, width=5, f=5),
            ),
            WrongState(
                "left the filter room along one side",
                "Along one side the filter has one place only. Along the other it still slides.",
                seen=lambda options: (options.height == f) != (options.width == f),
                example=WhyOptions(height=f, width=32, f=f),
            ),
            WrongState(
                "left the filter room to slide",
                "Wherever the filter can slide it is used again, and each further use is a weight saved.",
                seen=lambda options: options.height > f and options.width > f,
                example=WhyOptions(height=f + 1, width=f + 1, f=f),
            ),
        ),
        solution=WhyOptions(height=f, width=f, f=f),
        hints=(
            "A convolution saves by using its weights at many places. How many places must be left?",
            "One. How large is the picture then?",
        ),
        reason=f"Over {f} × {f} pixels the filter has one place, where it sees everything: "
        "a fully connected layer is a convolution whose filter is as large as its input.",
    )
