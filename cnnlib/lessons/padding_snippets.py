"""The lesson's small convolution as code to copy."""

from __future__ import annotations

from cnnlib.lessons.literals import literal
from cnnlib.lessons.padding import Board, PaddingOptions


def numpy_snippet(board: Board) -> str:
    """In NumPy; running it leaves the output in `y`."""
    axis = board.axis
    s, d = axis.stride, axis.dilation
    return f"""import numpy as np

x = np.array({literal(board.x)})
w = np.array({literal(board.weights)})

x = np.pad(x, ({axis.before}, {axis.after}))  # zeros before and after, on both axes
windows = np.lib.stride_tricks.sliding_window_view(x, ({axis.extent}, {axis.extent}))
windows = windows[::{s}, ::{s}, ::{d}, ::{d}]  # stride {s}, dilation {d}
y = (windows * w).sum(axis=(2, 3))
print(y)
"""


def keras_snippet(board: Board, options: PaddingOptions) -> str:
    """In Keras; running it leaves the output in `y`.

    Keras pads "valid" or "same" and takes either a stride or a dilation; the rest is written out.
    """
    axis = board.axis
    s, d = axis.stride, axis.dilation
    both = s > 1 and d > 1
    named = options.padding == "valid" or (options.padding == "same" and not both)
    pad = "" if named else f"x = np.pad(x, ({axis.before}, {axis.after}))  # zeros before and after\n"
    padding = options.padding if named else "valid"
    skip = f"z = z[:, ::{s}, ::{s}]  # Keras joins no stride with a dilation\n" if both else ""
    return f"""import numpy as np
from keras import ops

x = np.array({literal(board.x)}, dtype="float32")
w = np.array({literal(board.weights)}, dtype="float32")

{pad}z = ops.conv(
    x[None, ..., None],
    w[..., None, None],
    strides={1 if both else s},
    padding="{padding}",
    dilation_rate={d},
)
{skip}y = ops.convert_to_numpy(z)[0, :, :, 0]
print(y)
"""
