"""Days printed in full around an article: every form reads back, and what could be two days is none."""

import string
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.article.calendar_day import full_dates, parse_day, url_day
from dragoman.article.credits import dated_line
from dragoman.article.head import read_head
from tests.article.names import FakePublishers

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
MONTHS = (
    ("January", "Jan", "Jan."), ("February", "Feb", "Feb."), ("March", "Mar", "Mar."), ("April", "Apr", "Apr."),
    ("May", "May", "May"), ("June", "Jun", "June"), ("July", "Jul", "July"), ("August", "Aug", "Aug."),
    ("September", "Sep", "Sept."), ("October", "Oct", "Oct."), ("November", "Nov", "Nov."),
    ("December", "Dec", "Dec."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form"), [(n, form) for n, forms in enumerate(MONTHS, start=1) for form in sorted(set(forms))]
)
def test_every_month_by_every_name(number: int, form: str):
    day = date(2016, number, 9)
    for text in (f"{form} 9, 2016", f"9 {form} 2016", f"{form.upper()} 9 2016", f"the 9th of {form.lower()}, 2016"):
        assert [found.day for found in full_dates(text)] == [day], text


@pytest.mark.parametrize(
    "shape",
    ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%B %d, %Y", "%a, %d %b %Y", "%A %d %B %Y",
     "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%a, %d %b %Y %H:%M:%S +0000"],
)  # fmt: skip
@settings(max_examples=20)
@given(day=DAYS)
def test_a_day_reads_back_in_every_shape(shape: str, day: date):
    assert parse_day(datetime(day.year, day.month, day.day, 11, 45, tzinfo=UTC).strftime(shape)) == day


@given(DAYS)
def test_slashes_are_read_where_they_can_mean_one_day_only(day: date):
    one_way = day.day > 12 or day.day == day.month
    expected = day if one_way else None
    assert parse_day(f"{day.day:02}/{day.month:02}/{day.year}") == expected
    assert parse_day(f"{day.month:02}/{day.day:02}/{day.year}") == expected
    assert parse_day(f"{day.day}.{day.month}.{day.year}") == expected


@pytest.mark.parametrize(
    "text",
    ["31 April 2014", "February 30, 2014", "29 February 2015", "2015-02-29", "2015-13-01", "2015-00-10", "2015-10-00",
     "June 0, 2010", "32 May 2011", "31/04/2014", "00/00/2014", "20151340"],
)  # fmt: skip
def test_no_day_that_no_calendar_has(text: str):
    assert parse_day(text) is None
    assert list(full_dates(text)) == []


@pytest.mark.parametrize(
    "text",
    ["June 2014", "2014", "14 June", "Tuesday", "June 14", "last week", "14 June 1876", "14 June 2214", "n/a", "-",
     "0"],
)  # fmt: skip
def test_nothing_is_filled_in(text: str):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        ("1104537600", date(2005, 1, 1)),
        ("1104537599", date(2004, 12, 31)),
        ("1104537600.75", date(2005, 1, 1)),
        ("1104537600000", date(2005, 1, 1)),
        ("946684799999", date(1999, 12, 31)),
        ("100000000", date(1973, 3, 3)),
    ],
)
def test_seconds_and_milliseconds_since_1970(seconds: str, day: date):
    assert parse_day(seconds) == day
    assert parse_day(f" {seconds}\n") == day


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("2011-08-30T23:59:59-11:00", date(2011, 8, 30)),
        ("2011-08-30T00:00:01+14:00", date(2011, 8, 30)),
        ("Tue, 30 Aug 2011 23:30:00 -0800", date(2011, 8, 30)),
    ],
)
def test_a_time_zone_moves_no_day(field: str, day: date):
    assert parse_day(field) == day


def test_the_first_of_several_days_counts_in_a_field():
    assert parse_day("Posted 3 May 2012, updated 6 May 2012") == date(2012, 5, 3)


def test_days_are_found_with_their_places_and_between_two_offsets():
    text = "From 3 May 2012 until 6 June 2013 and, on paper, July 9, 2014."
    found = list(full_dates(text))
    assert [text[item.start : item.end] for item in found] == ["3 May 2012", "6 June 2013", "July 9, 2014"]
    inner = list(full_dates(text, found[0].end, found[2].start))
    assert [item.day for item in inner] == [date(2013, 6, 6)]


@given(st.text(alphabet=string.ascii_letters + string.digits + " /.,-\n", max_size=200))
def test_found_days_lie_in_order_inside_the_text(text: str):
    at = 0
    for found in full_dates(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end


@pytest.mark.parametrize(
    "text", ["v1.2014-05-06", "12014-05-06", "2014-05-067", "file2014-05-06", "x3 May 2012", "3 May 20123"]
)
def test_digits_and_letters_on_either_side_belong_to_something_else(text: str):
    assert list(full_dates(text)) == []


@given(DAYS)
def test_days_in_addresses_read_back(day: date):
    assert url_day(f"https://paper.example/{day:%Y/%m/%d}/talks") == day
    assert url_day(f"https://paper.example/news/{day:%Y-%m-%d}-talks") == day
    assert url_day(f"https://paper.example/{day:%Y%m%d}/talks.html") == day
    assert url_day(f"https://paper.example/world/{day:%Y}/{day:%b}/{day:%d}/talks".lower()) == day


@pytest.mark.parametrize(
    "url",
    ["", None, "https://paper.example/", "https://paper.example/2014/05/", "https://paper.example/2014/13/40/talks",
     "https://paper.example/article-20140506", "https://paper.example/2014/xyz/06/talks",
     "https://paper.example/1814/05/06/talks", "https://paper.example/?d=2014-05-06"],
)  # fmt: skip
def test_addresses_without_a_day(url: str | None):
    assert url_day(url) is None


@pytest.mark.parametrize("lead", ["", "Published: ", "Published on ", "Posted at ", "First published ", "Date: ",
                                  "Issued | ", "FOR IMMEDIATE RELEASE: ", "Released on "])  # fmt: skip
@pytest.mark.parametrize("tail", ["", " 10:15", ", 10:15 pm", " | 22:15 GMT", " at 10.15 a.m. EST", " (18:00:12 UTC)"])
def test_a_line_of_nothing_but_a_date(lead: str, tail: str):
    assert dated_line(f"{lead}Monday, 6 May 2013{tail}") == date(2013, 5, 6)


@pytest.mark.parametrize(
    "line",
    ["On 6 May 2013 they met", "6 May 2013 to 8 May 2013", "6 May", "", "Updated by Ana Ruiz, 6 May 2013",
     "The treaty of 6 May 2013", "Page 3, 6 May 2013"],
)  # fmt: skip
def test_a_line_that_says_more_is_no_date_line(line: str):
    assert dated_line(line) is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("By Ana Ruiz\nThe Lakeside Ledger\nMay 6, 2013", date(2013, 5, 6)),
        ("OFFICE OF THE SPOKESMAN\nDAILY BRIEFING\nOakton\nMonday, May 6, 2013", date(2013, 5, 6)),
        ("He went home.\nMay 6, 2013", None),  # prose
        ("The Lakeside Ledger\nHe went home and stayed there.\nMay 6, 2013", None),
    ],
)
def test_a_date_under_the_lines_that_say_who_printed_it(lines: str, day: date | None):
    assert read_head(f"A title\n{lines}\n\nHe left.", 7, FakePublishers()).published == day
