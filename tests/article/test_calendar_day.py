"""Dates that are given in full."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article.calendar_day import parse_day, url_day

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "2024-03-05T23:30:00-08:00", "2024-03-05 10:00:00", "2024/03/05", "20240305", "20240305T101500Z",
        "Tue, 05 Mar 2024 10:00:00 GMT", "March 5, 2024", "5 March 2024", "Mar. 5, 2024", "March 5th, 2024",
        "Tuesday, March 5, 2024 at 10:00", "05-Mar-2024", "5th of March, 2024", "1709632800", "1709632800000",
        "05.03.2024 x",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text: str):
    expected = None if text.endswith(" x") else DAY  # 05.03. could be the third of May
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/04/2006", date(2006, 4, 25)),
        ("04/25/2006", date(2006, 4, 25)),
        ("04/04/2006", date(2006, 4, 4)),
        ("04/05/2006", None),
        ("2024-02-30", None),
        ("31 June 2024", None),
        ("March 2024", None),
        ("2024", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_what_is_one_day_and_what_is_not(text: str | None, day: date | None):
    assert parse_day(text) == day


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_reads_back(day: date):
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day:%B} {day.day}, {day.year}") == day
    assert url_day(f"https://a.example/{day:%Y/%m/%d}/talks.html") == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/world/2024/mar/05/talks", DAY),
        ("https://a.example/2024-03-05/talks", DAY),
        ("https://a.example/20240305/talks", DAY),
        ("https://a.example/2024/13/05/talks", None),
        ("https://a.example/news/38087522", None),
        (None, None),
    ],
)
def test_days_in_addresses(url: str | None, day: date | None):
    assert url_day(url) == day
