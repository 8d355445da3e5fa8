"""Uploads stay in memory, whatever their size up to the limit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from cnnlib.web.privacy import keep_uploads_in_memory

LIMIT = 20 * 1024 * 1024


def reaches_disk(size: int) -> bool:
    """Whether Starlette writes an upload of `size` bytes to a temporary file."""
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'

    async def body() -> AsyncGenerator[bytes, None]:
        yield head
        yield bytes(size)
        yield b"\r\n--x--\r\n"

    async def parse() -> bool:
        headers = Headers({"content-type": "multipart/form-data; boundary=x"})
        form = await MultiPartParser(headers, body()).parse()
        upload = form["f"]
        assert isinstance(upload, UploadFile)
        rolled = bool(upload.file._rolled)  # type: ignore[attr-defined]
        await form.close()
        return rolled

    return asyncio.run(parse())


def test_the_largest_upload_never_becomes_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024 * 1024)
    assert reaches_disk(5_000_000)
    keep_uploads_in_memory()
    assert not reaches_disk(5_000_000)
    assert not reaches_disk(LIMIT)
