"""The frame in a real browser: addresses, the side bar, both themes, what goes over the wire."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import psutil
import pytest
from PIL import Image
from playwright.sync_api import expect

from cnnlib.web.navigation import course
from cnnlib.web.sidebar import version
from tests.browser.checks import (
    assert_accessible,
    assert_no_sideways_scrolling,
    layout_seconds,
    wire_bytes,
)
from tests.browser.conftest import settle
from tests.browser.server import run_app

LESSONS = [lesson for lessons in course().values() for lesson in lessons]
LARGEST_FIRST_LOAD = 3_500_000


def test_a_deep_link_as_the_first_request_to_a_fresh_server_opens_its_page(visit) -> None:
    with run_app() as fresh:
        page = visit("edges?board=step", server=fresh)
        expect(page.get_by_role("heading", name="Edges and filters", level=1)).to_be_visible()
        expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Foundations")
        assert page.url.endswith("/edges?board=step")
        assert page.title() == "Edges and filters · ConvLab"


def test_the_side_bar_has_each_lesson_the_link_and_the_version(visit) -> None:
    page = visit("edges")
    bar = page.get_by_test_id("stSidebar")
    for lesson in LESSONS:
        expect(bar.get_by_role("link", name=lesson.title, exact=True)).to_be_visible()
    for empty in ("Case studies", "Detection", "Faces", "Art", "Learning lab"):
        expect(bar.get_by_text(empty)).to_have_count(0)
    bar.get_by_role("button", name="Copy link to exactly this").click()
    expect(bar.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(bar.get_by_text(f"ConvLab {version()}", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stMainMenu")).to_have_count(0)
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "/nonsense"),
        ("a/b", "/a/b"),
        ("pages/start/home", "/pages/start/home"),
        ("edges/more", "/edges/more"),
        ("%D1%84%D0%B8%D0%BB", "/фил"),
        ("a%20b", "/a b"),
        ("a%2Fb", "/a/b"),
        ("%ff%zz", "%zz"),
        ("x" * 300, "/" + "x" * 79),
    ],
)
def test_an_unknown_address_is_named_and_the_map_is_offered(visit, address: str, said: str) -> None:
    page = visit(address)
    expect(page.get_by_role("heading", name="There is no such page.")).to_be_visible()
    expect(page.locator(".cl-hero-words p")).to_contain_text(said)
    expect(page.locator(".cl-card")).to_have_count(len(LESSONS))
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert_no_sideways_scrolling(page)


def test_below_a_path_of_its_host_all_ways_stay_there(visit, act) -> None:
    with run_app(base="lab") as fresh:
        page = visit("a/b", server=fresh)
        expect(page.locator(".cl-hero-words p")).to_contain_text("“/a/b”")
        act(page, page.get_by_role("link", name=LESSONS[0].ability).click)
        assert page.url == f"{fresh.url}/{LESSONS[0].name}"


def test_from_an_unknown_address_the_way_leads_on(visit, act) -> None:
    page = visit("edegs")
    act(page, lambda: page.get_by_role("link", name="Did you mean Edges and filters?").click())
    expect(page.get_by_role("heading", name="Edges and filters", level=1)).to_be_visible()
    assert urlsplit(page.url).path == "/edges"


def test_a_first_load_is_small_and_asks_no_other_host(visit, server) -> None:
    page = visit()
    total, asked = wire_bytes(page, f"{server.url}/")
    print(f"\nfirst load of the map: {total / 1e6:.2f} MB")
    assert 500_000 < total <= LARGEST_FIRST_LOAD
    local = ("data", "blob")
    others = {url for url in asked if urlsplit(url).scheme not in local and not url.startswith(server.url)}
    assert others == set()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", ["", "nonsense", *(lesson.name for lesson in LESSONS)])
def test_a_page_is_accessible_and_fits_its_window(visit, address: str, dark: bool) -> None:
    page = visit(address, dark=dark)
    # Grids within grids within grids have taken a browser many seconds here.
    assert layout_seconds(page) < 1.5
    assert_accessible(page)
    page.set_viewport_size({"width": 420, "height": 900})
    settle(page)
    assert_no_sideways_scrolling(page)
    corner = Image.open(io.BytesIO(page.screenshot(clip={"x": 2, "y": 890, "width": 4, "height": 4})))
    brightness = np.asarray(corner.convert("L")).mean()
    assert brightness < 60 if dark else brightness > 200


def loaded_libraries(pid: int) -> set[str]:
    """The names of all shared libraries that a process and its children have open."""
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return {Path(file.path).name for process in processes for file in process.memory_maps()}


def test_a_server_that_showed_every_page_holds_no_tensorflow(visit, act) -> None:
    with run_app() as fresh:
        page = visit(server=fresh)
        for lesson in LESSONS:
            link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=lesson.title, exact=True)
            act(page, link.click)
            expect(page.get_by_role("heading", name=lesson.title, level=1)).to_be_visible()
        libraries = loaded_libraries(fresh.pid)
        assert any("_multiarray_umath" in name for name in libraries)
        heavy = re.compile("tensorflow|keras|jaxlib|libtorch", re.IGNORECASE)
        assert [name for name in libraries if heavy.search(name)] == []


WATCHER = """
import os, sys
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        os.write(2, f"OPENED {arguments[0]}\\n".encode())
sys.addaudithook(watch)
"""


def test_an_upload_of_five_megabytes_reaches_no_disk(visit, act, tmp_path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1300, 1300, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    assert file.tell() > 5_000_000
    # Python reads this file at its start: from then on, every file opened for writing is reported.
    (tmp_path / "sitecustomize.py").write_text(WATCHER)
    with run_app(env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}) as fresh:
        page = visit("edges", server=fresh)
        before = fresh.said().count("OPENED")
        page.get_by_role("button", name=re.compile("Change the picture")).click()
        chooser = page.locator("input[type=file]")
        upload = {"name": "noise.png", "mimeType": "image/png", "buffer": file.getvalue()}
        act(page, lambda: chooser.set_input_files(upload))
        expect(page.get_by_text("your picture").first).to_be_visible()
        assert re.findall("OPENED (.*)", fresh.said())[before:] == []


def test_on_a_phone_choosing_a_page_closes_the_navigation(visit) -> None:
    page = visit("edges", width=420, touch=True)
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_role("link", name="Pooling", exact=True).tap()
    page.wait_for_url("**/pooling")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
