"""Pictures in: every kind that is read, every kind that is refused, and files broken at random."""

import gzip
import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile, ImageOps

from cnnlib.images import (
    MAX_BYTES,
    MAX_PIXELS,
    about_sample,
    decode,
    fit,
    sample,
    samples,
    to_grey,
)
from cnnlib.images.samples import FOLDER

RANDOM = np.random.default_rng(0)
NOISE = RANDOM.integers(0, 256, (21, 34, 3), dtype=np.uint8)
RAMP = np.stack(np.broadcast_arrays(np.arange(40)[:, None] * 6, np.arange(60) * 4, 128), axis=-1).astype(
    np.uint8
)


def saved(picture, format_, **options):
    if isinstance(picture, np.ndarray):
        picture = Image.fromarray(picture)
    file = io.BytesIO()
    picture.save(file, format_, **options)
    return file.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, bits, colour, row, *extra):
    """A PNG of one row, put together by hand. Source: PNG specification, section 11."""
    header = struct.pack(">IIBBBBB", width, 1, bits, colour, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *extra,
            chunk(b"IDAT", zlib.compress(b"\0" + row)),
            chunk(b"IEND", b""),
        ]
    )


def assert_close(ours, theirs, most):
    assert ours.shape == theirs.shape
    assert np.abs(ours.astype(int) - theirs.astype(int)).max() <= most


@pytest.mark.parametrize(
    ("format_", "options"),
    [
        ("PNG", {}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_adobe_deflate"}),
        ("TIFF", {"big_tiff": True}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_lossless_formats_bring_back_every_pixel(format_, options):
    pixels = decode(saved(NOISE, format_, **options))
    np.testing.assert_array_equal(pixels, NOISE)
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert pixels.flags.writeable


@pytest.mark.parametrize(
    ("format_", "options", "most"),
    [
        ("JPEG", {"quality": 95, "subsampling": 0}, 6),
        ("JPEG", {"quality": 95, "progressive": True}, 12),
        ("WEBP", {"quality": 95}, 12),
        ("AVIF", {"quality": 95}, 12),
        ("GIF", {}, 40),
    ],
)
def test_lossy_formats_come_close(format_, options, most):
    assert_close(decode(saved(RAMP, format_, **options)), RAMP, most)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "BMP"])
def test_tensorflow_reads_the_same(format_):
    data = saved(RAMP, format_)
    theirs = tf.io.decode_image(data, channels=3, expand_animations=False).numpy()
    assert_close(decode(data), theirs, 4 if format_ == "JPEG" else 0)


def grey_rgb(*values):
    return [[[value] * 3 for value in values]]


@pytest.mark.parametrize(
    ("data", "pixels", "remark"),
    [
        (png(8, 1, 0, b"\xa0"), grey_rgb(255, 0, 255, 0, 0, 0, 0, 0), "1 bit"),
        (png(4, 4, 0, b"\x0f\x73"), grey_rgb(0, 255, 119, 51), "4 bits"),
        (png(3, 8, 0, b"\0\x0a\xff"), grey_rgb(0, 10, 255), "8 bits grey"),
        (
            png(4, 16, 0, struct.pack(">4H", 0, 128, 257 * 40, 65535)),
            grey_rgb(0, 0, 40, 255),
            "16 bits grey are scaled, not clipped",
        ),
        (
            png(1, 16, 2, struct.pack(">3H", 257 * 9, 0, 65535)),
            [[[9, 0, 255]]],
            "16 bits red, green, blue",
        ),
        (png(2, 8, 4, b"\x64\x00\x64\x80"), grey_rgb(255, 177), "grey with alpha, over white"),
        (
            png(1, 8, 6, b"\xff\x00\x00\x33"),
            [[[255, 204, 204]]],
            "colour with alpha, over white",
        ),
        (
            png(1, 16, 6, struct.pack(">4H", 65535, 0, 0, 257 * 51)),
            [[[255, 204, 204]]],
            "16 bits with alpha",
        ),
        (
            png(4, 2, 3, b"\x1b", chunk(b"PLTE", bytes(range(12))), chunk(b"tRNS", b"\x00\x80\xff")),
            [[[255, 255, 255], [129, 129, 130], [6, 7, 8], [9, 10, 11]]],
            "a palette with transparency",
        ),
        (
            png(3, 8, 0, b"\0\x0a\xff", chunk(b"tRNS", struct.pack(">H", 10))),
            grey_rgb(0, 255, 255),
            "one grey is transparent",
        ),
        (
            png(3, 16, 0, struct.pack(">3H", 0, 1000, 257), chunk(b"tRNS", b"\x03\xe8")),
            grey_rgb(0, 255, 1),
            "one grey of 16 bits is transparent",
        ),
        (
            png(2, 8, 2, b"\x01\x02\x03\x05\x05\x05", chunk(b"tRNS", b"\0\1\0\2\0\3")),
            [[[255, 255, 255], [5, 5, 5]]],
            "one colour is transparent",
        ),
    ],
)
def test_every_kind_of_png(data, pixels, remark):
    assert decode(data).tolist() == pixels, remark


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "RGBX", "LA", "PA", "CMYK", "YCbCr", "HSV"])
@pytest.mark.parametrize("format_", ["PNG", "TIFF", "BMP", "GIF", "WEBP"])
def test_colour_models_are_pillows_own_conversion(mode, format_):
    picture = Image.fromarray(NOISE).convert("P").convert("PA") if mode == "PA" else None
    picture = picture or Image.fromarray(NOISE).convert(mode)
    try:
        data = saved(picture, format_, **({"lossless": True} if format_ == "WEBP" else {}))
    except (OSError, ValueError):  # this format cannot hold this colour model
        return
    with Image.open(io.BytesIO(data)) as again:
        expected = np.asarray(again.convert("RGB"))
    np.testing.assert_array_equal(decode(data), expected)


