"""The lesson on padding in a real browser: dials, chips, hovering cells and terms, the keyboard, 420 px."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling
from tests.browser.conftest import settle


def board(page: Page, title: str) -> Locator:
    named = page.locator(".cl-title", has_text=re.compile(f"^{title}"))
    return page.locator(".cl-board").filter(has=named).first


def cell(grid: Locator, row: int, column: int) -> Locator:
    return grid.get_by_role("gridcell", name=re.compile(f"row {row}, column {column}:"))


def numbers(grid: Locator) -> list[list[float]]:
    return [
        [float(text.replace("−", "-")) for text in row.locator(".cl-cell > span").all_inner_texts()]
        for row in grid.get_by_role("row").all()
    ]


def formula(page: Page) -> Locator:
    return page.locator(".cl-formula").nth(1)


def note(page: Page) -> str:
    return formula(page).locator(".cl-caption").inner_text()


def size(page: Page) -> Locator:
    return page.locator(".cl-aligned")


def test_hovering_the_output_writes_out_its_window_with_the_padding(visit) -> None:
    page = visit("padding")
    cell(board(page, "Output"), 1, 2).hover()
    terms = re.findall(r"(\d)·1", formula(page).inner_text())
    assert list(map(int, terms)) == [0, 0, 0, 3, 7, 4, 6, 9, 8]
    assert "= 37" in formula(page).inner_text()
    assert board(page, "Input").locator(".cl-window").count() == 9


def test_padding_dropped_cells_and_gaps_explain_themselves(visit) -> None:
    page = visit("padding")
    cell(board(page, "Input"), 1, 1).hover()
    assert note(page) == "Padding: a zero that is not part of the input. It is read by one window."
    cell(board(page, "Input"), 8, 3).hover()
    assert "so nothing reads it" in note(page)
    page = visit("padding?n=6&p=0")
    cell(board(page, "Input"), 6, 3).hover()
    assert "Dropped: the next step would take the window over the edge" in note(page)
    page = visit("padding?n=7&padding=valid&stride=1&dilation=2")
    assert board(page, "Input").locator(".cl-gap").count() == 25 - 9
    cell(board(page, "Input"), 2, 2).hover()
    assert note(page).startswith("Here it lies in a gap of the dilated window")


@pytest.mark.parametrize(("term", "cells"), [("n = 6", 36), ("2p = 2·1", 28), ("s = 2", 9), ("⌊2.5⌋", 15)])
def test_hovering_a_term_of_the_formula_lights_its_cells(visit, term: str, cells: int) -> None:
    page = visit("padding")
    size(page).get_by_role("img", name=term, exact=True).hover()
    assert board(page, "Input").locator(".cl-hot").count() == cells
    page.mouse.move(5, 5)
    assert board(page, "Input").locator(".cl-hot").count() == 0


def test_dials_and_chips_change_the_figure_the_formula_and_the_link(visit) -> None:
    page = visit("padding")
    page.get_by_label("Stride s, slider").press("ArrowLeft")
    expect(size(page)).to_contain_text("nothing is left over")
    page.wait_for_url(re.compile(r"padding\?stride=1$"))
    page.get_by_label("Kind of padding").select_option("full")
    expect(page.get_by_label("Padding p", exact=True)).to_have_value("2")
    expect(board(page, "Output").locator(".cl-remark")).to_have_text("8 × 8")
    page.get_by_role("radio", name="The guide's 7 × 7").click()
    expect(cell(board(page, "Output"), 1, 1)).to_have_text("91")
    assert numbers(board(page, "Output")) == [[91, 100, 88], [69, 91, 117], [44, 72, 74]]
    typed = page.get_by_label("Padding p", exact=True)
    typed.fill("2")
    typed.press("Enter")
    expect(page.get_by_label("Kind of padding")).to_have_value("a number")
    expect(board(page, "Output").locator(".cl-remark")).to_have_text("5 × 5")


def test_a_number_outside_its_range_is_refused_in_words(visit) -> None:
    page = visit("padding")
    typed = page.get_by_label("Input n", exact=True)
    typed.fill("99")
    typed.press("Enter")
    said = page.locator(".cl-dial-note").first
    expect(said).to_have_text("“99” is no whole number from 1 to 12: Input n keeps 6.")
    expect(typed).to_have_value("6")
    typed.press("ArrowUp")
    expect(said).to_have_text("")
    page.wait_for_url(re.compile("n=7"))


def test_an_edit_inside_the_padding_changes_the_input_and_the_output(visit) -> None:
    page = visit("padding")
    cell(board(page, "Input"), 2, 2).click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Output"), 1, 1)).to_have_text("24")
    page.wait_for_url(re.compile("numbers=9_3_7"))
    cell(board(page, "Input"), 1, 1).click()
    page.keyboard.type("5")
    page.keyboard.press("Escape")
    assert numbers(board(page, "Input"))[0] == [0] * 8


def test_no_window_is_an_explained_refusal_and_following_it_helps(visit) -> None:
    page = visit("padding?n=3&f=5&p=0&stride=1")
    said = page.locator(".cl-words").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("What helps is p = 1 or f = 3 or n = 5.")
    page.get_by_label("Padding p, slider").press("ArrowRight")
    expect(board(page, "Output").locator(".cl-remark")).to_have_text("1 × 1")


def test_an_even_filter_is_lopsided_and_compared_with_a_symmetric_padding(visit) -> None:
    page = visit("padding")
    page.get_by_role("radio", name="Even filter").click()
    expect(page.get_by_label("Padding p", exact=True)).to_have_value("1 + 2")
    assert "1 before, 2 after" in page.locator(".cl-words").first.inner_text()
    expect(board(page, "With p = 2 on every side").locator(".cl-remark")).to_have_text("7 × 7")


def test_the_keyboard_alone_reaches_terms_dials_and_positions(visit) -> None:
    page = visit("padding")
    size(page).get_by_role("img", name="2p = 2·1", exact=True).focus()
    assert "of zeros on every side" in size(page).inner_text()
    page.get_by_label("Dilation d, slider").press("ArrowRight")
    page.wait_for_url(re.compile("dilation=2"))
    settle(page)
    cell(board(page, "Output"), 1, 1).focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile("at=2"))
    expect(page.locator(".cl-where").first).to_have_text("position 3 of 4")


@pytest.mark.parametrize("query", ["", "?n=12&f=7&p=6&stride=1", "?padding=same&f=4&stride=1"])
def test_nothing_scrolls_sideways_at_420_px(visit, query: str) -> None:
    assert_no_sideways_scrolling(visit(f"padding{query}", width=420))


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_accessible(visit, dark: bool) -> None:
    assert_accessible(visit("padding?padding=same&f=4&stride=1", dark=dark))
