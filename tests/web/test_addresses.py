"""Addresses that are no page."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Scope

from cnnlib.web.addresses import OnePart, asked_for, nearest, readable

KNOWN = {"edges", "padding", "not-found"}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (None, None),
        ("http://host", None),
        ("http://host/", None),
        ("http://host/edges", None),
        ("http://host/edges/", None),
        ("http://host/behind/a/proxy/edges", None),
        ("http://host/nonsense", "nonsense"),
        ("http://host/Edges", "Edges"),
        ("http://host/%D1%84%D0%B8", "фи"),
        ("http://host/a%20b", "a b"),
    ],
)
def test_an_address_is_told_apart(url: str | None, asked: str | None) -> None:
    assert asked_for(url, KNOWN) == asked


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("edegs", "edges"), ("Padding.html", "padding"), ("foundations/edges", "edges"), ("xyz", None)],
)
def test_the_page_that_was_meant_is_guessed(asked: str, meant: str | None) -> None:
    assert nearest(asked, KNOWN) == meant


@pytest.mark.parametrize(
    ("raw", "sound"), [(b"/a%20b", True), (b"/%zz", False), (b"/%", False), (b"/%ff", False)]
)
def test_broken_percent_encoding_is_seen(raw: bytes, sound: bool) -> None:
    assert readable(raw) is sound


def ask(raw: bytes, path: str, *, base: str = "", app: ASGIApp | None = None) -> Message:
    """The start of the answer to GET `raw`, from behind the middleware."""
    scope: Scope = {"type": "http", "method": "GET", "path": path, "raw_path": raw, "headers": []}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(OnePart(app or HTMLResponse("<html>"), base)(scope, receive, send))
    assert sent[-1]["type"] == "http.response.body"
    return sent[0]


@pytest.mark.parametrize(
    ("raw", "base", "arrives_at"),
    [
        (b"/a/b", "", "/not-found?address=a/b"),
        (b"/a/b/c/d", "", "/not-found?address=a/b/c/d"),
        (b"/a%2Fb", "", "/not-found?address=a/b"),
        (b"/%zz", "", "/not-found?address=%25zz"),
        (b"/lab/a/b", "lab", "/lab/not-found?address=a/b"),
    ],
)
def test_what_the_browser_cannot_start_is_led_away(raw: bytes, base: str, arrives_at: str) -> None:
    start = ask(raw, raw.decode().replace("%2F", "/"), base=base)
    location = dict(start["headers"])[b"location"].decode()
    assert start["status"] == 307
    assert urljoin(f"http://host{raw.decode()}", location) == f"http://host{arrives_at}"


@pytest.mark.parametrize(
    ("path", "base"),
    [("/", ""), ("/edges", ""), ("/nonsense", ""), ("/lab/edges", "lab"), ("/media/a.html", "")],
)
def test_what_can_start_is_left_alone(path: str, base: str) -> None:
    assert ask(path.encode(), path, base=base)["status"] == 200


def test_only_documents_are_led_away() -> None:
    assert (
        ask(b"/edges/_stcore/health", "/edges/_stcore/health", app=PlainTextResponse("ok"))["status"] == 200
    )
