"""The board in a real browser: light, edits, playing, the lens, the keyboard, and links to exactly this."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settle

GUIDE = [
    [3, 0, 1, 2, 7, 4],
    [1, 5, 8, 9, 3, 1],
    [2, 7, 2, 5, 1, 3],
    [0, 1, 3, 1, 7, 8],
    [4, 2, 1, 6, 2, 8],
    [2, 4, 5, 2, 3, 9],
]


def board(page: Page, title: str) -> Locator:
    return (
        page.locator(".cl-board")
        .filter(has=page.locator(".cl-title", has_text=re.compile(f"^{title}")))
        .first
    )


def cell(grid: Locator, row: int, column: int) -> Locator:
    return grid.get_by_role("gridcell", name=re.compile(f"row {row}, column {column}:"))


def numbers(grid: Locator) -> list[list[float]]:
    rows = grid.get_by_role("row").all()
    return [
        [float(text.replace("−", "-")) for text in row.locator(".cl-cell > span").all_inner_texts()]
        for row in rows
    ]


def formula(page: Page) -> str:
    return page.locator(".cl-formula").first.inner_text().replace("\n", " ")


def test_hovering_an_output_cell_writes_out_the_products_of_its_window(visit) -> None:
    page = visit("edges")
    cell(board(page, "Output"), 2, 3).hover()
    window = [row[2:5] for row in GUIDE[1:4]]
    terms = re.findall(r"(\d+)·\(?(−?\d+)\)?", formula(page))
    assert [int(value) for value, _ in terms] == [number for row in window for number in row]
    total = sum(int(value) * int(weight.replace("−", "-")) for value, weight in terms)
    assert formula(page).strip().endswith(f"= {total}")
    assert board(page, "Numbers").locator(".cl-window").count() == 9


def test_hovering_input_and_weight_shows_where_they_are_used(visit) -> None:
    page = visit("edges")
    cell(board(page, "Numbers"), 1, 1).hover()
    assert board(page, "Output").locator(".cl-uses").count() == 1
    cell(board(page, "Numbers"), 3, 3).hover()
    assert board(page, "Output").locator(".cl-uses").count() == 9
    below = page.locator(".cl-board").filter(has_text="Filter").nth(1)
    cell(below, 1, 3).hover()
    assert board(page, "Numbers").locator(".cl-uses").count() == 16


def test_an_edit_changes_the_output_and_the_link_and_undo_takes_it_back(visit) -> None:
    page = visit("edges")
    cell(board(page, "Numbers"), 1, 1).click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Output"), 1, 1)).to_have_text("1")
    page.wait_for_url(re.compile("board=own&numbers=9_0_1"))
    page.get_by_role("button", name="Undo").first.click()
    expect(cell(board(page, "Output"), 1, 1)).to_have_text("−5")


def test_text_that_is_no_number_is_refused_in_words(visit) -> None:
    page = visit("edges")
    cell(board(page, "Numbers"), 1, 1).click()
    page.keyboard.type("4x")
    page.keyboard.press("Enter")
    assert (
        "“4x” is not a number: the cell keeps 3." in board(page, "Numbers").locator(".cl-alert").inner_text()
    )


def test_a_block_from_a_spreadsheet_fills_the_board(visit) -> None:
    page = visit("edges")
    page.evaluate("navigator.clipboard.writeText('7\\t8\\n-1\\t2.5')")
    cell(board(page, "Numbers"), 2, 2).focus()
    page.keyboard.press("Control+V")
    settle(page)
    grid = numbers(board(page, "Numbers"))
    assert [row[1:3] for row in grid[1:3]] == [[7, 8], [-1, 2.5]]


def test_dragging_paints_the_first_cells_number(visit) -> None:
    page = visit("edges")
    first = cell(board(page, "Numbers"), 1, 5).bounding_box()
    last = cell(board(page, "Numbers"), 4, 5).bounding_box()
    page.mouse.move(first["x"] + 20, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 20, last["y"] + 20, steps=12)
    page.mouse.up()
    settle(page)
    assert [row[4] for row in numbers(board(page, "Numbers"))] == [7, 7, 7, 7, 2, 3]


def test_playing_and_scrubbing_move_the_window_and_the_link(visit) -> None:
    page = visit("edges")
    where = page.locator(".cl-where").first
    page.get_by_role("button", name="Step forward").first.click()
    expect(where).to_have_text("position 2 of 16")
    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(where).to_have_text("position 4 of 16")
    page.get_by_role("button", name="Pause").first.click()
    page.get_by_role("slider", name="Position").first.fill("10")
    expect(where).to_have_text("position 11 of 16")
    page.wait_for_url(re.compile("at=10"))


def test_the_keyboard_alone_reads_edits_and_plays(visit) -> None:
    page = visit("edges")
    start = cell(board(page, "Output"), 1, 1)
    start.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cl-where").first).to_have_text("position 6 of 16")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause").first).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True).first).to_be_visible()
    cell(board(page, "Numbers"), 6, 6).focus()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Output"), 4, 4)).to_have_text("−7")


def test_the_lens_brings_the_pixels_of_the_photo_onto_the_board(visit) -> None:
    page = visit("edges")
    lens = page.get_by_role("slider", name="Lens on Picture")
    lens.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url(re.compile(r"board=photo&lens=96_140"))
    settle(page)
    from cnnlib import images

    grey = images.to_grey(images.sample("temple", max_side=320)).astype(int)
    np.testing.assert_array_equal(numbers(board(page, "Under the lens")), grey[96:102, 140:146])


def test_while_the_lens_is_dragged_the_board_follows_without_python(visit) -> None:
    page = visit("edges?board=photo")
    frame = page.locator(".cl-photo-frame").first.bounding_box()
    before = numbers(board(page, "Under the lens"))
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 40, frame["y"] + 90, steps=4)
    during = numbers(board(page, "Under the lens")), numbers(board(page, "Output"))
    page.mouse.up()
    settle(page)
    after = numbers(board(page, "Under the lens")), numbers(board(page, "Output"))
    assert during != (before, None)
    assert during == after


def test_a_deep_link_is_restored_exactly(visit) -> None:
    query = (
        "board=step&filter=custom&weights=2_0_-2~1_0_-1~0.5_0_-1&show=magnitude&at=5&goal=laplacian&rate=0.2"
    )
    page = visit(f"edges?{query}")
    assert numbers(board(page, "Filter")) == [[2, 0, -2], [1, 0, -1], [0.5, 0, -1]]
    assert page.locator(".cl-where").first.inner_text() == "position 6 of 16"
    assert page.locator(".cl-photo .cl-title").nth(1).inner_text() == "Magnitude"
    assert dict(part.split("=") for part in page.url.split("?")[1].split("&")) == dict(
        part.split("=") for part in query.split("&")
    )


def test_a_bad_link_explains_itself_and_falls_back(visit) -> None:
    page = visit("edges?at=banana&filter=sobel&colour=red&numbers=1_2~3")
    said = page.locator(".cl-complaint").all_inner_texts()
    assert any("at=banana" in text and "expected a whole number from 0 to 143" in text for text in said)
    assert any("colour" in text for text in said)
    assert any("numbers" in text for text in said)
    assert page.get_by_role("radio", name="Sobel", exact=True).get_attribute("aria-checked") == "true"


def test_copying_the_link_copies_the_address(visit) -> None:
    page = visit("edges?filter=sobel")
    page.get_by_role("button", name="Copy link to exactly this").first.click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/edges?filter=sobel")


def picture_bytes(colour: tuple[int, int, int], form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, form)
    return buffer.getvalue()


def upload(page: Page, name: str, data: bytes) -> None:
    page.get_by_role("button", name="Change the picture").first.click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.wait_for_timeout(400)
    settle(page)


def test_two_sessions_do_not_see_each_others_picture(visit) -> None:
    mine, other = visit("edges"), visit("edges")
    upload(mine, "mine.png", picture_bytes((10, 20, 30)))
    expect(mine.locator(".cl-photo .cl-remark").first).to_have_text(re.compile("64 × 48"))
    address = mine.url
    assert "picture=mine" in address
    other.goto(address)
    settle(other)
    assert "64 × 48" not in other.locator(".cl-photo .cl-remark").first.inner_text()
    assert "never leaves" in other.locator("[data-testid=stAlert]").first.inner_text()


BAD = {
    "empty": (b"", "empty"),
    "truncated": (picture_bytes((1, 2, 3))[:60], "broken"),
    "pdf": (b"%PDF-1.7\n1 0 obj\n", "PDF"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "SVG"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEI"),
    "text": (b"hello, I am a text in disguise", "text"),
    "zip": (b"PK\x03\x04" + bytes(60), "ZIP"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_a_sentence_and_the_page_goes_on(visit, kind: str) -> None:
    data, word = BAD[kind]
    page = visit("edges?filter=sobel")
    upload(page, "photo.jpg", data)
    said = page.locator("[data-testid=stAlert]").first.inner_text()
    assert word.lower() in said.lower()
    assert "Traceback" not in page.inner_text("body")
    assert numbers(board(page, "Filter")) == [[1, 0, -1], [2, 0, -2], [1, 0, -1]]


def test_the_filter_that_learns_hears_of_edits_above_it(visit) -> None:
    page = visit("edges?goal=painted")
    given = board(page, "Given")
    before = numbers(given)
    cell(board(page, "Numbers"), 1, 1).click()
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    expect(cell(given, 1, 1)).not_to_have_text(f"{before[0][0]}".replace("-", "−"))
    settle(page)
    assert numbers(given)[0][0] == max(max(row) for row in numbers(given)) > 3


def test_an_edit_leaves_the_question_cards_as_they_are(visit) -> None:
    page = visit("edges")
    answer = page.get_by_test_id("stTextInput").first.locator("input")
    answer.fill("12")
    cell(board(page, "Numbers"), 1, 1).click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(cell(board(page, "Output"), 1, 1)).to_have_text("1")
    settle(page)
    assert answer.input_value() == "12"
