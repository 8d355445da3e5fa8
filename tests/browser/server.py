"""The app as a visitor meets it: a real server process on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_LIMIT = 60.0


@dataclass(frozen=True)
class Server:
    """A running app: its address, its process, and the seconds from start to the first answer."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    seconds_to_start: float

    @property
    def pid(self) -> int:
        return self.process.pid

    def said(self) -> str:
        """What the server printed so far."""
        return self.log.read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def run_app(env: Mapping[str, str] | None = None, *, base: str = "") -> Iterator[Server]:
    """Start the app afresh, below the path `base` of its host; stop it at the end."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}/{base}".rstrip("/")
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    command += ["--server.baseUrlPath", base]
    with tempfile.NamedTemporaryFile(prefix="convlab-server-", suffix=".log") as log:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while not _answers(url):
                said = Path(log.name).read_text(errors="replace")
                assert process.poll() is None, f"The server ended by itself:\n{said}"
                assert time.monotonic() - began < START_LIMIT, f"No answer from {url}:\n{said}"
                time.sleep(0.02)
            yield Server(url, process, Path(log.name), time.monotonic() - began)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
