"""The pictures of the course map, each made by what its lesson teaches."""

from __future__ import annotations

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnlib import images
from cnnlib.convolution import conv2d, pool2d
from cnnlib.figures.scene import Item, numbers, signed
from cnnlib.filters import FILTERS
from cnnlib.geometry import output_size, pixel_usage

HERO = (320, 640)
CARD = (220, 352)
SHADES = 12
FULL_COLOUR = 0.98
Pixels = NDArray[np.uint8]


def webp(pixels: Pixels, quality: int = 72) -> str:
    """An (H, W) or (H, W, 3) uint8 picture as the address of itself: WebP in a data URL."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", quality=quality, method=6)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def crop(pixels: Pixels, shape: tuple[int, int], *, top: float = 0.5, left: float = 0.5) -> Pixels:
    """The largest part with the proportions of `shape`, then reduced to it.

    `top` and `left` say where the part lies: 0 at that edge, 1 at the opposite one.
    """
    height, width = shape
    scale = min(pixels.shape[0] / height, pixels.shape[1] / width)
    rows, columns = round(height * scale), round(width * scale)
    y = round((pixels.shape[0] - rows) * top)
    x = round((pixels.shape[1] - columns) * left)
    part = Image.fromarray(pixels[y : y + rows, x : x + columns])
    return np.asarray(part.resize((width, height), Image.Resampling.LANCZOS))


def split(photo: str, shape: tuple[int, int]) -> Item:
    """A sample photograph, and the answer of the vertical filter in a few shades of each sign.

    The answer is one pixel smaller on every side; so is the photograph, and both lie upon each other.
    """
    height, width = shape
    grey = images.to_grey(crop(images.sample(photo), (height + 2, width + 2), top=0.32))
    answer = conv2d(grey[..., None], FILTERS["vertical"][..., None, None])[..., 0]
    limit = np.quantile(np.abs(answer), FULL_COLOUR)
    shades = np.rint(np.clip(answer / limit, -1, 1) * SHADES)
    return {
        "kind": "split",
        "photo": webp(grey[1:-1, 1:-1]),
        "answer": signed(shades, limit=SHADES),
        "alt": f"{images.about_sample(photo).title}: on the left the photograph, on the right its vertical "
        "edges, orange from bright to dark and blue from dark to bright",
    }


def usage() -> Item:
    """In how many 3×3 windows each pixel of a 6×6 picture takes part, without and with padding."""
    return {
        "kind": "usage",
        "bare": numbers(pixel_usage(6, 3)),
        "padded": numbers(pixel_usage(6, 3, padding=1)),
        "alt": "A 6 by 6 picture: the corner pixel is used by 1 window, a pixel in the middle by 9",
    }


def sheets() -> Item:
    """The red, green and blue sheet of one photograph, (H, W) each."""
    macaw = crop(images.sample("macaw"), CARD, left=0.35, top=0.35)
    return {
        "kind": "sheets",
        "sheets": [webp(macaw[..., channel], quality=60) for channel in range(3)],
        "alt": "The red, the green and the blue sheet of a macaw",
    }


def pooled() -> Item:
    """A photograph whose strips are pooled by ever larger windows: 1, 4, 8 and 16 pixels wide."""
    sizes = (1, 4, 8, 16)
    height, width = CARD[0] // 16 * 16, CARD[1]
    cat = crop(images.sample("cat_face"), (height, width), top=0.25, left=0.6)
    step = width // len(sizes) // 16 * 16
    strips = []
    for number, size in enumerate(sizes):
        end = width if size == sizes[-1] else (number + 1) * step
        strip = pool2d(cat[:, number * step : end], size)
        strips.append(strip.repeat(size, axis=0).repeat(size, axis=1))
    picture = np.concatenate(strips, axis=1).astype(np.uint8)
    return {
        "kind": "picture",
        "picture": webp(picture, quality=86),
        "alt": "A cat's face, from left to right in ever larger squares",
    }


def counts() -> Item:
    """What it takes from 32×32×3 to 28×28×6: weights of a full connection, parameters of 5×5 filters."""
    before, window, filters = (32, 32, 3), 5, 6
    side = output_size(before[0], window)
    full = int(np.prod(before)) * side * side * filters
    shared = (window * window * before[2] + 1) * filters
    return {
        "kind": "counts",
        "counts": [[f"{full:,}", "fully connected"], [f"{shared:,}", "convolution"]],
        "alt": f"{full:,} numbers when everything is connected, {shared:,} with a convolution",
    }


PICTURES = {
    "edges": lambda: split("coins", CARD),
    "padding": usage,
    "volumes": sheets,
    "pooling": pooled,
    "why": counts,
}


def picture_of(name: str) -> Item:
    """The picture of the lesson called `name`; a lesson without one gets an empty picture."""
    make = PICTURES.get(name)
    return make() if make else {"kind": "none", "alt": ""}


def hero() -> Item:
    """The large picture with the line to drag, and the filter that made it."""
    return {**split("temple", HERO), "filter": numbers(FILTERS["vertical"])}