@pytest.mark.parametrize("format_", ["TIFF", "JPEG"])
def test_cmyk(format_):
    """JPEG holds CMYK upside down, marked by Adobe; both must come out as the colours they were."""
    colours = Image.fromarray(RAMP).convert("CMYK")
    data = saved(colours, format_, **({"quality": 100} if format_ == "JPEG" else {}))
    assert (b"Adobe" in data) == (format_ == "JPEG")
    assert_close(decode(data), np.asarray(colours.convert("RGB")), 8)
    assert_close(decode(data, max_side=30), fit(RAMP, 30), 8)


def test_lab():
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(*profiles, "RGB", "LAB")
    lab = ImageCms.applyTransform(Image.fromarray(RAMP), transform)
    error = np.abs(decode(saved(lab, "TIFF")).astype(int) - RAMP)
    assert np.median(error) <= 1  # eight bits of L*a*b* are coarse in dark, strong colours
    assert error.max() < 40


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([[0, 257, 65535]], np.uint16), [0, 1, 255]),
        (np.array([[0, 257, 65535]], ">u2"), [0, 1, 255]),
        (np.array([[0, 0.5, 1]], np.float32), [0, 128, 255]),
        (np.array([[0, 100, 255]], np.float32), [0, 100, 255]),
        (np.array([[0, 0.25]], np.float32), [0, 64]),
        (np.array([[-10, 0, 10]], np.float32), [0, 128, 255]),
        (np.array([[np.nan, np.inf, -np.inf, 1]], np.float32), [0, 0, 0, 255]),
        (np.array([[7e30, 7e30]], np.float32), [0, 0]),
        (np.array([[0, 100, 255]], np.int32), [0, 100, 255]),
        (np.array([[0, 1]], np.int32), [0, 1]),
        (np.array([[-(2**31), 2**31 - 1]], np.int32), [0, 255]),
    ],
)
def test_grey_tiffs_of_many_depths(values, expected):
    assert decode(saved(values, "TIFF")).tolist() == grey_rgb(*expected)


