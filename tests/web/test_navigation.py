"""The declared course."""

from __future__ import annotations

import pytest

from cnnlib.web import navigation
from cnnlib.web.navigation import Lesson, course, place_of


@pytest.fixture
def small_course(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Two parts with pages, one without, and a lesson whose page is not there yet."""
    pages = ["pages/first/one.py", "pages/first/two.py", "pages/second/three.py"]
    for page in pages:
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).touch()
    one, two, three, later = (Lesson(page, page, "") for page in [*pages, "pages/second/later.py"])
    monkeypatch.setattr(navigation, "ROOT", tmp_path)
    monkeypatch.setattr(navigation, "SECTIONS", {"First": (one, two), "Empty": (), "Second": (three, later)})


def test_parts_and_lessons_without_a_page_are_not_shown(small_course) -> None:
    assert {part: [one.name for one in lessons] for part, lessons in course().items()} == {
        "First": ["one", "two"],
        "Second": ["three"],
    }


def test_a_lesson_knows_its_place_and_what_follows(small_course) -> None:
    assert place_of("one").eyebrow == "First · lesson 1 of 2"
    assert place_of("one").following.name == "two"
    assert place_of("two").following.name == "three"
    assert place_of("three").following is None


def test_an_unknown_lesson_is_refused_with_the_names_there_are(small_course) -> None:
    with pytest.raises(ValueError, match="expected one of one, two, three, received 'later'"):
        place_of("later")
