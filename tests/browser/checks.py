"""What every page must pass in a browser."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import settle

GRAVE = ("serious", "critical")


def assert_no_sideways_scrolling(page: Page) -> None:
    """Nothing sticks out to the right of the window; names what does."""
    outside = page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]');
          const width = document.documentElement.clientWidth;
          const all = document.documentElement;
          if (main.scrollWidth <= main.clientWidth && all.scrollWidth <= width) return [];
          return [...main.querySelectorAll('*')]
            .filter((e) => e.getBoundingClientRect().right > width + 1)
            .slice(0, 5)
            .map((e) => `${e.tagName} ${e.className} to ${Math.round(e.getBoundingClientRect().right)} px`);
        }"""
    )
    assert outside == [], f"the page is wider than its window: {outside}"


def _is_streamlits_own(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Streamlit puts the lists of its navigation's sections into an outer list without list items."""
    return rule in ("list", "listitem") and bool(
        page.evaluate(
            "(path) => Boolean(document.querySelector(path)?.closest('[data-testid=stSidebarNav]'))",
            node["target"][-1],
        )
    )


def assert_accessible(page: Page, *, but: tuple[str, ...] = ()) -> None:
    """An axe scan without serious or critical findings; `but` names rules left out, with a reason beside."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    grave = [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE and one["id"] not in but
        for node in one["nodes"]
        if not _is_streamlits_own(page, one["id"], node)
    ]
    assert grave == [], "\n".join(grave)


def wire_bytes(page: Page, address: str) -> tuple[int, set[str]]:
    """Load `address` with an empty cache: bytes over the wire, websocket included, and what was asked for."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    asked: set[str] = set()

    def count_frame(event: dict[str, Any]) -> None:
        data = event["response"]["payloadData"]
        # Binary frames are shown as base64.
        sizes.append(len(data) * 3 // 4 if event["response"]["opcode"] == 2 else len(data))

    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    session.on("Network.webSocketFrameReceived", count_frame)
    session.on("Network.requestWillBeSent", lambda event: asked.add(event["request"]["url"]))
    page.goto(address)
    settle(page)
    page.wait_for_load_state("networkidle")
    return sum(sizes), asked


def layout_seconds(page: Page) -> float:
    """How long the browser has spent on laying the page out so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    measured = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in measured if one["name"] == "LayoutDuration"))
