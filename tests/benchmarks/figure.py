"""How fast the board is: from key press to Python, from key press to the new output, and a hover.

Run: `python -m tests.benchmarks.figure`. The times are of a real browser and a real server on this
machine: milliseconds, median and 95th percentile.
"""

from __future__ import annotations

import shutil
import statistics
import time

from playwright.sync_api import Page, WebSocket, sync_playwright

from tests.browser.conftest import FLAGS, NAMES
from tests.browser.server import run_app

EDITS = 30
OUTPUT = ".cl-board[data-role=output] .cl-cell"
CELL = ".cl-board[data-role=input] .cl-cell"


def report(name: str, seconds: list[float]) -> None:
    ranked = sorted(1000 * one for one in seconds)
    print(f"{name:48} {statistics.median(ranked):6.1f} {ranked[int(0.95 * (len(ranked) - 1))]:6.1f}")


def edits(page: Page) -> tuple[list[float], list[float]]:
    """Type a new number into the first cell, again and again; the output answers with another."""
    heard: list[float] = []
    sent_at = 0.0
    waiting = False

    def on_received(_: object) -> None:
        nonlocal waiting
        if waiting:
            heard.append(time.perf_counter() - sent_at)
            waiting = False

    def on_socket(socket: WebSocket) -> None:
        socket.on("framereceived", on_received)

    page.on("websocket", on_socket)
    page.reload()
    page.wait_for_selector(CELL)
    page.wait_for_timeout(2000)
    shown: list[float] = []
    for turn in range(EDITS):
        value = 3 + turn % 5 + 1
        page.locator(CELL).first.click()
        page.keyboard.type(str(value))
        waiting, sent_at = True, time.perf_counter()
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"wanted => document.querySelector('{OUTPUT} span').textContent === wanted",
            arg=str(value - 8).replace("-", "−"),
            polling=5,
        )
        shown.append(time.perf_counter() - sent_at)
        page.wait_for_timeout(150)
    return heard, shown


HOVERS = """() => {
  const cells = [...document.querySelectorAll('.cl-board[data-role=output] .cl-cell')];
  return Array.from({length: 200}, (_, turn) => {
    const began = performance.now();
    cells[turn % cells.length].dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
    document.body.offsetHeight;
    return (performance.now() - began) / 1000;
  });
}"""


def main() -> None:
    found = next(path for name in NAMES if (path := shutil.which(name)))
    with run_app() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
        page.goto(f"{server.url}/edges")
        page.wait_for_selector(CELL)
        heard, shown = edits(page)
        print(f"{'milliseconds':48} median    95%")
        report("key press → Python answers", heard)
        report("key press → the new output is drawn", shown)
        report("hover → window lit and formula written", page.evaluate(HOVERS))
        browser.close()


if __name__ == "__main__":
    main()
