"""Pictures come in here: bytes become a safe RGB array, and the bundled samples are at hand."""

from cnnlib.images.colours import to_grey
from cnnlib.images.reading import MAX_BYTES, MAX_PIXELS, decode
from cnnlib.images.samples import Sample, about_sample, sample, samples
from cnnlib.images.size import fit

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Sample",
    "about_sample",
    "decode",
    "fit",
    "sample",
    "samples",
    "to_grey",
]
