"""One layer over a volume as code to copy, in NumPy and in Keras."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from cnnlib.lessons.volumes import Layer, VolumesOptions

Array = NDArray[Any]

_NUMPY = {
    "relu": "np.maximum(z, 0)",
    "leaky_relu": "np.where(z > 0, z, 0.01 * z)",
    "sigmoid": "(1 + np.tanh(z / 2)) / 2            # = 1 / (1 + np.exp(-z))",
    "tanh": "np.tanh(z)",
}
_KERAS = {
    "relu": "ops.relu(z)",
    "leaky_relu": "ops.leaky_relu(z, negative_slope=0.01)   # Keras itself would take 0.2",
    "sigmoid": "ops.sigmoid(z)",
    "tanh": "ops.tanh(z)",
}


def numpy_snippet(options: VolumesOptions, layer: Layer) -> str:
    """The layer in NumPy; running it leaves `z` and `a`."""
    return f"""import numpy as np

red, green, blue = {_sheets(layer.x)}
x = np.stack([red, green, blue], axis=-1)                    # (H, W, 3)
filters = np.array({_filters(layer.w)})
w = filters.transpose(2, 3, 1, 0)                            # (3, 3, 3, K)
b = np.array({_row(layer.b)})

windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(0, 1))
z = np.einsum("ijcuv,uvck->ijk", windows, w) + b
a = {_NUMPY[options.activation]}
print(z.shape, a, sep="\\n")
"""


def keras_snippet(options: VolumesOptions, layer: Layer) -> str:
    """The layer in Keras; running it leaves `z` and `a`."""
    return f"""import numpy as np
from keras import ops

red, green, blue = {_sheets(layer.x)}
x = np.stack([red, green, blue], axis=-1).astype("float32")  # (H, W, 3)
filters = np.array({_filters(layer.w)}, dtype="float32")
w = filters.transpose(2, 3, 1, 0)                            # (3, 3, 3, K)
b = np.array({_row(layer.b)}, dtype="float32")

z = ops.conv(x[None], w, strides=1, padding="valid")[0] + b
a = {_KERAS[options.activation]}
print(z.shape, a, sep="\\n")
"""


def _sheets(x: Array) -> str:
    sheets = (_lines(x[..., c], 4) for c in range(x.shape[-1]))
    return "(\n" + "".join(f"    [{sheet}],\n" for sheet in sheets) + ")"


def _filters(w: Array) -> str:
    filters = (
        ",\n     ".join(f"[{_lines(w[:, :, c, k], None)}]" for c in range(w.shape[2]))
        for k in range(w.shape[3])
    )
    remark = "[                                         # (K, channel, row, column)\n"
    return remark + "".join(f"    [{one}],\n" for one in filters) + "]"


def _lines(rows: Array, indent: int | None) -> str:
    joint = ", " if indent is None else ",\n" + " " * (indent + 1)
    return joint.join(_row(row) for row in rows)


def _row(numbers: Array) -> str:
    return "[" + ", ".join(repr(int(v)) if v == int(v) else repr(float(v)) for v in numbers) + "]"
