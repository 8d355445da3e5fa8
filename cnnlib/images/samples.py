"""The bundled pictures. Where each comes from in full, and under which terms: assets/CREDITS.md."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnnlib.arguments import one_of
from cnnlib.images.reading import decode

FOLDER = Path(__file__).parents[2] / "assets" / "samples"


@dataclass(frozen=True)
class Sample:
    """A bundled picture: its name, file, title, author and terms."""

    name: str
    file: str
    title: str
    author: str
    licence: str

    @property
    def credit(self) -> str:
        """The line to show beside the picture."""
        return f"Picture: {self.author}, {self.licence}"


_CC0, _PUBLIC, _BY = "CC0", "public domain", "CC BY 2.0"

_SAMPLES = {
    file.partition(".")[0]: Sample(file.partition(".")[0], file, title, author, licence)
    for file, title, author, licence in (
        ("temple.jpg", "Pagoda above a lake", "danielbuechele", _BY),
        ("cat.jpg", "Kitten playing with yarn", "Loliloli", _PUBLIC),
        ("cat_face.jpg", "Face of a cat", "Stefan van der Walt", _CC0),
        ("kitten.jpg", "Kitten looking over a board", "GalgenTX", _BY),
        ("german_shepherd.jpg", "German shepherd dog", "Hans Kemperman", _PUBLIC),
        ("dog_bicycle_car.jpg", "Dog, bicycle and car", "Joseph Redmon", "MIT"),
        ("person_dog_horse.jpg", "Person, dog and horse", "Joseph Redmon", "MIT"),
        ("horses.jpg", "Horses with a foal", "Seth Zeigler", _CC0),
        ("cow.jpg", "Black-and-white cow", "Dohduhdah", _PUBLIC),
        ("sheep.jpg", "Sheep", "Rob Mitchell", _CC0),
        ("giraffes.jpg", "Two giraffes", "Mike and Lara Wolfe", _CC0),
        ("koala.jpg", "Koala in a tree", "BurningWell", _PUBLIC),
        ("red_panda.jpg", "Red panda", "Mathias Appel", _CC0),
        ("macaw.jpg", "Scarlet macaw", "Dcoetzee", _CC0),
        ("kingfisher.jpg", "Kingfisher on a branch", "Frank-2.0", _CC0),
        ("astronaut.jpg", "Astronaut Eileen Collins", "NASA", _PUBLIC),
        ("coffee.jpg", "Cup of coffee", "Rachel Michetti, Pikolo Espresso Bar", _CC0),
        ("photographer.png", "Man with a camera", "Lav Varshney", _CC0),
        ("bricks.png", "Brick wall", "CC0Textures", _CC0),
        ("coins.png", "Greek coins from Pompeii", "Brooklyn Museum", "no known copyright"),
        ("checkerboard.png", "Checkerboard", "the scikit-image team", "BSD-3-Clause"),
    )
}


def samples() -> tuple[str, ...]:
    """The names of the bundled pictures."""
    return tuple(_SAMPLES)


def about_sample(name: str) -> Sample:
    """What a bundled picture shows, whose it is and under which terms; ``ValueError`` if none."""
    return _SAMPLES[one_of("name", name, samples())]


def sample(name: str, *, max_side: int | None = None) -> NDArray[np.uint8]:
    """A bundled picture as ``(H, W, 3)`` uint8, reduced to ``max_side`` when that is given."""
    return decode((FOLDER / about_sample(name).file).read_bytes(), max_side=max_side)
