"""`open_page`: the whole app run without a browser, showing one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnlib.web.fault import FAULT
from cnnlib.web.navigation import course

ROOT = Path(__file__).parents[2]
PAGES = {lesson.name: lesson.page for lessons in course().values() for lesson in lessons}
PAGES |= {"home": "pages/start/home.py", "not-found": "pages/start/not_found.py"}


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """`open_page("edges", stride="2")`: app.py with that page and query, run to its end without a fault.

    `code=True` unfolds the snippets.
    """

    def opened(name: str, *, code: bool = False, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.switch_page(PAGES[name])
        for field, value in query.items():
            app.query_params[field] = value
        if code:
            app.session_state["snippets"] = True
        app.run()
        assert not app.exception, app.exception
        assert FAULT not in [error.value for error in app.error]
        return app

    return opened
