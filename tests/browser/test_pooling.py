"""Pooling in a real browser: what won, where the gradient lands, edits in padding, small screens."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling


def board(page: Page, title: str) -> Locator:
    exact = page.locator(".cl-title", has_text=re.compile(f"^{title}$"))
    return page.locator(".cl-board").filter(has=exact).first


def cell(grid: Locator, row: int, column: int) -> Locator:
    return grid.get_by_role("gridcell", name=re.compile(f"row {row}, column {column}:"))


def lit(grid: Locator, light: str) -> list[tuple[int, int]]:
    """The (row, column), counted from 1, of the cells that bear the light."""
    labels = [one.get_attribute("aria-label") for one in grid.locator(f".cl-{light}").all()]
    found = [re.search(r"row (\d+), column (\d+)", label) for label in labels]
    return [(int(one[1]), int(one[2])) for one in found]


def said(page: Page) -> str:
    return page.locator(".cl-formula").first.inner_text().replace("\n", " ")


def test_the_winners_are_marked_without_touching_anything(visit) -> None:
    page = visit("pooling?board=overlap&size=3&stride=1")
    marks = board(page, "Numbers").locator('.cl-cell:not([data-mark=""])')
    assert [one.inner_text() for one in marks.all()] == ["9", "5", "8", "6", "9"]
    assert [one.get_attribute("data-mark") for one in marks.all()] == ["4", "2", "1", "1", "1"]


def test_hovering_any_board_lights_what_belongs_together(visit) -> None:
    page = visit("pooling")
    x, y, dy, dx = (board(page, name) for name in ("Numbers", "Kept", "dL/dy", "dL/dx"))
    for grid, row, column in ((y, 2, 1), (dy, 2, 1), (dx, 4, 2)):
        cell(grid, row, column).hover()
        assert lit(x, "window") == [(3, 1), (3, 2), (4, 1), (4, 2)]
        assert lit(x, "hot") == lit(dx, "hot") == [(4, 2)]
        assert lit(y, "current") == lit(dy, "hot") == [(2, 1)]
        assert re.search(r"max\( 1 , 3 , 5 , 6 \) = 6", said(page))
    cell(x, 1, 2).hover()
    assert "Read by one window, wins none: no gradient comes back." in said(page)


def test_a_cell_that_won_many_windows_lights_all_gradients_that_reach_it(visit) -> None:
    page = visit("pooling?board=overlap&size=3&stride=1")
    cell(board(page, "dL/dx"), 2, 2).hover()
    four = [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert lit(board(page, "dL/dy"), "uses") == lit(board(page, "Kept"), "uses") == four
    assert "Comes back here: 1 + 1 + 1 + 1 = 4." in said(page)


def test_an_average_gives_all_its_numbers_a_share(visit) -> None:
    page = visit("pooling?mode=average")
    cell(board(page, "Kept"), 1, 2).hover()
    assert lit(board(page, "dL/dx"), "hot") == [(1, 3), (1, 4), (2, 3), (2, 4)]
    assert "( 2 + 1 + 1 + 1 ) ÷ 4 = 1.25" in said(page)
    assert "1/4 of dL/dy = 1 back: 0.25." in said(page)


def test_an_edit_of_the_gradient_lands_on_the_winner_and_in_the_link(visit) -> None:
    page = visit("pooling")
    cell(board(page, "dL/dy"), 1, 2).click()
    page.keyboard.type("-7")
    page.keyboard.press("Enter")
    expect(cell(board(page, "dL/dx"), 1, 3)).to_have_text("−7")
    page.wait_for_url(re.compile(r"gradient=1_-7~2x1|gradient=1_-7~1_1"))


def test_a_number_edited_inside_its_padding_keeps_the_padding_out_of_the_link(visit) -> None:
    page = visit("pooling?size=3&stride=1&padding=same")
    cell(board(page, "Numbers"), 2, 2).click()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Kept"), 1, 1)).to_have_text("12")
    page.wait_for_url(re.compile(r"board=own&numbers=12_3_2_1~2_9_2x1|numbers=12_3_2_1~2_9_1_1"))
    page.get_by_role("button", name="Undo").first.click()
    expect(cell(board(page, "Kept"), 1, 1)).to_have_text("9")


def test_a_preset_brings_its_window_and_refusals_are_explained(visit, act) -> None:
    page = visit("pooling")
    act(page, lambda: page.get_by_role("radio", name="5 × 5, overlapping").click())
    assert "board=overlap" in page.url
    assert "size=3" in page.url
    assert "stride=1" in page.url
    act(page, lambda: page.get_by_role("combobox", name="Window").select_option("6 × 6"))
    assert "A 6×6 window does not fit into 5×5 numbers" in page.inner_text(".cl-view-board")
    act(page, lambda: page.get_by_role("combobox", name="Padding").select_option("same"))
    assert board(page, "Kept").locator(".cl-cell").count() == 25


def test_the_keyboard_alone_walks_the_windows_and_edits_the_gradient(visit) -> None:
    page = visit("pooling")
    cell(board(page, "Kept"), 1, 1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cl-where").first).to_have_text("position 4 of 4")
    assert lit(board(page, "dL/dx"), "hot") == [(3, 4)]
    cell(board(page, "dL/dy"), 2, 2).focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(cell(board(page, "dL/dx"), 3, 4)).to_have_text("5")


def test_the_pictures_follow_the_window_and_the_shift(visit, act) -> None:
    page = visit("pooling?window=2")
    pooled = page.locator(".cl-photo").nth(1)
    expect(pooled.locator(".cl-remark")).to_contain_text("160 × 107")
    act(page, lambda: page.get_by_role("slider", name="Window and stride").press("ArrowRight"))
    expect(pooled.locator(".cl-remark")).to_contain_text("106 × 71")
    share = page.locator(".cl-photo .cl-title").nth(4).inner_text()
    assert share in page.locator(".cl-equation").nth(1).inner_text()


def test_it_fits_a_small_screen_in_both_themes_and_passes_axe(visit) -> None:
    for dark in (False, True):
        page = visit("pooling?board=overlap&size=3&stride=1", width=420, dark=dark)
        assert_no_sideways_scrolling(page)
        assert_accessible(page)
