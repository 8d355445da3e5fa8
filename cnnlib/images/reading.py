"""The bytes of a picture file become an array, or a sentence that says why not."""

import io
import threading
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnlib.arguments import shown, whole
from cnnlib.images.colours import to_rgb
from cnnlib.images.kinds import picture_format
from cnnlib.images.size import fit

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000

_ORIENTATION = 0x0112
_one_at_a_time = threading.Lock()


def decode(data: bytes, *, max_side: int | None = None) -> NDArray[np.uint8]:
    """The picture in the bytes of a file, as ``(H, W, 3)`` uint8 red, green and blue.

    Reads JPEG, PNG, WebP, GIF, BMP, TIFF and AVIF, whatever the file is called, of any depth and
    colour model; of an animation the first frame. It is turned as its EXIF says, laid on white
    where it is transparent, and reduced until no side is longer than ``max_side``. Nothing is
    written to disk, and pictures are read one at a time, so that memory stays bounded.

    Raises ``ValueError`` with a sentence to show as it is: for files of more than
    ``MAX_BYTES``, pictures of more than ``MAX_PIXELS`` (told from the header, before any pixel is
    read), broken files, and everything that is no such picture.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise ValueError(f"data: expected the bytes of a picture file, received {shown(data)}")
    side = None if max_side is None else whole("max_side", max_side, least=1)
    data = bytes(data)
    if not data:
        raise ValueError("This file is empty: choose one with a picture in it.")
    if len(data) > MAX_BYTES:
        raise ValueError(
            f"This file has {len(data) / 1e6:.1f} MB, and at most {MAX_BYTES / 1e6:.0f} MB are "
            "read here: save a smaller copy of the picture and choose that."
        )
    name = picture_format(data)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        pixels, orientation = _read(data, name, side)
    if side is not None:
        pixels = fit(pixels, side)
    return _turned(pixels, orientation)


def _read(data: bytes, name: str, side: int | None) -> tuple[NDArray[np.uint8], int]:
    try:
        with Image.open(io.BytesIO(data), formats=(name,)) as picture:
            width, height = picture.size
            if 0 < width * height <= MAX_PIXELS:
                if side is not None:
                    picture.draft(None, (side, side))  # JPEG only: skips detail while decoding
                picture.load()
                return to_rgb(picture), _orientation(picture)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception as error:  # a broken file can make a decoder raise anything
        raise ValueError(
            f"This {name} picture is damaged or cut off: open it in another program and save it "
            "again, or choose another one."
        ) from error
    if width * height == 0:
        raise ValueError(f"This {name} picture has no pixels: choose another one.")
    raise _too_large(f"{width} × {height} pixels, ")


def _too_large(size: str = "") -> ValueError:
    return ValueError(
        f"This picture has {size}more than the {MAX_PIXELS / 1e6:.0f} megapixels that are read "
        "here: save a smaller copy of it and choose that."
    )


def _orientation(picture: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1, upright, where it is missing or broken."""
    try:
        orientation = int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse the picture
        return 1
    return orientation if 1 <= orientation <= 8 else 1


def _turned(pixels: NDArray[Any], orientation: int) -> NDArray[np.uint8]:
    """The picture upright. Source: CIPA DC-008 (EXIF 2.32), tag Orientation."""
    if orientation >= 5:  # rows and columns changed places
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):  # right and left changed places
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):  # top and bottom changed places
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
