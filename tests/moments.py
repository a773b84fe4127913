"""Moments and spans for properties: Hypothesis' own take seven and three numbers each, these two."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

MINUTE, LEAST = timedelta(minutes=1), timedelta(microseconds=1)


def spans(shortest: timedelta, longest: timedelta) -> st.SearchStrategy[timedelta]:
    """From one to the other, both included; many by whole minutes, where most bounds lie."""
    minutes = st.integers(0, (longest - shortest) // MINUTE).map(lambda many: shortest + many * MINUTE)
    return minutes | st.integers(shortest // LEAST, longest // LEAST).map(lambda many: many * LEAST)


def moments(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    """UTC, from one to the other, both included."""
    begin = first.replace(tzinfo=UTC)
    return spans(timedelta(0), last - first).map(lambda span: begin + span)
