"""How soon a fresh server answers, and how soon a visitor sees the map."""

from __future__ import annotations

from tests.browser.server import run_app

START_LIMIT = 3.0
TRIES = 3


def test_the_landing_page_answers_within_three_seconds_of_the_start() -> None:
    times = []
    for _ in range(TRIES):
        with run_app() as fresh:
            times.append(fresh.seconds_to_start)
    print(f"\nstart to first answer: {', '.join(f'{one:.2f} s' for one in times)}")
    assert min(times) < START_LIMIT
