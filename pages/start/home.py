"""The course as a map."""
import streamlit as st

st.session_state["page"] = "home"
st.title("Home")
