"""Every page, run by AppTest through app.py."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_and_its_side_bar_ends_with_the_version(open_page, name: str) -> None:
    app = open_page(name)
    assert app.sidebar.caption[-1].value.startswith("ConvLab 0.1.0")
