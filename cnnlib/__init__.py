"""Convolutional networks in small, readable pieces."""

__version__ = "0.1.0"
