"""A page that fails: the visitor reads a sentence, the host finds the traceback."""

import logging

from streamlit.testing.v1 import AppTest

from cnnlib.web.fault import FAULT


def broken_app() -> None:
    import streamlit as st

    from cnnlib.web.fault import guarded

    def page() -> None:
        st.write("before")
        raise KeyError("a mistake of ours")

    guarded(page)
    st.write("after")


def stopping_app() -> None:
    import streamlit as st

    from cnnlib.web.fault import guarded

    guarded(st.stop)


def test_a_fault_is_said_in_a_sentence_and_logged_in_full(caplog) -> None:
    with caplog.at_level(logging.ERROR, logger="cnnlib.web.fault"):
        app = AppTest.from_function(broken_app).run()
    assert [error.value for error in app.error] == [FAULT]
    assert [text.value for text in app.markdown] == ["before", "after"]
    assert not app.exception
    assert "a mistake of ours" in caplog.text


def test_streamlits_own_way_to_stop_a_page_is_no_fault() -> None:
    app = AppTest.from_function(stopping_app).run()
    assert not app.error
