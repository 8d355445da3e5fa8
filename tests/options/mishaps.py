"""What happens to links on their way: cut, mistyped, mangled by a mail, or made to do harm."""

from collections.abc import Callable
from random import Random
from urllib.parse import parse_qs

from cnnlib.options import Options, fields_of, to_params

Pairs = list[tuple[str, str]]

NASTY = (
    *("", "banana", "NaN", "nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1e-400", "None"),
    *("True", "1.0", "1.", ".5", "--1", "+1", " 1", "1%00", "1%0A", "1_000", "0x10", "1e5", "007"),
    *("%E4%", "%ff%fe", "%C3%28", "%F0%9F%92", "%EF%BC%91", "%ED%A0%80", "%", "%zz", "%60%60%60"),
    *("%3Cscript%3E", "%0A%23%20heading", "%E2%80%AE321", "=", "=1", "a=b", ";", "#", "?"),
    *(
        "x" * 10_000,
        "9" * 10_000,
        "1_" * 5_000,
        "~" * 10_000,
        "1~" * 5_000,
        "3x" * 3_000,
        "%E4" * 999,
    ),
    *(
        "999999999x1",
        "99999y99999x1",
        "9y9x9x9",
        "9y9y1",
        "0x1",
        "0y1",
        "-3x1",
        "x1",
        "3x",
        "y",
        "3y",
    ),
    *(
        "1_2~3",
        "1_2~3_4_5",
        "2y1_2~1",
        "_",
        "1__2",
        "~1",
        "1~",
        "1_nan",
        "1_1e400",
        "999x999x999x9",
    ),
    "_".join("1" * 500),
    "~".join("1" * 500),
)


def broken_link(options: Options, random: Random) -> dict[str, list[str]]:
    """The parameters of a link to `options` after some mishaps, parsed as Streamlit does."""
    pairs = list(to_params(options).items())
    for mishap in random.choices(MISHAPS, k=random.randint(1, 3)):
        pairs = mishap(pairs, list(fields_of(type(options))), random)
    return parse_qs(_joined(pairs), keep_blank_values=True)


def _set_a_value(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    name = random.choice(names)
    others = [pair for pair in pairs if pair[0] != name]
    return [*others, (name, random.choice(NASTY))]


def _repeat_a_name(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    return [*pairs, *[(random.choice(names), "1")] * random.choice((1, 2, 900))]


def _add_an_unknown_name(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    strange = (
        "",
        "v",
        "embed",
        "x" * 10_000,
        "%E4%",
        "__class__",
        "self",
        "`",
        random.choice(names)[:-1],
    )
    return [*pairs, (random.choice(strange), random.choice(NASTY))]


def _change_a_byte(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    query = _joined(pairs)
    place = random.randrange(len(query) + 1)
    return _split(query[:place] + chr(random.randrange(256)) + query[place + 1 :])


def _cut(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    query = _joined(pairs)
    return _split(query[: random.randrange(len(query) + 1)])


def _shuffle_the_values(pairs: Pairs, names: list[str], random: Random) -> Pairs:
    texts = random.sample([text for _, text in pairs], len(pairs))
    return [(name, text) for (name, _), text in zip(pairs, texts, strict=True)]


MISHAPS: tuple[Callable[[Pairs, list[str], Random], Pairs], ...] = (
    _set_a_value,
    _repeat_a_name,
    _add_an_unknown_name,
    _change_a_byte,
    _cut,
    _shuffle_the_values,
)


def _joined(pairs: Pairs) -> str:
    return "&".join(f"{name}={text}" for name, text in pairs)


def _split(query: str) -> Pairs:
    found = (part.partition("=") for part in query.split("&"))
    return [(name, text) for name, _, text in found]
