"""Where an address leads that is no page."""

import streamlit as st

from cnnlib.web.addresses import NOT_FOUND, asked_for, nearest
from cnnlib.web.course_map import action, course_map
from cnnlib.web.navigation import course

lessons = {lesson.name: lesson for section in course().values() for lesson in section}
asked = st.query_params.get("address") or asked_for(st.context.url, {NOT_FOUND, *lessons}) or ""
likely = nearest(asked, lessons)

course_map(
    "There is no such page.",
    f"You asked for “/{asked[:80]}”. Here is everything there is."
    if asked
    else "Here is everything there is.",
    [action(lessons[likely], f"Did you mean {lessons[likely].title}?")] if likely else [],
)
