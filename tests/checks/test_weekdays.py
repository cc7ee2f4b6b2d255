"""A weekday and a date side by side."""

from datetime import date

import pytest

from dragoman.checks import weekdays_of_dates
from dragoman.partial_date import PartialDate
from dragoman.records import Article

ON = PartialDate.day(date(2024, 3, 20))  # a Wednesday


def found(text: str, reference: PartialDate = ON) -> list[tuple[str, str]]:
    article = Article(id="article-1", source="s", text=text, body_start=0)
    return [(f.text, f.message) for f in weekdays_of_dates(article, reference=reference)]


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("They met on Monday, 12 March 2024 in Oslo.", "Monday, 12 March 2024", "12 March 2024 was a Tuesday"),
        ("They met on Monday 12 March in Oslo.", "Monday 12 March", "12 March 2024 was a Tuesday"),
        ("Talks began Friday (March 14, 2024).", "Friday (March 14, 2024", "14 March 2024 was a Thursday"),
        ("It docked on March 14, a Friday, in fog.", "March 14, a Friday", "14 March 2024 was a Thursday"),
        ("It docked on 14 March 2024 (a Friday).", "14 March 2024 (a Friday", "14 March 2024 was a Thursday"),
        ("On Sunday, the 3rd of May 2020, it fell.", "Sunday, the 3rd of May 2020", ""),
    ],
)
def test_a_weekday_that_the_date_was_not(text: str, words: str, message: str) -> None:
    conflicts = found(text)
    if message:
        assert [t for t, _ in conflicts] == [words]
        assert conflicts[0][1].startswith(message)
    else:
        assert conflicts == []


@pytest.mark.parametrize(
    "text",
    [
        "They met on Tuesday, 12 March 2024.",
        "They met on Tuesday 12 March.",
        "It will open on Friday, 12 July.",
        "On Monday 12 people died.",
        "On Monday, May said she would resign.",
        "It is due by March 14. A Friday prayer was held.",
        "Between Monday and 14 March nothing was heard.",
        "In March, a Monday was chosen.",
    ],
)
def test_what_fits_or_is_no_date_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_without_a_year_and_a_day_of_writing_nothing_is_said() -> None:
    assert found("They met on Monday 12 March in Oslo.", PartialDate()) == []
