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
    """
    heard = f"{key}:heard"

    def hear() -> None:
        message = st.session_state[key].get("change")
        if message is None:
            return
        st.session_state[heard] = message["sequence"]
        if on_change is not None:
            on_change(message["fields"])

    st.components.v2.component("convlab_figure", js=_FIGURE, isolate_styles=False)(
        key=key,
        data={**data, "view": view, "acknowledged": st.session_state.get(heard, 0)},
        on_change_change=hear,
    )
