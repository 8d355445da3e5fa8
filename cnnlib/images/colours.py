"""Pixels of every kind as red, green and blue, 0 to 255; and as grey."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnlib.images.size import kind

STRIP_PIXELS = 2**20

_BITS_PER_SAMPLE, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0  # TIFF 6.0, section 8


def to_rgb(picture: Image.Image) -> NDArray[np.uint8]:
    """The loaded picture as ``(H, W, 3)`` uint8, laid on white where it is transparent.

    Works strip by strip, so that no second copy of a large picture is made.
    """
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        grey = _stretched(picture) if picture.mode in ("I", "F") else _from_16_bits(picture)
        return np.repeat(grey[..., np.newaxis], 3, axis=2)
    width, height = picture.size
    rgb = np.empty((height, width, 3), np.uint8)
    rows = max(1, STRIP_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        rgb[top:bottom] = _over_white(picture.crop((0, top, width, bottom)))
    return rgb


def to_grey(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The brightness of each pixel as ``(H, W)`` uint8: 0.299 R + 0.587 G + 0.114 B, rounded.

    ``rgb`` is ``(H, W, 3)`` uint8, otherwise ``ValueError``.
    Source: ITU-R Recommendation BT.601, luma; in the 16-bit fixed-point form Pillow uses.
    """
    if not (isinstance(rgb, np.ndarray) and rgb.dtype == np.uint8 and rgb.ndim == 3) or (rgb.shape[2] != 3):
        raise ValueError(f"rgb: expected (H, W, 3) uint8, received {kind(rgb)}")
    luma = rgb @ np.array([19595, 38470, 7471], np.uint32)
    return ((luma + 0x8000) >> 16).astype(np.uint8)


def _over_white(strip: Image.Image) -> NDArray[np.uint8]:
    if not strip.has_transparency_data:
        return np.asarray(strip.convert("RGB"))
    rgba = np.asarray(strip.convert("RGBA")).astype(np.uint16)
    colour, alpha = rgba[..., :3], rgba[..., 3:]
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _from_16_bits(picture: Image.Image) -> NDArray[np.uint8]:
    """Grey of up to 16 bits: 65535 = 257 · 255, so they are divided by 257."""
    tags = getattr(picture, "tag_v2", {})  # of a TIFF, which may also hold fewer bits
    bits = int(np.max(tags.get(_BITS_PER_SAMPLE, 16)))
    white = 2**bits - 1
    values: NDArray[Any] = np.asarray(picture).astype(np.uint32)
    if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        values = white - values
    if isinstance(transparent := picture.info.get("transparency"), int):
        values[values == transparent] = white
    grey: NDArray[np.uint8] = ((values * 255 + white // 2) // white).astype(np.uint8)
    return grey


def _stretched(picture: Image.Image) -> NDArray[np.uint8]:
    """Grey of 32-bit whole numbers or floats, which have no agreed white.

    0 to 255, and 0 to 1 for floats, are taken as meant; any other range is stretched from black to
    white. What is not finite counts as 0.
    """
    values: NDArray[Any] = np.asarray(picture).astype(np.float64)
    values[~np.isfinite(values)] = 0
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= 255:
        low, high = 0.0, 1.0 if picture.mode == "F" and high <= 1 else 255.0
    return np.rint((values - low) * (255 / ((high - low) or 1.0))).astype(np.uint8)
