"""The kit of JavaScript figures, mounted once a run, and `mount`, which places one figure of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parents[2] / "assets" / "components"
FIRST = ("core.js", "colour.js", "raster.js")

_ANSWER = """
globalThis.convlabKit ??= (() => {
  let open;
  const ready = new Promise((resolve) => { open = resolve; });
  return { ready, open };
})();
"""

# A figure's own script is two lines: Streamlit sends it again at each rerun, while the kit is one
# unchanging message that the browser keeps.
_FIGURE = (
    _ANSWER
    + """
export default async (component) => {
  const kit = await globalThis.convlabKit.ready;
  return kit.render(component.data.view, component);
};
"""
)


@cache
def _kit_sources() -> tuple[str, str]:
    names = [*FIRST, *sorted(p.name for p in FOLDER.glob("*.js") if p.name not in FIRST)]
    script = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    style = "\n".join(p.read_text(encoding="utf-8") for p in sorted(FOLDER.glob("*.css")))
    kit = f"{_ANSWER}{script}\nexport default () => globalThis.convlabKit.open(convlab);\n"
    return kit, style


def kit() -> None:
    """Mount the kit: every page needs it once, before its first figure; `app.py` does it."""
    script, style = _kit_sources()
    st.components.v2.component(
        "convlab_kit", html="<span></span>", css=style, js=script, isolate_styles=False
    )(key="convlab_kit", height=0)


def mount(
    view: str,
    *,
    key: str,
    data: Mapping[str, Any],
    on_change: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Show the figure `view` of the kit with `data`; `on_change` hears what the learner did.

    `on_change` receives a dict field → value before the page runs again. Fields are sent until
    Python has acknowledged them, so an edit is heard even when two reruns are joined into one.
    Rasters go in a message of their own, which the browser keeps for as long as none of them changes.
    """
    data, rasters = without_rasters(data)
    if rasters:
        _place("rasters", key=f"rasters-{key}", data={"rasters": rasters}, hear=None)
    heard = f"{key}:heard"

    def hear() -> None:
        message = st.session_state[key].get("change")
        if message is None:
            return
        st.session_state[heard] = message["sequence"]
        if on_change is not None:
            on_change(message["fields"])

    acknowledged = st.session_state.get(heard, 0)
    _place(view, key=key, data={**data, "acknowledged": acknowledged}, hear=hear)


def _place(view: str, *, key: str, data: Mapping[str, Any], hear: Callable[[], None] | None) -> None:
    figure = st.components.v2.component("convlab_figure", js=_FIGURE, isolate_styles=False)
    if hear is None:
        figure(key=key, data={**data, "view": view})
    else:
        figure(key=key, data={**data, "view": view}, on_change_change=hear)


def without_rasters(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A scene with the numbers of its pictures taken out, and those numbers by the raster's key."""
    found: dict[str, str] = {}

    def bare(raster: Mapping[str, Any]) -> dict[str, Any]:
        found[raster["key"]] = raster["data"]
        return {name: part for name, part in raster.items() if name != "data"}

    def strip(item: Mapping[str, Any]) -> Mapping[str, Any]:
        if item["type"] == "column":
            return {**item, "items": [strip(part) for part in item["items"]]}
        if item["type"] != "photo":
            return item
        frames = {"frames": [bare(frame) for frame in item["frames"]]} if "frames" in item else {}
        return {**item, "raster": bare(item["raster"]), **frames}

    rows = {"rows": [[strip(item) for item in row] for row in data["rows"]]} if "rows" in data else {}
    return {**data, **rows}, found
