"""Volumes in a real browser: the 27 products, filters and biases edited, turning, the lens, the counts."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from cnnlib import images
from cnnlib.lessons.edges import GUIDE
from cnnlib.lessons.volumes import BLUE, GREEN, PICTURE_SIDE
from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling
from tests.browser.conftest import settle

SHEETS = {"red": np.array(GUIDE), "green": np.array(GREEN), "blue": np.array(BLUE)}


def board(page: Page, title: str) -> Locator:
    named = page.locator(".cl-title", has_text=re.compile(f"^{re.escape(title)}"))
    return page.locator(".cl-board").filter(has=named).first


def cell(grid: Locator, sheet: str, row: int, column: int) -> Locator:
    return grid.get_by_role("gridcell", name=re.compile(rf"^{sheet}, row {row}, column {column}:"))


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def numbers(grid: Locator) -> np.ndarray:
    """(H, W) of each sheet of a board."""
    read = "sheet => [...sheet.children].map((row) => [...row.children].map((cell) => cell.innerText))"
    sheets = [sheet.evaluate(read) for sheet in grid.get_by_role("grid").all()]
    return np.array([[[number(text) for text in row] for row in sheet] for sheet in sheets])


def labels(cells: Locator) -> list[str]:
    found: list[str] = cells.evaluate_all("cells => cells.map((cell) => cell.ariaLabel)")
    return found


def formula(page: Page) -> list[str]:
    return page.locator(".cl-formula").first.locator(".cl-formula-line").all_inner_texts()


def test_hovering_a_cell_of_z_writes_out_27_products_in_three_channel_sums(visit) -> None:
    page = visit("volumes")
    cell(board(page, "z"), "filter 2", 2, 3).hover()
    *channels, total, activated = formula(page)
    sums = []
    for (colour, sheet), line in zip(SHEETS.items(), channels, strict=True):
        terms = [(number(x), number(w)) for x, w in re.findall(r"(−?\d+)·\(?(−?\d+)\)?", line)]
        assert line.startswith(colour)
        assert [x for x, _ in terms] == sheet[1:4, 2:5].ravel().tolist()
        assert [w for _, w in terms] == [1, 0, -1] * 3
        sums.append(sum(x * w for x, w in terms))
        assert number(line.rsplit("= ", 1)[1]) == sums[-1]
    assert number(total.rsplit("= ", 1)[1]) == sum(sums)
    assert activated == f"ReLU({total.rsplit('= ', 1)[1]}) = {max(sum(sums), 0):g}"
    assert board(page, "x").locator(".cl-window").count() == 27
    assert "cl-in-use" in board(page, "Filter 2").get_attribute("class")
    assert "cl-in-use" not in board(page, "Filter 1").get_attribute("class")
    (activated_cell,) = labels(board(page, "a").locator(".cl-hot"))
    assert activated_cell.startswith("filter 2, row 2, column 3:")


def test_the_first_cell_is_relu_of_minus_three(visit) -> None:
    assert formula(visit("volumes"))[-2:] == ["(−5) + 0 + 0 + 2 = −3", "ReLU(−3) = 0"]


def test_hovering_a_weight_marks_its_channel_only_and_a_bias_its_whole_sheet(visit) -> None:
    page = visit("volumes")
    cell(board(page, "Filter 2"), "green", 1, 1).hover()
    marked = labels(board(page, "x").locator(".cl-uses"))
    assert len(marked) == 16
    assert all(label.startswith("green") for label in marked)
    board(page, "Bias").get_by_role("gridcell").nth(1).hover()
    marked = labels(board(page, "z").locator(".cl-uses"))
    assert len(marked) == 16
    assert all(label.startswith("filter 2") for label in marked)


def test_every_cell_of_the_turned_volumes_can_be_pointed_at(visit) -> None:
    page = visit("volumes")
    missed = page.evaluate(
        """() => [...document.querySelectorAll('.cl-stacked .cl-cell')].filter((cell) => {
          cell.scrollIntoView({ block: 'center' });
          const { x, y, width, height } = cell.getBoundingClientRect();
          return document.elementFromPoint(x + width / 2, y + height / 2).closest('.cl-cell') !== cell;
        }).map((cell) => cell.ariaLabel)"""
    )
    assert page.locator(".cl-stacked .cl-cell").count() == 3 * 36 + 2 * 27 + 2 * 2 * 16
    assert missed == []


def test_edits_of_a_filter_and_a_bias_change_z_and_a_and_travel_in_the_link(visit) -> None:
    page = visit("volumes")
    cell(board(page, "Filter 1"), "blue", 1, 1).click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(cell(board(page, "z"), "filter 1", 1, 1)).to_have_text("2")
    board(page, "Bias").get_by_role("gridcell").first.click()
    page.keyboard.type("-1.5")
    page.keyboard.press("Enter")
    expect(cell(board(page, "z"), "filter 1", 1, 1)).to_have_text("−1.5")
    expect(cell(board(page, "a"), "filter 1", 1, 1)).to_have_text("0")
    page.wait_for_url(re.compile("biases=-1.5_3x0"))
    again = visit(page.url.split("/")[-1])
    np.testing.assert_array_equal(numbers(board(again, "Filter 1"))[2], [[5, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert numbers(board(again, "z"))[0, 0, 0] == -1.5
    board(again, "Filter 1").get_by_label("Filter 1 is").select_option(label="vertical, red only")
    expect(cell(board(again, "z"), "filter 1", 1, 1)).to_have_text("−6.5")
    again.wait_for_url(lambda url: "w1" not in url)


def test_more_filters_make_a_deeper_output_and_the_activation_another_a(visit, act) -> None:
    page = visit("volumes")
    act(page, lambda: page.get_by_label("Number of filters").select_option(label="4 filters"))
    assert numbers(board(page, "z")).shape == (4, 4, 4)
    act(page, lambda: page.get_by_label("Activation").select_option(label="tanh"))
    a, z = numbers(board(page, "a")), numbers(board(page, "z"))
    np.testing.assert_allclose(a, np.tanh(z), atol=0.006)
    assert formula(page)[-1] == "tanh(−3) = −1"


def test_the_volumes_turn_and_unfold(visit) -> None:
    page = visit("volumes")
    last = cell(board(page, "x"), "blue", 1, 1)
    before = last.bounding_box()["x"]
    page.get_by_role("slider", name="Turn the volumes").fill("40")
    assert last.bounding_box()["x"] < before - 100
    page.get_by_role("radio", name="Spread out").click()
    page.wait_for_url(re.compile("view=spread"))
    settle(page)
    first = cell(board(page, "x"), "red", 1, 1).bounding_box()
    flat = last.bounding_box()
    assert flat["y"] == first["y"]
    assert flat["x"] > first["x"] + 400
    assert page.get_by_role("slider", name="Turn the volumes").count() == 0


def test_the_lens_brings_three_channels_onto_the_volume_while_it_is_dragged(visit) -> None:
    page = visit("volumes?board=photo")
    picture = images.sample("macaw", max_side=PICTURE_SIDE).astype(int)
    frame = page.locator(".cl-photo-frame").nth(1).bounding_box()
    page.mouse.move(frame["x"] + 40, frame["y"] + 40)
    page.mouse.down()
    page.mouse.move(frame["x"] + 90, frame["y"] + 60, steps=4)
    during = numbers(board(page, "x"))
    page.mouse.up()
    settle(page)
    row, column = map(int, re.search(r"lens=(\d+)_(\d+)", page.url).groups())
    expected = np.moveaxis(picture[row : row + 6, column : column + 6], -1, 0)
    np.testing.assert_array_equal(during, expected)
    np.testing.assert_array_equal(numbers(board(page, "x")), expected)


def test_the_keyboard_alone_moves_over_z_and_goes_on_to_the_next_filter(visit) -> None:
    page = visit("volumes?at=15")
    where = page.locator(".cl-where").first
    expect(where).to_have_text("position 16 of 32")
    page.get_by_role("button", name="Step forward").first.focus()
    page.keyboard.press("Enter")
    expect(where).to_have_text("position 17 of 32")
    assert "cl-in-use" in board(page, "Filter 2").get_attribute("class")
    cell(board(page, "z"), "filter 2", 1, 1).focus()
    page.keyboard.press("ArrowDown")
    expect(where).to_have_text("position 21 of 32")
    page.get_by_role("radio", name="Stacked").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Spread out")).to_have_attribute("aria-checked", "true")


def test_the_count_follows_its_dials_and_not_the_size_of_the_picture(visit) -> None:
    page = visit("volumes")
    count = page.locator(".cl-equation").first
    expect(count).to_contain_text("(27 + 1)·10  =  280")
    for dial, value in {"Picture side n": "200", "Filters K": "20"}.items():
        typed = page.get_by_role("textbox", name=dial).first
        typed.fill(value)
        typed.press("Enter")
        settle(page)
        expected = "=  280" if dial.startswith("Picture") else "=  560"
        expect(count.locator(".cl-formula-line").first).to_contain_text(expected)
    expect(count.locator(".cl-formula-line").nth(1)).to_contain_text("198 × 198 × 20")


@pytest.mark.parametrize(
    "query", ["volumes", "volumes?filters=4&view=spread", "volumes?filters=4&board=photo"]
)
def test_narrow_screens_need_no_sideways_scrolling(visit, query: str) -> None:
    page = visit(query, width=420)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_accessible(visit, dark: bool) -> None:
    assert_accessible(visit("volumes", dark=dark))
