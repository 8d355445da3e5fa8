"""Every page, run by AppTest through app.py."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnnlib.web.sidebar import version
from tests.pages.conftest import PAGES, ROOT

ALONE = """
import sys
from streamlit.testing.v1 import AppTest
for page in {pages!r}:
    app = AppTest.from_file("app.py", default_timeout=60)
    app.switch_page(page)
    app.run()
    assert not app.exception, app.exception
    print(page, [name for name in {heavy!r} if name in sys.modules])
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_and_its_side_bar_ends_with_the_version(open_page, name: str) -> None:
    app = open_page(name)
    assert app.sidebar.caption[-1].value == f"ConvLab {version()}"


def test_no_page_brings_tensorflow_or_plotly_into_the_process() -> None:
    pages, heavy = list(PAGES.values()), ["tensorflow", "keras", "jax", "torch", "plotly"]
    ran = subprocess.run(
        [sys.executable, "-c", ALONE.format(pages=pages, heavy=heavy)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [f"{page} []" for page in pages]


def test_the_map_holds_no_lesson_so_the_next_one_reads_its_link(open_page) -> None:
    app = open_page("not-found", address="lessons/edegs")
    assert app.session_state["page"] is None
