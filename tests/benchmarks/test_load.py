"""The load script itself works: a few sessions, a few seconds, no failure."""

from tests.benchmarks.load import Plan, measure


def test_three_sessions_are_answered_every_time() -> None:
    record = measure(Plan(sessions=3, seconds=4, every=1))
    assert not record.failures
    assert len(record.entering) == 3
    assert len(record.actions) == 12
