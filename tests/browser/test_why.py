"""The layer one can touch, in a browser: sparse and shared connections, edits, keys, both widths."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling


def board(page: Page, name: str) -> Locator:
    return page.locator(f".cl-wiring [role=grid][aria-label^='{name}']")


def cell(grid: Locator, row: int, column: int) -> Locator:
    return grid.get_by_role("gridcell", name=re.compile(f"^row {row}, column {column}:"))


def lit(grid: Locator, light: str) -> list[tuple[int, int]]:
    """The cells (row, column) that carry the light, counted from 1."""
    names = grid.locator(f".{light}").evaluate_all(
        "cells => cells.map((cell) => cell.getAttribute('aria-label'))"
    )
    return [tuple(map(int, re.findall(r"\d+", name.split(":")[0]))) for name in names]


def said(page: Page) -> str:
    return page.locator(".cl-wiring-count .cl-caption").inner_text()


def formula(page: Page) -> str:
    return page.locator(".cl-wiring .cl-formula-lines").last.inner_text()


def test_an_output_lights_the_nine_inputs_it_depends_on_or_all_of_them(visit, act) -> None:
    page = visit("why")
    cell(board(page, "Output,"), 2, 3).hover()
    window = [(row, column) for row in (2, 3, 4) for column in (3, 4, 5)]
    assert lit(board(page, "Input,"), "cl-window") == window
    expected = [(7, (row - 1) * 6 + column) for row, column in window]
    assert lit(board(page, "Matrix"), "cl-uses") == expected
    assert said(page) == "The output in row 2, column 3 depends on 9 of the 36 inputs."
    assert formula(page).startswith("8·1 + 9·0 + 3·(−1) + ")
    assert formula(page).endswith("= 2")
    act(page, lambda: page.get_by_role("radio", name="fully connected").first.click())
    cell(board(page, "Output,"), 2, 3).hover()
    assert len(lit(board(page, "Input,"), "cl-window")) == 36
    assert said(page) == "The output in row 2, column 3 depends on all 36 inputs."


@pytest.mark.parametrize(("corner", "outputs"), [((1, 1), 1), ((1, 3), 3), ((3, 4), 9)])
def test_an_input_lights_the_outputs_it_reaches(visit, corner: tuple[int, int], outputs: int) -> None:
    page = visit("why")
    cell(board(page, "Input,"), *corner).hover()
    assert len(lit(board(page, "Output,"), "cl-uses")) == outputs
    column = (corner[0] - 1) * 6 + corner[1]
    assert {place[1] for place in lit(board(page, "Matrix"), "cl-uses")} == {column}


def test_a_weight_lights_its_sixteen_places_and_a_missing_connection_says_so(visit) -> None:
    page = visit("why")
    cell(board(page, "Filter,"), 2, 3).hover()
    places = lit(board(page, "Matrix"), "cl-uses")
    expected = [(4 * r + c + 1, (r + 1) * 6 + c + 2 + 1) for r in range(4) for c in range(4)]
    assert places == expected
    cell(board(page, "Matrix"), *places[5]).hover()
    assert lit(board(page, "Filter,"), "cl-source") == [(2, 3)]
    assert "the same number stands at 15 other places" in said(page)
    cell(board(page, "Matrix"), 1, 36).hover()
    assert "a zero that is never learned" in said(page)


def test_one_colour_means_one_weight(visit) -> None:
    page = visit("why")
    pairs = page.evaluate(
        """() => {
          const colour = (cell) => getComputedStyle(cell).backgroundColor;
          const cells = (name) =>
            [...document.querySelectorAll(`.cl-wiring [aria-label^='${name}'] .cl-cell`)];
          const joined = cells('Matrix').filter((cell) => cell.textContent);
          return [cells('Filter,').map(colour), joined.map(colour)];
        }"""
    )
    filters, matrix = map(set, pairs)
    assert len(filters) == 9
    assert filters == matrix


def test_one_edit_of_the_filter_changes_sixteen_places_and_the_link(visit) -> None:
    page = visit("why")
    cell(board(page, "Filter,"), 1, 1).click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Output,"), 1, 1)).to_have_text("13")
    texts = board(page, "Matrix").locator(".cl-cell > span").all_inner_texts()
    assert texts.count("7") == 16
    page.wait_for_url(re.compile(r"why\?weights=7_0_-1~2y1_0_-1$"))


def test_the_keyboard_alone_walks_plays_and_keeps_its_place_in_the_link(visit) -> None:
    page = visit("why")
    cell(board(page, "Output,"), 1, 1).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cl-where").first).to_have_text("output 6 of 16")
    page.wait_for_url(re.compile("at=5"))
    cell(board(page, "Matrix"), 1, 1).focus()
    page.keyboard.press("ArrowRight")
    assert said(page).startswith("This weight joins the input in row 1, column 2")


def test_sizes_grow_without_asking_python_and_the_side_is_in_the_link(visit) -> None:
    page = visit("why")
    growth = page.locator(".cl-view-board").filter(has=page.locator(".cl-curve"))
    growth.get_by_role("slider", name="Position").fill("18")
    expect(growth.locator(".cl-equation")).to_contain_text("3,000,000,000 weights")
    page.wait_for_url(re.compile(r"why\?side=1000$"))


def test_a_deep_link_is_restored_exactly(visit) -> None:
    query = "join=dense&at=7&height=28&channels=1&side=1000&layer=dense&down=-2&seed=12"
    page = visit(f"why?{query}")
    assert said(page) == "The output in row 2, column 4 depends on all 36 inputs."
    shown = page.inner_text("[data-testid=stMain]")
    assert "(28·32·1) × (24·28·6)" in shown
    assert "1,000,000,000 weights" in shown
    assert "it is another answer" in shown
    assert sorted(page.url.split("?")[1].split("&")) == sorted(query.split("&"))


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_accessible_in_both_themes_and_modes(visit, dark: bool) -> None:
    page = visit("why?join=dense" if dark else "why", dark=dark)
    assert_accessible(page)


@pytest.mark.parametrize("query", ["", "?join=dense&layer=dense&height=2000&width=2000"])
def test_nothing_sticks_out_of_a_narrow_window(visit, query: str) -> None:
    page = visit(f"why{query}", width=420, touch=True)
    assert_no_sideways_scrolling(page)
    cell(board(page, "Output,"), 4, 4).tap()
    assert "row 4, column 4" in said(page)