def test_a_tiff_may_count_from_white():
    values = np.array([[0, 257, 65535]], np.uint16)
    assert decode(saved(values, "TIFF", tiffinfo={262: 0})).tolist() == grey_rgb(255, 254, 0)


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_of_an_animation_the_first_frame(format_):
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    data = saved(frames[0], format_, save_all=True, append_images=frames[1:])
    assert_close(decode(data), np.full((16, 16, 3), (255, 0, 0)), 3)


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_exif_turns_the_picture(orientation, format_):
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"JPEG": {"quality": 95}, "WEBP": {"lossless": True}, "AVIF": {"quality": 95}}
    data = saved(RAMP, format_, exif=exif, **options.get(format_, {}))
    with Image.open(io.BytesIO(data)) as picture:
        expected = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
    np.testing.assert_array_equal(decode(data), expected)
    assert_close(decode(data, max_side=20), fit(expected, 20), 3)


TEXT_FOR_A_NUMBER = b"II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0up!\0"


@pytest.mark.parametrize("exif", [b"II*\0\xff\xff\xff\xff broken", b"XX", b"", TEXT_FOR_A_NUMBER])
def test_broken_exif_does_not_spoil_the_picture(exif):
    data = saved(RAMP, "JPEG", exif=b"Exif\0\0" + exif)
    np.testing.assert_array_equal(decode(data), decode(saved(RAMP, "JPEG")))


@pytest.mark.parametrize("max_side", [1, 7, 20, 59, 60, 61, 1000])
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_max_side(max_side, format_):
    data = saved(RAMP, format_)
    height, width, _ = decode(data, max_side=max_side).shape
    assert max(height, width) == min(max_side, 60)
    assert (height, width) == fit(RAMP, max_side).shape[:2]
    most = 12 if max_side == 1 else 6  # JPEG reads 8 x 8 blocks, of which the last are cut
    assert_close(decode(data, max_side=max_side), fit(decode(data), max_side), most)


def test_bytes_of_any_kind():
    data = saved(NOISE, "PNG")
    np.testing.assert_array_equal(decode(bytearray(data)), NOISE)
    np.testing.assert_array_equal(decode(memoryview(data)), NOISE)


def archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("photo.jpg", saved(NOISE, "JPEG"))
    return file.getvalue()


def media_box(brand, *compatible):
    body = b"ftyp" + brand + b"\0\0\0\0" + b"".join(compatible)
    return struct.pack(">I", len(body) + 4) + body + bytes(100)


