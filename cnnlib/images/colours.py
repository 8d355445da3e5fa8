"""Pixels of every kind as red, green and blue, 0 to 255; and as grey."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnlib.images.size import kind

STRIP_PIXELS = 2**20
Conversion: TypeAlias = Callable[[Image.Image], NDArray[Any]]

_BITS_PER_SAMPLE, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0  # TIFF 6.0, section 8


def to_rgb(picture: Image.Image) -> NDArray[np.uint8]:
    """The loaded picture as ``(H, W, 3)`` uint8, laid on white where it is transparent.

    Works strip by strip, so that no second copy of a large picture is made.
    """
    if picture.mode.startswith("I;16"):
        convert = _from_16_bits(picture)
    elif picture.mode in ("I", "F"):
        convert = _stretch(picture)
    else:
        convert = _over_white
    width, height = picture.size
    rgb = np.empty((height, width, 3), np.uint8)
    rows = max(1, STRIP_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        rgb[top:bottom] = convert(picture.crop((0, top, width, bottom)))
    return rgb


def to_grey(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The brightness of each pixel as ``(H, W)`` uint8: 0.299 R + 0.587 G + 0.114 B, rounded.

    ``rgb`` is ``(H, W, 3)`` uint8, otherwise ``ValueError``.
    Source: ITU-R Recommendation BT.601, luma; in the 16-bit fixed-point form Pillow uses.
    """
    if not (isinstance(rgb, np.ndarray) and rgb.dtype == np.uint8 and rgb.ndim == 3) or (rgb.shape[2] != 3):
        raise ValueError(f"rgb: expected (H, W, 3) uint8, received {kind(rgb)}")
    red, green, blue = np.moveaxis(rgb.astype(np.uint32), 2, 0)
    luma: NDArray[Any] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16
    return luma.astype(np.uint8)


def _over_white(strip: Image.Image) -> NDArray[np.uint8]:
    if not strip.has_transparency_data:
        return np.asarray(strip.convert("RGB"))
    rgba = np.asarray(strip.convert("RGBA")).astype(np.uint16)
    colour, alpha = rgba[..., :3], rgba[..., 3:]
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _from_16_bits(picture: Image.Image) -> Conversion:
    """Grey of up to 16 bits: 65535 = 257 · 255, so they are divided by 257."""
    tags = getattr(picture, "tag_v2", {})  # of a TIFF, which may also hold fewer bits
    white = 2 ** int(np.max(tags.get(_BITS_PER_SAMPLE, 16))) - 1
    counts_from_white = tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
    transparent = picture.info.get("transparency")

    def convert(strip: Image.Image) -> NDArray[Any]:
        values: NDArray[Any] = np.asarray(strip).astype(np.uint32)
        if counts_from_white:
            values = white - values
        if isinstance(transparent, int):
            values[values == transparent] = white
        grey: NDArray[Any] = (values * 255 + white // 2) // white
        return grey[..., np.newaxis]

    return convert


def _stretch(picture: Image.Image) -> Conversion:
    """Grey of 32-bit whole numbers or floats, which have no agreed white.

    0 to 255, and 0 to 1 for floats, are taken as meant; any other range is stretched from black to
    white. What is not finite is black.
    """
    everything = np.asarray(picture)
    finite = everything[np.isfinite(everything)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if low >= 0 and high <= 255:
        low, high = 0.0, 1.0 if picture.mode == "F" and high <= 1 else 255.0
    scale = 255 / ((high - low) or 1.0)

    def convert(strip: Image.Image) -> NDArray[Any]:
        values: NDArray[Any] = np.asarray(strip).astype(np.float64)
        values[~np.isfinite(values)] = low
        return np.rint((values - low) * scale)[..., np.newaxis]

    return convert
