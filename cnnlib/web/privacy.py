"""Uploads stay in memory."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser
from streamlit import config

FRAMING = 2 * 1024 * 1024


def keep_uploads_in_memory() -> None:
    """Let the parser of uploads hold the largest allowed file in memory.

    Starlette copies what is over 1 MB to a temporary file while it reads the request; Streamlit then
    keeps the bytes in memory anyway. Nothing of a learner's picture is to reach a disk, so the limit
    is raised above `server.maxUploadSize` (MB) and what multipart framing adds to it.
    """
    largest = config.get_option("server.maxUploadSize") * 1024 * 1024
    MultiPartParser.spool_max_size = largest + FRAMING
