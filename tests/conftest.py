"""The order of the tests."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser last.

    Playwright keeps an event loop and greenlets in the process from its first use on; `asyncio.run`
    is refused after that, and Python's parser may lose count of its depth.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)
