"""Streamlit glue: the only part of the package that knows of a browser."""
