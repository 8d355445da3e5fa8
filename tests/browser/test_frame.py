"""The frame in a real browser."""

from __future__ import annotations


def test_home_opens(visit) -> None:
    page = visit()
    assert page.title() == "ConvLab"
