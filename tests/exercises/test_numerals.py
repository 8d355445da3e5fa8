"""Numbers in the many ways people write them."""

from __future__ import annotations

import pytest

from cnnlib.exercises.numerals import matches, read, say


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("+7", 7),
        ("-5", -5),
        ("−5", -5),  # the true minus that the boards print
        ("– 5", -5),  # a dash and a space, as word processors make of it
        ("5.0", 5),
        ("5,0", 5),
        ("-0,5", -0.5),
        (".5", 0.5),
        ("5.", 5),
        ("007", 7),
        ("1 234", 1234),
        ("1\u202f234", 1234),  # narrow no-break space
        ("14,450,688", 14_450_688),
        ("14 450 688", 14_450_688),
        ("14.450.688", 14_450_688),
        ("14'450’688", 14_450_688),
        ("−1,234.5", -1234.5),
        ("1.234,5", 1234.5),
        ("1,234", 1234),
        ("1.234", 1.234),
        ("0,125", 0.125),
        ("1234,5", 1234.5),
        ("４５６", 456),  # full-width digits
    ],
)
def test_a_number_is_read(text: str, number: float) -> None:
    assert read(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "7 cells", "4×4", "5-", "--5", "1e3", "nan", "inf", "1/2", "2+2", "."),
        *("1 23", "12 34", "1,23,456", "1,234,5", "1 234,567,890", "½", "٣", "9" * 41),
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((0, "0"), (-0.001, "0"), (-5, "−5"), (2.5, "2.5"), (7 / 3, "2.33")),
        *((14_450_688, "14,450,688"), (-1234.5, "−1,234.5")),
    ],
)
def test_a_number_is_said(number: float, text: str) -> None:
    assert say(number) == text


def test_two_decimals_are_enough_for_a_third_but_a_whole_number_must_be_exact() -> None:
    assert matches(2.33, 7 / 3)
    assert matches(2.3333, 7 / 3)
    assert not matches(2.3, 7 / 3)
    assert not matches(2.004, 2)
    assert not matches(2.254, 2.25)
    assert matches(2.1, 2, tolerance=0.1)
