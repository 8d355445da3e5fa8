"""What every page must pass in a browser."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


def assert_no_sideways_scrolling(page: Page) -> None:
    """Nothing sticks out to the right of the window; names what does."""
    outside = page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]');
          const width = document.documentElement.clientWidth;
          if (main.scrollWidth <= main.clientWidth && document.documentElement.scrollWidth <= width) return [];
          return [...main.querySelectorAll('*')]
            .filter((e) => e.getBoundingClientRect().right > width + 1)
            .slice(0, 5)
            .map((e) => `${e.tagName} ${e.className} to ${Math.round(e.getBoundingClientRect().right)} px`);
        }"""
    )
    assert outside == [], f"the page is wider than its window: {outside}"


def assert_accessible(page: Page, *, but: tuple[str, ...] = ()) -> None:
    """An axe scan without serious or critical findings; `but` names rules left out, with a reason beside."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    grave = [
        f"{one['id']} ({one['impact']}): {one['help']}: "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found
        if one["impact"] in GRAVE and one["id"] not in but
    ]
    assert grave == [], "\n".join(grave)


def wire_bytes(page: Page, address: str) -> tuple[int, set[str]]:
    """Load `address` with an empty cache: bytes over the wire (websocket included), and the hosts asked."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    total = 0
    hosts: set[str] = set()

    def count(event: dict[str, Any]) -> None:
        nonlocal total
        total += int(event["encodedDataLength"])

    def count_frame(event: dict[str, Any]) -> None:
        nonlocal total
        data = event["response"]["payloadData"]
        # Binary frames arrive as base64.
        total += len(data) * 3 // 4 if event["response"]["opcode"] == 2 else len(data)

    session.on("Network.loadingFinished", count)
    session.on("Network.webSocketFrameReceived", count_frame)
    session.on("Network.requestWillBeSent", lambda event: hosts.add(event["request"]["url"]))
    page.goto(address)
    return total, hosts
