"""The side bar round the navigation: the logo above it, the version at its foot."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import streamlit as st

from cnnlib.web import component
from cnnlib.web.state import address_of

ROOT = Path(__file__).parents[2]
BRAND = ROOT / "assets" / "brand"


@cache
def version() -> str:
    """The version that pyproject.toml declares."""
    declared: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return declared


def logo() -> None:
    """The logo, drawn for the theme; it leads home."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(BRAND / f"logo-{theme}.svg"), size="large", icon_image=str(BRAND / "icon.svg"))


def foot() -> None:
    """Below the navigation: the link to exactly this, and one line about the version."""
    with st.sidebar:
        if address := address_of(st.session_state.get("page")):
            component.mount(
                "link",
                key="sidebar:link",
                data={"label": "Copy link to exactly this", **address},
            )
        st.caption(f"ConvLab {version()}")
