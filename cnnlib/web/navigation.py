"""The course as one declared list: the side bar, the home map, "lesson n of 5" and "next" read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Lesson:
    """One page of the course; `page` is its file, whose stem is its address."""

    page: str
    title: str
    ability: str

    @property
    def name(self) -> str:
        """The address of the page, without a slash."""
        return Path(self.page).stem


SECTIONS: dict[str, tuple[Lesson, ...]] = {
    "Foundations": (
        Lesson(
            "pages/foundations/edges.py",
            "Edges and filters",
            "Turn nine numbers into an edge finder",
        ),
        Lesson(
            "pages/foundations/padding.py",
            "Padding and strides",
            "Say how large the output will be, and why",
        ),
        Lesson(
            "pages/foundations/volumes.py",
            "Volumes and layers",
            "Stack colours and filters into one layer",
        ),
        Lesson(
            "pages/foundations/pooling.py",
            "Pooling",
            "Shrink a picture and keep its strongest signs",
        ),
        Lesson(
            "pages/foundations/why.py",
            "Why convolutions",
            "Count what sharing weights saves",
        ),
    ),
    "Case studies": (),
    "Detection": (),
    "Faces": (),
    "Art": (),
    "Learning lab": (),
}


@dataclass(frozen=True)
class Place:
    """Where a lesson stands in the course: `number` of `count` in its section, and what follows."""

    lesson: Lesson
    section: str
    number: int
    count: int
    following: Lesson | None

    @property
    def title(self) -> str:
        """The title of the lesson."""
        return self.lesson.title

    @property
    def eyebrow(self) -> str:
        """The small line above the title."""
        return f"{self.section} · lesson {self.number} of {self.count}"


def course() -> dict[str, tuple[Lesson, ...]]:
    """The sections that have pages, each with the lessons whose page exists."""
    built = {
        section: tuple(lesson for lesson in lessons if (ROOT / lesson.page).is_file())
        for section, lessons in SECTIONS.items()
    }
    return {section: lessons for section, lessons in built.items() if lessons}


def place_of(name: str) -> Place:
    """The place of the lesson called `name` (its address); an unknown name is a ValueError."""
    places = [
        (lesson, section, number, len(lessons))
        for section, lessons in course().items()
        for number, lesson in enumerate(lessons, start=1)
    ]
    names = [lesson.name for lesson, *_ in places]
    if name not in names:
        raise ValueError(f"name: expected one of {', '.join(names)}, received {name!r}")
    at = names.index(name)
    following = places[at + 1][0] if at + 1 < len(places) else None
    return Place(*places[at], following)
