"""A server and a browser for every test here, and `visit`, which opens a page as a visitor would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from cnnlib.web.fault import FAULT
from tests.browser.server import Server, run_app

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Streamlit asks below the page first for what the server has at its root: two 404s of its own.
OWN_404 = re.compile(r"/_stcore/(health|host-config)$")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app, started once for all tests of this process."""
    with run_app() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            f"No browser found (looked for {', '.join(NAMES)}). "
            "Install Chromium, for example with: apt-get install chromium"
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """Opens pages, each call in a session of its own; whatever the browser complains about fails the test."""

    browser: Browser
    server: Server
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        address: str = "",
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        reduced_motion: bool = True,
        touch: bool = False,
        server: Server | None = None,
    ) -> Page:
        """Open `address` (relative, such as "edges?stride=2") in a new session and wait until it stands."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if reduced_motion else "no-preference",
            has_touch=touch,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.goto(f"{(server or self.server).url}/{address}")
        settle(page)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not OWN_404.search(message.location.get("url", "")):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """What opens a page in a session of its own: see `Visit`."""
    opened = Visit(browser, server)
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.complaints == [], "the browser's console has errors"


def settle(page: Page) -> None:
    """Wait until Streamlit is connected, has run the script to its end and shows no placeholder."""
    page.wait_for_selector(READY)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(100)
    page.wait_for_selector(READY)
    assert page.get_by_text(FAULT).count() == 0, "the page failed; the server's log has the traceback"


@pytest.fixture
def act() -> Callable[[Page, Callable[[], object]], None]:
    """Do something and wait until the page stands again: `act(page, lambda: button.click())`."""

    def do(page: Page, action: Callable[[], object]) -> None:
        action()
        page.wait_for_timeout(50)
        settle(page)

    return do
