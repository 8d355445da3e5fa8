"""Convolution and pooling in NumPy: forward, backward, and one window followed step by step.

``conv2d`` is cross-correlation, which convolutional networks call convolution: the filter is laid
on the picture as it is written. ``flip`` turns it into the mathematician's convolution.
"""

from cnnlib.convolution.convolve import conv2d, conv2d_backward, flip
from cnnlib.convolution.pool import pool2d, pool2d_backward
from cnnlib.convolution.window import PoolWindow, Window, pool_trace, trace

__all__ = [
    "PoolWindow",
    "Window",
    "conv2d",
    "conv2d_backward",
    "flip",
    "pool2d",
    "pool2d_backward",
    "pool_trace",
    "trace",
]
