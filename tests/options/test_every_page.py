"""The links of every page: each class of options in the lessons is held to the promises."""

from importlib import import_module
from pkgutil import iter_modules
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cnnlib.lessons
from cnnlib.options import Options, to_query
from tests.options import promises
from tests.options.mishaps import broken_link
from tests.options.strategies import options_of

LINKS = 2000
LINKS_FROM_ONE = 20


def options_of_lessons() -> list[type[Options]]:
    modules = [
        import_module(f"cnnlib.lessons.{module.name}") for module in iter_modules(cnnlib.lessons.__path__)
    ]
    found = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Options) and thing is not Options
    }
    return sorted(found, key=lambda kind: kind.__name__)


every_page = pytest.mark.parametrize("kind", options_of_lessons(), ids=lambda kind: kind.__name__)
calm = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@every_page
def test_the_page_as_it_opens_has_an_empty_query(kind: type[Options]) -> None:
    assert to_query(kind()) == ""


@every_page
@settings(calm, max_examples=300)
@given(data=st.data())
def test_state_to_link_to_state_is_the_identity(kind: type[Options], data: st.DataObject) -> None:
    promises.state_to_link_to_state_is_the_identity(data.draw(options_of(kind)))


@every_page
@settings(calm, max_examples=LINKS // LINKS_FROM_ONE)
@given(data=st.data())
def test_2000_broken_links_are_explained(kind: type[Options], data: st.DataObject) -> None:
    options = data.draw(options_of(kind))
    random = Random(data.draw(st.integers(0, 2**32)))
    for _ in range(LINKS_FROM_ONE):
        promises.a_broken_link_is_explained(kind, broken_link(options, random))
