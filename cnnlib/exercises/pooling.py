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
    FigureQuestion,
    NumberQuestion,
    Question,
    WrongOption,
    WrongState,
)
from cnnlib.geometry import output_size
from cnnlib.lessons.pooling import PoolingOptions, small_board

SIZE = STRIDE = 2
WINDOW_FIELDS = ("board", "numbers", "mode", "size", "stride", "padding")


def questions(seed: int) -> tuple[Question, ...]:
    """Pool one window, choose what pooling does to a volume, and lay the windows with a purpose."""
    rng = dice(seed)
    mode = rng.choice(("max", "average"))
    return (
        fresh(lambda: _pool_a_window(rng, mode)),
        fresh(lambda: rng.choice((_parameters, _pooled_volume))(rng)),
        rng.choice((_one_winner, _keep_the_size))(),
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


DOES_NOT_FIT = WrongState(
    "took a window that does not fit",
    "The figure says why this window cannot be laid.",
    seen=lambda options: bool(small_board(options).refusal),
    example=PoolingOptions(size=5),
)


def _one_winner() -> FigureQuestion[PoolingOptions]:
    """Let the windows overlap so far that all of them hold the same largest number."""
    least = 4

    def most_wins(options: PoolingOptions) -> int:
        return int(small_board(options).wins.max())

    def windows(options: PoolingOptions) -> int:
        return small_board(options).y.size

    def reading(options: PoolingOptions) -> str:
        if not most_wins(options):
            return "No number wins a window now."
        return f"The best number wins {most_wins(options)} of {windows(options)} windows now."

    return FigureQuestion(
        id="pooling-one-winner",
        title="one winner for all",
        text=f"Choose size, stride or padding so that one number of the board wins every window, "
        f"and there are at least {least} windows.",
        fields=WINDOW_FIELDS,
        reached=lambda options: most_wins(options) == windows(options) >= least,
        reading=reading,
        mistakes=(
            DOES_NOT_FIT,
            WrongState(
                "asked for the average",
                "In an average every number has a share, so nobody wins.",
                seen=lambda options: options.mode == "average",
                example=PoolingOptions(mode="average", size=3, stride=1),
            ),
            WrongState(
                "left too few windows",
                f"With one window winning is easy. Leave room for at least {least}.",
                seen=lambda options: windows(options) < least,
                example=PoolingOptions(size=4, stride=1),
            ),
            WrongState(
                "kept the windows apart",
                "Windows that only touch share no number, so no number can win two of them.",
                seen=lambda options: options.stride >= options.size,
                example=PoolingOptions(board="odd"),
            ),
            WrongState(
                "left a window without it",
                "The windows overlap, but not all of them hold the same largest number.",
                seen=lambda options: most_wins(options) < windows(options),
                example=PoolingOptions(stride=1),
            ),
        ),
        solution=PoolingOptions(size=3, stride=1),
        hints=(
            "A number can win several windows only where they overlap: stride smaller than size.",
            "On the 4×4 board the 9 is in row 2, column 2. Which windows, a step apart, all hold it?",
        ),
        reason="For example size 3, stride 1 on the 4×4 board: all four windows hold row 2, column "
        "2, so the 9 wins each, and four gradients come back to it.",
    )


def _keep_the_size() -> FigureQuestion[PoolingOptions]:
    """Pool without shrinking, as the pooling branch of an Inception block does."""

    def keeps(options: PoolingOptions) -> bool:
        board = small_board(options)
        return options.size > 1 and board.y.shape == board.x.shape

    def reading(options: PoolingOptions) -> str:
        if small_board(options).refusal:
            return "Nothing is pooled now."
        rows, columns = small_board(options).y.shape
        return f"The output is {rows}×{columns} now."

    return FigureQuestion(
        id="pooling-keep-the-size",
        title="pool without shrinking",
        text="Choose size, stride and padding so that the output is as large as the input, with a "
        "window of more than one number.",
        fields=WINDOW_FIELDS,
        reached=keeps,
        reading=reading,
        mistakes=(
            DOES_NOT_FIT,
            WrongState(
                "took a window of one number",
                "A window of one number keeps all of them: nothing is pooled.",
                seen=lambda options: options.size == 1,
                example=PoolingOptions(size=1, stride=1),
            ),
            WrongState(
                "jumped over places",
                "With a stride above 1 the window stands at fewer places than there are numbers.",
                seen=lambda options: options.stride > 1,
                example=PoolingOptions(padding="same"),
            ),
            WrongState(
                "forgot the padding",
                "Without padding a window of size f stands at f − 1 places fewer than there are numbers.",
                seen=lambda options: options.padding == "valid",
                example=PoolingOptions(size=3, stride=1),
            ),
            WrongState(
                "padded by another amount",
                "The window needs f − 1 rows of padding in all, no more and no fewer.",
                seen=lambda options: not keeps(options),
                example=PoolingOptions(stride=1, padding="1"),
            ),
        ),
        solution=PoolingOptions(size=3, stride=1, padding="same"),
        hints=(
            "First let the window stand at every place: stride 1.",
            "A window of size f loses f − 1 rows and columns. Padding gives them back.",
        ),
        reason="For example size 3, stride 1, padding 1: 4 + 2·1 − 3 + 1 = 4. Inception networks "
        "pool like this beside their filters.",
    )
