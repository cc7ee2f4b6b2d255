"""By when something is due: limits, spans, days after the promise, and what is no deadline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dates import find_deadline
from dragoman.partial_date import PartialDate

MADE = PartialDate.parse("2023-03-15")  # a Wednesday


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("promised to withdraw by the end of 2024", "2023-03-15/2024-12-31", "by the end of 2024"),
        ("asked for a written answer within 72 hours", "2023-03-15/2023-03-18", "within 72 hours"),
        ("must leave within 30 days", "2023-03-15/2023-04-14", "within 30 days"),
        ("elections within a year", "2023-03-15/2024-03-15", "within a year"),
        ("to clear the yard within a fortnight", "2023-03-15/2023-03-29", "within a fortnight"),
        ("to hold elections in two years", "2023-03-15/2025-03-15", "in two years"),
        ("to open the road by the weekend", "2023-03-15/2023-03-19", "by the weekend"),
        ("before the end of the month", "2023-03-15/2023-03-31", "before the end of the month"),
        ("to reply before Friday", "2023-03-15/2023-03-16", "before Friday"),
        ("to reply no later than May 5", "2023-03-15/2023-05-05", "no later than May 5"),
        ("by 2030", "2023-03-15/2030-12-31", "by 2030"),
        ("will visit Delhi in November", "2023-11", "November"),
        ("agreed on Monday to leave in May", "2023-05", "May"),
        ("agreed to meet next week or in 2026", "2026", "2026"),
    ],
)
def test_a_deadline(text: str, due: str, words: str) -> None:
    found = find_deadline(text, 0, len(text), made=MADE)
    assert found is not None
    assert (str(found.due), found.words) == (due, words)


@pytest.mark.parametrize(
    "text",
    [
        "promised last week to send grain",
        "agreed on Thursday to withdraw",
        "has kept its word since 2014",
        "for 3 years it was quiet",
        "to stop in 1990",
        "to do what it can",
        "",
    ],
)
def test_no_deadline(text: str) -> None:
    assert find_deadline(text, 0, len(text), made=MADE) is None


def test_without_a_day_to_count_from_only_the_calendar_tells() -> None:
    text = "to withdraw within 30 days, by the end of 2024"
    found = find_deadline(text, 0, len(text), made=PartialDate())
    assert found is not None
    assert (str(found.due), found.words) == ("../2024-12-31", "by the end of 2024")


def test_only_the_stretch_is_read() -> None:
    text = "It spoke in May. It will leave by June."
    assert find_deadline(text, 0, 16, made=MADE) is None


@given(st.text(alphabet="abcdefghi 0123456789byinto", max_size=60))
def test_nothing_is_due_before_it_was_promised(text: str) -> None:
    found = find_deadline(text, 0, len(text), made=MADE)
    assert found is None or (found.due.latest is not None and found.due.latest >= MADE.earliest)
