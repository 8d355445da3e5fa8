"""Addresses that are no page: told apart, and led to a page that says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_FOUND = "not-found"
SERVED_BY_STREAMLIT = {"_stcore", "component", "media", "static"}
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def asked_for(url: str | None, known: Collection[str]) -> str | None:
    """The last part of `url` when it is not one of the `known` addresses, otherwise None.

    Of an address with several parts only the last can be a page of Streamlit's.
    """
    last = unquote(urlsplit(url or "").path.rstrip("/").rpartition("/")[2]).strip()
    return None if not last or last in known else last


def nearest(asked: str, known: Iterable[str]) -> str | None:
    """The known address that a slip of the finger in `asked` most likely meant."""
    last = asked.rstrip("/").rpartition("/")[2].lower()
    close = get_close_matches(last.partition(".")[0], list(known), n=1)
    return close[0] if close else None


def readable(raw: bytes) -> bool:
    """Whether a browser can decode the percent-encoded path `raw`."""
    if _BROKEN_ESCAPE.search(raw):
        return False
    try:
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class OnePart:
    """ASGI middleware: a page asked for by an address of several parts is answered by a redirect.

    Streamlit answers every address with its one HTML file, but that file finds its scripts only
    from an address of one part whose percent-encoding is sound; from any other the screen stays
    empty. So these are led to `not-found?address=…`, relative to where they stand, which holds
    behind a proxy that adds a prefix, too.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        """`base` is `server.baseUrlPath`: parts that belong to the server, not to a page."""
        self.app = app
        self.base = base.strip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through, except a document that could not start."""
        raw = scope.get("raw_path") or scope.get("path", "").encode()
        path = scope.get("path", "")
        parts = path.removeprefix(f"/{self.base}").strip("/").split("/")
        sound = (len(parts) == 1 and readable(raw)) or parts[0] in SERVED_BY_STREAMLIT
        if scope["type"] != "http" or scope["method"] != "GET" or sound:
            await self.app(scope, receive, send)
            return
        # The browser resolves the redirect against the address as it was written.
        up = "../" * (raw.rstrip(b"/").count(b"/") - (self.base.count("/") + 1 if self.base else 0) - 1)
        asked = quote("/".join(parts), safe="/", errors="replace")
        location = f"{up or './'}{NOT_FOUND}?address={asked}".encode()
        led_away = False

        async def answer(message: Message) -> None:
            nonlocal led_away
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                led_away = kind.startswith(b"text/html")
                if led_away:
                    message = {
                        "type": "http.response.start",
                        "status": 307,
                        "headers": [
                            (b"location", location),
                            (b"content-length", b"0"),
                            (b"cache-control", b"no-cache"),
                        ],
                    }
            elif led_away:
                message = {
                    "type": "http.response.body",
                    "body": b"",
                    "more_body": message.get("more_body", False),
                }
            await send(message)

        await self.app(scope, receive, answer)
