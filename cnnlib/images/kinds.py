"""What kind of file some bytes are, told by their content and not by the file's name."""

from dataclasses import dataclass

READABLE = "JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF"

_PICTURES = (
    ("JPEG", b"\xff\xd8\xff"),
    ("PNG", b"\x89PNG\r\n\x1a\n"),
    ("GIF", b"GIF87a"),
    ("GIF", b"GIF89a"),
    ("TIFF", b"II*\x00"),
    ("TIFF", b"MM\x00*"),
    ("TIFF", b"II+\x00"),
    ("TIFF", b"MM\x00+"),
)
_BMP_HEADER_SIZES = (12, 16, 40, 52, 56, 64, 108, 124)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}


@dataclass(frozen=True)
class _Other:
    what: str
    advice: str

    def __str__(self) -> str:
        return f"This is {self.what}: {self.advice}."


_CONVERT = "open it in the program that made it and save it as JPEG or PNG"
_PDF = _Other("a PDF, not a picture", "take a screenshot of the page, or export the page as PNG or JPEG")
_ZIP = _Other(
    "a ZIP archive or an office document, not a picture",
    "take the picture out of it and choose that",
)
_ARCHIVE = _Other("a compressed archive, not a picture", "unpack it and choose the picture inside")
_VIDEO = _Other("a video, not a picture", "pause it and take a screenshot")
_SOUND = _Other("a sound recording, not a picture", f"choose a {READABLE} file")
_PROGRAM = _Other("a program, not a picture", f"choose a {READABLE} file")
_RAW_NUMBERS = _Other("a file of raw numbers, not a picture", "save the array as PNG first")
_HEIC = _Other(
    "a HEIC picture, the format of many phones, which cannot be read here",
    "share or export it as JPEG and choose that",
)
_SVG = _Other("an SVG drawing, made of lines and not of pixels", "export it as PNG and choose that")
_WEB_PAGE = _Other("a web page, not a picture", "save the picture on the page itself and choose that")
_XML = _Other("an XML document, not a picture", f"choose a {READABLE} file")
_TEXT = _Other("a text file, not a picture", f"choose a {READABLE} file")


def _picture(name: str) -> _Other:
    return _Other(f"a picture in the {name} format, which cannot be read here", _CONVERT)


_SIGNATURES = (
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x1a\x45\xdf\xa3", _VIDEO),
    (b"\x00\x00\x01\xba", _VIDEO),
    (b"\x00\x00\x01\xb3", _VIDEO),
    (b"FLV\x01", _VIDEO),
    (b"OggS", _SOUND),
    (b"ID3", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\x93NUMPY", _RAW_NUMBERS),
    (b"\x89HDF\r\n\x1a\n", _RAW_NUMBERS),
    (b"\xff\x0a", _picture("JPEG XL")),
    (b"\x00\x00\x00\x0cJXL ", _picture("JPEG XL")),
    (b"\x00\x00\x00\x0cjP  ", _picture("JPEG 2000")),
    (b"\xff\x4f\xff\x51", _picture("JPEG 2000")),
    (b"8BPS", _picture("Photoshop")),
    (b"gimp xcf", _picture("GIMP")),
    (b"%!PS", _picture("PostScript")),
    (b"\x00\x00\x01\x00", _picture("icon (ICO)")),
    (b"icns", _picture("icon (ICNS)")),
    (b"qoif", _picture("QOI")),
    (b"FUJIFILMCCD-RAW", _picture("camera raw")),
    *((b"P%d" % digit + space, _picture("Netpbm")) for digit in range(1, 7) for space in (b"\n", b" ")),
)


def picture_format(data: bytes) -> str:
    """The name of the picture format the bytes begin with: one of ``READABLE``, in capitals.

    Raises ``ValueError`` with a sentence that says what the file is instead and what to do.
    """
    for name, signature in _PICTURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if data[4:8] == b"ftyp" and _brands(data) & _AVIF_BRANDS:
        return "AVIF"
    raise ValueError(str(_other(data)))


def _other(data: bytes) -> _Other | str:
    if b"%PDF-" in data[:1024]:
        return _PDF
    for signature, other in _SIGNATURES:
        if data.startswith(signature):
            return other
    if data[4:8] == b"ftyp":
        return _HEIC if _brands(data) & _HEIC_BRANDS else _VIDEO
    if data[4:8] in (b"moov", b"mdat", b"wide"):
        return _VIDEO
    if data[:4] == b"RIFF":
        return _VIDEO if data[8:12] == b"AVI " else _SOUND
    return _text(data) or (
        f"This file is no picture of a kind that can be read here: choose a {READABLE} file."
    )


def _brands(data: bytes) -> set[bytes]:
    """The formats an ISO media file says it follows: the major brand and the compatible ones."""
    box = data[: min(int.from_bytes(data[:4], "big"), 256)]
    return {box[8:12]} | {box[start : start + 4] for start in range(16, len(box), 4)}


def _text(data: bytes) -> _Other | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _TEXT
    try:
        text = data[:4096].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end < min(len(data), 4096) - 3:  # not just a letter cut in two at the end
            return None
        text = data[: error.start].decode("utf-8-sig")
    if any(letter < " " and letter not in "\t\n\r\f" for letter in text):
        return None
    start = text.lstrip().lower()
    if "<svg" in start:
        return _SVG if start.startswith("<") and "<html" not in start else _WEB_PAGE
    if start.startswith("<!doctype html") or "<html" in start:
        return _WEB_PAGE
    return _XML if start.startswith("<?xml") else _TEXT
