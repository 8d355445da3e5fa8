"""Options as the query of a link, and back, with a sentence for all that a link gets wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from cnnlib.options.fields import Options, fields_of

OptionsT = TypeVar("OptionsT", bound=Options)

VERSION = "1"
STREAMLITS_OWN = frozenset({"embed", "embed_options"})
MOST_COMPLAINTS = 8
_LONGEST_QUOTE = 60
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def to_params(options: Options) -> dict[str, str]:
    """The fields that differ from their default, as name → text, in the order of declaration."""
    return {
        name: field.kind.format(value)
        for name, field in fields_of(type(options)).items()
        if (value := getattr(options, name)) != field.default
    }


def to_query(options: Options) -> str:
    """The query of the link to these options, without "?"; empty when all are the default.

    It consists of the unreserved characters of RFC 3986, "=" and "&": nothing to percent-encode.
    """
    return "&".join(f"{name}={text}" for name, text in to_params(options).items())


def from_params(
    options: type[OptionsT], params: Mapping[str, Sequence[str]]
) -> tuple[OptionsT, tuple[str, ...]]:
    """The options a link asks for, and a sentence for each parameter that was not understood.

    Never raises: what a field does not allow is replaced by its default, and the sentence names the
    parameter as it stood, what was expected, and what is shown instead. `params` maps a name to
    every value given for it, as `urllib.parse.parse_qs` does. The parameter `v` is the version of
    the link format; there is one version, and it need not be said.
    """
    fields = fields_of(options)
    understood: dict[str, Any] = {}
    complaints = []

    def complain(expected: str, instead: str) -> None:
        complaints.append(f"`{_quote(name, values)}`: expected {expected}; {instead}")

    for name, given in params.items():
        values = [given] if isinstance(given, str) else list(given)
        if name in STREAMLITS_OWN or not values:
            continue
        if name == "v":
            if values != [VERSION]:
                complain(f"version {VERSION} of the link format", f"reading it as {VERSION}")
        elif name not in fields:
            complain(_known(name, fields), "leaving it out")
        else:
            kind, shown = fields[name].kind, fields[name].default
            if len(values) > 1:
                complain(f"{name} only once", f"showing {kind.words(shown)}")
                continue
            try:
                understood[name] = kind.parse(values[0])
            except ValueError:
                complain(kind.expected(), f"showing {kind.words(shown)}")
    return options(**understood), _first_few(complaints)


def _quote(name: str, values: Sequence[str]) -> str:
    """The parameter as it stood in the link, cut short, without what would upset the page."""
    asked = "&".join(f"{name[:99]}={value[:99]}" for value in values[:9])
    clean = "".join(c if c.isprintable() and c != "`" else _UNSHOWN for c in asked)
    return clean if len(clean) <= _LONGEST_QUOTE else clean[: _LONGEST_QUOTE - 1] + "…"


def _known(name: str, fields: Iterable[str]) -> str:
    near = get_close_matches(name[:_LONGEST_QUOTE], fields, n=1)
    return f"a setting of this page, perhaps {near[0]}" if near else "a setting of this page"


def _first_few(complaints: Sequence[str]) -> tuple[str, ...]:
    told, rest = complaints[:MOST_COMPLAINTS], len(complaints) - MOST_COMPLAINTS
    more = [f"{rest} more of the link's parameters were not understood"] if rest > 0 else []
    return (*told, *more)
