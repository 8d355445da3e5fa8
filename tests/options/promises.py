"""What is promised of the link of every page."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, quote

from cnnlib.options import Options, from_params, to_query

LONGEST_SENTENCE = 400


def state_to_link_to_state_is_the_identity(options: Options) -> None:
    query = to_query(options)
    assert quote(query, safe="=&") == query
    params = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query))
    assert from_params(type(options), params) == (options, ())


def a_broken_link_is_explained(kind: type[Options], params: Mapping[str, Sequence[str]]) -> None:
    options, sentences = from_params(kind, params)
    assert type(options) is kind
    state_to_link_to_state_is_the_identity(options)
    assert len(sentences) <= 9
    for sentence in sentences:
        assert "expected" in sentence or "more of the link's parameters" in sentence
        assert len(sentence) <= LONGEST_SENTENCE
        assert sentence.isprintable()
        sentence.encode()
