"""The map in a real browser: the line to drag, the cards as real links, both themes, narrow windows."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cnnlib.web.navigation import course
from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling

LESSONS = [lesson for lessons in course().values() for lesson in lessons]
ANSWER = ".cl-hero .cl-split-answer"


def uncovered(page: Page) -> float:
    """How much of the photograph is to the left of the line, in per cent."""
    clip = page.locator(ANSWER).evaluate("(canvas) => getComputedStyle(canvas).clipPath")
    return float(re.search(r"([\d.]+)%\)", clip)[1])


def pixel(page: Page, row: int, column: int) -> list[int]:
    """A pixel of the filter's answer as painted."""
    script = "(c, [y, x]) => [...c.getContext('2d').getImageData(x, y, 1, 1).data].slice(0, 3)"
    return page.locator(ANSWER).evaluate(script, [row, column])


def test_the_line_is_dragged(visit) -> None:
    page = visit()
    box = page.locator(".cl-hero .cl-split").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, middle, steps=5)
    page.mouse.up()
    expect(page.locator(ANSWER)).to_have_css("clip-path", re.compile(r"2[3-7](\.\d+)?%\)"))


def test_the_line_is_moved_by_the_keyboard(visit) -> None:
    page = visit()
    line = page.get_by_role("slider", name="The line between the photograph and its vertical edges")
    line.focus()
    page.keyboard.press("Home")
    expect(page.locator(ANSWER)).to_have_css("clip-path", re.compile(r"\b0(%|px)?\)"))
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.cl-split-slider').value === '100'")


@pytest.mark.parametrize(
    ("dark", "zero"), [(False, [255, 255, 255]), (True, [25, 29, 37])], ids=["light", "dark"]
)
def test_the_answer_is_painted_for_the_theme(visit, dark: bool, zero: list[int]) -> None:
    page = visit(dark=dark)
    page.wait_for_function(f"document.querySelector('{ANSWER}').width === 640")
    # The sky, in which the filter finds nothing.
    assert pixel(page, 20, 500) == zero


def test_the_answer_is_painted_anew_when_the_system_turns_dark(visit) -> None:
    page = visit()
    page.wait_for_function(f"document.querySelector('{ANSWER}').width === 640")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    assert pixel(page, 20, 500) == [25, 29, 37]


def test_a_card_opens_its_lesson_inside_the_app(visit, act) -> None:
    page = visit()
    page.evaluate("window.unbroken = true")
    for lesson in LESSONS:
        card = page.get_by_role("link", name=lesson.ability)
        act(page, card.click)
        expect(page.get_by_role("heading", name=lesson.title, level=1)).to_be_visible()
        assert urlsplit(page.url).path == f"/{lesson.name}"
        act(page, page.go_back)
    assert page.evaluate("window.unbroken")


def test_a_card_is_a_real_link_for_the_keyboard_and_for_new_tabs(visit, act) -> None:
    page = visit()
    card = page.get_by_role("link", name=LESSONS[0].ability)
    assert card.evaluate("(link) => link.href") == f"{page.url}{LESSONS[0].name}"
    with page.context.expect_page() as opened:
        card.click(modifiers=["ControlOrMeta"])
    assert urlsplit(opened.value.url).path == f"/{LESSONS[0].name}"
    opened.value.close()
    card.focus()
    act(page, lambda: page.keyboard.press("Enter"))
    expect(page.get_by_role("heading", name=LESSONS[0].title, level=1)).to_be_visible()


def test_the_second_button_carries_its_state(visit, act) -> None:
    page = visit()
    act(page, page.get_by_role("link", name="Try it on a photo").click)
    assert page.url.endswith("/edges?board=photo")


def test_leaving_and_returning_by_the_map_keeps_what_was_set(visit, act) -> None:
    page = visit("edges?board=step")
    nav = page.get_by_test_id("stSidebarNav")
    act(page, nav.get_by_role("link", name="Home", exact=True).click)
    assert urlsplit(page.url).query == ""
    act(page, page.get_by_role("link", name=LESSONS[0].ability).click)
    assert page.url.endswith("/edges?board=step")


@pytest.mark.parametrize(("width", "columns"), [(1400, 5), (820, 2), (420, 1)])
def test_the_cards_take_the_columns_there_is_room_for(visit, width: int, columns: int) -> None:
    page = visit(width=width)
    assert_no_sideways_scrolling(page)
    places = [card.bounding_box()["y"] for card in page.locator(".cl-card").all()]
    assert len([y for y in places if y == places[0]]) == min(columns, len(LESSONS))


def test_the_narrow_map_is_accessible_with_its_numbers_shown(visit) -> None:
    page = visit(width=420)
    expect(page.locator(".cl-usage-cell b").first).to_be_visible()
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(800)
    assert_accessible(page)


def test_the_line_arrives_by_itself_unless_motion_is_unwanted(visit) -> None:
    still = visit(reduced_motion=True)
    assert uncovered(still) == 50
    assert still.locator(".cl-split-arrives").count() == 0
    moving = visit(reduced_motion=False)
    expect(moving.locator(".cl-split-arrives")).to_have_count(1)
    expect(moving.locator(ANSWER)).to_have_css("clip-path", re.compile(r" 50%\)"))
