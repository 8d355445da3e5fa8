"""The answers, worked out again from the words of the question by counting or by SciPy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.signal import correlate2d

from cnnlib.exercises import catalogue, mistakes
from cnnlib.exercises.check import check
from cnnlib.exercises.edges import SKY
from cnnlib.exercises.numerals import read, say
from cnnlib.exercises.question import Question
from cnnlib.filters import FILTERS, TITLES
from cnnlib.lessons.edges import EdgesOptions

MANY = range(500)
lesson_questions = cache(catalogue.lesson_questions)


def asked(lesson: str, name: str) -> Iterator[tuple[Any, list[int]]]:
    """The questions of that name, each with the whole numbers of its text."""
    found = [q for seed in MANY for q in lesson_questions(lesson, seed) if q.id == f"{lesson}-{name}"]
    assert len(found) > 20
    for question in found:
        yield question, [int(number) for number in re.findall(r"\d+", question.text)]


def places(n: int, f: int, p: int = 0, s: int = 1) -> int:
    """How many places a window of f has on n cells, by trying them all."""
    return sum(1 for start in range(0, n + 2 * p, s) if start + f <= n + 2 * p)


def test_the_cell_of_edges() -> None:
    for question, (row, column) in asked("edges", "predict-a-cell"):
        x, w = (np.array(board.numbers) for board in question.boards)
        assert question.answer == correlate2d(x, w, mode="valid")[row - 1, column - 1]
        top, left, height, width = question.boards[0].window
        assert question.answer == (x[top : top + height, left : left + width] * w).sum()


def test_the_filter_that_answers_nothing_in_a_flat_sky() -> None:
    filters = {title: FILTERS[name] for name, title in TITLES.items()}
    for question, _ in asked("edges", "flat-sky"):
        for option in question.options:
            response = correlate2d(np.full((8, 8), SKY), filters[option], mode="valid")
            assert np.allclose(response, 0) == (option == question.answer)


def test_the_colours_of_edges() -> None:
    half = np.repeat([[9, 9, 9, 1, 1, 1]], 6, axis=0)
    pictures = {
        "Bright on the left, dark on the right": half,
        "Dark on the left, bright on the right": half[:, ::-1],
        "Bright above, dark below": half.T,
        "Dark above, bright below": half.T[::-1],
        "The same brightness on both sides": np.full((6, 6), 9),
    }
    for question, _ in asked("edges", "orange-and-blue"):
        name = "vertical" if "vertical" in question.text else "horizontal"
        sign = 1 if "positive" in question.text else -1
        for option in question.options:
            response = sign * correlate2d(pictures[option], FILTERS[name], mode="valid")
            assert (response.max() > 0) == (option == question.answer)


def test_many_states_make_the_response_vanish_and_many_do_not() -> None:
    question = next(q for q, _ in asked("edges", "vanish") if "Sharpen" in q.text)

    def weights(*rows: tuple[float, ...]) -> EdgesOptions:
        return EdgesOptions(filter="custom", weights=rows)

    assert check(question, weights((-1, -1, 0), (-1, 5, -1), (0, -1, 0))).status == "right"
    assert check(question, weights((0, -1, 0), (-1, 4, -1), (0, -1, 0))).status == "right"
    for wrong, name in (
        (weights((0, -1, 0), (-1, 3, -1), (0, -1, 0)), "left a sum that is not 0"),
        (weights((1, 0, -1), (1, 0, -1), (1, 0, -1)), "changed more than one number"),
        (weights((1, -1)), "changed more than one number"),
        (weights((0, 0, 0), (0, 0, 0), (0, 0, 0)), "made the filter blind"),
        (weights((0, -1, 0), (-1, 5, -1), (0, -1, 0)), "changed nothing yet"),
        (EdgesOptions(filter="laplacian"), "took a ready-made filter"),
    ):
        assert check(question, wrong).mistake == name


def test_the_size_of_padding() -> None:
    cases = []
    for question, (n, _, f, _, p, s) in asked("padding", "output-size"):
        assert question.answer == places(n, f, p, s)
        cases.append({"padding": p > 0, "stride": s > 1, "floor": (n + 2 * p - f) % s > 0})
    for idea in ("padding", "stride", "floor"):
        assert sum(case[idea] for case in cases) > len(cases) / 5, f"{idea} is hardly asked"
    assert any(all(case.values()) for case in cases)


def test_the_padding_that_keeps_the_size() -> None:
    for question, (f, _, n, _) in asked("padding", "keep-the-size"):
        kept = [p for p in range(f) if places(n, f, p) == n]
        assert [question.answer] == kept


def test_the_least_used_cell() -> None:
    for question, (f, _, n, _) in asked("padding", "least-used"):
        usage = np.zeros((n, n), dtype=int)
        for row in range(places(n, f)):
            for column in range(places(n, f)):
                usage[row : row + f, column : column + f] += 1
        assert question.answer == "A corner cell"
        assert usage.min() == usage[0, 0] < usage[0, n // 2] < usage[n // 2, n // 2]
        said = [int(number) for number in re.findall(r"\d+", question.reason)]
        assert said == [usage[0, 0], usage[0, n // 2], usage[n // 2, n // 2]]


def test_the_lopsided_padding() -> None:
    """tf.nn.convolution: "SAME" puts the odd row at the bottom."""
    for question, (n, _, _, _, f, _, _) in asked("padding", "lopsided"):
        above, below = map(int, re.findall(r"\d+", question.answer))
        assert below == above + 1
        assert places(n + above + below, f) == n


def test_the_parameters_of_a_layer() -> None:
    for question, (filters, f, _, channels, *_) in asked("volumes", "parameters"):
        layer = [np.zeros((f, f, channels, filters)), np.zeros(filters)]
        assert question.answer == sum(part.size for part in layer)


def test_the_volumes() -> None:
    for question, (n, _, _, filters, f, *_) in asked("volumes", "output-volume"):
        assert question.answer == f"{places(n, f)}×{places(n, f)}×{filters}"
    for question, (n, _, _, filters, f, _) in asked("volumes", "one-by-one"):
        assert f == 1
        assert question.answer == f"{n}×{n}×{filters}"


@pytest.mark.parametrize(("mode", "take"), [("max", max), ("average", lambda x: sum(x) / len(x))])
def test_the_pooled_window(mode: str, take: Any) -> None:
    for question, (size, stride, row, column) in asked("pooling", mode):
        x = question.boards[0].numbers
        top, left = (row - 1) * stride, (column - 1) * stride
        window = [x[top + i][left + j] for i in range(size) for j in range(size)]
        assert question.answer == take(window)


def test_the_pooled_volume() -> None:
    for question, (n, _, channels, size, stride) in asked("pooling", "volume"):
        assert question.answer == f"{places(n, size, 0, stride)}×{places(n, size, 0, stride)}×{channels}"


def test_the_weights_of_a_fully_connected_layer() -> None:
    for question, (n, _, channels, side, _, depth) in asked("why", "dense-weights"):
        assert question.answer == n**2 * channels * side**2 * depth


def test_the_counts_of_the_course_are_among_the_answers() -> None:
    """Ng, Convolutional Neural Networks, week 1: 32·32·3 to 28·28·6, six 5×5×3 filters, (27 + 1)·10."""

    def first(lesson: str, *words: str) -> Question:
        for seed in range(10_000):
            question = lesson_questions(lesson, seed)[0]
            if all(word in question.text for word in words):
                return question
        raise AssertionError(words)

    dense: Any = first("why", "32×32×3", "28×28×6")
    assert dense.answer == 14_450_688
    assert " 456 numbers" in dense.reason
    layer: Any = first("volumes", " 10 filters of 3×3×3,")
    assert layer.answer == 280


def test_the_connections_of_one_output() -> None:
    for question, (f, _, channels, n, *_) in asked("why", "connections"):
        seen = np.zeros((n, n, channels), dtype=bool)
        seen[:f, :f] = True
        assert read(question.answer) == seen.sum()


def test_a_shifted_picture_shifts_the_feature_map() -> None:
    rng = np.random.default_rng(0)
    picture = np.zeros((24, 24))
    picture[8:16, 8:16] = rng.integers(0, 9, (8, 8))
    response = correlate2d(picture, FILTERS["sobel"], mode="valid")
    for question, (steps, _) in asked("why", "shift"):
        way = 1 if "to the right." in question.text else -1
        moved = correlate2d(np.roll(picture, way * steps, axis=1), FILTERS["sobel"], mode="valid")
        assert np.array_equal(moved, np.roll(response, way * steps, axis=1))
        assert question.answer == f"It moves {steps} cells to the {'right' if way > 0 else 'left'}"


# --- the numbers that mistakes lead to, worked out by hand ----------------------------------------


def numbers(found: tuple[mistakes.WrongNumber, ...]) -> dict[str, str]:
    return {mistake.name: say(mistake.number) for mistake in found}


def test_mistakes_of_an_output_size() -> None:
    # n = 20, f = 5, p = 2, s = 3: ⌊19/3⌋ + 1 = 7
    assert numbers(mistakes.of_output_size(20, 5, padding=2, stride=3)) == {
        "forgot the + 1": "6",
        "counted the cells": "49",
        "swapped input and filter": "−3",
        "forgot the padding": "6",
        "counted the padding once": "6",
        "forgot the stride": "20",
        "divided before subtracting": "4",
        "rounded up": "8",
        "kept the fraction": "7.33",
    }
    # without padding and stride there is nothing to forget: 6 − 3 + 1 = 4
    assert numbers(mistakes.of_output_size(6, 3)) == {
        "forgot the + 1": "3",
        "counted the cells": "16",
        "swapped input and filter": "−2",
    }


def test_mistakes_of_parameters() -> None:
    # (3·3·3 + 1)·10 = 280 over 64×64: 62·62 = 3844 places
    assert numbers(mistakes.of_parameters(3, 3, 10, picture=64)) == {
        "gave weights without bias": "270",
        "counted the bias once": "271",
        "counted one filter": "28",
        "counted every place": "1,076,320",
        "forgot the channels": "100",
        "gave each channel a bias": "300",
    }
    assert "forgot the channels" not in numbers(mistakes.of_parameters(3, 1, 10, picture=64))


def test_mistakes_of_one_cell() -> None:
    x = ((3, 0, 1, 2), (1, 5, 8, 9), (2, 7, 2, 5), (0, 1, 3, 1))
    # row 1, column 0: 1 + 2 + 0 − 8 − 2 − 3 = −10
    assert numbers(mistakes.of_one_cell(x, ((1, 0, -1),) * 3, 1, 0)) == {
        "forgot the signs": "16",
        "flipped the filter": "10",
        "laid the filter on its side": "10",  # 1 + 5 + 8 − 0 − 1 − 3
        "swapped row and column": "−4",  # 0 + 5 + 7 − 2 − 9 − 5
        "took one row only": "−7",
        "forgot the filter": "29",
    }


def test_mistakes_of_pooling() -> None:
    x = ((1, 3, 2, 1), (2, 9, 1, 1), (1, 3, 2, 3), (5, 6, 1, 2))  # the guide's 4×4 → [[9, 2], [6, 3]]
    assert numbers(mistakes.of_pooling(x, 2, 2, 0, 1, "max")) == {
        "stepped by one": "9",
        "swapped row and column": "6",
        "took the sum": "5",
        "took the smallest": "1",
        "took the average": "1.25",
        "looked at the whole board": "9",
    }
    assert numbers(mistakes.of_pooling(x, 2, 2, 0, 1, "average")) == {
        "stepped by one": "3.75",
        "swapped row and column": "3.75",
        "took the sum": "5",
        "took the smallest": "1",
        "took the largest": "2",
        "divided by the side": "2.5",
    }


def test_mistakes_of_same_padding() -> None:
    assert numbers(mistakes.of_same_padding(32, 5)) == {
        "gave both sides together": "4",
        "halved the filter": "2.5",
        "counted the middle cell": "3",
        "left it without padding": "0",
        "gave the output size": "32",
    }


def test_mistakes_of_fully_connected_weights() -> None:
    # 32·32·3 = 3,072 inputs, 28·28·6 = 4,704 outputs
    assert numbers(mistakes.of_dense_weights(32, 3, 28, 6, 5)) == {
        "added instead of multiplied": "7,776",
        "forgot the input's channels": "4,816,896",
        "forgot the output's depth": "2,408,448",
        "counted the biases as well": "14,455,392",
        "counted the convolution": "456",
        "gave the number of outputs": "4,704",
    }