JPEG, PNG = saved(NOISE, "JPEG"), saved(NOISE, "PNG")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (b"\0", "This file is no picture"),
        (bytes(1000), "This file is no picture"),
        (RANDOM.bytes(1000), "This file is no picture"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "This is a PDF, not a picture"),
        (b"\r\n %PDF-1.4", "This is a PDF, not a picture"),
        (archive(), "This is a ZIP archive or an office document, not a picture"),
        (gzip.compress(PNG), "This is a compressed archive, not a picture"),
        (b"Rar!\x1a\x07\x01\0", "This is a compressed archive, not a picture"),
        (media_box(b"heic", b"mif1", b"heic"), "This is a HEIC picture, .* export it as JPEG"),
        (media_box(b"mif1", b"mif1", b"heic"), "This is a HEIC picture"),
        (media_box(b"isom", b"isom", b"avc1"), "This is a video, not a picture"),
        (media_box(b"qt  "), "This is a video, not a picture"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01", "This is a video, not a picture"),
        (b"RIFF\x10\0\0\0AVI LIST", "This is a video, not a picture"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "This is a sound recording"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is an SVG drawing, .* as PNG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg/>", "This is an SVG drawing"),
        (b"<!DOCTYPE html><html><body><svg/></body></html>", "This is a web page"),
        (b"  <HTML><title>x</title>", "This is a web page"),
        (b"<?xml version='1.0'?><note/>", "This is an XML document"),
        (b"hello, this is a letter\n", "This is a text file, not a picture"),
        ("Füße\n".encode() * 2000, "This is a text file"),
        ("hello".encode("utf-16"), "This is a text file"),
        (b"BM is how this text begins, and BMP pictures too", "This is a text file"),
        (b"RIFF is a word", "This is a sound recording|This is a text file"),
        (b"\x7fELF\x02\x01\x01", "This is a program"),
        (b"\x93NUMPY\x01\0", "This is a file of raw numbers"),
        (b"8BPS\0\1", "This is a picture in the Photoshop format, .* save it as JPEG or PNG"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "This is a picture in the JPEG 2000 format"),
        (saved(NOISE, "ICO"), r"This is a picture in the icon \(ICO\) format"),
        (saved(NOISE, "PPM"), "This is a picture in the Netpbm format"),
        (JPEG[:3], "This JPEG picture is damaged or cut off"),
        (JPEG[: len(JPEG) // 2], "This JPEG picture is damaged or cut off"),
        (PNG[:8], "This PNG picture is damaged or cut off"),
        (PNG[: len(PNG) // 2], "This PNG picture is damaged or cut off"),
        (PNG[:40] + b"\xff\xff" + PNG[42:], "This PNG picture is damaged"),
        (saved(NOISE, "GIF")[:100], "This GIF picture is damaged"),
        (saved(NOISE, "BMP")[:200], "This BMP picture is damaged"),
        (saved(NOISE, "TIFF")[:200], "This TIFF picture is damaged"),
        (saved(NOISE, "WEBP")[:100], "This WEBP picture is damaged"),
        (saved(NOISE, "AVIF")[:300], "This AVIF picture is damaged"),
        (b"GIF89a\0\0\0\0\0\0\0;", "This GIF picture"),
        (bytes(MAX_BYTES + 1), r"This file has 20\.0 MB, and at most 20 MB"),
        (JPEG + bytes(MAX_BYTES + 10**6), r"This file has 21\.0 MB"),
    ],
)
def test_refuses_with_a_sentence_that_names_it(data, sentence):
    with pytest.raises(ValueError, match=f"^(?=.+: .+\\.$)({sentence})"):
        decode(data)


@pytest.mark.parametrize("data", [None, "photo.jpg", 7, [1, 2], NOISE, io.BytesIO(PNG)], ids=type)
def test_refuses_what_is_not_bytes(data):
    with pytest.raises(ValueError, match=r"^data: expected the bytes of a picture file, received"):
        decode(data)


@pytest.mark.parametrize("max_side", [0, -1, True, 10.0, "10"])
def test_refuses_what_is_no_side(max_side):
    for reduce in (lambda: decode(PNG, max_side=max_side), lambda: fit(NOISE, max_side)):
        with pytest.raises(ValueError, match=r"^max_side: expected a whole number"):
            reduce()


def huge(format_, width, height):
    """A small file that says it holds a huge picture."""
    if format_ == "PNG":
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        return PNG[:8] + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    if format_ == "GIF":
        return b"GIF89a" + struct.pack("<HH", width, height) + saved(NOISE, "GIF")[10:]
    if format_ == "GIF frame":
        frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0)
        return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + frame + b"\x02\x02\x4c\x01\0;"
    if format_ == "BMP":
        data = saved(NOISE, "BMP")
        return data[:18] + struct.pack("<ii", width, height) + data[26:]
    data = saved(
        Image.new("1", (width, height)), format_, **({"compression": "group4"} if format_ == "TIFF" else {})
    )
    assert len(data) < MAX_BYTES
    return data


@pytest.mark.parametrize(
    ("format_", "width", "height"),
    [
        ("PNG", 12000, 12000),
        ("PNG", 8000, 5001),
        ("PNG", 10**6, 10**6),
        ("GIF", 65535, 65535),
        ("GIF", 10000, 10000),
        ("GIF frame", 10000, 10000),
        ("GIF frame", 60000, 60000),
        ("BMP", 12000, 12000),
        ("BMP", 30000, 30000),
        ("TIFF", 12000, 12000),
        ("JPEG", 9000, 5000),
        ("WEBP", 9000, 5000),
    ],
)
def test_a_huge_picture_is_refused_before_a_pixel_is_read(monkeypatch, format_, width, height):
    data = huge(format_, width, height)

    def reads(_self):
        raise AssertionError("it has begun to read pixels")

    monkeypatch.setattr(ImageFile.ImageFile, "load", reads)
    with pytest.raises(ValueError, match=r"^This picture has .*more than the 40 megapixels .*: save"):
        decode(data)
    with pytest.raises(ValueError, match=r"^This picture has .*more than the 40 megapixels .*: save"):
        decode(data, max_side=100)


def test_the_refusal_says_how_large_it_is():
    with pytest.raises(ValueError, match=r"^This picture has 12000 × 12000 pixels, more than the 40 meg"):
        decode(huge("PNG", 12000, 12000))


def test_the_largest_picture_is_read():
    side = int(MAX_PIXELS**0.5)
    data = saved(Image.new("L", (side, side), 200), "PNG")
    assert decode(data, max_side=10).tolist() == np.full((10, 10, 3), 200).tolist()


ENCODED = {
    "JPEG": JPEG,
    "JPEG CMYK": saved(Image.fromarray(NOISE).convert("CMYK"), "JPEG"),
    "JPEG EXIF": saved(NOISE, "JPEG", exif=bytes(Image.Exif()) or b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    "PNG": PNG,
    "PNG palette": saved(Image.fromarray(NOISE).convert("P"), "PNG"),
    "PNG animated": saved(NOISE, "PNG", save_all=True, append_images=[Image.fromarray(NOISE[::-1])]),
    "PNG 16": saved(NOISE[..., 0].astype(np.uint16) * 257, "PNG"),
    "GIF": saved(NOISE, "GIF", save_all=True, append_images=[Image.fromarray(NOISE[::-1])]),
    "BMP": saved(NOISE, "BMP"),
    "BMP palette": saved(Image.fromarray(NOISE).convert("P"), "BMP"),
    "TIFF": saved(NOISE, "TIFF"),
    "TIFF LZW": saved(NOISE, "TIFF", compression="tiff_lzw"),
    "TIFF JPEG": saved(NOISE, "TIFF", compression="jpeg"),
    "TIFF float": saved(NOISE[..., 0].astype(np.float32), "TIFF"),
    "WEBP": saved(NOISE, "WEBP"),
    "WEBP animated": saved(NOISE, "WEBP", save_all=True, append_images=[Image.fromarray(NOISE[::-1])]),
    "AVIF": saved(NOISE, "AVIF"),
}
SENTENCE = r"^This .+: .+\.$"


@st.composite
def broken_files(draw):
    data = bytearray(ENCODED[draw(st.sampled_from(sorted(ENCODED)))])
    # Half of the blows fall on the first 100 bytes, where the structure is.
    places = st.one_of(st.integers(0, 99), st.integers(0, len(data) - 1))
    for _ in range(draw(st.integers(0, 8))):
        place = draw(places) % len(data)
        blow = draw(st.sampled_from(["set", "flip", "insert", "delete", "zeros", "ones"]))
        if blow == "set":
            data[place] = draw(st.integers(0, 255))
        elif blow == "flip":
            data[place] ^= 1 << draw(st.integers(0, 7))
        elif blow == "insert":
            data[place:place] = draw(st.binary(min_size=1, max_size=8))
        elif blow == "delete" and len(data) > 8:
            del data[place : place + draw(st.integers(1, 8))]
        else:
            end = min(len(data), place + 4)
            data[place:end] = (b"\0" if blow == "zeros" else b"\xff") * (end - place)
    return bytes(data[: draw(st.one_of(st.just(len(data)), st.integers(0, len(data))))])


@settings(
    max_examples=600,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(broken_files(), st.one_of(st.none(), st.integers(1, 40)))
@example(b"II*\0" + b"\xff" * 20, None)
@example(b"MM\0*\0\0\0\x08\0\0", None)
def test_a_broken_file_is_read_or_refused_with_a_sentence(data, max_side):
    """Nothing but a picture or a ``ValueError`` comes out: no warning, no other exception."""
    try:
        pixels = decode(data, max_side=max_side)
    except ValueError as refusal:
        pixels = None
        sentence = str(refusal)
    if pixels is None:
        with pytest.raises(ValueError, match=SENTENCE):
            raise ValueError(sentence)
    else:
        assert pixels.ndim == 3
        assert pixels.shape[2] == 3
        assert pixels.dtype == np.uint8
        assert max_side is None or max(pixels.shape[:2]) <= max_side


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(data):
    with pytest.raises(ValueError, match=SENTENCE):
        decode(data)


def test_nothing_is_written_to_disk(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def opens(*arguments, **_options):
        raise AssertionError(f"a file is opened: {arguments}")

    monkeypatch.setattr("builtins.open", opens)
    monkeypatch.setattr("tempfile.mkstemp", opens)
    for data in ENCODED.values():
        decode(data)
    assert list(tmp_path.iterdir()) == []


def test_fit_is_the_mean_of_the_area():
    """Reduced by a whole factor it is the block mean; by 3 to 2 every third pixel counts half."""
    block = NOISE[:20, :32].reshape(10, 2, 16, 2, 3).mean(axis=(1, 3))
    assert_close(fit(NOISE[:20, :32], 16), np.rint(block).astype(np.uint8), 1)
    np.testing.assert_allclose(fit(NOISE[:20, :32], 16), block, atol=0.501)

    row = np.array([[0, 90, 210]], np.uint8)
    assert fit(row, 2).tolist() == [[30, 170]]  # (0 + 90/2) / 1.5 and (90/2 + 210) / 1.5
    theirs = tf.image.resize(NOISE[None].astype(np.float32), (13, 21), method="area")[0].numpy()
    np.testing.assert_allclose(fit(NOISE, 21), theirs, atol=0.51)


def test_fit_leaves_small_pictures_and_flat_ones_as_they_are():
    assert fit(NOISE, 34) is NOISE
    assert fit(np.full((500, 3, 3), 77, np.uint8), 10).tolist() == np.full((10, 1, 3), 77).tolist()
    assert fit(NOISE[..., 0], 5).shape == (3, 5)


def test_a_pattern_finer_than_the_new_pixels_turns_grey():
    stripes = np.tile(np.array([0, 255], np.uint8), (100, 50))
    assert set(np.unique(fit(stripes, 25))) <= {127, 128}


@pytest.mark.parametrize("image", [NOISE.astype(float), NOISE.tolist(), NOISE[0, :, 0], None])
def test_fit_refuses_what_is_no_picture(image):
    with pytest.raises(ValueError, match=r"^image: expected \(H, W\) or \(H, W, C\) uint8, received"):
        fit(image, 5)


def test_grey_is_bt_601():
    np.testing.assert_array_equal(to_grey(NOISE), np.asarray(Image.fromarray(NOISE).convert("L")))
    np.testing.assert_allclose(to_grey(NOISE), NOISE @ [0.299, 0.587, 0.114], atol=0.51)
    primaries = np.eye(3, dtype=np.uint8)[np.newaxis] * 255
    assert to_grey(primaries).tolist() == [[76, 150, 29]]
    assert to_grey(NOISE).dtype == np.uint8


@pytest.mark.parametrize("rgb", [NOISE[..., 0], NOISE.astype(float), NOISE[..., :2], [[[1, 2, 3]]]])
def test_grey_refuses_what_is_no_colour_picture(rgb):
    with pytest.raises(ValueError, match=r"^rgb: expected \(H, W, 3\) uint8, received"):
        to_grey(rgb)


@pytest.mark.parametrize("name", samples())
def test_every_sample_is_there_and_credited(name):
    pixels, about = sample(name), about_sample(name)
    assert pixels.shape[2] == 3
    assert max(sample(name, max_side=64).shape) == 64
    assert (FOLDER / about.file).stat().st_size < 400_000
    credits_ = (FOLDER.parent / "CREDITS.md").read_text(encoding="utf-8")
    row = next(line for line in credits_.splitlines() if f"`samples/{about.file}`" in line)
    assert about.author.removeprefix("the ").split(",")[0].split(" team")[0] in row
    assert about.licence in row or about.licence == "no known copyright"
    assert about.credit == f"Picture: {about.author}, {about.licence}"


def test_every_file_is_a_sample():
    assert {path.name for path in FOLDER.iterdir()} == {about_sample(n).file for n in samples()}
    assert len({about_sample(name).title for name in samples()}) == len(samples()) >= 20


@pytest.mark.parametrize("name", ["dragon", "", None, "../CREDITS"])
def test_an_unknown_sample_is_refused(name):
    with pytest.raises(ValueError, match=r"^name: expected one of 'temple', .* received"):
        sample(name)
