"""A visitor without a browser: one session over a real websocket, in Streamlit's own messages.

It sends what the browser sends (the page asked for, what a figure triggers, which large messages
are kept) and reads every message that comes back, so that the server does all of its work.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

PATIENCE = 30.0
RUNS_KEPT = 2
TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{}__events"


class FailedError(Exception):
    """The page did not answer as it should; the text says how."""


@dataclass
class Visitor:
    """One session on one page; `figure` is the key of the component it plays with."""

    socket: ClientConnection
    url: str
    page: str
    figure: str
    script: str = ""
    lost: bool = False
    figure_id: str = ""
    fragment: str = ""
    sequence: int = 0
    run: int = 0
    kept: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)

    async def enter(self) -> float:
        """Open the page; the seconds until it was complete."""
        return await self._rerun(ClientState(page_name=self.page))

    async def act(self, fields: dict[str, Any]) -> float:
        """Let the figure send these fields; the seconds until the page showed that it heard them."""
        self.sequence += 1
        state = ClientState(page_script_hash=self.script)
        value = {"sequence": self.sequence, "fields": fields}
        state.widget_states.widgets.add(
            id=TRIGGER.format(self.figure_id),
            json_trigger_value=json.dumps([{"event": "change", "value": value}]),
        )
        return await self._rerun(state)

    async def _rerun(self, state: ClientState) -> float:
        state.context_info.url = f"{self.url}/{self.page}"
        state.cached_message_hashes.extend(self.kept)
        state.fragment_id = self.fragment  # a browser asks for the part of the page that the figure is in
        began = time.perf_counter()
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                figure = await self._answer()
        except TimeoutError:
            raise FailedError(f"no answer in {PATIENCE:g} s") from None
        seconds = time.perf_counter() - began
        self._look_at(figure)
        return seconds

    async def _answer(self) -> BidiComponent:
        """Read one whole run, as far as `script_finished`; the figure as it then is."""
        self.run += 1
        figure = None
        started = lost = False
        while True:
            message = ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))
            message = self._whole(message)
            match message.WhichOneof("type"):
                case "new_session":
                    started, figure = True, None
                case "page_not_found":
                    lost = True  # or so a fresh server says before `app.py` names its pages
                case "navigation":
                    self.script = message.navigation.page_script_hash
                    self.lost, lost = lost, False
                case "delta":
                    figure = self._figure_in(message) or figure
                case "script_finished" if started:
                    if message.script_finished in (
                        ForwardMsg.FINISHED_SUCCESSFULLY,
                        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                    ):
                        break
                    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                        raise FailedError("the page does not compile")
        self.kept = {h: k for h, k in self.kept.items() if self.run - k[0] < RUNS_KEPT}
        if self.lost:
            raise FailedError(f"no page {self.page!r}")
        if figure is None:
            raise FailedError(f"no figure {self.figure!r} on the page")
        return figure

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself where only its hash was sent; large ones are kept as a browser does."""
        if message.ref_hash:
            if message.ref_hash not in self.kept:
                raise FailedError("the server left out a message that was not kept")
            message = self.kept[message.ref_hash][1]
        if message.metadata.cacheable:
            self.kept[message.hash] = (self.run, message)
        return message

    def _figure_in(self, message: ForwardMsg) -> BidiComponent | None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "exception":
                raise FailedError(f"{element.exception.type}: {element.exception.message}")
            case "bidi_component" if element.bidi_component.id.endswith(f"-{self.figure}"):
                self.fragment = message.delta.fragment_id
                return element.bidi_component
        return None

    def _look_at(self, figure: BidiComponent) -> None:
        self.figure_id = figure.id
        heard = json.loads(figure.json)["acknowledged"]
        if heard != self.sequence:
            raise FailedError(f"the figure heard {heard} of {self.sequence} actions")
