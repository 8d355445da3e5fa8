"""The frame of ConvLab: page set-up, navigation, side bar.

The file is read in two ways. Imported, once, it gives the server `app`; run as a script, at every
change of every visitor, it shows the page asked for.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from cnnlib.web import component, sidebar
from cnnlib.web.addresses import NOT_FOUND, OnePart, asked_for
from cnnlib.web.fault import guarded
from cnnlib.web.navigation import course
from cnnlib.web.privacy import keep_uploads_in_memory
from cnnlib.web.state import leave_lesson

HOME = "pages/start/home.py"
SIDEBAR_WIDTH = 264
LOST = "pages/start/not_found.py"


def show() -> None:
    """Show one page to one visitor."""
    st.set_page_config(
        page_icon=str(sidebar.BRAND / "icon.svg"),
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    sections = {
        section: [st.Page(lesson.page, title=lesson.title, url_path=lesson.name) for lesson in lessons]
        for section, lessons in course().items()
    }
    start = [
        st.Page(HOME, title="Home", default=True),
        st.Page(LOST, title="No such page", url_path=NOT_FOUND, visibility="hidden"),
    ]
    known = {page.url_path for pages in (start, *sections.values()) for page in pages}
    if asked := asked_for(st.context.url, known):
        start.append(st.Page(LOST, title="No such page", url_path=asked, visibility="hidden"))
    page = st.navigation({"": start, **sections}, expanded=True)
    st.set_page_config(page_title=f"{page.title} · ConvLab" if page.url_path else "ConvLab")
    component.kit()
    sidebar.logo()
    leave_lesson(page.url_path)
    guarded(page.run)
    sidebar.foot()


keep_uploads_in_memory()
# Streamlit takes a folder called pages for its own older way of navigation until `st.navigation`
# has run once: the first deep link to a fresh server would be told that there is no such page.
PagesManager.uses_pages_directory = False
if __name__ == "__main__":
    show()
else:
    base = st.get_option("server.baseUrlPath")
    app = st.App(Path(__file__), middleware=[Middleware(OnePart, base=base)])
